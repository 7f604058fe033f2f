"""What is told of a meeting: to be agreed, agreed, called off: Art. 8(2), 8(3)."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from casework.tell.readers import head_at, head_yet, manager_of, member_of, officer_for
from casework.tell.to_papers import LEFT
from identity import disputed_numbers
from models.case import Member
from models.life import Life
from models.meeting import Meeting
from models.outbox import Channel, Message, MessageStatus, RecipientKind
from models.people import MemberLink
from models.session import Work
from notifications import entries, outbox
from notifications.notices.base import NOBODY, Recipient
from notifications.notices.convening import (
    DateCountered,
    MeetingNotTheirs,
    MeetingOff,
    MeetingSoon,
)
from rules.agenda import as_mailed
from rules.convening import is_short, last_day_to_invite, leaving
from rules.meetings import MeetingKind
from workflow.kinds import case_of, label_of, notices_of


def agreement_wanted(work: Work, meeting: Meeting) -> None:
    """To the head, for a case's meeting or a quarter's."""
    life = work.session.get_one(Life, meeting.life_id)
    notices, table = notices_of(life)
    when = leaving(meeting.day, work.clock.today())
    outbox.queue(
        work,
        notices.date_to_agree(
            **table,
            recipient=head_at(work, life, manager_id=meeting.proposed_by_id),
            meeting_id=meeting.id,
            starts_at=meeting.starts_at,
            place=meeting.place,
            leaves_on=when.on,
            last_day_to_invite=when.by,
            **_kind(meeting),
            short=is_short(meeting.day, work.clock.today()),
        ),
    )


def _kind(meeting: Meeting) -> dict[str, bool]:
    """Only cases have extraordinary ones: Art. 14(5)."""
    return {"extraordinary": True} if meeting.kind == MeetingKind.EXTRAORDINARY else {}


def date_countered(work: Work, meeting: Meeting) -> None:
    """To who plans the case's meetings now, whoever put the day forward; the system asks nobody."""
    if meeting.proposed_by_id is not None:
        case = case_of(work.session, meeting.life_id)
        proposer = Recipient(RecipientKind.ACCOUNT, meeting.proposed_by_id)
        outbox.queue(
            work,
            DateCountered(
                recipient=manager_of(work, case) if case else proposer,
                life_id=meeting.life_id,
                meeting_id=meeting.id,
                case_number=label_of(work.session, meeting.life_id),
                starts_at=meeting.starts_at,
                suggested_at=meeting.suggested_at,
            ),
        )


def invitation(
    work: Work,
    meeting: Meeting,
    members: Sequence[Member],
    links: Mapping[UUID, MemberLink],
    *,
    again_after: UUID | None = None,
) -> None:
    """To each of them: the agenda, and the way to the papers: Art. 8(3), 8(7). `again_after`: the
    conflict that was none, for who was told meanwhile that the meeting is not theirs."""
    life = work.session.get_one(Life, meeting.life_id)
    notices, table = notices_of(life)
    readers = [member.professional_id for member in members]
    before = entries.sequences(work, life.id, meeting.id, readers)
    outbox.queue_all(
        work,
        (
            notices.invitation(
                **table,
                recipient=member_of(member),
                link_id=links[member.id].id,
                meeting_id=meeting.id,
                member_id=member.id,
                starts_at=meeting.starts_at,
                place=meeting.place,
                agenda=as_mailed(meeting.agenda),
                sequence=before.get(member.professional_id, 0),
                again_after=again_after,
                **_kind(meeting),
            )
            for member in members
        ),
    )
    if _kind(meeting) and is_short(meeting.day, work.clock.today()):
        _call_up(work, meeting, members, again_after=again_after)


def _call_up(
    work: Work,
    meeting: Meeting,
    members: Sequence[Member],
    kind: type[MeetingSoon] = MeetingSoon,
    **said: UUID | None,
) -> None:
    """Whoever has a telephone on record that nobody disputes hears of it there too: 8(3), 14(5)."""
    silent = disputed_numbers.of_whom(work, [member.professional_id for member in members])
    called = [
        kind(
            recipient=member_of(member),
            life_id=meeting.life_id,
            meeting_id=meeting.id,
            starts_at=meeting.starts_at,
            **said,
        )
        for member in members
        if member.professional.phone and member.professional_id not in silent
    ]
    outbox.queue_all(work, called, Channel.SMS)


def invitations_unsent(work: Work, meeting: Meeting, members: int, earliest: date) -> None:
    """To who runs the table and to who decides, each once: Art. 8(3)."""
    life = work.session.get_one(Life, meeting.life_id)
    notices, table = notices_of(life)
    case = case_of(work.session, life.id)
    manager = case.manager_id if case else None
    readers = {officer_for(work, life), head_yet(work, life, manager_id=manager)}
    outbox.queue_all(
        work,
        (
            notices.unsent(
                **table,
                recipient=reader,
                meeting_id=meeting.id,
                starts_at=meeting.starts_at,
                place=meeting.place,
                invite_by=last_day_to_invite(meeting.day),
                members=members,
                earliest=earliest,
            )
            for reader in sorted(readers, key=lambda each: each.id)
            if reader.id != NOBODY
        ),
    )


def who_was_called(work: Work, meeting: Meeting) -> set[UUID]:
    """The professionals who were told of it by SMS, or may have been."""
    if not _kind(meeting):
        return set()
    query = select(Message.recipient_id).where(
        Message.life_id == meeting.life_id,
        Message.template == MeetingSoon.template,
        Message.context["meeting_id"].astext == str(meeting.id),
        Message.status.in_((*LEFT, MessageStatus.UNKNOWN)),
    )
    return set(work.session.scalars(query))


def called_off_by_sms(work: Work, meeting: Meeting, members: Sequence[Member]) -> None:
    """To who was called to it that way, whether their mail has left or not: Art. 8(3), 14(5)."""
    if members:
        _call_up(work, meeting, members, MeetingOff)


def not_theirs_by_sms(work: Work, meeting: Meeting, member: Member) -> None:
    """To who was called to it that way and sits no more: Art. 8(3), 14(5)."""
    if member.professional_id in who_was_called(work, meeting):
        _call_up(work, meeting, [member], MeetingNotTheirs, member_id=member.id)
        work.wake(meeting.life_id, "member not coming")


def meeting_cancelled(work: Work, meeting: Meeting, member: Member, link: MemberLink) -> None:
    """To a member who was invited: Art. 8(3)."""
    life = work.session.get_one(Life, meeting.life_id)
    notices, table = notices_of(life)
    reader = member.professional_id
    outbox.queue(
        work,
        notices.cancelled(
            **table,
            recipient=member_of(member),
            link_id=link.id,
            meeting_id=meeting.id,
            starts_at=meeting.starts_at,
            place=meeting.place,
            sequence=entries.sequences(work, life.id, meeting.id, [reader]).get(reader),
        ),
    )
