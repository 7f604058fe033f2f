"""What is told when a case begins: Art. 4(2), 18(2)."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select

from casework.record.from_paper import being_entered
from casework.tell.readers import head_for, manager_of, member_of, officer_for
from core.clock import local_day
from identity.conflicts import has_conflict
from models.case import Appointment, Case, Member
from models.life import Life
from models.outbox import Message, MessageStatus, RecipientKind
from models.participant import ConflictWithdrawal
from models.people import MemberLink
from models.session import Work
from notifications import outbox
from notifications.notices.appointment import ManagerAppointed, ManagerReplaced
from notifications.notices.base import Recipient
from notifications.notices.members import MemberRecused
from notifications.notices.receipt import ReceiptForReferral
from notifications.notices.referral import ReferralEnded, ReferralReceived
from rules.defaults import DEFAULTS
from rules.handover import handed_over
from workflow.duties import duties_of
from workflow.kinds import case_of, notices_of


def referral_received(work: Work, case: Case) -> None:
    outbox.queue(
        work,
        ReferralReceived(
            recipient=head_for(work, case),
            life_id=case.id,
            case_number=case.number,
            referred_on=case.referred_on,
        ),
    )


def day_corrected(work: Work, case: Case) -> None:
    """What has not left says the day of the referral as it stands now."""
    days = {ReferralReceived.template: "referred_on", ReceiptForReferral.template: "came_on"}
    query = select(Message).where(
        Message.life_id == case.id,
        Message.template.in_(days),
        Message.status.not_in((MessageStatus.SENDING, MessageStatus.SENT, MessageStatus.UNKNOWN)),
    )
    for message in work.session.scalars(query):
        said = {days[message.template]: case.referred_on.isoformat()}
        message.context = {**message.context, **said}


def referral_ended(work: Work, case: Case, decided_on: date) -> None:
    """To the case manager: nothing is owed in it any more."""
    outbox.queue(
        work,
        ReferralEnded(
            recipient=manager_of(work, case),
            life_id=case.id,
            case_number=case.number,
            decided_on=decided_on,
        ),
    )


def manager_appointed(work: Work, case: Case, appointment: Appointment) -> None:
    """With what is open, where somebody managed the case before: numbers, no names."""
    former_id = _managed_before(work, appointment)
    owed = duties_of(work, case.id)
    open_now = handed_over(owed, work.clock.today())
    outbox.queue(
        work,
        ManagerAppointed(
            recipient=Recipient(RecipientKind.ACCOUNT, appointment.account_id),
            life_id=case.id,
            appointment_id=appointment.id,
            case_number=case.number,
            appointed_on=appointment.appointed_on,
            taken_over=former_id is not None,
            open_duties=open_now.duties,
            late_duties=open_now.late,
            open_requests=open_now.requests,
            open_notices=open_now.notices,
            open_confirmations=open_now.confirmations,
            from_paper=being_entered(case),
        ),
    )
    if former_id is not None and not has_conflict(work.session, case.id, former_id):
        outbox.queue(
            work,
            ManagerReplaced(
                recipient=Recipient(RecipientKind.ACCOUNT, former_id),
                life_id=case.id,
                appointment_id=appointment.id,
                case_number=case.number,
                appointed_on=appointment.appointed_on,
                chaired=any(duty.officer == former_id for duty in owed),
            ),
        )


def _managed_before(work: Work, appointment: Appointment) -> UUID | None:
    """The last one, in office still or not: their account may be disabled since."""
    query = select(Appointment.account_id).where(
        Appointment.case_id == appointment.case_id, Appointment.id != appointment.id
    )
    return work.session.scalar(query.order_by(Appointment.recorded_at.desc()).limit(1))


def declaration_wanted(
    work: Work, member: Member, link: MemberLink, *, after: ConflictWithdrawal | None = None
) -> None:
    """Both declarations; anew `after` a conflict of interest that was none."""
    notices, table = notices_of(work.session.get_one(Life, member.life_id))
    outbox.queue(
        work,
        notices.declarations(
            **table,
            recipient=member_of(member),
            link_id=link.id,
            member_id=member.id,
            **({"anew": after.said_on, "withdrawal_id": after.id} if after else {}),
        ),
    )


def member_recused(work: Work, member: Member) -> None:
    """To the case manager, else to the head: the institution is to be asked for somebody else."""
    case = case_of(work.session, member.life_id)
    if case is None or member.declared_at is None:  # the municipal table treats no case
        return
    declared_on = local_day(member.declared_at)
    before = select(func.count()).where(ConflictWithdrawal.member_id == member.id)
    outbox.queue(
        work,
        MemberRecused(
            withdrawn=work.session.scalar(before) or 0,
            recipient=officer_for(work, case.life),
            life_id=case.id,
            member_id=member.id,
            institution=member.professional.affiliation,
            declared_on=declared_on,
            due_on=declared_on + timedelta(days=DEFAULTS.ASK_REPLACEMENT.days),
            case_number=case.number,
        ),
    )
    work.wake(case.id, "member recused")
