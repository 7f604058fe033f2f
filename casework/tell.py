"""Who is told what: one function per notice, queued in the transaction of the act it belongs to."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select, update

from casework.table import head_of, label, plan_in_force
from core.clock import local_day
from models.case import Appointment, Case, Member
from models.life import Life
from models.meeting import Meeting, Minutes
from models.outbox import Message
from models.people import MemberLink
from models.plan import Closure, Plan, ReportRequest
from models.session import Work
from notifications import leases, outbox
from notifications.notices.appointment import ManagerAppointed
from notifications.notices.base import Recipient
from notifications.notices.closure import ClosureDecided, ClosureToApprove, ClosureToSign
from notifications.notices.convening import (
    DateCountered,
    DateToAgree,
    MeetingCancelled,
    MeetingInvitation,
)
from notifications.notices.declarations import DeclarationsRequested
from notifications.notices.minutes import MinutesDrafted, MinutesToSign
from notifications.notices.plan import PlanSent
from notifications.notices.quarterly import (
    QuarterlyDateToAgree,
    QuarterlyInvitation,
    QuarterlyMinutes,
)
from notifications.notices.referral import ReferralReceived
from notifications.notices.reports import LastChance, ReportRequested, SuperiorNotified
from notifications.notices.review import ReviewOpened
from rules.convening import last_day_to_invite
from rules.defaults import DEFAULTS
from rules.planning import review_due


class NobodyToTell(LookupError):
    """A centre without a head in office; the step stalls until there is one."""


def _member(member: Member) -> Recipient:
    return Recipient("member", member.professional_id)


def _head(work: Work, municipality_id: UUID) -> Recipient:
    head = head_of(work.session, municipality_id)
    if head is None:
        raise NobodyToTell(str(municipality_id))
    return Recipient("account", head.id)


def _manager(case: Case) -> Recipient:
    if case.manager_id is None:
        raise NobodyToTell(str(case.id))
    return Recipient("account", case.manager_id)


def referral_received(work: Work, case: Case) -> None:
    outbox.queue(
        work,
        ReferralReceived(
            recipient=_head(work, case.municipality_id),
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


def agreement_wanted(work: Work, meeting: Meeting) -> None:
    """To the head, for a case's meeting or a quarter's."""
    life = work.session.get_one(Life, meeting.life_id)
    head, last = _head(work, life.municipality_id), last_day_to_invite(meeting.day)
    name = label(work.session, life.id)
    if life.kind == "case":
        outbox.queue(
            work,
            DateToAgree(
                recipient=head,
                life_id=life.id,
                meeting_id=meeting.id,
                case_number=name,
                starts_at=meeting.starts_at,
                place=meeting.place,
                last_day_to_invite=last,
            ),
        )
    else:
        outbox.queue(
            work,
            QuarterlyDateToAgree(
                recipient=head,
                life_id=life.id,
                meeting_id=meeting.id,
                quarter=name,
                starts_at=meeting.starts_at,
                place=meeting.place,
                last_day_to_invite=last,
            ),
        )


def date_countered(work: Work, meeting: Meeting) -> None:
    """To whoever proposed the date: the case manager; the system asks nobody."""
    if meeting.proposed_by_id is not None:
        outbox.queue(
            work,
            DateCountered(
                recipient=Recipient("account", meeting.proposed_by_id),
                life_id=meeting.life_id,
                meeting_id=meeting.id,
                case_number=label(work.session, meeting.life_id),
                starts_at=meeting.starts_at,
            ),
        )


def invitation(work: Work, meeting: Meeting, member: Member, link: MemberLink) -> None:
    name, agenda = label(work.session, meeting.life_id), tuple(meeting.agenda)
    if meeting.kind == "quarterly":
        outbox.queue(
            work,
            QuarterlyInvitation(
                recipient=_member(member),
                life_id=meeting.life_id,
                link_id=link.id,
                meeting_id=meeting.id,
                quarter=name,
                starts_at=meeting.starts_at,
                place=meeting.place,
                agenda=agenda,
            ),
        )
    else:
        outbox.queue(
            work,
            MeetingInvitation(
                recipient=_member(member),
                life_id=meeting.life_id,
                link_id=link.id,
                meeting_id=meeting.id,
                case_number=name,
                starts_at=meeting.starts_at,
                place=meeting.place,
                agenda=agenda,
            ),
        )


def who_was_invited(work: Work, meeting: Meeting) -> set[UUID]:
    """The professionals whose invitation to this meeting has left the house."""
    query = select(Message.recipient_id).where(
        Message.life_id == meeting.life_id,
        Message.template == MeetingInvitation.template,
        Message.status.in_(("sent", "sending")),
        Message.context["meeting_id"].astext == str(meeting.id),
    )
    return set(work.session.scalars(query))


def meeting_cancelled(work: Work, meeting: Meeting, member: Member, link: MemberLink) -> None:
    outbox.queue(
        work,
        MeetingCancelled(
            recipient=_member(member),
            life_id=meeting.life_id,
            link_id=link.id,
            meeting_id=meeting.id,
            case_number=label(work.session, meeting.life_id),
            starts_at=meeting.starts_at,
            place=meeting.place,
        ),
    )


def declaration_wanted(work: Work, member: Member, link: MemberLink) -> None:
    outbox.queue(
        work,
        DeclarationsRequested(
            recipient=_member(member),
            life_id=member.life_id,
            link_id=link.id,
            member_id=member.id,
            case_number=label(work.session, member.life_id),
        ),
    )


def report_wanted(work: Work, meeting: Meeting, request: ReportRequest, link: MemberLink) -> None:
    outbox.queue(
        work,
        ReportRequested(
            recipient=_member(request.member),
            life_id=meeting.life_id,
            link_id=link.id,
            request_id=request.id,
            case_number=label(work.session, meeting.life_id),
            due_on=request.due_on,
            starts_at=meeting.starts_at,
            place=meeting.place,
        ),
    )


def last_chance(work: Work, request: ReportRequest, until: date, link: MemberLink) -> None:
    outbox.queue(
        work,
        LastChance(
            recipient=_member(request.member),
            life_id=request.case_id,
            link_id=link.id,
            request_id=request.id,
            case_number=label(work.session, request.case_id),
            due_on=request.due_on,
            last_chance_on=until,
        ),
    )


def superior(work: Work, request: ReportRequest, last_chance_on: date) -> None:
    outbox.queue(
        work,
        SuperiorNotified(
            recipient=Recipient("superior", request.member.professional_id),
            life_id=request.case_id,
            request_id=request.id,
            case_number=label(work.session, request.case_id),
            institution=request.member.professional.affiliation,
            asked_on=local_day(request.asked_at),
            due_on=request.due_on,
            reminded_on=tuple(local_day(sent.sent_at) for sent in request.reminders),
            last_chance_on=last_chance_on,
        ),
    )


def plan_sent(work: Work, plan: Plan, adopted_on: date, member: Member, link: MemberLink) -> None:
    outbox.queue(
        work,
        PlanSent(
            recipient=_member(member),
            life_id=plan.case_id,
            link_id=link.id,
            plan_id=plan.id,
            case_number=label(work.session, plan.case_id),
            version=plan.version,
            adopted_on=adopted_on,
        ),
    )


def review_opened(work: Work, case: Case, settled_on: date) -> None:
    plan = plan_in_force(work.session, case.id)
    if plan is not None:
        outbox.queue(
            work,
            ReviewOpened(
                recipient=_manager(case),
                life_id=case.id,
                plan_id=plan.id,
                case_number=case.number,
                due_on=review_due(settled_on),
            ),
        )


def minutes_drafted(work: Work, paper: Minutes, member: Member, link: MemberLink) -> None:
    outbox.queue(
        work,
        MinutesDrafted(
            recipient=_member(member),
            life_id=member.life_id,
            link_id=link.id,
            minutes_id=paper.id,
            case_number=label(work.session, member.life_id),
            met_on=paper.meeting.day,
        ),
    )


def signature_wanted(
    work: Work, paper: Minutes, member: Member, link: MemberLink, *, present: bool
) -> None:
    name = label(work.session, member.life_id)
    due_on = work.clock.today() + timedelta(days=DEFAULTS.SIGN.days)
    if paper.meeting.kind == "quarterly":
        outbox.queue(
            work,
            QuarterlyMinutes(
                recipient=_member(member),
                life_id=member.life_id,
                link_id=link.id,
                minutes_id=paper.id,
                quarter=name,
                met_on=paper.meeting.day,
                due_on=due_on,
            ),
        )
    else:
        outbox.queue(
            work,
            MinutesToSign(
                recipient=_member(member),
                life_id=member.life_id,
                link_id=link.id,
                minutes_id=paper.id,
                case_number=name,
                met_on=paper.meeting.day,
                due_on=due_on,
                role="sign" if present else "acknowledge",
            ),
        )


def approval_wanted(work: Work, case: Case, closure: Closure) -> None:
    proposed_on = local_day(closure.proposed_at)
    outbox.queue(
        work,
        ClosureToApprove(
            recipient=_head(work, case.municipality_id),
            life_id=case.id,
            closure_id=closure.id,
            case_number=case.number,
            proposed_on=proposed_on,
            due_on=proposed_on + timedelta(days=DEFAULTS.APPROVE_CLOSURE.days),
        ),
    )


def closure_decided(work: Work, case: Case, closure: Closure) -> None:
    outbox.queue(
        work,
        ClosureDecided(
            recipient=_manager(case),
            life_id=case.id,
            closure_id=closure.id,
            case_number=case.number,
            decided_on=work.clock.today(),
            approved=closure.approved_at is not None,
        ),
    )


def closing_form(work: Work, closure: Closure, member: Member, link: MemberLink) -> None:
    outbox.queue(
        work,
        ClosureToSign(
            recipient=_member(member),
            life_id=closure.case_id,
            link_id=link.id,
            closure_id=closure.id,
            case_number=label(work.session, closure.case_id),
            due_on=work.clock.today() + timedelta(days=DEFAULTS.SIGN_CLOSURE.days),
        ),
    )


def not_any_more(
    work: Work,
    life_id: UUID,
    *,
    professional_id: UUID | None = None,
    template: str = "",
    meeting_id: UUID | None = None,
) -> None:
    """Take back what has not left: for who is recused, who has reported, what is called off."""
    query = update(Message).where(Message.life_id == life_id, Message.status.in_(leases.ON_THE_WAY))
    if professional_id is not None:
        query = query.where(
            Message.recipient_id == professional_id, Message.template.startswith(template)
        )
    if meeting_id is not None:
        query = query.where(Message.context["meeting_id"].astext == str(meeting_id))
    work.session.execute(query.values(status="obsolete", lease_until=None))
