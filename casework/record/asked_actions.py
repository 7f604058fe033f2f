"""The actions of many plans at once, and which asked about are not late any more: Art. 14(3.3)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from casework.record import action_lines, late_actions
from casework.record.succession import places
from models.asked import kept, several
from models.case import Member
from models.plan import Plan
from rules.planning import PlanKind


class AskedOnAction(Protocol):
    """What a member was asked for, on an action or otherwise."""

    @property
    def id(self) -> UUID: ...
    @property
    def case_id(self) -> UUID: ...
    @property
    def action_id(self) -> UUID | None: ...
    @property
    def member_id(self) -> UUID: ...


def over_among(session: Session, requests: Collection[AskedOnAction]) -> frozenset[UUID]:
    """Those on whose action they owe no word any more; as many statements, however many."""
    asked = [each for each in requests if each.action_id is not None]
    if not asked:
        return frozenset()
    plans = carried_out(session, {each.case_id for each in asked})
    return frozenset(
        each.id
        for each in asked
        if each.action_id and plans[each.case_id].owes_none(each.action_id, each.member_id)
    )


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """The actions of one case's plan, and who answers for each now."""

    actions: late_actions.Actions
    members: Sequence[Member]
    """Everybody who ever sat."""
    who: Mapping[UUID | None, Member]

    def owes_none(self, action_id: UUID, member_id: UUID) -> bool:
        return self.actions.owes_none(action_id, member_id, self.who)


def carried_out(
    session: Session,
    case_ids: Collection[UUID],
    members: Mapping[UUID, Sequence[Member]] | None = None,
) -> Mapping[UUID, CarriedOut]:
    """Of each of these cases; as many statements, however many."""
    if not case_ids:
        return {}
    cases = {"cases": list(case_ids)}
    versions: dict[UUID, list[list[late_actions.LineOfPlan]]] = defaultdict(list)
    for case_id, found in session.execute(_plans(), cases):
        versions[case_id].append(late_actions.read(found))
    seats = _seats_of(session, cases) if members is None else members
    gone = places(session, [each for theirs in seats.values() for each in theirs])
    found_in = {}
    for case_id in case_ids:
        actions, sat = late_actions.Actions.of(versions[case_id]), seats.get(case_id, ())
        who = late_actions.holders_of(actions.rows.values(), sat, gone)
        found_in[case_id] = CarriedOut(actions, sat, who)
    return found_in


def _seats_of(session: Session, cases: Mapping[str, list[UUID]]) -> Mapping[UUID, list[Member]]:
    found: dict[UUID, list[Member]] = defaultdict(list)
    for member in session.scalars(_seats(), cases):
        found[member.life_id].append(member)
    return found


@kept
def _plans() -> Select[UUID, list[Any]]:
    query = select(Plan.case_id, action_lines.lines().label("lines"))
    query = query.where(Plan.case_id == several("cases"), Plan.kind == PlanKind.UNIFIED)
    return query.order_by(Plan.case_id, Plan.version)


@kept
def _seats() -> Select[Member]:
    query = select(Member).where(Member.life_id == several("cases"))
    query = query.options(joinedload(Member.professional))
    return query.order_by(Member.selected_on, Member.id)
