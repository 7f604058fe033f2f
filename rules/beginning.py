"""Since when a table stands: nothing is recorded of it from before, which is a slip: ours.

The table of a case meets on its referral (8(1)), the municipal one (8(2)) since its entry into
service. The text names no first day; a year that slipped is asked for again.
"""

from dataclasses import dataclass
from datetime import date

from rules.days import check_happened
from rules.defaults import DEFAULTS
from rules.refusals import ProcedureRefused


class BeforeTheReferral(ProcedureRefused):
    reason = "On {day} the child had not been referred yet; the referral is of {since}."
    way_out = "Write the day on which the table met; what was said before goes into the referral."
    basis = DEFAULTS.HAPPENED


class ToldBeforeTheReferral(ProcedureRefused):
    reason = "On {day} the child had not been referred yet; the referral is of {since}."
    way_out = "Look at the year again: nobody was told of a meeting, or invited to it, before that."
    basis = DEFAULTS.HAPPENED


class DoneBeforeTheReferral(ProcedureRefused):
    reason = "On {day} the child had not been referred yet; the referral is of {since}."
    way_out = "Look at the year again; what was done for the child before that goes into the log."
    basis = DEFAULTS.HAPPENED


class GivenBeforeTheReferral(ProcedureRefused):
    reason = "On {day} the child had not been referred yet; the referral is of {since}."
    way_out = "Write the day on which it came in; what was said before goes into the referral."
    basis = DEFAULTS.HAPPENED


class BeforeTheService(ProcedureRefused):
    reason = "On {day} the municipal table was not in service here yet; it is since {since}."
    way_out = "Look at the year again; of an earlier day nothing is recorded here."
    basis = DEFAULTS.HAPPENED


@dataclass(frozen=True, slots=True)
class Beginning:
    """Since when a table stands."""

    on: date
    of_a_child: bool = True
    """It is the day of the referral; else that of the entry into service."""


def check_met(day: date, since: Beginning) -> None:
    """The table had begun when it met: Art. 8(1), 8(2)."""
    if day < since.on:
        raise (BeforeTheReferral if since.of_a_child else BeforeTheService)(day=day, since=since.on)


def check_done(day: date, referred_on: date) -> None:
    """An assessment, a claim, a question or a visit of the head, an inquiry elsewhere, a paper that
    somebody signs at the table and what ends the case are of this case, of which nobody had heard
    before: Art. 10(2), 12(1), 16(1), 16(2), 17, 18(2), 19."""
    if day < referred_on:
        raise DoneBeforeTheReferral(day=day, since=referred_on)


def check_of_table(on: date | None, since: Beginning, today: date) -> date:
    """The day on which something was done at a table, today where none is said; of a child's none
    before the referral: docs/decisions/0146."""
    day = check_happened(on, today)
    if since.of_a_child:
        check_done(day, since.on)
    return day


def check_given(given_on: date, referred_on: date) -> None:
    """What came in on a case came in since there is one: Art. 5(1.1), 5(1.2)."""
    if given_on < referred_on:
        raise GivenBeforeTheReferral(day=given_on, since=referred_on)


def check_told(on: date | None, since: Beginning, today: date) -> date:
    """Somebody was told of a meeting, or invited to it, today where no day is said: 8(5), 8(10)."""
    day = check_happened(on, today)
    if day < since.on:
        early = ToldBeforeTheReferral if since.of_a_child else BeforeTheService
        raise early(day=day, since=since.on)
    return day
