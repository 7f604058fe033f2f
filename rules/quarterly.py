"""The municipal meeting that happens even without a case: Art. 8(2)."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Final

from rules import convening, minutes
from rules.days import Quarter, next_working_day, working_days_before
from rules.defaults import DEFAULTS
from rules.duties import OpenDuty
from rules.facts import QuarterFacts
from rules.planned import Planned
from rules.refusals import ProcedureRefused

TWO_WEEKS: Final = timedelta(days=14)
A_WEEK: Final = timedelta(days=7)


class ConvenerOutsideTheCentre(ProcedureRefused):
    reason = "Only an officer of this Centre for Social Work convenes the municipal table."
    way_out = "Choose one of the officers in the list, or convene it yourself."
    basis = DEFAULTS.CONVENER


def day_to_propose(
    quarter: Quarter,
    today: date,
    holidays: Collection[date] = (),
    refused: date | None = None,
) -> date:
    """The day the system proposes: three weeks into the quarter, never less than two weeks off.

    A week after a day that the head refused. Late in the quarter the notice of Art. 8(3) is all
    that is left, because the meeting belongs into these three months: Art. 8(2).
    """
    ahead = timedelta(days=DEFAULTS.QUARTER_MEETING_AHEAD.days)
    wanted = max(quarter.first_day + ahead, today + TWO_WEEKS)
    if refused is not None:
        wanted = max(wanted, refused + A_WEEK)
    last = working_days_before(quarter.last_day + timedelta(days=1), 1, holidays)
    earliest = convening.earliest_meeting(today, holidays)
    if refused is not None:
        earliest = max(earliest, next_working_day(refused + timedelta(days=1), holidays))
    return max(min(next_working_day(wanted, holidays), last), earliest)


def is_over(facts: QuarterFacts) -> bool:
    """The meeting was held, and its minutes are signed."""
    papers = facts.table.minutes
    return bool(papers) and all(paper.approved and paper.is_signed for paper in papers)


def steps(facts: QuarterFacts) -> Iterator[Planned]:
    """Propose a date, have it agreed, invite, collect the minutes, end."""
    table = facts.table
    if table.last is None and (table.meeting is None or table.meeting.countered):
        yield Planned("propose_quarterly", facts.id, facts.quarter_begins)
    elif table.meeting and not table.meeting.agreed:  # nobody answered while it could be kept
        too_late = convening.last_day_to_invite(table.meeting.day) + timedelta(days=1)
        yield Planned("propose_quarterly", facts.id, too_late)
    yield from convening.steps(table)
    yield from minutes.steps(table)
    if table.last and is_over(facts):
        yield Planned("close_quarter", table.last.id, date.min)


def duties(facts: QuarterFacts) -> Iterator[OpenDuty]:
    """The same as at a case's table, without family and declarations."""
    yield from convening.duties(facts.table)
    yield from minutes.duties(facts.table)
