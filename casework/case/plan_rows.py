"""The rows of a plan as they are written down, and which assessment it stands on: Art. 13."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casework.record.versions import versions_of
from identity.access import NotThere
from models.contribution import Contribution
from models.plan import Plan, PlanAction
from models.session import Work
from rules.aims import Aim
from rules.assessment_versions import in_use
from rules.contributions import check_taken_over
from rules.own_actions import OfTheCentre


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
    )


def add_actions(work: Work, plan: Plan, actions: Sequence[ActionDraft], on: date) -> None:
    """Number the rows of a plan of that day from one on."""
    _check_taken_over(work, plan, actions, on)
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
            )
        )


def _check_taken_over(work: Work, plan: Plan, actions: Sequence[ActionDraft], on: date) -> None:
    """Whatever an action says that it was taken over from was said in this case by that day."""
    for each in {draft.contribution_id for draft in actions} - {None}:
        found = work.session.get(Contribution, each)
        if found is None or found.case_id != plan.case_id:
            raise NotThere
        check_taken_over(found.number, found.said_on, on)
