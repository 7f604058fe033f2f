"""The municipal meeting that happens even without a case: Art. 8(2)."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from rules import convening, minutes
from rules.days import next_working_day
from rules.defaults import DEFAULTS
from rules.duties import OpenDuty
from rules.facts import QuarterFacts
from rules.planned import Planned


def day_to_propose(quarter_begins: date, today: date, holidays: Collection[date] = ()) -> date:
    """The day the system proposes: three weeks into the quarter, never less than two weeks off."""
    ahead = timedelta(days=DEFAULTS.QUARTER_MEETING_AHEAD.days)
    return next_working_day(max(quarter_begins + ahead, today + timedelta(days=14)), holidays)


def is_over(facts: QuarterFacts) -> bool:
    """The meeting was held, and its minutes are signed."""
    papers = facts.table.minutes
    return bool(papers) and all(
        paper.approved and paper.asked_on and not paper.unsigned for paper in papers
    )


def steps(facts: QuarterFacts) -> Iterator[Planned]:
    """Propose a date, have it agreed, invite, collect the minutes, end."""
    table = facts.table
    if table.last is None and (table.meeting is None or table.meeting.countered):
        yield Planned("propose_quarterly", facts.id, facts.quarter_begins)
    yield from convening.steps(table)
    yield from minutes.steps(table)
    if table.last and is_over(facts):
        yield Planned("close_quarter", table.last.id, date.min)


def duties(facts: QuarterFacts) -> Iterator[OpenDuty]:
    """The same as at a case's table, without family and declarations."""
    yield from convening.duties(facts.table)
    yield from minutes.duties(facts.table)
