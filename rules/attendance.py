"""Who came to the meetings they were invited to, and what absence suggests: Art. 9, 14(3.2)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rules.basis import Default
from rules.defaults import DEFAULTS
from rules.refusals import NotPossible
from rules.reports import MemberNotInPlan, NoMailOnceDead, SuperiorInDoubt, SuperiorUnknown


class NothingMissed(NotPossible):
    reason = "This member came to the last meeting to which they were invited."
    way_out = "Look at the attendance by institution, on the page of the table."


class NoAbsenceBefore(NotPossible):
    reason = "No meeting that this member missed by that day is on record."
    way_out = "Record the meeting and who came first; or correct the day of the letter or the call."


class AbsenceToldAlready(NotPossible):
    reason = "The superior has been notified since the member was absent last."
    way_out = "Put the reply on record, or wait for the next meeting."


class NoticeHolds(NotPossible):
    reason = "This notice stands: the member is on record as absent, or nobody was told."
    way_out = "Correct the record of the meeting first, if they were there."


class ToldThatItFell(NotPossible):
    reason = "The superior has been told that this notice does not hold."
    way_out = "Put on record what they answer."


@dataclass(frozen=True, slots=True)
class AttendanceFacts:
    """One institution at one table: Art. 9.

    Counted over the meetings held to which it was invited, or came; several people of it count as
    one.
    """

    invited: int
    came: int
    excused: int
    """Absent with a reason on record."""
    running: int
    """How many of them it has missed without coming in between, up to the last."""
    last_missed: date | None = None
    answers: bool = False
    """It answers for an action of the plan that is open: Art. 14(2)."""
    told_on: date | None = None
    """When its superior was notified last of a report; of an absence, the day of that meeting."""

    @property
    def unexcused(self) -> int:
        """Absent without a word."""
        return self.invited - self.came - self.excused

    @property
    def may_be_told(self) -> bool:
        """It missed the last meeting, answers for an action, and its superior has not heard."""
        if not (self.answers and self.running and self.last_missed):
            return False
        return self.told_on is None or self.told_on < self.last_missed


def suggests_superior(facts: AttendanceFacts) -> Default | None:
    """Whether absence suggests a notice to the superior, and whose limit that is: Art. 14(3.2).

    The text says "mos bashkëpunim" and no number: DEFAULTS.REPEATED_ABSENCE. The manager decides.
    """
    limit = DEFAULTS.REPEATED_ABSENCE
    return limit if facts.may_be_told and facts.running >= limit.count else None


@dataclass(frozen=True, slots=True)
class Absence:
    """One meeting that a member missed, as its record says now: Art. 9."""

    id: UUID
    """Of the line in the record: it stays where the day of the meeting is corrected."""
    on: date


def was_called(
    invited_on: date | None, met_on: date, *, called_off: bool, seated: bool = True
) -> bool:
    """Whom nobody had called, who was told that the meeting was off, or who had no seat on the day
    on which it turned out to be, or was barred on it by their own word (10(2)), missed nothing: the
    text asks of a lack of cooperation ("mos bashkëpunim"): Art. 14(3.2)."""
    return seated and not called_off and invited_on is not None and invited_on <= met_on


def is_absence(*, present: bool, met: bool, seated: bool) -> bool:
    """Whether what a superior was told of still is one: not of who came, of a meeting that was
    another case's, nor of who had no seat on its day, or was barred on it by their own word, by a
    paper that turned up since: Art. 10(2), 14(3.2)."""
    return met and seated and not present


@dataclass(frozen=True, slots=True)
class AbsenceFacts:
    """One member, and what a notice of their absence rests on: Art. 9, 14(3.2)."""

    missed: Sequence[Absence]
    """The meetings since they came last, the newest first."""
    in_plan: bool
    superior_known: bool
    told_of: Collection[UUID] = ()
    """The absences of which their superior has been notified."""
    died: bool = False
    """The child has died: Art. 17(3.5)."""
    superior_in_doubt: bool = False
    """What was sent to their superior came back, or its reader says that it is not for them."""


def check_absence_notice(known: AbsenceFacts) -> None:
    """The manager notifies the superior of who stays away from the table: Art. 14(3.2).

    The text says "mos bashkëpunim", and no number: one absence suffices for the manager's word,
    more only suggest it; nor does it ask that a report was owed, or whether one came. That no mail
    leaves once the child has died is ours.
    """
    if known.died:
        raise NoMailOnceDead
    if not known.in_plan:
        raise MemberNotInPlan
    if not known.superior_known:
        raise SuperiorUnknown
    if known.superior_in_doubt:
        raise SuperiorInDoubt
    if not known.missed:
        raise NothingMissed
    if known.missed[0].id in known.told_of:
        raise AbsenceToldAlready


def absence_told_of(absent: Sequence[Absence], on: date) -> Absence:
    """The absence that a letter or a call of that day was about; it happened, and is recorded."""
    before = [each for each in absent if each.on <= on]
    if not before:
        raise NoAbsenceBefore
    return before[0]


def check_taken_back(*, told: bool, holds: bool, taken_back: bool, superior_known: bool) -> None:
    """A superior who was told of an absence hears that it was none: Art. 9, 14(3.2).

    On the manager's word, as the notice was; what has not left by mail is withdrawn by itself.
    """
    if holds or not told:
        raise NoticeHolds
    if taken_back:
        raise ToldThatItFell
    if not superior_known:
        raise SuperiorUnknown
