"""From rows to how plan and risk stood on a day: Art. 5(2), 17(3.1)."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select, union_all
from sqlalchemy.orm import Session

from models.assessment import Assessment
from models.plan import Plan, PlanAction, Progress, Review
from rules.assessment import Risk
from rules.planning import ActionStatus, PlanKind
from rules.standing import ActionFound, Found, last_by, was_open


@dataclass(frozen=True, slots=True)
class Standing:
    """Of the plan in force on a day, and of the risk."""

    planned: bool
    open_actions: int
    risk: Risk | None


def standing_on(session: Session, case_id: UUID, day: date) -> Standing:
    """Plans adopted, reviews held and risk found by that day, whenever they were typed."""
    version = (
        select(Plan.id)
        .where(Plan.case_id == case_id, Plan.kind == PlanKind.UNIFIED, Plan.adopted_on <= day)
        .order_by(Plan.version.desc())
        .limit(1)
    )
    plan = session.scalar(version)
    actions = _actions(session, case_id)
    progress = _progress(session, case_id)
    found = [
        ActionFound(_of_line(row, actions, progress), row.dropped_on)
        for row in actions.values()
        if row.plan_id == plan
    ]
    is_open = sum(was_open(each, day) for each in found)
    return Standing(plan is not None, is_open, risk_on(session, case_id, day))


def _actions(session: Session, case_id: UUID) -> Mapping[UUID, PlanAction]:
    """Every action of every version."""
    query = select(PlanAction).join(Plan, Plan.id == PlanAction.plan_id)
    rows = session.scalars(query.where(Plan.case_id == case_id))
    return {row.id: row for row in rows}


def _progress(session: Session, case_id: UUID) -> Mapping[UUID, Collection[Found[ActionStatus]]]:
    query = (
        select(Progress.action_id, Progress.status, Review.settled_on, Review.recorded_at)
        .join(Review, Review.id == Progress.review_id)
        .where(Review.case_id == case_id)
    )
    found = defaultdict[UUID, list[Found[ActionStatus]]](list)
    for action, status, on, entered in session.execute(query):
        found[action].append(Found(on, entered, status))
    return found


def _of_line(
    row: PlanAction,
    actions: Mapping[UUID, PlanAction],
    progress: Mapping[UUID, Collection[Found[ActionStatus]]],
) -> tuple[Found[ActionStatus], ...]:
    """What was found of the action, and of the rows before that it carries on."""
    found = list(progress.get(row.id, ()))
    while row.former_id is not None:
        row = actions[row.former_id]
        found += progress.get(row.id, ())
    return tuple(found)


def risk_on(session: Session, case_id: UUID, day: date) -> Risk | None:
    """As the manager, then the table, assessed it, or a review found it: Art. 12(2), 15(2)."""
    assessed = select(Assessment.made_on, Assessment.recorded_at, Assessment.risk)
    reviewed = select(Review.settled_on, Review.recorded_at, Review.risk)
    query = union_all(
        assessed.where(Assessment.case_id == case_id), reviewed.where(Review.case_id == case_id)
    )
    return last_by((Found(*row) for row in session.execute(query)), day)


def risk_set_after(session: Session, case_id: UUID, day: date) -> bool:
    """Whether a later day has its own word on the risk: what is typed late does not undo it."""
    assessed = select(Assessment.id).where(Assessment.case_id == case_id, Assessment.made_on > day)
    reviewed = select(Review.id).where(Review.case_id == case_id, Review.settled_on > day)
    return session.scalars(union_all(assessed, reviewed).limit(1)).first() is not None


def assessed_before(session: Session, case_id: UUID, day: date) -> bool:
    """Whether an assessment is of a day before this one, whenever it was typed: Art. 8(8)."""
    query = select(Assessment.id).where(Assessment.case_id == case_id, Assessment.made_on < day)
    return session.scalar(query.limit(1)) is not None
