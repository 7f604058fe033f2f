"""A meeting that nobody had planned, or that was called off, and that took place: Art. 8, 14(5).

It is put on record as it was. What the text asks for ahead of a meeting is a breach, no refusal.
"""

from dataclasses import dataclass
from datetime import date

from rules.beginning import Beginning, check_met
from rules.days import check_happened
from rules.defaults import DEFAULTS
from rules.meetings import MeetingKind
from rules.refusals import Conflict, ProcedureRefused


class OnRecordThatDay(ProcedureRefused):
    reason = "A meeting of that day is on record already."
    way_out = "Look whether it is the same one, or say that the table met once more on that day."
    basis = DEFAULTS.ONE_MEETING


class HeldMeanwhile(Conflict):
    reason = "This meeting is on record as held on {on}."
    way_out = "Open the meeting to see its record. What you typed is kept below."


class CalledOffMeanwhile(Conflict):
    reason = "This meeting was called off on {on}, before this was sent."
    way_out = (
        "If it took place all the same, put it on record once more: that it was called off stays"
        " in its history. What you typed is kept below."
    )


def check_stands(held_on: date | None, off_on: date | None, *, known_off: bool = False) -> None:
    """Whoever comes second is told what became of the meeting; a record may follow its calling off.

    `known_off`: whoever records it knows of that.
    """
    if held_on is not None:
        raise HeldMeanwhile(on=held_on)
    if off_on is not None and not known_off:
        raise CalledOffMeanwhile(on=off_on)


def check_unplanned(day: date, referred_on: date, today: date) -> None:
    """It has happened, and on this referral: the table meets for each one: Art. 8(1)."""
    check_happened(day, today)
    check_met(day, Beginning(referred_on))


def check_once(on_record: int, known: int) -> None:
    """Each further meeting of one day is asked for anew: ours, and never in the way: 0073.

    `known` is how many stood on that day for whoever says that there was one more.
    """
    if on_record > known:
        raise OnRecordThatDay


@dataclass(frozen=True, slots=True)
class TookPlace:
    """What is known of a meeting that was held without having stood on the calendar."""

    kind: MeetingKind
    at_risk: bool

    @property
    def lacks_risk(self) -> bool:
        """Called as an extraordinary one, and no risk is on record or said: Art. 14(5)."""
        return self.kind is MeetingKind.EXTRAORDINARY and not self.at_risk


@dataclass(frozen=True, slots=True)
class CallingOff:
    """That a meeting was called off, and took place all the same."""

    on: date
    entered_on: date

    def struck(self, limit: date, struck_on: date | None) -> bool:
        """Whether a lapse was struck through because the meeting was off: it was owed after all,
        since the table met on it: Art. 8(3), 8(7), 8(9), 8(10)."""
        return limit >= self.on and struck_on == self.entered_on
