"""Notice that was not given in time, as the record has it now: Art. 8(3), 8(7).

What a life writes down of it is as old as its last act; a page reads it anew, in as many statements
whether it is one life or all of a centre. It stands here between midnight and the morning's look,
and as long as nothing looks at all.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, select

from casework.record.notice_facts import served
from casework.record.table import IN_ORDER, held_of, planned_of
from casework.record.table_facts import meeting_facts, member_facts
from core.clock import day_begins
from models.breach import BreachRow
from models.case import Member
from models.life import Life
from models.meeting import PLANNED, Meeting
from models.session import Work
from rules.breaches import LATE_NOTICE, Breach
from rules.convening import NOTICE_DAYS
from rules.facts import TableFacts
from rules.notice import limits
from rules.served_facts import ServedFacts


def not_noted(work: Work, *which: ColumnElement[bool]) -> list[Breach]:
    """What has passed in the open lives asked for, and stands in none of their rows."""
    every = _meetings(work, which)
    if not every:
        return []
    seats = _seats(work, every)
    ids = [each.id for found in every.values() for each in planned_of(found)]
    theirs, noted = served(work.session, ids), _noted(work, ids)
    today = work.clock.today()
    return [
        breach
        for life_id, found in every.items()
        for breach in limits(_table(found, seats.get(life_id, ()), theirs))
        if breach.limit < today and (breach.duty, breach.meeting_id, breach.member_id) not in noted
    ]


def _meetings(work: Work, which: Sequence[ColumnElement[bool]]) -> Mapping[UUID, Sequence[Meeting]]:
    """All meetings of the lives in which one is agreed whose last day to invite has passed."""
    near = day_begins(work.clock.today() + timedelta(days=NOTICE_DAYS))
    lives = (
        select(Meeting.life_id)
        .join(Life, Life.id == Meeting.life_id)
        .where(PLANNED, Meeting.agreed_at.is_not(None), Meeting.starts_at < near)
        .where(Life.ended_at.is_(None), *which)
    )
    query = select(Meeting).where(Meeting.life_id.in_(lives)).order_by(*IN_ORDER)
    found: dict[UUID, list[Meeting]] = defaultdict(list)
    for meeting in work.session.scalars(query):
        found[meeting.life_id].append(meeting)
    return found


def _seats(work: Work, life_ids: Collection[UUID]) -> Mapping[UUID, Sequence[Member]]:
    found: dict[UUID, list[Member]] = defaultdict(list)
    query = select(Member).where(Member.life_id.in_(life_ids)).order_by(Member.id)
    for member in work.session.scalars(query):
        found[member.life_id].append(member)
    return found


def _table(
    found: Sequence[Meeting],
    members: Sequence[Member],
    theirs: Mapping[UUID, Mapping[UUID, ServedFacts]],
) -> TableFacts:
    """As much of a table as notice is judged by."""
    held = held_of(found)
    planned = [
        meeting_facts(each, members, tuple(theirs.get(each.id, {}).values()))
        for each in planned_of(found)
    ]
    return TableFacts(
        members=tuple(member_facts(member, held) for member in members if member.sits),
        meeting=planned[0],
        beside=tuple(planned[1:]),
        last=meeting_facts(held[-1], members, ()) if held else None,
    )


def _noted(work: Work, meeting_ids: Collection[UUID]) -> set[tuple[str, UUID | None, UUID | None]]:
    query = select(BreachRow.duty, BreachRow.meeting_id, BreachRow.member_id).where(
        BreachRow.duty.in_(LATE_NOTICE), BreachRow.meeting_id.in_(meeting_ids)
    )
    return {(duty, meeting, member) for duty, meeting, member in work.session.execute(query)}
