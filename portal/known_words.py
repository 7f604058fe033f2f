"""The questions about child and family in words, their answers, and what follows from one."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from core.i18n import N_, Translator
from portal.annex import GENDERS, STATUSES
from portal.words import RELATIONS
from rules.composition import ADULTS
from rules.known import ALWAYS_KNOWN, Certainty, FactName, Form, Value
from rules.known_change import Consequence

QUESTIONS: Final[Mapping[FactName, str]] = {
    FactName.NAME: N_("Name and surname"),
    FactName.BIRTH_DATE: N_("Date of birth"),
    FactName.BIRTH_CERTAINTY: N_("How sure is the date of birth?"),
    FactName.GENDER: N_("Gender"),
    FactName.ETHNICITY: N_("Nationality or ethnicity"),
    FactName.STATUS: N_("Where does the child belong?"),
    FactName.BIRTH_PLACE: N_("Place of birth"),
    FactName.RESIDENCE: N_("Permanent residence"),
    FactName.WHEREABOUTS: N_("Where the child is now"),
    FactName.HEALTH: N_("State of health"),
    FactName.DISABILITY: N_("Disability"),
    FactName.OTHER: N_("Other"),
    FactName.RELATION: N_("Who are they to the child?"),
    FactName.VIOLENCE: N_("Is it said that they use violence?"),
    FactName.CONTACT: N_("How they are reached"),
    FactName.CONTACT_SAFE: N_("Is it safe to use this contact?"),
    FactName.INTERPRETER: N_("Is an interpreter needed?"),
    FactName.LANGUAGE: N_("Language they speak"),
    FactName.CAN_READ: N_("Can they read?"),
    FactName.DEATH: N_("Has this person died?"),
    FactName.OFFICER: N_("Who acts on behalf of the centre?"),
    FactName.NO_KIN: N_("Why is no parent or guardian named?"),
}

ARTICLES: Final[Mapping[FactName, str]] = {
    FactName.STATUS: "4(6)",
    FactName.BIRTH_DATE: "17(3.2)",
    FactName.VIOLENCE: "4(5)",
    FactName.CONTACT_SAFE: "8(10)",
    FactName.NO_KIN: "8(10)",
    FactName.DEATH: "17(3.5)",
    FactName.OFFICER: "4(5)",
}
"""The provision that a question is asked for."""

CERTAINTIES: Final[Mapping[str, str]] = {
    Certainty.REGISTERED: N_("registered"),
    Certainty.ESTIMATED: N_("estimated"),
}
YES_NO: Final[Mapping[str, str]] = {"yes": N_("Yes"), "no": N_("No")}
NOT_KNOWN: Final = ("unknown", N_("Not known"))

FOLLOWS: Final[Mapping[Consequence, str]] = {
    Consequence.REPRESENTATIVE_MISSING: N_(
        "It is on record. The table needs a representative for a child from elsewhere:"
        " seat at least one, Art. 4(6)."
    ),
    Consequence.BARRED: N_(
        "It is on record. This person is heard and does not sit at the table, Art. 4(5)."
    ),
    Consequence.TOLD_BEFORE: N_(
        "It is on record. This person was told of a meeting: tell them that they do not take"
        " part, and write it down below, Art. 4(5)."
    ),
    Consequence.BAR_LIFTED: N_(
        "It is on record. This person is not kept from the table any more; what was recorded"
        " stays to be read."
    ),
    Consequence.TOO_YOUNG: N_(
        "It is on record. The child has not turned eighteen: closing the case on this ground"
        " is refused from now on, and what the table decided on it has fallen, Art. 17(3.2)."
    ),
    Consequence.CLOSING_FELL: N_(
        "It is on record. When the table decided, the child was not eighteen:"
        " the closing has fallen, Art. 17(3.2)."
    ),
    Consequence.SAFETY_OPEN: N_(
        "It is on record. Whether this contact is safe to use is still to be answered."
    ),
    Consequence.DIED: N_(
        "It is on record that the child has died. What is no longer needed has stopped: reports,"
        " plan and review, their messages, the meeting planned on them. If the table has closed the"
        " case on another ground since the death, that no longer holds and nobody signs it."
        " Recommend to close the case, Art. 17(3.5)."
    ),
    Consequence.DEATH_CORRECTED: N_(
        "It is on record that the child has not died. What had stopped is owed again, and what was"
        " held back leaves; a meeting that was called off is planned anew. A closure proposed or"
        " decided on the death has fallen, Art. 17(3.5): nobody signs it."
    ),
    Consequence.EARLIER: N_(
        "It is on record as what was before; what holds now stays. If that is wrong, correct it."
    ),
}
RECORDED: Final = N_("It is on record.")


def words_of(name: FactName) -> Mapping[str, str]:
    """What can be chosen, each still to be translated."""
    found: Mapping[FactName, Mapping[str, str]] = {
        FactName.BIRTH_CERTAINTY: CERTAINTIES,
        FactName.GENDER: GENDERS,
        FactName.STATUS: {key: words for key, words in STATUSES.items() if key != NOT_KNOWN[0]},
        FactName.RELATION: {key: RELATIONS[key] for key in RELATIONS if key in ADULTS},
    }
    return found.get(name, YES_NO)


def options(
    say: Translator, name: FactName, form: Form, officers: Sequence[tuple[UUID, str]]
) -> list[tuple[str, str]]:
    """The answers to choose from; not knowing is one of them, wherever one may not know."""
    if form is Form.OFFICER:
        found = [(str(id), name) for id, name in officers]
    else:
        found = [(key, say.gettext(words)) for key, words in words_of(name).items()]
    unknown = [] if name in ALWAYS_KNOWN else [(NOT_KNOWN[0], say.gettext(NOT_KNOWN[1]))]
    return [*found, *unknown]


def shown(say: Translator, name: FactName, value: Value, officers: Mapping[UUID, str]) -> str:
    """An answer as people read it."""
    if value is None:
        return say.gettext(NOT_KNOWN[1])
    if isinstance(value, bool):
        return say.gettext(YES_NO["yes" if value else "no"])
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if name is FactName.OFFICER:
        return officers.get(UUID(value), "")
    words = words_of(name)
    return say.gettext(words[value]) if words is not YES_NO and value in words else value
