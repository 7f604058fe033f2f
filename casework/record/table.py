"""What every procedure asks of a table: its seats, its meetings, its papers."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from casework.record.succession import answered_by
from core.clock import day_begins, local_day
from identity.access import NotThere
from models.asked import LIFE, answers, kept
from models.case import Case, Member
from models.closure import Closure
from models.life import Life, LifeKind
from models.meeting import Meeting, Minutes
from models.plan import Plan, Review
from models.session import Work
from rules.closure import before_the_table, meeting_on_closing
from rules.phases import check_open
from rules.planning import REVIEW_ITEM, PlanKind
from rules.proposal import the_planned
from workflow.kinds import kind_of
from workflow.life import lock


def open_case(work: Work, case_id: UUID) -> Case:
    """The case, locked with its life until commit; refuses one that is closed."""
    lock(work, case_id)
    case = work.session.get_one(Case, case_id, populate_existing=True)
    check_open(case.phase, case.number)
    return case


def open_table(work: Work, life_id: UUID) -> Life:
    """A case's table or the municipality's, locked until commit; refuses that of a closed case."""
    life = lock(work, life_id)
    if kind_of(life).of_a_child:
        open_case(work, life_id)
    return life


def met_on(work: Work, case: Case, meeting_id: UUID) -> date | None:
    """The day of a meeting of this case, where it is on record as held; raises `NotThere`."""
    meeting = work.session.get(Meeting, meeting_id, populate_existing=True)
    if meeting is None or meeting.life_id != case.id:
        raise NotThere
    return meeting.met_on if meeting.held_at else None


def seats(session: Session, life_id: UUID) -> Sequence[Member]:
    """Everybody who ever had a seat, in the order they were chosen."""
    return seats_of_each(session, [life_id])[life_id]


def seats_of_each(session: Session, lives: Collection[UUID]) -> Mapping[UUID, Sequence[Member]]:
    found = answers(session, _seats, lives)
    return {life: [member for (member,) in rows] for life, rows in found.items()}


@kept
def _seats() -> Select[Member]:
    query = select(Member).where(Member.life_id == LIFE).options(joinedload(Member.professional))
    return query.order_by(Member.selected_on, Member.id)


def sitting(session: Session, life_id: UUID) -> list[Member]:
    """Who sits now: neither recused nor replaced."""
    return [member for member in seats(session, life_id) if member.sits]


IN_ORDER: Final = (
    Meeting.number,
    Meeting.cancelled_at.is_(None),
    Meeting.proposed_at,
    Meeting.cancelled_at,
    Meeting.starts_at,
)
"""Oldest first; a proposal that fell stands before the meeting that took its number."""


def meetings(session: Session, life_id: UUID) -> Sequence[Meeting]:
    """Every meeting and proposal of a table, oldest first."""
    query = select(Meeting).where(Meeting.life_id == life_id).order_by(*IN_ORDER)
    return session.scalars(query).all()


def planned_of(found: Iterable[Meeting]) -> list[Meeting]:
    """Those to come, the nearest first: an extraordinary one may stand beside another: 14(5)."""
    planned = (meeting for meeting in found if meeting.is_planned)
    return sorted(planned, key=lambda meeting: (meeting.starts_at, meeting.proposed_at))


def held_of(found: Iterable[Meeting]) -> list[Meeting]:
    """Those that were held, in the order of their days, which need not be that of their numbers."""
    held = ((meeting.held_at, meeting) for meeting in found if meeting.held_at is not None)
    return [meeting for _, meeting in sorted(held, key=_by_day)]


def _by_day(held: tuple[datetime, Meeting]) -> tuple[datetime, int]:
    return held[0], held[1].number


def planned_meetings(session: Session, life_id: UUID) -> list[Meeting]:
    """Every meeting of a table that is planned and not held, the nearest first."""
    return planned_of(meetings(session, life_id))


def planned_meeting(session: Session, life_id: UUID, meeting_id: UUID | None = None) -> Meeting:
    """This planned meeting, or the nearest one where none is named; raises `NoMeetingPlanned`."""
    planned = planned_meetings(session, life_id)
    return the_planned(each for each in planned if meeting_id in {None, each.id})


def last_held(
    session: Session, life_id: UUID, by: date | None = None, *, but: UUID | None = None
) -> Meeting | None:
    """The meeting held last, or last by that day; `but` another than this one."""
    held = held_of(meetings(session, life_id))
    held = [each for each in held if (by is None or each.met_on <= by) and each.id != but]
    return held[-1] if held else None


def days_met(session: Session, life_id: UUID) -> set[date]:
    """Every day on which a table met, whatever for."""
    return {each.met_on for each in held_of(meetings(session, life_id))}


def met_on_closing(held: Sequence[Meeting], closure: Closure | None) -> Meeting | None:
    """The one of those held, in the order of their days, that counts as the meeting on closing."""
    days = [(each.kind, each.held_at) for each in held if each.held_at]
    since = typed = None
    if closure is not None:
        proposed = day_begins(local_day(closure.proposed_at))
        since, typed = before_the_table(proposed, closure.approved_at), closure.approval_entered_at
    number = meeting_on_closing(days, since, typed)
    return held[number] if number is not None else None


def last_unreviewed(session: Session, case_id: UUID, by: date | None = None) -> Meeting | None:
    """The meeting held last, or last by that day, that can carry a review, while its findings are
    not written down."""
    query = (
        select(Meeting)
        .outerjoin(Review, Review.meeting_id == Meeting.id)
        .where(
            Meeting.life_id == case_id,
            Meeting.agenda.contains([REVIEW_ITEM]),
            Meeting.held_at.is_not(None),
            Review.id.is_(None),
        )
        .order_by(Meeting.held_at.desc(), Meeting.number.desc())
    )
    if by is not None:
        query = query.where(Meeting.held_at < day_begins(by + timedelta(days=1)))
    return session.scalars(query.limit(1)).first()


def minutes_of(session: Session, life_id: UUID) -> Sequence[Minutes]:
    """The minutes of every meeting held, oldest first."""
    return minutes_of_each(session, [life_id])[life_id]


def minutes_of_each(session: Session, lives: Collection[UUID]) -> Mapping[UUID, Sequence[Minutes]]:
    found = answers(session, _minutes, lives)
    return {life: [paper for (paper,) in rows] for life, rows in found.items()}


@kept
def _minutes() -> Select[Minutes]:
    return (
        select(Minutes)
        .join(Meeting, Meeting.id == Minutes.meeting_id)
        .where(Meeting.life_id == LIFE, Meeting.held_at.is_not(None))
        .options(contains_eager(Minutes.meeting))
        .order_by(Meeting.held_at, Meeting.number)
    )


def waiting_minutes(session: Session, life: Life) -> list[Minutes]:
    """Those that its next meeting is to approve; at a municipal table an earlier quarter's too.

    Each quarter is a life of its own, and the table is the same: Art. 10(1).
    """
    mine = Life.id == life.id
    if life.kind == LifeKind.QUARTERLY:
        mine = and_(Life.kind == life.kind, Life.municipality_id == life.municipality_id)
    query = (
        select(Minutes)
        .join(Meeting, Meeting.id == Minutes.meeting_id)
        .join(Life, Life.id == Meeting.life_id)
        .where(mine, Minutes.approved_on.is_(None), Meeting.held_at.is_not(None))
        .options(contains_eager(Minutes.meeting))
        .order_by(Meeting.held_at, Meeting.number)
    )
    return list(session.scalars(query))


def plan_in_force(
    session: Session, case_id: UUID, kind: PlanKind = PlanKind.UNIFIED
) -> Plan | None:
    """The newest version of the unified plan, or of the initial one."""
    query = (
        select(Plan)
        .where(Plan.case_id == case_id, Plan.kind == kind)
        .order_by(Plan.version.desc())
        .limit(1)
    )
    return session.scalars(query).first()


def plan_before(session: Session, case_id: UUID, day: date) -> Plan | None:
    """The version of the unified plan that the table reviewed on that day."""
    query = select(Plan).where(Plan.case_id == case_id, Plan.kind == PlanKind.UNIFIED)
    query = query.where(Plan.adopted_on < day).order_by(Plan.version.desc()).limit(1)
    return session.scalars(query).first()


def seats_of(session: Session, member: Member) -> set[UUID]:
    """Every seat for which this one answers: what the plan asks of them, it asks of all."""
    return answered_by(session, member)


def settled_on(session: Session, case_id: UUID) -> date:
    """When the plan was last settled: its last review, or its adoption: Art. 5(1.5)."""
    adopted = select(func.max(Plan.adopted_on)).where(Plan.case_id == case_id)
    reviewed = select(func.max(Review.settled_on)).where(Review.case_id == case_id)
    days = [day for day in (session.scalar(adopted), session.scalar(reviewed)) if day is not None]
    return max(days)
