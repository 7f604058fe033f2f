"""What else is at the hour of a meeting, of the same table or of who sits at it: ours, 0200.

The text gives a meeting a day and no length, and holds nobody back: it is asked, and never refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, false, func, or_, select, text
from sqlalchemy.orm import aliased

from identity.conflicts import in_conflict
from identity.officers import chair_of
from models.case import Case, Member
from models.life import Life
from models.meeting import PLANNED, Meeting
from models.people import Account
from models.session import Work
from rules.clashes import around_hour
from workflow.kinds import kind_of, kinds


@dataclass(frozen=True, slots=True)
class Clash:
    """Another meeting of the centre at that hour."""

    starts_at: datetime
    same_table: bool
    label: str
    """The number of its case or quarter; none to who declared a conflict of interest there."""
    people: int
    """How many sit at both tables; none where one officer chairs both."""


def at_that_hour(
    work: Work, life_id: UUID, starts_at: datetime, *, but: UUID | None = None
) -> Sequence[Clash]:
    """Planned for the same hour, agreed or not; `but` the meeting itself. A day that the system put
    forward for the municipal table counts once somebody has agreed to it: it is asked then."""
    life = work.session.get_one(Life, life_id)
    chair = chair_of(work.session, life, work.clock.today())
    people = _who_sit_at_both(life_id)
    begins, ends = around_hour(starts_at)
    query = (
        select(Meeting, Life, people, _hidden(work))
        .join(Life, Life.id == Meeting.life_id)
        .outerjoin(Case, Case.id == Life.id)
        .where(
            PLANNED,
            Life.ended_at.is_(None),
            Meeting.countered_at.is_(None),
            or_(Meeting.agreed_at.is_not(None), Meeting.proposed_by_id.is_not(None)),
            Meeting.starts_at > begins,
            Meeting.starts_at < ends,
            Life.municipality_id == life.municipality_id,
            Meeting.id.is_distinct_from(but),
            or_(Life.id == life_id, people > 0, _chairs(chair)),
        )
        .order_by(Meeting.starts_at, Life.key)
    )
    return [
        Clash(
            meeting.starts_at,
            same_table=other.id == life_id,
            label="" if hidden else kind_of(other).label(other),
            people=count,
        )
        for meeting, other, count, hidden in work.session.execute(query)
    ]


def _who_sit_at_both(life_id: UUID) -> Any:
    """Of a table in the question around it."""
    here, there = aliased(Member), aliased(Member)
    return (
        select(func.count(here.professional_id.distinct()))
        .join(there, there.professional_id == here.professional_id)
        .where(
            here.life_id == life_id,
            here.left_on.is_(None),
            here.conflict.is_not(True),
            there.life_id == Meeting.life_id,
            there.left_on.is_(None),
            there.conflict.is_not(True),
        )
        .correlate(Meeting)
        .scalar_subquery()
    )


def _chairs(account: Account | None) -> ColumnElement[bool]:
    """Who chairs this table chairs the other one too."""
    if account is None:
        return false()
    municipal = [name for name, kind in kinds().items() if not kind.of_a_child]
    convenes = Life.kind.in_(municipal) if account.convener else false()
    return or_(Case.manager_id == account.id, convenes)


def _hidden(work: Work) -> ColumnElement[bool]:
    return in_conflict(Meeting.life_id, work.actor.id)


@dataclass(frozen=True, slots=True)
class OwnMeeting:
    """Another meeting to which the reader of a link is invited: as in their own calendar (0181)."""

    starts_at: datetime
    place: str
    of_case: bool


_OWN = text("SELECT * FROM own_meetings_at(:meeting)")


def own(work: Work, meeting_id: UUID) -> Sequence[OwnMeeting]:
    """Of the reader of the link that came, once a code has let them in."""
    found = work.session.execute(_OWN, {"meeting": meeting_id})
    return [OwnMeeting(*row) for row in found]
