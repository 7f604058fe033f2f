"""What of the monitoring is on record, for the rules and the pages: Art. 14(6), 14(3.4)."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.monitoring import TableFindings
from models.plan import Plan
from rules.monitoring import VersionInForce, in_force


def versions_in_force(plans: Sequence[Plan]) -> list[VersionInForce]:
    """Each version of the unified plan with the day on which another took its place."""
    return in_force(
        (plan.version, plan.adopted_on) for plan in plans if plan.adopted_on is not None
    )


def planned_since(session: Session, case_id: UUID) -> date | None:
    """The day of the first unified plan."""
    return session.scalar(select(func.min(Plan.adopted_on)).where(Plan.case_id == case_id))


def told_on(session: Session, case_id: UUID) -> list[date]:
    """When the table was told."""
    query = select(TableFindings.told_on).where(TableFindings.case_id == case_id)
    return list(session.scalars(query))
