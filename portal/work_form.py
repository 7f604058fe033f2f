"""The words of the working form, Annex 1, in its order; the Albanian text decides: Art. 20(1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from core.i18n import N_, Translator
from portal import known_words
from portal.annex import CATEGORIES
from queries.work_form import WorkForm
from rules.grounds import Ground
from rules.known import FactName

PERSONAL: Final[Sequence[tuple[str, Sequence[FactName]]]] = (
    (N_("Date of birth"), (FactName.BIRTH_DATE, FactName.BIRTH_CERTAINTY)),
    (N_("Gender"), (FactName.GENDER,)),
    (N_("Nationality/ethnicity"), (FactName.ETHNICITY,)),
    (N_("Place of birth"), (FactName.BIRTH_PLACE,)),
    (N_("Residence/place of stay"), (FactName.RESIDENCE, FactName.WHEREABOUTS)),
    (N_("Health condition"), (FactName.HEALTH,)),
    (N_("Limited ability"), (FactName.DISABILITY,)),
    (N_("Others"), (FactName.OTHER,)),
)
"""After the name, which is shown on request."""
GROUNDS: Final[Mapping[Ground, str]] = {
    Ground.OUT_OF_DANGER: N_("the child is out of danger"),
    Ground.EIGHTEEN: N_("the child is over 18 years old"),
    Ground.OTHER_CENTRE: N_("when the child changes residence within the state"),
    Ground.OTHER_COUNTRY: N_("when the child changes residence abroad"),
    Ground.DEATH: N_("the child dies"),
    Ground.OTHER: N_("Other circumstances"),
}
ACTION_HEADS: Final = (
    N_("Actions and measures"),
    N_("Services"),
    N_("Responsible institutions"),
    N_("Planned completion date"),
    N_("Status of the action (in process, completed, uncompleted)"),
)
PLAN_HEADS: Final = (*ACTION_HEADS, N_("Deadline for reviewing the action"), N_("Notes"))
REVIEW_HEADS: Final = (*ACTION_HEADS, N_("Assessment of progress"), N_("Notes"))
PEOPLE_HEADS: Final = (
    N_("Invited participants, names and surnames"),
    N_("Institutions/NGOs"),
    N_("Present"),
    N_("Signature"),
)


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the categories."""

    words: str
    ticked: bool
    more: str
    """What is written beside "other"."""


def boxes(form: WorkForm) -> list[tuple[str, list[Box]]]:
    """All of them, ticked or not, in the order of the Annex."""
    return [
        (heading, [_box(form, code, words) for code, words in of.items()])
        for heading, of in CATEGORIES
    ]


def _box(form: WorkForm, code: str, words: str) -> Box:
    return Box(words, code in form.ticked, form.ticked.get(code, ""))


def personal(say: Translator, form: WorkForm) -> list[tuple[str, str]]:
    """Each line with what is on record: an answer, "not known", or that nobody has said."""
    return [
        (say.gettext(label), " / ".join(_said(say, form, name) for name in names))
        for label, names in PERSONAL
    ]


def _said(say: Translator, form: WorkForm, name: FactName) -> str:
    question = form.known.get(name)
    if question is None or question.held is None:
        return say.gettext(N_("not stated"))
    return known_words.shown(say, name, question.held.value, form.officers)
