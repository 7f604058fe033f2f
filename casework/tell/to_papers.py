"""The mails that lead to a meeting's papers, and word of what was added: Art. 8(3), 8(7)."""

from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import Select, select

from casework.tell.readers import member_of
from casework.tell.withdrawal import take_back
from models.case import Member
from models.meeting import Meeting
from models.outbox import Message, MessageStatus
from models.people import LinkPurpose, MemberLink
from models.session import Work
from notifications import outbox
from notifications.notices.convening import (
    PapersAdded,
)
from rules.convening import is_short
from workflow.kinds import label_of


def invitations(work: Work, meeting: Meeting) -> dict[UUID, Message]:
    """The mail that leads to this meeting's papers, by professional, whatever its words are."""
    query = mails_to_papers(meeting).order_by(Message.queued_at, Message.id)
    return {row.recipient_id: row for row in work.session.scalars(query)}


def mails_to_papers(meeting: Meeting) -> Select[Message]:
    """Invitations, and what else carries the link to what is read before this meeting, but for
    word that something was added to it."""
    return (
        select(Message)
        .join(MemberLink, MemberLink.id == Message.link_id)
        .where(
            Message.life_id == meeting.life_id,
            Message.template != PapersAdded.template,
            MemberLink.purpose == LinkPurpose.READ,
            MemberLink.subject_id == meeting.id,
        )
    )


def papers_added(
    work: Work, meeting: Meeting, members: Sequence[Member], links: Mapping[UUID, MemberLink]
) -> None:
    """To each of them, once a day, however much is added."""
    today = work.clock.today()
    for member in members:
        outbox.queue_anew(
            work,
            PapersAdded(
                recipient=member_of(member),
                life_id=meeting.life_id,
                link_id=links[member.id].id,
                meeting_id=meeting.id,
                case_number=label_of(work.session, meeting.life_id),
                starts_at=meeting.starts_at,
                place=meeting.place,
                added_on=today,
                late=is_short(meeting.day, today),
            ),
        )


def nothing_added(work: Work, meeting: Meeting, members: Sequence[Member]) -> None:
    """What was added today was taken back before these had heard of it."""
    take_back(
        work,
        Message.life_id == meeting.life_id,
        Message.template == PapersAdded.template,
        Message.recipient_id.in_([each.professional_id for each in members]),
        Message.context["meeting_id"].astext == str(meeting.id),
        Message.context["added_on"].astext == work.clock.today().isoformat(),
        Message.status != MessageStatus.SENDING,
    )


def who_was_invited(work: Work, meeting: Meeting) -> set[UUID]:
    """The professionals whose invitation to this meeting has left the house, or is leaving."""
    found = mails_to_papers(meeting).with_only_columns(Message.recipient_id)
    return set(work.session.scalars(found.where(Message.status.in_(LEFT))))


LEFT: Final = (MessageStatus.SENT, MessageStatus.SENDING)
