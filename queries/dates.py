"""What a day for a meeting implies: who can still be told in time, and by when: Art. 8(3)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import func, select

from casework.record import facts
from casework.record.table import meetings, planned_of, sitting
from casework.record.table_facts import lapsed_by, proposal_of
from casework.table.room import kind_now
from core.clock import day_begins
from core.working_days import around
from models.case import Case, Member
from models.meeting import Meeting
from models.session import Work
from rules.convening import (
    NOTICE_DAYS,
    earliest_meeting,
    last_day_to_invite,
    leaving,
)
from rules.days import ThreeReadings, is_working_day, next_working_day, readings
from rules.defaults import DEFAULTS
from rules.facts import CaseFacts, HeldFacts, PlanFacts
from rules.meetings import MeetingKind
from rules.phases import Phase
from rules.planning import review_due, reviews_go_on
from rules.proposal import Proposal
from rules.reports import due_for, is_at_once, report_due

FORTNIGHT: Final = 14
EXTRAORDINARY: Final = MeetingKind.EXTRAORDINARY


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A working day that can be proposed, and what speaks for or against it."""

    day: date
    invite_by: date
    leaves_time_for_reports: bool
    leaves_no_day: bool
    """Reports are asked for at once: Art. 8(9)."""
    is_earliest: bool
    is_last: bool
    """The last working day before the plan must be reviewed: Art. 5(1.5)."""
    busy: int
    """How many members sit at another table on that day."""


@dataclass(frozen=True, slots=True)
class Implied:
    """What follows if the meeting is on `day`."""

    day: date
    readings: ThreeReadings
    invite_on: date
    invite_by: date
    ask_reports_on: date | None
    reports_due: date | None
    is_lawful: bool
    """Three days are left for the notice."""
    days: Sequence[tuple[date, bool]]
    """Fourteen days up to the meeting, and whether offices are open on each."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What the page knows before a day is chosen."""

    kind: MeetingKind
    has_choice: bool
    """The meeting may be on the plan's review or on closing the case: Art. 5(1.5), 8(11)."""
    reviewed_by: date | None
    earliest: date
    suggestions: Sequence[Suggestion]
    planned: Meeting | None
    """The one of its sort on the calendar, agreed or not; a countered one has given way, and an
    extraordinary one leaves room."""
    beside: Sequence[Meeting]
    """Every other one on the calendar."""
    proposals: Sequence[Proposal]
    """What is asked where one more is planned for a day."""
    unwritten: Sequence[HeldFacts]
    """The meetings held whose minutes nobody has written."""
    has_met: bool
    countered: Meeting | None
    lapsed: Meeting | None
    """The one that nobody agreed to while its day could be kept; it gives way too."""
    members: int
    is_composed: bool
    papers_ready: bool
    place: str
    """Where the table met last."""


def situation(
    work: Work, case: Case, *, on_review: bool = False, extraordinary: bool = False
) -> Situation:
    """Everything to choose a day by; `on_review` where the plan is reviewed during closure.

    An extraordinary meeting finds its room beside whatever is planned: Art. 14(5).
    """
    known = facts.of_case(work.session, case.id)
    found = meetings(work.session, case.id)
    planned, beside = _on_the_calendar(planned_of(found), extraordinary=extraordinary)
    is_first = known.table.last is None
    plan = known.plan if reviews_go_on(known) else None
    reviewed_by = review_due(_reviewed_on(known, plan), plan.rhythm) if plan else None
    has_choice = case.phase == Phase.CLOSURE and plan is not None
    on_review = on_review and has_choice
    kind = kind_now(case, known, extraordinary=extraordinary, on_review=on_review)
    is_on_closure = kind is MeetingKind.CLOSURE
    countered = planned is not None and planned.countered_at is not None
    lapsed = planned is not None and not countered and lapsed_by(planned, work.clock.today())
    return Situation(
        kind=kind,
        has_choice=has_choice,
        reviewed_by=reviewed_by,
        earliest=earliest_meeting(work.clock.today(), around(work.clock.today())),
        suggestions=_suggestions(work, case.id, None if is_on_closure else reviewed_by),
        planned=None if countered or lapsed or extraordinary else planned,
        beside=beside,
        proposals=[proposal_of(each) for each in found],
        unwritten=known.table.without_minutes,
        has_met=not is_first,
        countered=planned if countered else None,
        lapsed=planned if lapsed else None,
        members=len(sitting(work.session, case.id)),
        is_composed=known.table.composed,
        papers_ready=known.table.papers_ready,
        place=next((each.place for each in reversed(found) if not each.cancelled_at), ""),
    )


def _reviewed_on(known: CaseFacts, plan: PlanFacts) -> date:
    """The meeting that was held to review it counts, before its findings are on record: 5(1.5)."""
    last = known.table.last
    met_on = last.held_on if last is not None and last.on_review else None
    return max(plan.settled_on, met_on) if met_on else plan.settled_on


def _on_the_calendar(
    found: Sequence[Meeting], *, extraordinary: bool
) -> tuple[Meeting | None, list[Meeting]]:
    """The one of its sort, which it may replace, and all beside it."""
    own = [meeting for meeting in found if (meeting.kind == EXTRAORDINARY) == extraordinary]
    replaced = [meeting for meeting in own if meeting.countered_at] or own
    planned = replaced[0] if replaced else None
    beside = [meeting for meeting in found if extraordinary or meeting is not planned]
    return planned, beside


def _suggestions(work: Work, case_id: UUID, reviewed_by: date | None) -> list[Suggestion]:
    """The earliest day, a comfortable one, one with time for reports; none after the review."""
    today = work.clock.today()
    closed = around(today)
    earliest = earliest_meeting(today, closed)
    comfortable = DEFAULTS.ASK_REPORTS_AHEAD if reviewed_by else DEFAULTS.INVITE_AHEAD
    ahead = (comfortable.days + 1, FORTNIGHT - 1)
    days = {earliest, *(next_working_day(today + timedelta(days=n), closed) for n in ahead)}
    last = _last_working_day(reviewed_by, closed) if reviewed_by else None
    if last is not None and last >= earliest:
        days = {day for day in days if day <= last} | {last}
    return [_suggestion(work, case_id, day, earliest, last) for day in sorted(days)]


def _last_working_day(day: date, closed: Collection[date]) -> date:
    while not is_working_day(day, closed):
        day -= timedelta(days=1)
    return day


def _suggestion(
    work: Work, case_id: UUID, day: date, earliest: date, last: date | None
) -> Suggestion:
    today = work.clock.today()
    return Suggestion(
        day=day,
        invite_by=last_day_to_invite(day),
        leaves_time_for_reports=(day - today).days > DEFAULTS.ASK_REPORTS_AHEAD.days,
        leaves_no_day=is_at_once(day, due_for(day, today)),
        is_earliest=day == earliest,
        is_last=day == last,
        busy=_busy(work, case_id, day),
    )


def _busy(work: Work, case_id: UUID, day: date) -> int:
    """Members of this table who sit at another one that meets on the same day."""
    mine = [member.professional_id for member in sitting(work.session, case_id)]
    query = (
        select(func.count(Member.professional_id.distinct()))
        .join(Meeting, Meeting.life_id == Member.life_id)
        .where(
            Member.professional_id.in_(mine),
            Member.life_id != case_id,
            Member.left_on.is_(None),
            Meeting.cancelled_at.is_(None),
            Meeting.starts_at >= day_begins(day),
            Meeting.starts_at < day_begins(day + timedelta(days=1)),
        )
    )
    return work.session.scalar(query) or 0


def implied(work: Work, day: date, *, reports_owed: bool) -> Implied:
    """What follows from a day, by each reading of "three days"."""
    today = work.clock.today()
    near = min(day, today + timedelta(days=366))
    closed = around(near)
    first = max(today, day - timedelta(days=FORTNIGHT - 1)) if day > today else today
    ask = day - timedelta(days=DEFAULTS.ASK_REPORTS_AHEAD.days)
    strip = [first + timedelta(days=step) for step in range(FORTNIGHT)]
    is_asked, due = reports_owed and today <= report_due(day), due_for(day, today)
    return Implied(
        day=day,
        readings=readings(day, NOTICE_DAYS, closed),
        invite_on=leaving(day, today).on,
        invite_by=last_day_to_invite(day),
        ask_reports_on=max(today, ask) if is_asked else None,
        reports_due=due if is_asked and not is_at_once(day, due) else None,
        is_lawful=day >= today and today <= last_day_to_invite(day),
        days=[(each, is_working_day(each, closed)) for each in strip],
    )
