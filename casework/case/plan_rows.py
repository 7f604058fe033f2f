"""The rows of a plan as they are written down, and which assessment it stands on: Art. 13."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casework.case.contact_rows import (
    ContactDraft,
    check_contacts,
    contact_row,
    draft_of_contact,
)
from casework.record.table import plan_in_force, sitting
from casework.record.versions import versions_of
from identity.access import NotThere
from models.contribution import Contribution
from models.meeting import Meeting
from models.plan import Plan, PlanAction
from models.session import Work
from rules.aims import Aim
from rules.assessment_versions import in_use
from rules.contributions import check_taken_over
from rules.late_actions import DayAnswer
from rules.look_again import check_looks
from rules.own_actions import OfTheCentre
from rules.planning import ActionChange, ActionFacts, ActionStatus, ChangeFacts, PlanKind


@dataclass(frozen=True, slots=True)
class ActionDraft:
    """One row of a plan as it is written down: Art. 13(2)."""

    objective: str
    action: str
    service: str
    due_on: date | None
    member_id: UUID | None = None
    notes: str = ""
    aim: Aim | None = None
    """None where it is not stated: Art. 5(1.4)."""
    of_centre: OfTheCentre | None = None
    """Instead of a member: the case manager, or the centre itself."""
    contribution_id: UUID | None = None
    """What a member contributed, where it was taken over from that: Art. 6(1.6)."""
    look_again_on: date | None = None
    """By when the table reviews it, within the month of the plan: Annex 1."""
    contact: ContactDraft | None = None
    """Where it is a contact of the child."""


@dataclass(frozen=True, slots=True)
class Finding:
    """How far one action has come: Annex 1, part 4.6."""

    status: ActionStatus
    assessment: str
    taken_over_by: UUID | OfTheCentre | None = None
    """Who answers for it from now on: Art. 13(2.2)."""
    dropped: bool = False
    due_on: date | None = None
    """Another day than the plan's: Art. 13(2.4)."""
    objective: str = ""
    action: str = ""
    service: str = ""
    """What it says from now on, where the table words it anew."""
    reason: str = ""
    aim: Aim | None = None
    """Another one than the plan names: Art. 5(1.4)."""
    look_again_on: date | None = None
    contact: ContactDraft | None = None
    """What it changes of a contact, or makes of an action that was none."""
    notes: str = ""
    """Of this review: Annex 1, part 4.6."""
    action_notes: str = ""
    """Those of the action from now on: Annex 1, part 4.5."""
    answer: DayAnswer | None = None
    """To the day that its member asked for; None where it is not stated: Art. 15(3)."""

    def moves(self, row: PlanAction) -> bool:
        return self.due_on not in {None, row.due_on}

    def changes(self, row: PlanAction) -> list[ActionChange]:
        """What it makes of a row of the plan: Art. 15(3)."""
        words = [
            (self.objective, row.objective),
            (self.action, row.action),
            (self.service, row.service),
            (self.action_notes, row.notes),
        ]
        found = {
            ActionChange.DROPPED: self.dropped,
            ActionChange.REDATED: self.moves(row),
            ActionChange.HANDED_OVER: self.taken_over_by not in {None, row.responsible},
            ActionChange.CHANGED: self.aim not in {None, row.aim}
            or self.changes_contact(row)
            or any(new.strip() and new.strip() != old for new, old in words),
        }
        return [change for change, is_made in found.items() if is_made]

    def changes_contact(self, row: PlanAction) -> bool:
        former, on = draft_of_contact(row.contact), self.contact and self.contact.from_on
        return bool(self.contact and self.contact.over(former, on or date.max) != former)


def stands_on(work: Work, case_id: UUID, on: date) -> UUID | None:
    """The version of the assessment that a plan of this day is based on: Art. 13(1)."""
    found = in_use(versions_of(work.session, case_id), on)
    return found.id if found else None


def draft_of(row: PlanAction) -> ActionDraft:
    return ActionDraft(
        row.objective or "",
        row.action or "",
        row.service or "",
        row.due_on,
        row.member_id,
        row.notes or "",
        row.aim,
        row.of_centre,
        row.contribution_id,
        row.look_again_on,
        draft_of_contact(row.contact),
    )


def check_days(drafts: Sequence[ActionDraft], made_on: date) -> None:
    """Each day by which an action is reviewed lies within the month that begins: Art. 5(1.5)."""
    check_looks([(place, each.look_again_on) for place, each in enumerate(drafts, 1)], made_on)


def add_actions(work: Work, plan: Plan, actions: Sequence[ActionDraft], on: date) -> None:
    """Number the rows of a plan of that day from one on."""
    _check_taken_over(work, plan, actions, on)
    check_contacts(work, plan.case_id, enumerate((each.contact for each in actions), 1))
    for number, draft in enumerate(actions, 1):
        plan.actions.append(
            PlanAction(
                number=number,
                objective=draft.objective,
                action=draft.action,
                service=draft.service,
                member_id=draft.member_id,
                due_on=draft.due_on,
                notes=draft.notes or None,
                aim=draft.aim,
                of_centre=draft.of_centre,
                contribution_id=draft.contribution_id,
                look_again_on=draft.look_again_on,
                contact=contact_row(draft.contact),
            )
        )


def _check_taken_over(work: Work, plan: Plan, actions: Sequence[ActionDraft], on: date) -> None:
    """Whatever an action says that it was taken over from was said in this case by that day."""
    for each in {draft.contribution_id for draft in actions} - {None}:
        found = work.session.get(Contribution, each)
        if found is None or found.case_id != plan.case_id:
            raise NotThere
        check_taken_over(found.number, found.said_on, on)


def action_facts(
    work: Work, case_id: UUID, actions: Sequence[ActionDraft], *, carried: int = 0
) -> list[ActionFacts]:
    """The rows of a plan, the first of them `carried` over from the version before."""
    seated = {member.id for member in sitting(work.session, case_id)}
    return [
        ActionFacts(
            has_objective=bool(draft.objective.strip()),
            has_service=bool(draft.service.strip()),
            has_responsible=draft.of_centre is not None or draft.member_id in seated,
            due=draft.due_on,
            carried=place < carried,
        )
        for place, draft in enumerate(actions)
    ]


def change_facts(plan: Plan | None, progress: Mapping[UUID, Finding]) -> list[ChangeFacts]:
    """Who leaves has said why already; whoever takes over from them needs no other reason."""
    return [
        ChangeFacts(row.number, row.status, found.status, _needs_reason(row, found), found.reason)
        for row in (plan.actions if plan else ())
        if (found := progress[row.id])
    ]


def _needs_reason(row: PlanAction, found: Finding) -> bool:
    changes = set(found.changes(row))
    has_left = row.member is not None and not row.member.sits
    return bool(changes - {ActionChange.HANDED_OVER} if has_left else changes)


def new_version(
    work: Work,
    meeting: Meeting,
    goal: str,
    actions: Sequence[ActionDraft],
    on: date,
    *,
    carried: Sequence[PlanAction] = (),
) -> Plan:
    """The first rows of it carry on those of the version before, as far as they have come."""
    case_id = meeting.life_id
    former = plan_in_force(work.session, case_id)
    plan = Plan(
        case_id=case_id,
        kind=PlanKind.UNIFIED,
        version=former.version + 1 if former else 1,
        goal=goal,
        meeting_id=meeting.id,
        assessment_id=stands_on(work, case_id, on),
        adopted_on=on,
        recorded_at=work.clock.now(),
    )
    work.session.add(plan)
    add_actions(work, plan, actions, on)
    for row, before in zip(plan.actions, carried, strict=False):
        row.status, row.former_id = before.status, before.id
    work.session.flush()
    return plan
