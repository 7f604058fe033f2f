"""By when the table looks at one action again, as it was said last: Annex 1, part 4.5."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.plan import PlanAction, Progress, Review


def look_of(session: Session, row: PlanAction) -> date | None:
    """The day of the last review that said one, else of the plan."""
    query = select(Progress.look_again_on).join(Review, Review.id == Progress.review_id)
    query = query.where(Progress.action_id == row.id, Progress.look_again_on.is_not(None))
    newest = session.scalars(query.order_by(Review.settled_on.desc()).limit(1)).first()
    return newest or row.look_again_on
