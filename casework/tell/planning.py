"""What is told of the plan: Art. 13(3), 5(1.5)."""

from datetime import date

from casework.record.table import plan_in_force
from casework.tell.readers import manager_of, member_of
from models.case import Case, Member
from models.people import MemberLink
from models.plan import Plan
from models.session import Work
from notifications import outbox
from notifications.notices.plan import PlanSent
from notifications.notices.review import ReviewOpened
from workflow.kinds import label_of


def plan_sent(work: Work, plan: Plan, adopted_on: date, member: Member, link: MemberLink) -> None:
    outbox.queue(
        work,
        PlanSent(
            recipient=member_of(member),
            life_id=plan.case_id,
            link_id=link.id,
            plan_id=plan.id,
            case_number=label_of(work.session, plan.case_id),
            version=plan.version,
            adopted_on=adopted_on,
        ),
    )


def review_opened(work: Work, case: Case, due_on: date) -> None:
    plan = plan_in_force(work.session, case.id)
    if plan is not None:
        outbox.queue(
            work,
            ReviewOpened(
                recipient=manager_of(work, case),
                life_id=case.id,
                plan_id=plan.id,
                case_number=case.number,
                due_on=due_on,
            ),
        )
