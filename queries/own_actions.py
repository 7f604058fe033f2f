"""What the manager said of the actions that the centre answers for: Art. 14(1), 14(2)."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import select

from identity.access import NotThere
from models.case import Case
from models.own_progress import NEWEST_WORD_FIRST, OwnProgress
from models.plan import PlanAction
from models.session import Work


def own_action(work: Work, case: Case, action_id: UUID) -> PlanAction:
    """One action of this case that the centre answers for; raises `NotThere` for another."""
    action = work.session.get(PlanAction, action_id)
    if action is None or action.plan.case_id != case.id or action.of_centre is None:
        raise NotThere
    return action


def said_of(work: Work, actions: Collection[PlanAction]) -> Mapping[UUID, Sequence[OwnProgress]]:
    """By the action's id, the newest first; no statement where the centre answers for none."""
    said: dict[UUID, list[OwnProgress]] = {each.id: [] for each in actions if each.of_centre}
    if said:
        query = select(OwnProgress).where(OwnProgress.action_id.in_(said))
        for row in work.session.scalars(query.order_by(*NEWEST_WORD_FIRST)):
            said[row.action_id].append(row)
    return said
