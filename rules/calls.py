"""A member who cannot act behind their link is called, by a day that they are told: ours.

Art. 6(1.1) has the chair care for the smooth work of the table; no limit is named (0246).
"""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from rules.days import next_working_day
from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty
from rules.facts import TableFacts
from rules.refusals import ProcedureRefused
from rules.roles import Owner

T = TypeVar("T")


class CallFor(StrEnum):
    """What a member said instead of acting."""

    PAPER = "paper"
    """They want to do it on paper or by telephone."""
    READING = "reading"
    """They cannot read the page."""


class CallCameOf(StrEnum):
    """What was done."""

    DONE = "done"
    """Reached, and done on the telephone."""
    PAPER = "paper"
    """Handed over on paper."""
    READ_OUT = "read_out"
    NOT_REACHED = "not_reached"
    """They are called again on the next working day."""
    NOT_NEEDED = "not_needed"


class CallEnded(ProcedureRefused):
    reason = "What came of this call is on record already, or nobody is to be called any more."
    way_out = "Open it to see what was written."
    basis = DEFAULTS.CALL_BACK


class NotCalledNoReason(ProcedureRefused):
    reason = "The member was promised a call, and it is not said why none is needed any more."
    way_out = "Write why, in a sentence; it stays with the case."
    basis = DEFAULTS.CALL_BACK


def call_by(today: date, holidays: Collection[date]) -> date:
    """The day by which whoever asks today is called: so many working days on."""
    day = today
    for _ in range(DEFAULTS.CALL_BACK.days):
        day = next_working_day(day + timedelta(days=1), holidays)
    return day


def check_end(open_one: T | None, came_of: CallCameOf, reason: str) -> T:
    """Refuse a second word, and one that leaves a promise without a reason."""
    if open_one is None:
        raise CallEnded
    if came_of is CallCameOf.NOT_NEEDED and not reason.strip():
        raise NotCalledNoReason
    return open_one


def duties(table: TableFacts) -> Iterator[OpenDuty]:
    """Each is called by the day that they were told."""
    for call in table.calls:
        yield OpenDuty(
            Duty.CALL_BACK,
            Owner.MANAGER,
            call.call_by,
            DEFAULTS.CALL_BACK,
            call.id,
            members=(call.member_id,),
            since=call.asked_on,
        )
