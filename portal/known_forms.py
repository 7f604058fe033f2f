"""The forms of what is known: one answer stated, one word taken back: Art. 4(5), 12(1)."""

from collections.abc import Callable, Iterator
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from core.i18n import N_
from portal import known_words
from portal.fields import UNSAID, Ask, Day, Line, Prose, Source
from portal.forms import FormModel, Gap, Sheet
from rules.composition import Relation
from rules.known import (
    FORMS,
    FactCorrectedWithoutReason,
    FactName,
    Form,
    LiftedWithoutReason,
    Value,
)
from rules.meetings import ToldBy

ANSWERS: Final = {"yes": True, "no": False}


class StateFact(FormModel):
    """One answer, with since when, when it became known, and from whom."""

    words: Annotated[Prose, Ask(N_("Answer"), open=True)] = ""
    day: Annotated[Day | None, Ask(N_("Answer"), open=True)] = None
    choice: Annotated[Line, Ask(N_("Answer"), open=True)] = ""
    not_known: Annotated[bool, Ask(N_("It was asked, and it is not known"))] = False
    how: Annotated[
        Literal["change", "correction"] | None,
        Ask(N_("Has it changed, or was what stands there wrong?"), open=True),
    ] = None
    valid_from: Annotated[
        Day | None,
        Ask(N_("Since when does it hold?"), N_("Empty where nobody knows."), open=True),
    ] = None
    known_on: Annotated[
        Day,
        Ask(
            N_("When did the centre come to know it?"),
            missing=N_("Say on which day it became known."),
        ),
    ]
    source: Source
    reason: Annotated[
        Prose,
        Ask(N_("Why was it wrong, or why does it hold no more?"), open=True),
    ] = ""
    stands: UUID | None = None
    """The answer that the reader saw."""

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        for name in ("valid_from", "known_on", "day"):
            day = sheet.known(name)
            if day and day > sheet.today:
                yield name, N_("This day has not come yet.")
        if sheet.known("how") == "correction" and not sheet.value("reason").strip():
            yield "reason", FactCorrectedWithoutReason()

    def value(self, form: Form) -> Value:
        if form is Form.DAY:
            return None if self.not_known else self.day
        if form is Form.WORDS:
            return None if self.not_known else self.words
        said = None if self.choice == known_words.NOT_KNOWN[0] else self.choice
        return {"yes": True, "no": False}.get(said or "") if form is Form.YES_NO else said


class TakeBackWord(FormModel):
    """When and how somebody learned that they do not take part."""

    told_on: Annotated[Day, Ask(N_("Told on"), missing=UNSAID)]
    how: Annotated[ToldBy, Ask(N_("How they were told"), missing=N_("Choose how they were told."))]

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        told_on = sheet.known("told_on")
        if told_on and told_on > sheet.today:
            yield "told_on", N_("This day has not come yet.")


class KinForm(FormModel):
    """A parent or guardian, and what is said of them: Art. 4(5)."""

    relation: Annotated[
        Literal[
            Relation.MOTHER, Relation.FATHER, Relation.GUARDIAN, Relation.CARER, Relation.RELATIVE
        ],
        Ask(N_("Who?"), missing=N_("Choose who it is.")),
    ]
    kin_name: Annotated[
        Line, Ask(N_("Name and surname"), missing=N_("Write the name, or what is known of it."))
    ]
    contact: Annotated[Line, Ask(N_("How they are reached"), N_("Telephone or address"))] = ""
    perpetrator: Annotated[
        Literal["no", "yes", "unknown"],
        Ask(
            N_("Is it said that they use violence?"),
            N_("Whoever does is heard, and does not sit at the table."),
            N_("Choose one; not knowing is an answer too."),
        ),
    ]
    safe: Annotated[
        Literal["no", "yes", "unknown"] | None,
        Ask(N_("Is it safe to use this contact?"), open=True),
    ] = None
    source: Source

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """Each contact says whether it is safe; where there is none, nothing is safe or not."""
        if sheet.value("contact").strip() and not sheet.value("safe"):
            yield "safe", N_("Say whether the contact is safe; not knowing is an answer too.")

    @property
    def answers(self) -> dict[FactName, bool | None]:
        """What was answered beside the name; "not known" is an answer, silence is none."""
        said: dict[FactName, bool | None] = {FactName.VIOLENCE: ANSWERS.get(self.perpetrator)}
        return said | ({FactName.CONTACT_SAFE: ANSWERS.get(self.safe)} if self.safe else {})


def gaps_of(sheet: Sheet[StateFact], name: FactName, held: Value, *, stands: bool) -> Iterator[Gap]:
    """What only the question knows: an answer of its kind, and a reason where a mark is lifted."""
    yield from _ANSWER_GAPS.get(FORMS[name], _of_a_choice)(sheet)
    if stands and not sheet.value("how"):
        yield "how", N_("Say whether it has changed or was wrong.")
    is_lifted = name is FactName.VIOLENCE and held is True and sheet.value("choice") != "yes"
    if is_lifted and not sheet.value("reason").strip():
        yield "reason", LiftedWithoutReason()


def _of_words(sheet: Sheet[StateFact]) -> Iterator[Gap]:
    return _written(sheet, "words")


def _of_a_day(sheet: Sheet[StateFact]) -> Iterator[Gap]:
    return _written(sheet, "day")


def _written(sheet: Sheet[StateFact], field: str) -> Iterator[Gap]:
    written, ticked = bool(sheet.value(field).strip()), bool(sheet.known("not_known"))
    if not written and not ticked:
        yield field, N_("Write the answer, or tick that it is not known.")
    if written and ticked:
        yield field, N_("There is an answer, and a tick that it is not known. Keep one.")


def _of_a_choice(sheet: Sheet[StateFact]) -> Iterator[Gap]:
    if not sheet.value("choice"):
        yield "choice", N_("Choose one; not knowing is an answer too.")


_ANSWER_GAPS: Final[dict[Form, Callable[[Sheet[StateFact]], Iterator[Gap]]]] = {
    Form.WORDS: _of_words,
    Form.DAY: _of_a_day,
}
