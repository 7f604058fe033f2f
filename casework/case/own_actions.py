"""How far an action of the plan has come that the centre answers for: Art. 14(1), 14(2)."""

from datetime import date
from uuid import UUID

from casework.record.beginning import done_on
from casework.record.table import open_case, plan_in_force
from identity.access import NotThere, officer_of
from models.own_progress import OwnProgress
from models.plan import PlanAction
from models.session import Work
from rules.own_actions import check_progress
from rules.planning import ActionStatus
from workflow.life import after_act


def record_progress(
    work: Work,
    case_id: UUID,
    action_id: UUID,
    *,
    status: ActionStatus,
    words: str = "",
    on: date | None = None,
) -> OwnProgress:
    """The manager's word beside the reviews, as a member's report has it: Art. 14(1), 14(2)."""
    case = open_case(work, case_id)
    action = work.session.get(PlanAction, action_id)
    if action is None or action.plan.case_id != case_id:
        raise NotThere
    in_force = plan_in_force(work.session, case_id)
    is_open = in_force is not None and action.plan_id == in_force.id and action.is_open
    check_progress(action.of_centre, is_open=is_open)
    on = done_on(work, case.life, on)
    row = OwnProgress(
        action_id=action.id,
        status=status,
        words=words.strip() or None,
        said_on=on,
        recorded_at=work.clock.now(),
        recorded_by_id=officer_of(work).id,
    )
    work.session.add(row)
    work.record(
        "progress of the centre's action", "14(2)",
        life=case.life, action=action.number, status=status, on=on,
    )  # fmt: skip
    after_act(work, case_id, "progress of the centre's action")
    return row
