"""From the versions of a plan to the facts of the one in force: Art. 13, 15."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, or_, select
from sqlalchemy.orm import Session

from casework.record import action_lines, contact_schedules, late_actions
from casework.record.from_paper import have_it_on_paper
from casework.record.report_rows import ReportRow
from casework.record.rhythm import newest_rhythm
from casework.record.table_rows import Rows
from models.asked import LIFE, answers, kept
from models.people import LinkPurpose, MemberLink
from models.plan import Plan
from rules import facts as law
from rules.action_facts import LateActionFacts, LeftActionFacts, LookFacts
from rules.contact_days import ScheduledContact
from rules.planning import PlanKind
from rules.rhythm import Rhythm

PlanRow = Row[
    UUID,
    PlanKind,
    date | None,
    bool,
    list[UUID] | None,
    int | None,
    date | None,
    list[Any] | None,
    list[Any] | None,
    datetime | None,
]
"""Id, kind, when it was adopted, whether it was sent, and to which seats; the rhythm of the case's
reviews, and when the table set it; its lines, and which of them are contacts of the child; when all
had it on paper."""


def plans_of(session: Session, case_id: UUID) -> Sequence[PlanRow]:
    """Every version of the case's plans, the oldest first; their words stay sealed."""
    return plans_of_each(session, [case_id])[case_id]


def plans_of_each(session: Session, cases: Collection[UUID]) -> Mapping[UUID, Sequence[PlanRow]]:
    return answers(session, _plans, cases)


@kept
def _plans() -> Select[Any]:
    sent = or_(Plan.sent_at.is_not(None), Plan.handed_at.is_not(None)).label("sent")
    to = (
        select(func.array_agg(MemberLink.member_id))
        .where(MemberLink.subject_id == Plan.id, MemberLink.purpose == LinkPurpose.PLAN)
        .correlate(Plan)
        .scalar_subquery()
        .label("sent_to")
    )
    days, set_on = (each.scalar_subquery() for each in newest_rhythm())
    rhythm = days.label("rhythm"), set_on.label("rhythm_set_on")
    lines = action_lines.lines().label("lines")
    contacts = contact_schedules.contacts().label("contacts")
    of = (Plan.id, Plan.kind, Plan.adopted_on, sent, to)
    query = select(*of, *rhythm, lines, contacts, Plan.handed_at)
    return query.where(Plan.case_id == LIFE).order_by(Plan.version)


def actions_of(plans: Sequence[PlanRow]) -> late_actions.Actions:
    """The lines of every version of the unified plan."""
    unified = [plan for plan in plans if plan.kind == PlanKind.UNIFIED]
    return late_actions.Actions.of([late_actions.read(plan.lines) for plan in unified])


@dataclass(frozen=True, slots=True)
class ActionsKnown:
    """What the facts of a case say of the actions of its plan."""

    late: tuple[LateActionFacts, ...]
    """What is open, and of whom: Art. 14(3.3)."""
    left: tuple[LeftActionFacts, ...]
    """What of it is nobody's any more: Art. 13(2.2)."""
    looks: tuple[LookFacts, ...]
    contacts: tuple[ScheduledContact, ...]
    over: frozenset[tuple[UUID, UUID]]
    """On which actions asked about whoever was asked owes no word any more."""
    named: Mapping[UUID, date]
    """By seat: when a version of the plan first made them responsible for something: 13(2.2)."""


def actions_known(
    plans: Sequence[PlanRow], requests: Sequence[ReportRow], rows: Rows
) -> ActionsKnown:
    actions = actions_of(plans)
    who = late_actions.holders_of(actions.rows.values(), rows.members, rows.places)
    asked = late_actions.asked_about(requests)
    pairs = ((each.action_id, each.member_id) for each in asked)
    over = frozenset(each for each in pairs if actions.owes_none(*each, who))
    return ActionsKnown(
        actions.open_ones(asked, who),
        actions.left(who),
        actions.looks(),
        contacts_of(plans, actions),
        over,
        _named_since(plans) if requests else {},
    )


def _named_since(plans: Sequence[PlanRow]) -> Mapping[UUID, date]:
    found: dict[UUID, date] = {}
    for plan in plans:
        if plan.kind == PlanKind.UNIFIED and plan.adopted_on is not None:
            for line in late_actions.read(plan.lines):
                if line.member_id is not None:
                    found.setdefault(line.member_id, plan.adopted_on)
    return found


def contacts_of(
    plans: Sequence[PlanRow], actions: late_actions.Actions
) -> tuple[ScheduledContact, ...]:
    """What of the plan is a contact of the child, through every version: Art. 15(3)."""
    unified = [plan for plan in plans if plan.kind == PlanKind.UNIFIED]
    return contact_schedules.scheduled(unified, actions)


def plan_facts(plans: Sequence[PlanRow], rows: Rows) -> law.PlanFacts | None:
    """The unified plan in force; settled by its adoption, or by the last review: Art. 5(1.5)."""
    unified = [plan for plan in plans if plan.kind == PlanKind.UNIFIED]
    if not unified:
        return None
    settled = [plan.adopted_on for plan in plans if plan.adopted_on is not None]
    settled_on, last = max([*settled, *rows.reviewed.values()]), unified[-1]
    to = {*(last.sent_to or ()), *have_it_on_paper(rows.members, last.handed_at)}
    late = tuple(member.id for member in rows.members if member.sits and member.id not in to)
    rhythm = Rhythm(last.rhythm, last.rhythm_set_on) if last.rhythm is not None else None
    return law.PlanFacts(last.id, settled_on, last.sent, rhythm, late if last.sent else ())
