"""The review of the plan: how far each action is, and what becomes of it: Art. 15, 5(1.5)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from casework.case import goal as the_goal
from casework.case import wished_days
from casework.case.plan_rows import (
    ActionDraft,
    Finding,
    action_facts,
    change_facts,
    check_days,
    draft_of,
    new_version,
)
from casework.record.goal import goal_of
from casework.record.look_again import look_of
from casework.record.standing import risk_on
from casework.record.succession import Places, holder, places
from casework.record.table import (
    days_met,
    last_unreviewed,
    open_case,
    plan_before,
    plan_in_force,
    seats,
    settled_on,
)
from casework.record.table_facts import held_facts
from casework.table import plan_months
from models.case import Case, Member
from models.meeting import Meeting
from models.plan import Plan, PlanAction, Progress, Review
from models.session import Work
from rules.assessment import Risk, check_said_in
from rules.basis import Article
from rules.days import check_happened
from rules.duties import Duty
from rules.earlier_review import check_unchanged, is_earlier
from rules.goal import Words, says_anew
from rules.look_again import check_looks, goes_on
from rules.own_actions import OfTheCentre
from rules.phases import Phase, Transition, after
from rules.planning import (
    Reviewed,
    check_changes,
    check_findings,
    check_plan,
)
from workflow import breaches
from workflow.life import after_act


def settle_review(
    work: Work,
    case_id: UUID,
    *,
    risk: Risk,
    finding: str,
    progress: dict[UUID, Finding],
    added: list[ActionDraft] | None = None,
    criteria: Words | None = None,
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
    assert meeting is not None  # the rule asked
    assert plan is not None
    on = on or meeting.met_on
    wishes = wished_days.wishes_of(work, plan, on)
    progress = wished_days.answered(plan, progress, wishes)
    check_changes(change_facts(plan, progress))
    check_looks([(row.number, progress[row.id].look_again_on) for row in plan.actions], on)
    check_days(added or [], on)
    changed = any(progress[row.id].changes(row) for row in plan.actions) or bool(added)
    replaced = _move_on(work, case, plan, changed=changed, earlier=earlier)
    before, said = goal_of(work.session, plan.id), criteria or {}
    changed = changed or (not replaced and says_anew(before, said))
    review = _on_record(work, meeting, plan, risk=risk, finding=finding.strip(), on=on)
    _record_progress(work, review, plan, progress, earlier=earlier)
    case.risk = risk_on(work.session, case_id, work.clock.today())  # a later finding stands
    made = changed and _change_plan(
        work, meeting, plan, progress=progress, added=added or [], on=on
    )
    the_goal.keep(work, made or review, before, said)
    work.record(
        "review settled", "15(2)", life=case.life, risk=risk, changes=len(added or ()), on=on
    )
    wished_days.tell_answers(work, plan, progress, wishes)
    after_act(work, case_id, "review settled")
    _keep_month(work, case, plan, on, earlier=earlier)
    return review


def _on_record(
    work: Work, meeting: Meeting, plan: Plan, *, risk: Risk, finding: str, on: date
) -> Review:
    review = Review(
        case_id=plan.case_id,
        meeting_id=meeting.id,
        plan_id=plan.id,
        settled_on=on,
        recorded_at=work.clock.now(),
        risk=risk,
        finding=finding,
    )
    work.session.add(review)
    work.session.flush()
    return review


def _move_on(work: Work, case: Case, plan: Plan, *, changed: bool, earlier: bool) -> bool:
    """The case goes on from the review; from one that is typed after a later one it has already,
    and whether a later version replaced its plan is answered."""
    if not earlier:
        case.phase = after(Phase(case.phase), Transition.SETTLE_REVIEW)
        return False
    replaced = plan_in_force(work.session, case.id) is not plan
    check_unchanged(changes=changed, superseded=replaced)
    return replaced


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


def _change_plan(
    work: Work,
    meeting: Meeting,
    plan: Plan,
    *,
    progress: Mapping[UUID, Finding],
    added: Sequence[ActionDraft],
    on: date,
) -> Plan | None:
    """The next version: what is open goes on as it stands, changed or not; nothing is made good.

    Where nothing is left to carry on, the version in force shows what was dropped.
    """
    rows = [row for row in plan.actions if row.is_open]
    carried = [_carried(work, row, progress[row.id], on) for row in rows]
    actions = [*carried, *added]
    if not actions:
        return None
    check_plan(action_facts(work, meeting.life_id, actions, carried=len(carried)), on)
    return new_version(work, meeting, plan.goal or "", actions, on, carried=rows)


def _carried(work: Work, row: PlanAction, found: Finding, on: date) -> ActionDraft:
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
        notes=found.action_notes.strip() or draft.notes,
        member_id=answers if isinstance(answers, UUID) else None,
        of_centre=own,
        look_again_on=found.look_again_on or goes_on(look_of(work.session, row), on),
        contact=found.contact.over(draft.contact, on) if found.contact else draft.contact,
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
                look_again_on=found.look_again_on,
                notes=found.notes.strip() or None,
                day_answer=found.answer,
            )
        )


def _seat_now(action: PlanAction, every: Sequence[Member], found: Places) -> UUID | None:
    """Who holds the place of whoever was named answers for the same actions: Art. 8(6), 13(2.2)."""
    return holder(action.member, every, found).id if action.member else None
