"""What a superior is told of who does not cooperate, by mail and beside it by SMS: Art. 14(3.2)."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import Select, select

from casework.record.last_steps import called_on, chance_given_on
from casework.record.put_again import asked_on, reminded_on
from casework.record.silence import told_last
from identity import superior_links
from models.case import Member
from models.outbox import Channel, Message, MessageStatus, RecipientKind
from models.people import Professional
from models.plan import ReportRequest
from models.session import Work
from models.superior import AbsenceNotice
from notifications import outbox
from notifications.notices.attendance import MemberAbsent, MemberAbsentBySms
from notifications.notices.base import Notice, Recipient
from notifications.notices.reports import (
    SilenceCorrected,
    SuperiorNotified,
    SuperiorNotifiedBySms,
)
from notifications.notices.superiors import ToldBySms
from notifications.superiors import ABSENT, ASKED_AGAIN, SUPERIOR, TO_A_SUPERIOR, superior_of
from rules.reports import is_late
from workflow.kinds import label_of


def sent_back_again(work: Work, people: Collection[UUID]) -> int:
    """What came back from a superior leaves again, with a link of theirs and a text beside it: the
    address is another one now, or right after all. How much."""
    again = 0
    for professional_id in people:
        came_back = work.session.scalars(
            _to_them(professional_id).where(Message.status.in_(outbox.GAVE_BACK))
        ).all()
        again += outbox.requeue(work, Recipient(RecipientKind.SUPERIOR, professional_id))
        with_their_links(work, professional_id)
        for mail in came_back:
            _text_anew(work, mail)
    return again


def _to_them(professional_id: UUID) -> Select[Message]:
    return select(Message).where(
        Message.recipient == RecipientKind.SUPERIOR,
        Message.recipient_id == professional_id,
        Message.template.in_(TO_A_SUPERIOR),
    )


def with_their_links(work: Work, professional_id: UUID) -> None:
    """What waits for a superior has a link that opens; the former may be closed."""
    waits = _to_them(professional_id).where(Message.status == MessageStatus.QUEUED)
    for mail in work.session.scalars(waits.execution_options(populate_existing=True)).all():
        assert mail.life_id is not None  # of a case
        link = superior_links.issue(work, mail.life_id, **_about(mail))
        mail.context = {**mail.context, "reply_id": str(link.id)}
    work.session.flush()


def _about(mail: Message) -> dict[str, UUID]:
    name = "absence_id" if mail.template == ABSENT else "request_id"
    return {name: UUID(mail.context[name])}


def _text_anew(work: Work, mail: Message) -> None:
    """They are told by SMS that it was sent to them, as with the first: 14(3.2)."""
    if mail.template == ASKED_AGAIN:
        return
    person = work.session.get_one(Professional, mail.recipient_id)
    above = superior_of(work.session, person)
    if above is None or not above.phone:
        return
    _queue_text(
        work,
        _TEXTS[mail.template](
            recipient=Recipient(RecipientKind.SUPERIOR, person.id),
            life_id=mail.life_id,
            of_mail=mail.key,
            anew=UUID(mail.context["reply_id"]),
            **_about(mail),
        ),
    )


_TEXTS: Final[Mapping[str, Callable[..., ToldBySms]]] = {
    SUPERIOR: SuperiorNotifiedBySms,
    ABSENT: MemberAbsentBySms,
}


def superior(work: Work, request: ReportRequest, last_chance_on: date) -> None:
    mail = SuperiorNotified(
        recipient=Recipient(RecipientKind.SUPERIOR, request.member.professional_id),
        life_id=request.case_id,
        request_id=request.id,
        case_number=label_of(work.session, request.case_id),
        institution=request.member.professional.affiliation,
        asked_on=asked_on(request),
        due_on=request.due_on,
        reminded_on=reminded_on(request),
        last_chance_on=last_chance_on,
        called_on=called_on(work, request),
        chance_given_on=chance_given_on(work, request, last_chance_on),
        action=request.action.number if request.action else None,
        inquiry=request.inquiry_id is not None,
        was_due_on=request.action.due_on if request.action else None,
        anew_after=request.fell_told_on,
        came_late_on=_came_late_on(request),
        reply_id=superior_links.issue(work, request.case_id, request_id=request.id).id,
    )
    outbox.queue_anew(work, mail)
    by_sms(work, request.member, mail, SuperiorNotifiedBySms, request_id=request.id)


def by_sms(work: Work, member: Member, mail: Notice, kind: type[ToldBySms], **about: UUID) -> None:
    """A text beside the mail, to a superior of whom a mobile is on record: 14(3.2)."""
    above = superior_of(work.session, member.professional)
    if above is None or not above.phone:
        return
    _queue_text(
        work, kind(recipient=mail.recipient, life_id=mail.life_id, of_mail=mail.key, **about)
    )


def _queue_text(work: Work, text: ToldBySms) -> None:
    if not _waits(work, text):  # of several mails of one moment one text speaks
        outbox.queue_anew(work, text, Channel.SMS)


def _waits(work: Work, text: ToldBySms) -> bool:
    query = select(Message.id).where(
        Message.life_id == text.life_id,
        Message.template == text.template,
        Message.recipient_id == text.recipient.id,
        Message.status == MessageStatus.QUEUED,
        Message.key != text.key,
    )
    return work.session.scalar(query.limit(1)) is not None


def _came_late_on(request: ReportRequest) -> date | None:
    """What the superior was told had come in time, and had not."""
    came = request.received_on if request.fell_told_on else None
    return came if came and is_late(request.due_on, came) else None


def silence_was_none(work: Work, request: ReportRequest) -> None:
    """What came in time was put on record after the notice; told again where it is typed back and
    forth."""
    told_on = told_last(request)
    assert request.received_on is not None  # something came
    assert told_on is not None  # and they were notified
    outbox.queue_anew(
        work,
        SilenceCorrected(
            recipient=Recipient(RecipientKind.SUPERIOR, request.member.professional_id),
            life_id=request.case_id,
            request_id=request.id,
            case_number=label_of(work.session, request.case_id),
            institution=request.member.professional.affiliation,
            told_on=told_on,
            asked_on=asked_on(request),
            due_on=request.due_on,
            came_on=request.received_on,
            action=request.action.number if request.action else None,
            inquiry=request.inquiry_id is not None,
        ),
    )


def absent(
    work: Work,
    notice: AbsenceNotice,
    days: Collection[date],
    kind: type[MemberAbsent] = MemberAbsent,
) -> None:
    """Which meetings were missed, or that none was; told again where the record is corrected back
    and forth."""
    mail = kind(
        recipient=Recipient(RecipientKind.SUPERIOR, notice.member.professional_id),
        life_id=notice.case_id,
        absence_id=notice.id,
        case_number=label_of(work.session, notice.case_id),
        institution=notice.member.professional.affiliation,
        missed_on=tuple(sorted(days)),
        reply_id=superior_links.issue(work, notice.case_id, absence_id=notice.id).id
        if kind is MemberAbsent
        else None,
    )
    outbox.queue_anew(work, mail)
    if kind is MemberAbsent:
        by_sms(work, notice.member, mail, MemberAbsentBySms, absence_id=notice.id)
