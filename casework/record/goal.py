"""How the goal of a plan is set, as it stands: Annex 1, Art. 13(2.1)."""

from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.goal import GoalCriterion
from models.plan import Review
from rules.goal import Criterion, CriterionWord, stands


def goal_of(session: Session, plan_id: UUID) -> dict[Criterion, CriterionWord]:
    """As the version says it, and what reviews of it said since without making another one."""
    query = (
        select(GoalCriterion)
        .outerjoin(Review, Review.id == GoalCriterion.review_id)
        .where(or_(GoalCriterion.plan_id == plan_id, Review.plan_id == plan_id))
        .order_by(Review.settled_on.nulls_first())
    )
    held: dict[Criterion, CriterionWord] = {}
    for row in session.scalars(query):
        held = stands(held, {row.criterion: row.said})
    return held
