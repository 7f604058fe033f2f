"""The day on which a manager was appointed, and its correction: Art. 4(2).

The text names no such day. Ours: it is asked with the appointment, what is counted from it is
counted from it, and a slip of the pen is corrected (docs/decisions/0140).
"""

from dataclasses import dataclass
from datetime import date

from rules.defaults import DEFAULTS
from rules.referral import check_appointed
from rules.refusals import NotPossible, ProcedureRefused


class AppointmentDayUnreasoned(ProcedureRefused):
    reason = "It is not said why the day of the appointment was wrong."
    way_out = "Write why it was wrong; the day that stood there stays to be read."
    basis = DEFAULTS.HAPPENED


class AppointmentDayStands(NotPossible):
    reason = "This day is on record already as the day of the appointment."
    way_out = "Look at what is on record; nothing has to be corrected."


class EnteredBeforeAppointed(ProcedureRefused):
    reason = "The appointment was entered on {day}; by then it had been made."
    way_out = "Write the day on which it was made, {day} at the latest."
    basis = DEFAULTS.HAPPENED


class AfterTheNextManager(ProcedureRefused):
    reason = "Another manager was appointed on {day}; this appointment was made before."
    way_out = "Write a day up to {day}, or correct the appointment after it first."
    basis = DEFAULTS.HAPPENED


class AfterItsFirstWork(ProcedureRefused):
    reason = "On {day} whoever manages the case put a meeting forward."
    way_out = "Write {day} or a day before; the appointment had been made by then."
    basis = DEFAULTS.HAPPENED


@dataclass(frozen=True, slots=True)
class AppointmentFacts:
    """One appointment among those of its case."""

    appointed_on: date
    entered_on: date
    referred_on: date
    former_on: date | None = None
    """When the manager before was appointed."""
    next_on: date | None = None
    """When the manager after was."""
    rests_on: date | None = None
    """When somebody did first what only whoever manages the case does, by this appointment."""


def check_appointment_day(facts: AppointmentFacts, on: date, reason: str, today: date) -> None:
    """Another day stands for the one on record, with its reason: not before the referral, and in
    the order in which the managers followed each other. Ours."""
    check_appointed(on, today, facts.referred_on, facts.former_on)
    if not reason.strip():
        raise AppointmentDayUnreasoned
    if on == facts.appointed_on:
        raise AppointmentDayStands
    if on > facts.entered_on:
        raise EnteredBeforeAppointed(day=facts.entered_on)
    if facts.next_on is not None and on > facts.next_on:
        raise AfterTheNextManager(day=facts.next_on)
    if facts.rests_on is not None and on > facts.rests_on:
        raise AfterItsFirstWork(day=facts.rests_on)
