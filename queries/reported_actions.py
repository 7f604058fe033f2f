"""What the plan makes a member responsible for, and what a report says of it: Art. 8(9)."""

from collections.abc import Sequence

from sqlalchemy import select

from casework.record.table import plan_in_force, seats_of
from models.plan import PlanAction, ReportedAction, ReportRequest
from models.session import Work


def actions_of(work: Work, request: ReportRequest) -> Sequence[PlanAction]:
    """What the plan makes this member responsible for: Art. 13(2.2)."""
    plan = plan_in_force(work.session, request.case_id)
    mine = seats_of(work.session, request.member)
    return [action for action in plan.actions if action.member_id in mine] if plan else []


def said_of_actions(
    work: Work, request: ReportRequest
) -> Sequence[tuple[PlanAction, ReportedAction]]:
    query = select(ReportedAction).where(
        ReportedAction.request_id == request.id, ReportedAction.stands()
    )
    lines = work.session.scalars(query).all()
    return [(work.session.get_one(PlanAction, line.action_id), line) for line in lines]
