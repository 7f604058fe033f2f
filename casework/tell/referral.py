"""What is told when a case begins: Art. 4(2), 18(2)."""

from casework.table import label
from casework.tell.readers import head_at, member_of
from models.case import Appointment, Case, Member
from models.people import MemberLink
from models.session import Work
from notifications import outbox
from notifications.notices.appointment import ManagerAppointed
from notifications.notices.base import Recipient
from notifications.notices.declarations import DeclarationsRequested
from notifications.notices.referral import ReferralReceived


def referral_received(work: Work, case: Case) -> None:
    outbox.queue(
        work,
        ReferralReceived(
            recipient=head_at(work, case.municipality_id),
            life_id=case.id,
            case_number=case.number,
            referred_on=case.referred_on,
        ),
    )


def manager_appointed(work: Work, case: Case, appointment: Appointment) -> None:
    outbox.queue(
        work,
        ManagerAppointed(
            recipient=Recipient("account", appointment.account_id),
            life_id=case.id,
            appointment_id=appointment.id,
            case_number=case.number,
            appointed_on=appointment.appointed_on,
        ),
    )


def declaration_wanted(work: Work, member: Member, link: MemberLink) -> None:
    outbox.queue(
        work,
        DeclarationsRequested(
            recipient=member_of(member),
            life_id=member.life_id,
            link_id=link.id,
            member_id=member.id,
            case_number=label(work.session, member.life_id),
        ),
    )
