"""The municipal meeting that happens even without a case: Art. 8(2)."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from rules import convening, minutes
from rules.basis import Article
from rules.days import Quarter, next_working_day, working_days_before
from rules.defaults import DEFAULTS
from rules.deputies import Nominee
from rules.duties import Duty, OpenDuty
from rules.facts import QuarterFacts
from rules.planned import Planned
from rules.refusals import ProcedureRefused
from rules.roles import Owner

TIME_TO_AGREE: Final = timedelta(days=DEFAULTS.QUARTER_TIME_TO_AGREE.days)
A_WEEK: Final = timedelta(days=7)


class ConvenerOutsideTheCentre(ProcedureRefused):
    reason = "Only an officer of this Centre for Social Work convenes the municipal table."
    way_out = "Choose one of the officers in the list, or convene it yourself."
    basis = DEFAULTS.CONVENER


def check_convener(named: Nominee | None, centre: UUID) -> None:
    """Who convenes the municipal table is an officer of its own centre: beside Art. 8(2)."""
    if named is None or not named.is_officer_of(centre):
        raise ConvenerOutsideTheCentre


def day_to_propose(
    quarter: Quarter,
    today: date,
    closed: Collection[date] = (),
    refused: date | None = None,
) -> date:
    """The day the system proposes: three weeks into the quarter, two weeks off for the answer.

    A week after a day that the head refused. Late in the quarter it is the last day that leaves
    the notice of Art. 8(3), because the meeting belongs into these three months: Art. 8(2). Once
    none is left, two weeks again. Offices are closed, or another quarter meets, on `closed`.
    """
    ahead = timedelta(days=DEFAULTS.QUARTER_MEETING_AHEAD.days)
    wanted = max(quarter.first_day + ahead, today + TIME_TO_AGREE)
    earliest = convening.earliest_meeting(today, closed)
    if refused is not None:
        wanted = max(wanted, refused + A_WEEK)
        earliest = max(earliest, next_working_day(refused + timedelta(days=1), closed))
    wanted = next_working_day(wanted, closed)
    last = working_days_before(quarter.last_day + timedelta(days=1), 1, closed)
    return min(wanted, last) if earliest <= last else wanted


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
        yield Planned("propose_quarterly", facts.id, next_working_day(too_late, ()))
    yield from convening.steps(table)
    yield from minutes.steps(table)
    if table.last and is_over(facts):
        yield Planned("close_quarter", table.last.id, date.min)


def duties(facts: QuarterFacts) -> Iterator[OpenDuty]:
    """The meeting within its quarter; the rest as at a case's table, without family."""
    if facts.table.last is None:
        limit = Article(8, "2")
        yield OpenDuty(Duty.MEET_IN_QUARTER, Owner.MANAGER, facts.quarter_ends, limit, facts.id)
    yield from convening.duties(facts.table)
    yield from minutes.duties(facts.table)
