"""The unified plan, sent to all, and opened for review each month: Art. 13, 15, 5(1.5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from casework.case.plan_rows import ActionDraft, add_actions, draft_of, stands_on
from casework.record import facts
from casework.record.rhythm import rhythm_of
from casework.record.standing import risk_on
from casework.record.succession import Places, holder, places
from casework.record.table import (
    days_met,
    last_held,
    last_unreviewed,
    open_case,
    plan_before,
    plan_in_force,
    seats,
    settled_on,
    sitting,
)
from casework.record.table_facts import held_facts
from casework.table import plan_months
from casework.tell import planning as tell
from identity import links
from models.case import Case, Member
from models.meeting import Meeting
from models.people import LinkPurpose
from models.plan import Plan, PlanAction, Progress, Review
from models.session import Work
from rules.aims import Aim
from rules.assessment import Risk, check_said_in
from rules.basis import Article
from rules.days import check_happened
from rules.duties import Duty
from rules.earlier_review import check_unchanged, is_earlier
from rules.own_actions import OfTheCentre
from rules.phases import Phase, Transition, after
from rules.planning import (
    PLAN_ITEM,
    ActionChange,
    ActionFacts,
    ActionStatus,
    ChangeFacts,
    PlanKind,
    Reviewed,
    check_adoption,
    check_changes,
    check_findings,
    check_plan,
    review_due,
)
from workflow import breaches
from workflow.kinds import Act
from workflow.life import after_act, lock


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

    def changes(self, row: PlanAction) -> list[ActionChange]:
        """What it makes of a row of the plan: Art. 15(3)."""
        words = [
            (self.objective, row.objective),
            (self.action, row.action),
            (self.service, row.service),
        ]
        found = {
            ActionChange.DROPPED: self.dropped,
            ActionChange.REDATED: self.due_on not in {None, row.due_on},
            ActionChange.HANDED_OVER: self.taken_over_by not in {None, row.responsible},
            ActionChange.CHANGED: self.aim not in {None, row.aim}
            or any(new.strip() and new.strip() != old for new, old in words),
        }
        return [change for change, is_made in found.items() if is_made]


def adopt(
    work: Work, case_id: UUID, *, goal: str, actions: list[ActionDraft], on: date | None = None
) -> Plan:
    """Adopt the unified plan that the table made: Art. 13(1), 13(2).

    It is of the day of the meeting held last, or of the one held on that day.
    """
    case = open_case(work, case_id)
    meeting = last_held(work.session, case_id, by=on)
    on = check_happened(on or (meeting.met_on if meeting else None), work.clock.today())
    planned = meeting.met_on if meeting and PLAN_ITEM in meeting.agenda else None
    check_said_in(planned, on, Article(13, "1"), {meeting.met_on} if meeting else ())
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
            has_responsible=draft.of_centre is not None or draft.member_id in seated,
            due=draft.due_on,
            carried=place < carried,
        )
        for place, draft in enumerate(actions)
    ]


def _new_version(
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
        rhythm = rhythm_of(work.session, case_id)
        due = review_due(settled_on(work.session, case_id), rhythm.rhythm if rhythm else None)
        tell.review_opened(work, case, due)
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

    It is of the day of its meeting, and never of the typing.
    """
    case = open_case(work, case_id)
    meeting = last_unreviewed(work.session, case_id, by=on)
    plan, earlier = _plan_of(work, case_id, meeting)
    if on is not None:
        day, held_on = check_happened(on, work.clock.today()), meeting.met_on if meeting else None
        check_said_in(held_on, day, Article(15, "1"), days_met(work.session, case_id))
    check_findings(_reviewed(work, meeting, plan, risk, progress, earlier=earlier))
    check_changes(_change_facts(plan, progress))
    assert meeting is not None  # the rule asked
    assert plan is not None
    on = on or meeting.met_on
    changed = any(progress[row.id].changes(row) for row in plan.actions) or bool(added)
    _move_on(work, case, plan, changed=changed, earlier=earlier)
    review = Review(
        case_id=case_id,
        meeting_id=meeting.id,
        plan_id=plan.id,
        settled_on=on,
        recorded_at=work.clock.now(),
        risk=risk,
        finding=finding.strip(),
    )
    work.session.add(review)
    work.session.flush()
    _record_progress(work, review, plan, progress, earlier=earlier)
    case.risk = risk_on(work.session, case_id, work.clock.today())  # a later finding stands
    if changed:
        _change_plan(work, meeting, plan, progress=progress, added=added or [], on=on)
    work.record(
        "review settled", "15(2)", life=case.life, risk=risk, changes=len(added or ()), on=on
    )
    after_act(work, case_id, "review settled")
    _keep_month(work, case, plan, on, earlier=earlier)
    return review


def _move_on(work: Work, case: Case, plan: Plan, *, changed: bool, earlier: bool) -> None:
    """The case goes on from the review; from one that is typed after a later one it has already."""
    if earlier:
        in_force = plan_in_force(work.session, case.id)
        check_unchanged(changes=changed, superseded=in_force is not plan)
    else:
        case.phase = after(Phase(case.phase), Transition.SETTLE_REVIEW)


def _keep_month(work: Work, case: Case, plan: Plan, on: date, *, earlier: bool) -> None:
    """Typed late, it may have kept the month that was noted as missed meanwhile: Art. 5(1.5)."""
    if earlier:
        plan_months.judge(work, case.life, {on})
    elif on < work.clock.today():
        breaches.happened(work, case.id, Duty.REVIEW_PLAN, on, subject_id=plan.id)


def _plan_of(work: Work, case_id: UUID, meeting: Meeting | None) -> tuple[Plan | None, bool]:
    """The version in force; of a review that is typed after a later one, that of its day."""
    plan = plan_in_force(work.session, case_id)
    if plan is None or meeting is None:
        return plan, False
    if not is_earlier(meeting.met_on, settled_on(work.session, case_id)):
        return plan, False
    return plan_before(work.session, case_id, meeting.met_on), True


def _reviewed(
    work: Work,
    meeting: Meeting | None,
    plan: Plan | None,
    risk: Risk,
    progress: Mapping[UUID, Finding],
    *,
    earlier: bool,
) -> Reviewed:
    said = {action: found.status for action, found in progress.items()}
    settled = settled_on(work.session, plan.case_id) if plan and not earlier else None
    return Reviewed(
        held_facts(meeting),
        plan.adopted_on if plan and earlier else settled,
        risk,
        tuple(said.get(action.id) for action in plan.actions) if plan else (),
    )


def _change_facts(plan: Plan | None, progress: Mapping[UUID, Finding]) -> list[ChangeFacts]:
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


def _change_plan(
    work: Work,
    meeting: Meeting,
    plan: Plan,
    *,
    progress: Mapping[UUID, Finding],
    added: Sequence[ActionDraft],
    on: date,
) -> None:
    """The next version: what is open goes on as it stands, changed or not; nothing is made good.

    Where nothing is left to carry on, the version in force shows what was dropped.
    """
    rows = [row for row in plan.actions if row.is_open]
    carried = [_carried(work, row, progress[row.id]) for row in rows]
    actions = [*carried, *added]
    if not actions:
        return
    check_plan(_action_facts(work, meeting.life_id, actions, carried=len(carried)), on)
    _new_version(work, meeting, plan.goal or "", actions, on, carried=rows)


def _carried(work: Work, row: PlanAction, found: Finding) -> ActionDraft:
    """A row as the next version says it: Art. 13(2), 15(3)."""
    draft = draft_of(row)
    every = seats(work.session, row.plan.case_id)
    answers = found.taken_over_by or row.of_centre
    if answers is None:
        answers = _seat_now(row, every, places(work.session, every))
    own = answers if isinstance(answers, OfTheCentre) else None
    return replace(
        draft,
        objective=found.objective.strip() or draft.objective,
        action=found.action.strip() or draft.action,
        service=found.service.strip() or draft.service,
        due_on=found.due_on or draft.due_on,
        aim=found.aim or draft.aim,
        member_id=answers if isinstance(answers, UUID) else None,
        of_centre=own,
    )


def _record_progress(
    work: Work, review: Review, plan: Plan, progress: Mapping[UUID, Finding], *, earlier: bool
) -> None:
    """Write down how far each action is and what is made of it; how far it is now a later review
    has found."""
    for action in plan.actions:
        found = progress[action.id]
        changes = found.changes(action)
        if not earlier:
            action.status = found.status
        if found.dropped:
            action.dropped_on = review.settled_on
        work.session.add(
            Progress(
                review_id=review.id,
                action_id=action.id,
                status=found.status,
                assessment=found.assessment.strip() or None,
                changes=changes,
                reason=found.reason.strip() or None,
            )
        )


def _seat_now(action: PlanAction, every: Sequence[Member], found: Places) -> UUID | None:
    """Who holds the place of whoever was named answers for the same actions: Art. 8(6), 13(2.2)."""
    return holder(action.member, every, found).id if action.member else None


ACTS: Final[Mapping[str, Act]] = {
    "send_plan": send_plan,
    "open_review": open_review,
}
