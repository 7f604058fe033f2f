"""The unified plan, sent to all, and opened for review each month: Art. 13, 15, 5(1.5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from casework.case.assessment import ActionDraft, add_actions
from casework.record import facts
from casework.record.table import (
    last_held,
    last_unreviewed,
    open_case,
    plan_in_force,
    settled_on,
    sitting,
)
from casework.tell import planning as tell
from core.clock import local_day
from identity import links
from models.case import Case
from models.meeting import Meeting
from models.people import LinkPurpose
from models.plan import Plan, PlanAction, Progress, Review
from models.session import Work
from rules.basis import Article
from rules.phases import Phase, Transition, after
from rules.planning import (
    RISKS,
    STATUSES,
    ActionFacts,
    ActionStatus,
    NoMeetingHeld,
    PlanKind,
    PlanWithoutActions,
    ProgressMissing,
    Risk,
    RiskMissing,
    check_plan,
    is_on_review,
)
from workflow.kinds import Act
from workflow.life import after_act, lock


@dataclass(frozen=True, slots=True)
class Finding:
    """How far one action has come: Annex 1, part 4.6."""

    status: ActionStatus
    assessment: str


def adopt(work: Work, case_id: UUID, *, goal: str, actions: list[ActionDraft]) -> Plan:
    """Adopt the unified plan that the table made: Art. 13(1), 13(2)."""
    case = open_case(work, case_id)
    meeting = last_held(work.session, case_id)
    if meeting is None:
        raise NoMeetingHeld
    _check(work, case_id, actions)
    case.phase = after(Phase(case.phase), Transition.ADOPT_PLAN)
    plan = _new_version(work, case_id, meeting, goal, actions)
    work.record("plan adopted", "13(1)", life=case.life, version=plan.version, actions=len(actions))
    after_act(work, case_id, "plan adopted")
    return plan


def _check(work: Work, case_id: UUID, actions: list[ActionDraft]) -> None:
    """Who is responsible sits at this table: Art. 13(2.2), 7."""
    seated = {member.id for member in sitting(work.session, case_id)}
    check_plan(
        [
            ActionFacts(
                has_objective=bool(draft.objective.strip()),
                has_service=bool(draft.service.strip()),
                has_responsible=draft.member_id in seated,
                due=draft.due_on,
            )
            for draft in actions
        ],
        work.clock.today(),
    )


def _new_version(
    work: Work, case_id: UUID, meeting: Meeting, goal: str, actions: list[ActionDraft]
) -> Plan:
    former = plan_in_force(work.session, case_id)
    plan = Plan(
        case_id=case_id,
        kind=PlanKind.UNIFIED,
        version=former.version + 1 if former else 1,
        goal=goal,
        meeting_id=meeting.id,
        adopted_on=meeting.day,  # also where it is written down days later
    )
    work.session.add(plan)
    add_actions(plan, actions)
    work.session.flush()
    return plan


def send_plan(work: Work, case_id: UUID, plan_id: UUID | None) -> None:
    """Send the unified plan to the members: Art. 13(3)."""
    plan = work.session.get_one(Plan, plan_id)
    if plan.sent_at is None and plan.adopted_on is not None:
        for member in sitting(work.session, case_id):
            link = links.issue(work, member.id, LinkPurpose.PLAN, plan.id)
            tell.plan_sent(work, plan, plan.adopted_on, member, link)
        plan.sent_at = work.clock.now()
        work.record("plan sent", "13(3)", life=lock(work, case_id), version=plan.version)


def open_review(work: Work, case_id: UUID, _plan_id: UUID | None) -> None:
    """Begin the monthly review early enough for its notices: Art. 5(1.5), 15(1)."""
    case = work.session.get_one(Case, case_id)
    if _is_to_be_opened(work, case):
        case.phase = after(Phase(case.phase), Transition.OPEN_REVIEW)
        case.review_opened_on = work.clock.today()
        tell.review_opened(work, case, settled_on(work.session, case_id))
        work.record("review opened", "5(1.5)", life=case.life)


def _is_to_be_opened(work: Work, case: Case) -> bool:
    if case.phase == Phase.CLOSURE:
        return not facts.of_case(work.session, case.id).review_opened
    return case.phase == Phase.IMPLEMENTATION


def settle_review(
    work: Work,
    case_id: UUID,
    *,
    risk: Risk,
    finding: str,
    progress: dict[UUID, Finding],
    added: list[ActionDraft] | None = None,
) -> Review:
    """Record the review of the plan and start the next month: Art. 15(2), 15(3), 5(1.5)."""
    case = open_case(work, case_id)
    meeting, plan = last_unreviewed(work.session, case_id), plan_in_force(work.session, case_id)
    if meeting is None or plan is None or not _is_on_this_plan(work, meeting):
        raise NoMeetingHeld(Article(15, "1"))
    if risk not in RISKS:
        raise RiskMissing
    case.phase = after(Phase(case.phase), Transition.SETTLE_REVIEW)
    review = Review(
        case_id=case_id,
        meeting_id=meeting.id,
        plan_id=plan.id,
        settled_on=meeting.day,  # the next month runs from the meeting, not from the typing
        risk=risk,
        finding=finding.strip(),
    )
    work.session.add(review)
    work.session.flush()
    _record_progress(work, review, plan, progress)
    case.risk = risk
    if added:
        _check(work, case_id, added)
        _new_version(work, case_id, meeting, plan.goal or "", [*_open_actions(plan), *added])
    work.record("review settled", "15(2)", life=case.life, risk=risk, changes=len(added or ()))
    after_act(work, case_id, "review settled")
    return review


def _is_on_this_plan(work: Work, meeting: Meeting) -> bool:
    """The table met after the plan was settled: Art. 15(1)."""
    if meeting.held_at is None:
        return False
    return is_on_review(local_day(meeting.held_at), settled_on(work.session, meeting.life_id))


def _record_progress(work: Work, review: Review, plan: Plan, progress: dict[UUID, Finding]) -> None:
    if not plan.actions:
        raise PlanWithoutActions
    for action in plan.actions:
        found = progress.get(action.id)
        if found is None or found.status not in STATUSES:
            raise ProgressMissing
        action.status = found.status
        work.session.add(
            Progress(
                review_id=review.id,
                action_id=action.id,
                status=found.status,
                assessment=found.assessment.strip() or None,
            )
        )


def _open_actions(plan: Plan) -> list[ActionDraft]:
    """What the next version carries over: every action that is not completed."""
    return [_carried(action) for action in plan.actions if action.status != ActionStatus.COMPLETED]


def _carried(action: PlanAction) -> ActionDraft:
    return ActionDraft(
        objective=action.objective or "",
        action=action.action or "",
        service=action.service or "",
        due_on=action.due_on,
        member_id=action.member_id,
        notes=action.notes or "",
    )


ACTS: Final[Mapping[str, Act]] = {
    "send_plan": send_plan,
    "open_review": open_review,
}
