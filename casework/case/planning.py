"""The unified plan, sent to all, and opened for review each month: Art. 13, 15, 5(1.5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from casework.case.assessment import ActionDraft, add_actions, draft_of
from casework.record import facts
from casework.record.succession import Places, holder, places
from casework.record.table import (
    last_held,
    last_unreviewed,
    open_case,
    plan_in_force,
    seats,
    settled_on,
    sitting,
)
from casework.record.table_facts import held_facts
from casework.tell import planning as tell
from identity import links
from models.case import Case, Member
from models.meeting import Meeting
from models.people import LinkPurpose
from models.plan import Plan, PlanAction, Progress, Review
from models.session import Work
from rules.assessment import Risk
from rules.days import check_happened
from rules.duties import Duty
from rules.phases import Phase, Transition, after
from rules.planning import (
    ActionFacts,
    ActionStatus,
    PlanKind,
    Reviewed,
    check_adoption,
    check_findings,
    check_plan,
)
from workflow import breaches
from workflow.kinds import Act
from workflow.life import after_act, lock


@dataclass(frozen=True, slots=True)
class Finding:
    """How far one action has come: Annex 1, part 4.6."""

    status: ActionStatus
    assessment: str
    taken_over_by: UUID | None = None
    """Who answers for it from now on, where who did has left the table: Art. 13(2.2)."""


def adopt(
    work: Work, case_id: UUID, *, goal: str, actions: list[ActionDraft], on: date | None = None
) -> Plan:
    """Adopt the unified plan that the table made: Art. 13(1), 13(2).

    It is of the day of the meeting, unless another one is said.
    """
    case = open_case(work, case_id)
    meeting = last_held(work.session, case_id)
    on = check_happened(on or (meeting.day if meeting else None), work.clock.today())
    check_adoption(held_facts(meeting), _action_facts(work, case_id, actions), on)
    assert meeting is not None  # the rule asked
    case.phase = after(Phase(case.phase), Transition.ADOPT_PLAN)
    plan = _new_version(work, meeting, goal, actions, on)
    work.record(
        "plan adopted",
        "13(1)",
        life=case.life,
        version=plan.version,
        actions=len(actions),
        on=on,
    )
    after_act(work, case_id, "plan adopted")
    return plan


def _action_facts(
    work: Work, case_id: UUID, actions: Sequence[ActionDraft], *, carried: int = 0
) -> list[ActionFacts]:
    """The rows of a plan, the first of them `carried` over from the version before."""
    seated = {member.id for member in sitting(work.session, case_id)}
    return [
        ActionFacts(
            has_objective=bool(draft.objective.strip()),
            has_service=bool(draft.service.strip()),
            has_responsible=draft.member_id in seated,
            due=draft.due_on,
            carried=place < carried,
        )
        for place, draft in enumerate(actions)
    ]


def _new_version(
    work: Work, meeting: Meeting, goal: str, actions: Sequence[ActionDraft], on: date
) -> Plan:
    case_id = meeting.life_id
    former = plan_in_force(work.session, case_id)
    plan = Plan(
        case_id=case_id,
        kind=PlanKind.UNIFIED,
        version=former.version + 1 if former else 1,
        goal=goal,
        meeting_id=meeting.id,
        adopted_on=on,
    )
    work.session.add(plan)
    add_actions(plan, actions)
    work.session.flush()
    return plan


def send_plan(work: Work, case_id: UUID, plan_id: UUID | None) -> None:
    """Send the unified plan to the members, also to whoever joins while it is in force: 13(3)."""
    plan = work.session.get_one(Plan, plan_id)
    if plan.adopted_on is None:
        return
    there = links.holders_of(work, LinkPurpose.PLAN, plan.id)
    late = [member for member in sitting(work.session, case_id) if member.id not in there]
    for member in late:
        link = links.issue(work, member.id, LinkPurpose.PLAN, plan.id)
        tell.plan_sent(work, plan, plan.adopted_on, member, link)
    if late or plan.sent_at is None:
        plan.sent_at = plan.sent_at or work.clock.now()
        work.record(
            "plan sent", "13(3)", life=lock(work, case_id), version=plan.version, members=len(late)
        )


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
    on: date | None = None,
) -> Review:
    """Record the review of the plan and start the next month: Art. 15(2), 15(3), 5(1.5).

    It is of the day of its meeting, unless another one is said; never of the typing.
    """
    case = open_case(work, case_id)
    meeting, plan = last_unreviewed(work.session, case_id), plan_in_force(work.session, case_id)
    check_findings(_reviewed(work, meeting, plan, risk, progress))
    assert meeting is not None  # the rule asked
    assert plan is not None
    on = check_happened(on or meeting.day, work.clock.today())
    case.phase = after(Phase(case.phase), Transition.SETTLE_REVIEW)
    review = Review(
        case_id=case_id,
        meeting_id=meeting.id,
        plan_id=plan.id,
        settled_on=on,
        risk=risk,
        finding=finding.strip(),
    )
    work.session.add(review)
    work.session.flush()
    _record_progress(work, review, plan, progress)
    case.risk = risk
    if added or any(found.taken_over_by for found in progress.values()):
        carried = _open_actions(work, plan, progress)
        actions = [*carried, *(added or ())]
        check_plan(_action_facts(work, case_id, actions, carried=len(carried)), on)
        _new_version(work, meeting, plan.goal or "", actions, on)
    work.record(
        "review settled", "15(2)", life=case.life, risk=risk, changes=len(added or ()), on=on
    )
    after_act(work, case_id, "review settled")
    if on < work.clock.today():  # the month may have been kept, and noted as missed meanwhile
        breaches.happened(work, case_id, Duty.REVIEW_PLAN, on, subject_id=plan.id)
    return review


def _reviewed(
    work: Work,
    meeting: Meeting | None,
    plan: Plan | None,
    risk: Risk,
    progress: Mapping[UUID, Finding],
) -> Reviewed:
    said = {action: found.status for action, found in progress.items()}
    return Reviewed(
        held_facts(meeting),
        settled_on(work.session, plan.case_id) if plan else None,
        risk,
        tuple(said.get(action.id) for action in plan.actions) if plan else (),
    )


def _record_progress(
    work: Work, review: Review, plan: Plan, progress: Mapping[UUID, Finding]
) -> None:
    for action in plan.actions:
        found = progress[action.id]
        action.status = found.status
        work.session.add(
            Progress(
                review_id=review.id,
                action_id=action.id,
                status=found.status,
                assessment=found.assessment.strip() or None,
            )
        )


def _open_actions(work: Work, plan: Plan, progress: Mapping[UUID, Finding]) -> list[ActionDraft]:
    """What the next version carries over, and is a plan again: Art. 13(2), 15(3)."""
    every = seats(work.session, plan.case_id)
    found = places(work.session, every)
    return [
        replace(
            draft_of(action),
            member_id=progress[action.id].taken_over_by or _seat_now(action, every, found),
        )
        for action in plan.actions
        if action.status != ActionStatus.COMPLETED
    ]


def _seat_now(action: PlanAction, every: Sequence[Member], found: Places) -> UUID | None:
    """Who holds the place of whoever was named answers for the same actions: Art. 8(6), 13(2.2)."""
    return holder(action.member, every, found).id if action.member else None


ACTS: Final[Mapping[str, Act]] = {
    "send_plan": send_plan,
    "open_review": open_review,
}
