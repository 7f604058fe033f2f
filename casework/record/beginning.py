"""Since when a table stands: the referral, or the municipality's entry into service: 8(1), 8(2)."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.clock import local_day
from models.case import Case
from models.life import Life, LifeKind
from models.session import Work
from rules import beginning
from rules.beginning import Beginning
from workflow.kinds import kind_of


def begins(session: Session, life: Life) -> Beginning:
    """The municipal table's is the day on which its first quarter was opened: `past_of`."""
    if kind_of(life).of_a_child:
        return Beginning(session.get_one(Case, life.id).referred_on)
    query = select(func.min(Life.began_at)).where(
        Life.kind == LifeKind.QUARTERLY, Life.municipality_id == life.municipality_id
    )
    return Beginning(local_day(session.scalars(query).one()), of_a_child=False)


def done_on(work: Work, life: Life, on: date | None) -> date:
    """The day on which something was done at this table, today where none is said."""
    return beginning.check_of_table(on, begins(work.session, life), work.clock.today())


def told_on(work: Work, life: Life, on: date | None) -> date:
    """The day on which somebody was told or invited, today where none is said."""
    return beginning.check_told(on, begins(work.session, life), work.clock.today())
