"""The municipal meeting that happens even without a case: Art. 8(2)."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from rules import convening, minutes
from rules.basis import Article
from rules.breaches import Breach
from rules.days import Quarter, add_months, next_working_day, working_days_before
from rules.defaults import DEFAULTS
from rules.deputies import Nominee
from rules.duties import OF_DECLARATIONS, Duty, OpenDuty
from rules.facts import TableFacts
from rules.planned import Planned
from rules.refusals import ProcedureRefused
from rules.roles import Owner

TIME_TO_AGREE: Final = timedelta(days=DEFAULTS.QUARTER_TIME_TO_AGREE.days)
A_WEEK: Final = timedelta(days=7)
THREE: Final = 3  # months: Art. 8(2)


@dataclass(frozen=True, slots=True)
class QuarterFacts:
    """One municipality's meeting of one quarter: Art. 8(2)."""

    id: UUID
    quarter_begins: date
    quarter_ends: date
    table: TableFacts
    counts_from: date
    """The last municipal meeting of another quarter, or the day of DEFAULTS.IN_SERVICE."""
    former_unmet: bool = False
    """A quarter before this one still waits for its meeting: the limit is owed there, once."""
    former_unanswered: bool = False
    """No day is agreed there either: what the head has to answer is one proposal."""


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
    limit: date,
    closed: Collection[date] = (),
    refused: date | None = None,
) -> date:
    """The day the system proposes: three weeks into the quarter, two weeks off for the answer.

    A week after a day that the head refused. At the latest the last day that leaves the notice of
    Art. 8(3) before the quarter ends (ours) or three months have passed (`limit`), whichever is
    first, or can still be kept; once none is left, two weeks again. Offices are closed, or another
    quarter meets, on `closed`.
    """
    ahead = timedelta(days=DEFAULTS.QUARTER_MEETING_AHEAD.days)
    wanted = max(quarter.first_day + ahead, today + TIME_TO_AGREE)
    earliest = convening.earliest_meeting(today, closed)
    if refused is not None:
        wanted = max(wanted, refused + A_WEEK)
        earliest = max(earliest, next_working_day(refused + timedelta(days=1), closed))
    wanted = next_working_day(wanted, closed)
    for end in sorted((quarter.last_day, limit)):
        last = working_days_before(end + timedelta(days=1), 1, closed)
        if earliest <= last:
            return min(wanted, last)
    return wanted


def limit_of(facts: QuarterFacts) -> date:
    """The last day of the three months since the table met: Art. 8(2)."""
    return add_months(facts.counts_from, THREE)


def further_limits(facts: QuarterFacts, today: date) -> Iterator[Breach]:
    """Each three months more without a meeting are another lapse: Art. 8(2)."""
    if facts.table.last is not None or facts.former_unmet:
        return
    months, limit = THREE, limit_of(facts)
    while limit < today:
        months += THREE
        limit = add_months(facts.counts_from, months)
        yield lapse(limit, facts.id)


def lapse(limit: date, quarter: UUID) -> Breach:
    """Three months passed by that day, and the table had not met: Art. 8(2)."""
    return Breach(Duty.MEET_IN_QUARTER, Article(8, "2"), Owner.MANAGER, limit, quarter)


def lapses(
    counts_from: date, held: Sequence[date], today: date
) -> Iterator[tuple[date, date | None]]:
    """Each three months that passed without a meeting, and the one that came after them: 8(2).

    `held` are all days on which the table met, in order, whichever was typed first.
    """
    for since, following in zip((counts_from, *held), (*held, None), strict=True):
        months = THREE
        while (limit := add_months(since, months)) < (following or today):
            yield limit, following
            months += THREE


def met_by(limit: date, held: Collection[date]) -> date | None:
    """The meeting that kept this limit, else the first one after it: Art. 8(2).

    Kept by a meeting that was held by then, and whose own three months reach past it.
    """
    in_time = [day for day in held if day <= limit < add_months(day, THREE)]
    return max(in_time, default=None) or min((day for day in held if day > limit), default=None)


def opens_on(following: Quarter, met_on: date | None) -> date:
    """The quarter's first day; before it, where three months end too early in it to propose then.

    Quarters are ours, and must not make the limit of Art. 8(2) unkeepable.
    """
    if met_on is None or Quarter.of(met_on).following() != following:
        return following.first_day
    limit = add_months(met_on, THREE)
    if limit >= following.first_day + TIME_TO_AGREE:
        return following.first_day
    return limit - timedelta(days=DEFAULTS.QUARTER_MEETING_AHEAD.days)


def is_over(facts: QuarterFacts) -> bool:
    """Held, and its minutes approved by the next municipal meeting and signed: Art. 10(1)."""
    papers = facts.table.minutes
    return bool(papers) and all(paper.approved and paper.is_signed for paper in papers)


def meets(table: TableFacts) -> bool:
    """Its day is agreed, or it has met: before that nobody declares for this quarter's meeting.

    Art. 18(2) names no moment, and whoever has just signed for one quarter's table is not asked for
    the next one, of which no day is known: `DEFAULTS.DECLARE`, decision 0048.
    """
    return table.last is not None or any(each.agreed for each in table.planned)


def steps(facts: QuarterFacts) -> Iterator[Planned]:
    """Propose a date, have it agreed, invite, collect the minutes, end."""
    table = facts.table
    if table.last is None and (table.meeting is None or table.meeting.countered):
        if not facts.former_unanswered:  # one proposal that grows older, not one more each quarter
            on = opens_on(Quarter.of(facts.quarter_begins), facts.counts_from)
            yield Planned("propose_quarterly", facts.id, on)
    elif table.meeting and not table.meeting.agreed:  # its day moves on: nobody answered in time
        too_late = convening.last_day_to_invite(table.meeting.day) + timedelta(days=1)
        yield Planned("propose_quarterly", facts.id, next_working_day(too_late, ()))
    if meets(table):
        yield from convening.asked_to_declare(table)
    yield from convening.towards_meetings(table)
    yield from minutes.steps(table)
    if table.last and is_over(facts):
        yield Planned("close_quarter", table.last.id, date.min)
    elif table.last is None and table.meeting is None and facts.former_unmet:
        # a former quarter's meeting is still awaited, and will be the next one: one line, not four
        yield Planned("close_quarter", facts.id, facts.quarter_ends + timedelta(days=1))


def duties(facts: QuarterFacts) -> Iterator[OpenDuty]:
    """The meeting within three months of the last; else as at a case's table, without family."""
    if facts.table.last is None and not facts.former_unmet:
        article = Article(8, "2")
        since = facts.counts_from
        yield OpenDuty(
            Duty.MEET_IN_QUARTER, Owner.MANAGER, limit_of(facts), article, facts.id, since=since
        )
    called = meets(facts.table)
    for duty in convening.duties(facts.table):
        if called or duty.duty not in OF_DECLARATIONS:
            yield duty
    yield from minutes.duties(facts.table)
