"""What is told when somebody leaves a table, and to who takes their place: Art. 8(6)."""

from datetime import timedelta

from sqlalchemy import func, select

from casework.record.succession import answered_by
from casework.record.table import plan_in_force
from casework.tell.readers import head_yet, member_of
from core.clock import local_day
from models.case import Case, Member
from models.people import MemberLink
from models.plan import PlanAction
from models.session import Work
from notifications import outbox
from notifications.notices.succession import MemberLeft, PlaceTaken
from rules.defaults import DEFAULTS
from rules.planning import ActionStatus
from workflow.kinds import label_of


def departed(work: Work, case: Case, member: Member) -> None:
    """To the head; where nobody is, duty and mail wait for who comes."""
    if member.left_on is None or member.left_recorded_at is None:
        return
    head = head_yet(work, case.life, manager_id=case.manager_id)
    due = local_day(member.left_recorded_at) + timedelta(days=DEFAULTS.SEE_DEPARTURE.days)
    outbox.queue(
        work,
        MemberLeft(
            recipient=head,
            life_id=case.id,
            member_id=member.id,
            institution=member.professional.affiliation,
            left_on=member.left_on,
            due_on=due,
            case_number=case.number,
        ),
    )
    work.wake(case.id, "member left")


def successor(work: Work, former: Member, member: Member, link: MemberLink) -> None:
    """To who takes the place: how many actions of the plan are theirs now; no name of anybody."""
    outbox.queue(
        work,
        PlaceTaken(
            recipient=member_of(member),
            life_id=member.life_id,
            link_id=link.id,
            member_id=former.id,
            institution=former.professional.affiliation,
            actions=_open_actions(work, member),
            declares=member.declared_at is None,
            case_number=label_of(work.session, member.life_id),
        ),
    )
    work.wake(member.life_id, "successor named")


def _open_actions(work: Work, member: Member) -> int:
    plan = plan_in_force(work.session, member.life_id)
    if plan is None:
        return 0
    mine = PlanAction.member_id.in_(answered_by(work.session, member))
    is_open = PlanAction.status != ActionStatus.COMPLETED
    query = select(func.count()).where(PlanAction.plan_id == plan.id, mine, is_open)
    return work.session.scalar(query) or 0
