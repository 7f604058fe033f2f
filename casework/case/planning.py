"""The unified plan, sent to all, and opened for review each month: Art. 13, 15, 5(1.5)."""

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from casework.case import goal as the_goal
from casework.case.plan_rows import ActionDraft, action_facts, check_days, new_version
from casework.record import facts
from casework.record.from_paper import being_entered, have_it_on_paper
from casework.record.rhythm import rhythm_of
from casework.record.table import (
    last_held,
    open_case,
    plan_in_force,
    settled_on,
    sitting,
)
from casework.record.table_facts import held_facts
from casework.table import plan_months
from casework.tell import planning as tell
from identity import links
from models.case import Case
from models.people import LinkPurpose
from models.plan import Plan
from models.session import Work
from rules.assessment import check_said_in
from rules.basis import Article
from rules.days import check_happened
from rules.from_paper import is_before
from rules.goal import Words
from rules.phases import Phase, Transition, after
from rules.planning import (
    PLAN_ITEM,
    check_adoption,
    review_due,
)
from workflow.kinds import Act
from workflow.life import after_act, lock


def adopt(
    work: Work,
    case_id: UUID,
    *,
    goal: str,
    actions: list[ActionDraft],
    criteria: Words | None = None,
    on: date | None = None,
) -> Plan:
    """Adopt the unified plan that the table made, and how its goal is set: Art. 13(1), 13(2).

    It is of the day of the meeting held last, or of the one held on that day.
    """
    case = open_case(work, case_id)
    meeting = last_held(work.session, case_id, by=on)
    on = check_happened(on or (meeting.met_on if meeting else None), work.clock.today())
    planned = meeting.met_on if meeting and PLAN_ITEM in meeting.agenda else None
    check_said_in(planned, on, Article(13, "1"), {meeting.met_on} if meeting else ())
    check_adoption(held_facts(meeting), action_facts(work, case_id, actions), on)
    check_days(actions, on)
    assert meeting is not None  # the rule asked
    case.phase = after(Phase(case.phase), _adopts(work, case))
    plan = new_version(work, meeting, goal, actions, on)
    the_goal.keep(work, plan, {}, criteria or {})
    work.record(
        "plan adopted",
        "13(1)",
        life=case.life,
        version=plan.version,
        actions=len(actions),
        on=on,
    )
    after_act(work, case_id, "plan adopted")
    if is_before(on, case.from_paper_on):
        plan_months.turned_up(work, case.life)
    return plan


def _adopts(work: Work, case: Case) -> Transition:
    """Of a case of paper nobody may know what the table had assessed, or which plan it reviewed:
    that is no step left out."""
    is_unassessed = being_entered(case) and case.phase == Phase.ASSESSMENT
    is_lost = case.phase == Phase.IMPLEMENTATION and plan_in_force(work.session, case.id) is None
    of_paper = is_unassessed or is_lost
    return Transition.ADOPT_PLAN_OF_PAPER if of_paper else Transition.ADOPT_PLAN


def send_plan(work: Work, case_id: UUID, plan_id: UUID | None) -> None:
    """Send the unified plan to the members, also to whoever joins while it is in force: 13(3)."""
    plan = work.session.get_one(Plan, plan_id)
    if plan.adopted_on is None:
        return
    there = links.holders_of(work, LinkPurpose.PLAN, plan.id)
    there |= set(have_it_on_paper(sitting(work.session, case_id), plan.handed_at))
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
        return not facts.of_case(work.session, case.id).review_opened_on
    return case.phase == Phase.IMPLEMENTATION


ACTS: Final[Mapping[str, Act]] = {
    "send_plan": send_plan,
    "open_review": open_review,
}
