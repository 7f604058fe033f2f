"""The meetings of a reader's tables by day, and the last day to invite to each: Art. 8(3), 16(1).

One statement, whatever the number of cases and days; numbers and hours, and nobody's name.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import and_, func, or_, select

from casework.record.notice_facts import left_of_each
from casework.record.table_facts import is_excused
from core.clock import day_begins, local_day
from core.working_days import around
from identity import access
from identity.conflicts import in_conflict
from models.life import Life
from models.meeting import PLANNED, Meeting
from models.session import Work
from rules.convening import NOTICE_DAYS, last_day_to_invite
from rules.days import is_working_day
from rules.meetings import MeetingKind
from workflow.kinds import kind_of


class MeetingState(StrEnum):
    """How far a meeting has come."""

    HELD = "held"
    AGREED = "agreed"
    PROPOSED = "proposed"


@dataclass(frozen=True, slots=True)
class OnCalendar:
    """One meeting on the calendar."""

    id: UUID
    label: str
    """The number of its case or quarter."""
    kind: MeetingKind
    starts_at: datetime
    place: str
    state: MeetingState
    invite_by: date | None
    """The last day to invite, while it is planned; none of one called in haste: Art. 14(5)."""
    invited: bool
    """Every invitation has left: decision 0172."""

    @property
    def day(self) -> date:
        return local_day(self.starts_at)


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """What stands on one day."""

    day: date
    is_off: bool
    is_holiday: bool
    meetings: Sequence[OnCalendar] = ()
    to_invite: Sequence[OnCalendar] = ()
    """The meetings to which the last day to invite is this one."""

    @property
    def is_empty(self) -> bool:
        return not (self.meetings or self.to_invite or self.is_holiday)


def days(work: Work, first: date, last: date) -> list[CalendarDay]:
    """Every day from the first to the last one."""
    on: dict[date, list[OnCalendar]] = defaultdict(list)
    until: dict[date, list[OnCalendar]] = defaultdict(list)
    for entry in _entries(work, first, last + timedelta(days=NOTICE_DAYS)):
        on[entry.day].append(entry)
        if entry.invite_by:
            until[entry.invite_by].append(entry)
    every = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    return [replace(_bare(day), meetings=on[day], to_invite=until[day]) for day in every]


def _bare(day: date) -> CalendarDay:
    closed = around(day)
    return CalendarDay(day, not is_working_day(day, closed), day in closed)


def _entries(work: Work, first: date, last: date) -> list[OnCalendar]:
    """Held on its true day; what was called off, and a day that the head did not want, is gone."""
    reader = access.officer_of(work)
    moment = func.coalesce(Meeting.held_at, Meeting.starts_at)
    to_chair = and_(
        PLANNED,
        Life.municipality_id == reader.municipality_id,
        access.named_last() == reader.id,
        ~in_conflict(Life.id, reader.id),
    )
    query = (
        select(Meeting, Life)
        .join(Life, Life.id == Meeting.life_id)
        .where(
            or_(access.of_officer(work), to_chair),
            Meeting.cancelled_at.is_(None),
            or_(Meeting.held_at.is_not(None), Meeting.countered_at.is_(None)),
            moment >= day_begins(first),
            moment < day_begins(last + timedelta(days=1)),
        )
        .order_by(moment, Life.key)
    )
    found = [(meeting, life) for meeting, life in work.session.execute(query)]
    left = left_of_each(work.session, [meeting for meeting, _ in found if meeting.is_planned])
    return [_entry(meeting, life, left.get(meeting.id)) for meeting, life in found]


def _entry(meeting: Meeting, life: Life, left: date | None) -> OnCalendar:
    agreed = MeetingState.AGREED if meeting.agreed_at else MeetingState.PROPOSED
    haste = is_excused(meeting)
    return OnCalendar(
        meeting.id,
        kind_of(life).label(life),
        meeting.kind,
        meeting.held_at or meeting.starts_at,
        meeting.place,
        MeetingState.HELD if meeting.held_at else agreed,
        last_day_to_invite(meeting.day) if meeting.is_planned and not haste else None,
        invited=left is not None,
    )
