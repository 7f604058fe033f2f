"""Mail of which its reader said that it is not for them, or that they have left: 8(3), 0176.

Which of it counts as not sent, in a statement; the law of it stands in `rules/proof.py`. And what
waits to leave there, and will not.
"""

from typing import Final

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import aliased

from models.case import Member
from models.contacts import ContactChange, DisownedAddress
from models.meeting import Attendance, Meeting
from models.outbox import Channel, Message, MessageStatus, RecipientKind
from models.people import LinkEnd, MemberLink, MemberSession
from rules.contacts import ChangeEnd, DisownEnd


def _disowned() -> ColumnElement[bool]:
    said = DisownedAddress
    return exists().where(
        Message.recipient == RecipientKind.MEMBER,
        Message.channel == Channel.MAIL,
        said.professional_id == Message.recipient_id,
        said.said_at > Message.accepted_at,
        said.ended_as == DisownEnd.CHANGED,
        *(~each for each in _were_theirs()),
    ).correlate(Message)  # fmt: skip


def _were_theirs() -> tuple[ColumnElement[bool], ...]:
    """What shows, between the mail and the press, that this mailbox was read by whose it is."""
    said, session, change = DisownedAddress, MemberSession, ContactChange
    right = said.__table__.alias("found_right")
    came_in = exists().where(
        session.professional_id == Message.recipient_id,
        session.created_at.between(Message.accepted_at, said.said_at),
    )
    confirmed = exists().where(
        change.professional_id == Message.recipient_id,
        change.ended_as == ChangeEnd.IN_FORCE,
        change.ended_at > Message.accepted_at,
        change.ended_at < said.said_at,
    )
    found_right = exists().where(
        right.c.professional_id == Message.recipient_id,
        right.c.ended_as == DisownEnd.RIGHT,
        right.c.ended_at > Message.accepted_at,
        right.c.ended_at < said.said_at,
    )
    sat, seat, meeting = aliased(Attendance), aliased(Member), aliased(Meeting)
    there = (
        select(sat.id)
        .join(seat, seat.id == sat.member_id)
        .join(meeting, meeting.id == sat.meeting_id)
        .where(
            sat.present,
            seat.professional_id == Message.recipient_id,
            meeting.life_id == Message.life_id,
            meeting.held_at.between(Message.accepted_at, said.said_at),
        )
    )
    every = came_in, confirmed, found_right, there.exists()
    return tuple(each.correlate(Message, said) for each in every)


def _is_held() -> ColumnElement[bool]:
    shut = exists().where(
        Member.professional_id == Message.recipient_id,
        MemberLink.member_id == Member.id,
        MemberLink.closed_by == LinkEnd.RETURNED,
    ).correlate(Message)  # fmt: skip
    return and_(
        Message.status == MessageStatus.QUEUED,
        Message.recipient == RecipientKind.MEMBER,
        Message.channel == Channel.MAIL,
        Message.link_id.is_not(None),
        shut,
    )


DISOWNED: Final = _disowned()
"""Of a mail; asked beside its status."""

IS_HELD: Final = _is_held()
"""It waits for a server that is away, and when that is back it goes to nobody: what carries a link
does not leave for an address that is in doubt (0170)."""
