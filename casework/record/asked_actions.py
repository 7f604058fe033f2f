"""Which of the actions asked about are not late any more, over all cases of a centre: 14(3.3)."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from casework.record import late_actions
from casework.record.succession import places
from models.asked import kept, several
from models.case import Member
from models.plan import Plan, ReportRequest
from rules.planning import PlanKind


def over_among(session: Session, requests: Collection[ReportRequest]) -> frozenset[UUID]:
    """Those on whose action nobody owes a word any more; as many statements, however many."""
    asked = [each for each in requests if each.action_id is not None]
    if not asked:
        return frozenset()
    cases = {"cases": list({each.case_id for each in asked})}
    versions: dict[UUID, list[list[late_actions.LineOfPlan]]] = defaultdict(list)
    for case_id, found in session.execute(_plans(), cases):
        versions[case_id].append(late_actions.read(found))
    actions = {case_id: late_actions.Actions.of(each) for case_id, each in versions.items()}
    members: dict[UUID, list[Member]] = defaultdict(list)
    for member in session.scalars(_seats(), cases):
        members[member.life_id].append(member)
    gone = places(session, [each for theirs in members.values() for each in theirs])
    who = {
        case_id: late_actions.holders_of(found.rows.values(), members[case_id], gone)
        for case_id, found in actions.items()
    }
    return frozenset(
        each.id
        for each in asked
        if each.action_id and actions[each.case_id].is_over(each.action_id, who[each.case_id])
    )


@kept
def _plans() -> Select[UUID, list[Any]]:
    query = select(Plan.case_id, late_actions.lines().label("lines"))
    query = query.where(Plan.case_id.in_(several("cases")), Plan.kind == PlanKind.UNIFIED)
    return query.order_by(Plan.case_id, Plan.version)


@kept
def _seats() -> Select[Member]:
    query = select(Member).where(Member.life_id.in_(several("cases")))
    return query.order_by(Member.selected_on, Member.id)
