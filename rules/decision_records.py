"""A grave decision, and what else it was weighed against: ours, for the best interest of 12(3).

Placement, removal, a limit on contact, closing. The text asks for no such record; practitioners ask
afterwards whether alternatives were weighed (decision 0123). It refuses nothing that the text
allows: where none was written, that is shown and nothing waits for it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from rules.days import check_happened
from rules.defaults import DEFAULTS
from rules.refusals import Conflict, NotPossible, ProcedureRefused

BASIS: Final = DEFAULTS.WEIGHING
LEAST_OPTIONS: Final = 2


class DecisionSubject(StrEnum):
    """What was decided about the child."""

    PLACEMENT = "placement"
    REMOVAL = "removal"
    CONTACT_LIMIT = "contact_limit"
    CLOSING = "closing"


class Dissented(StrEnum):
    """Whether somebody was against it; that nobody said so is taken, and shown."""

    NOBODY = "nobody"
    SOMEBODY = "somebody"
    NOT_STATED = "not_stated"


class TooFewOptions(ProcedureRefused):
    reason = "A decision is weighed against at least one other: two options at the least."
    way_out = "Write what else could have been done, also that everything stayed as it was."
    basis = BASIS


class OptionNotWeighed(ProcedureRefused):
    reason = "Option {number} does not say what it would do to safety, attachment and daily life."
    way_out = "Write each in a sentence; that it is not known is an answer too."
    basis = BASIS


class NothingChosen(ProcedureRefused):
    reason = "It is not said which of the options was chosen."
    way_out = "Choose one of the options that are written."
    basis = BASIS


class NobodyDecided(ProcedureRefused):
    reason = "It is not said who decided."
    way_out = "Choose the meeting in which the table did, or write who it was."
    basis = BASIS


class ChildsViewMissing(ProcedureRefused):
    reason = "It is not said what the child thinks of it."
    way_out = "Write what the child said, or why nobody asked; one of the two."
    basis = BASIS


class NotWhy(ProcedureRefused):
    reason = "It is not said what the decision rests on, and why this option was chosen."
    way_out = "Write both, each in a sentence or two."
    basis = BASIS


class DissentNotTold(ProcedureRefused):
    reason = "Somebody was against it, and it is not said who and why."
    way_out = "Write who it was, and what they thought instead."
    basis = BASIS


class NothingDecidedThere(NotPossible):
    reason = "That meeting is not on record as held: nothing was decided in it."
    way_out = "Put the meeting on record first, or write who decided."


class OtherDayThanTheMeeting(ProcedureRefused):
    reason = "That meeting took place on {day}: the table did not decide on another day."
    way_out = "Write that day, or choose no meeting and write who decided."
    basis = BASIS


class RecordedWithoutReason(ProcedureRefused):
    reason = "It is not said why the record is corrected."
    way_out = "Write what was wrong in it; the record stays to be read."
    basis = BASIS


class RecordCorrectedAlready(Conflict):
    reason = "This record has been corrected already."
    way_out = "Correct the record that corrects it."


class RecordTakenBackAlready(Conflict):
    reason = "This record is taken back: it stands for no decision any more."
    way_out = "Write another record, where something was decided."


class RecordGoneWithoutReason(ProcedureRefused):
    reason = "It is not said why the record is taken back."
    way_out = "Write why; the record stays to be read."
    basis = BASIS


@dataclass(frozen=True, slots=True)
class OptionFacts:
    """What could be done, and what it would do to the child."""

    name: str
    safety: str
    attachment: str
    daily_life: str

    @property
    def is_weighed(self) -> bool:
        said = (self.name, self.safety, self.attachment, self.daily_life)
        return all(words.strip() for words in said)


@dataclass(frozen=True, slots=True)
class WeighedFacts:
    """One record as it is to be written; `chosen` counts the options from 1."""

    subject: DecisionSubject
    on: date
    options: Sequence[OptionFacts]
    chosen: int | None
    rests_on: str
    why: str
    view: str = ""
    not_asked: str = ""
    meeting_id: UUID | None = None
    """In which the table decided; None where it was somebody else."""
    met_on: date | None = None
    """When that meeting was, as the record has it; None too where it is not on record as held."""
    by_whom: str = ""
    dissented: Dissented = Dissented.NOT_STATED
    dissent: str = ""


def check_record(facts: WeighedFacts, today: date) -> None:
    """At least two options, each weighed; one chosen, by whom, why; what the child thinks; who was
    against it. Of any day that has come: what was decided before is written down as it was."""
    check_happened(facts.on, today)
    _check_options(facts)
    if not (facts.rests_on.strip() and facts.why.strip()):
        raise NotWhy
    if bool(facts.view.strip()) == bool(facts.not_asked.strip()):
        raise ChildsViewMissing
    _check_who(facts)
    if facts.dissented is Dissented.SOMEBODY and not facts.dissent.strip():
        raise DissentNotTold


def _check_options(facts: WeighedFacts) -> None:
    if len(facts.options) < LEAST_OPTIONS:
        raise TooFewOptions
    for number, option in enumerate(facts.options, 1):
        if not option.is_weighed:
            raise OptionNotWeighed(number=number)
    if facts.chosen is None or not 1 <= facts.chosen <= len(facts.options):
        raise NothingChosen


def _check_who(facts: WeighedFacts) -> None:
    if facts.meeting_id is None:
        if not facts.by_whom.strip():
            raise NobodyDecided
    elif facts.met_on is None:
        raise NothingDecidedThere
    elif facts.on != facts.met_on:
        raise OtherDayThanTheMeeting(day=facts.met_on)


def check_record_correction(*, reason: str, corrected: bool, taken_back: bool) -> None:
    """Another record, of whatever was decided, says why it stands for this one; there is one."""
    _check_stands(corrected=corrected, taken_back=taken_back)
    if not reason.strip():
        raise RecordedWithoutReason


def check_record_taken_back(*, why: str, corrected: bool, taken_back: bool) -> None:
    """It was never decided, or of another child: no other stands for it, and why is said."""
    _check_stands(corrected=corrected, taken_back=taken_back)
    if not why.strip():
        raise RecordGoneWithoutReason


def _check_stands(*, corrected: bool, taken_back: bool) -> None:
    if corrected:
        raise RecordCorrectedAlready
    if taken_back:
        raise RecordTakenBackAlready


def met_otherwise(on: date, met_on: date | None) -> date | None:
    """The day of its meeting, where that is not the day of the record any more: shown with what to
    do, for the record was right when it was written."""
    return None if met_on == on else met_on


@dataclass(frozen=True, slots=True)
class DecidedSoFar:
    """What the file shows to have been decided, whether or not a record says why."""

    sheltered_on: date | None = None
    """Since when the child was last given shelter, as the log has it."""
    closing_on: date | None = None
    """Since when closing is proposed; None too where the child has died: nothing is weighed."""
    gave_up_on: date | None = None
    """When the closing proposed before it was sent back, declined or fell."""


def unweighed(
    facts: DecidedSoFar, records: Iterable[tuple[DecisionSubject, date]]
) -> list[tuple[DecisionSubject, date]]:
    """Which decisions the file shows without a record, and since when: shown, never a breach.

    Shelter is somewhere else than home: a placement or a removal says why, decided since or in the
    month before. Closing is weighed before or after it is proposed; what was weighed for an earlier
    proposal that came to nothing was of that one.
    """
    written = list(records)
    found: list[tuple[DecisionSubject, date]] = []
    away = {DecisionSubject.PLACEMENT, DecisionSubject.REMOVAL}
    if (since := facts.sheltered_on) is not None:
        before = since - timedelta(days=BASIS.days)
        if not any(subject in away and on >= before for subject, on in written):
            found.append((DecisionSubject.PLACEMENT, since))
    if facts.closing_on is not None:
        after = facts.gave_up_on or date.min
        closings = [on for subject, on in written if subject is DecisionSubject.CLOSING]
        if not any(on >= after for on in closings):
            found.append((DecisionSubject.CLOSING, facts.closing_on))
    return found
