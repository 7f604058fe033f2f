"""What becomes of a mail that a server had taken, and that came back: decision 0170.

About its address it was not sent: to correct the contact is somebody's duty. Else it was sent and
is undelivered, and a text to the telephone on record says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import NoResultFound

from models.contacts import ContactChange
from models.outbox import Channel, MailCause, Message, MessageStatus, RecipientKind, own_id
from models.people import Professional
from models.session import Work
from notifications import posting, receipts, superiors
from notifications.channels.came_back import CameBack
from rules.contacts import ChangeEnd

BELIEVED_FOR: Final = timedelta(days=10)
"""Servers try for five days (RFC 5321, 4.5.4.1); what comes later answers nothing: ours."""
SEVERAL: Final = 3
TOGETHER: Final = timedelta(days=1)
"""Of people at one server whose mail is returned alike: the server it is, and no address. Ours."""
RETURNED: Final = "{} returned"


def is_returned(reply: str | None) -> bool:
    """The reply of what came back, also after it was sent again: 8(3) is judged by that."""
    return (reply or "").endswith(RETURNED.format(""))


class Became(StrEnum):
    """What a report came to."""

    NOTHING = "nothing"
    """It is about no mail of ours, too old, about an address that was corrected, or said before."""
    UNDELIVERED = "undelivered"
    NOT_SENT = "not sent"
    """Its address is none."""
    UNWANTED = "unwanted"
    """It arrived, and its reader took it for spam: told, and nothing is changed."""


@dataclass(frozen=True, slots=True)
class Given:
    """One mail that came back, and what is believed of it."""

    became: Became
    message: UUID | None = None
    life_id: UUID | None = None
    person_id: UUID | None = None
    """The professional whose address on record it is; None of everybody else."""


def find(work: Work, report: CameBack) -> Sequence[Message]:
    """The mail that is meant: one that a server has taken, lately, and that has not come back; each
    centre's row where it was the one mail of several (0175)."""
    if not report.ids:
        return ()
    query = select(Message).where(
        Message.channel == Channel.MAIL,
        Message.status == MessageStatus.SENT,
        Message.cause.is_(None),
        Message.accepted_at > work.clock.now() - BELIEVED_FOR,
    )
    ids = {*report.ids, *map(own_id, report.ids)}
    meant = select(Message).where(Message.message_id.in_(ids)).limit(1)
    named = work.session.scalars(meant).first()
    if named is None:
        return ()
    beside = {UUID(each) for each in named.context.get("beside", ())}
    found = work.session.scalars(query.where(Message.id.in_({named.id, *beside})))
    return [each for each in found if each.left_as in report.ids]


def note(work: Work, message: Message, report: CameBack) -> Given:
    """Write down what came back; whoever calls holds the person and the life."""
    current = _address(work, message)
    is_theirs = current is not None and current in report.addresses
    if not is_theirs and _has_moved(work, message):
        return Given(Became.NOTHING)
    is_known = is_theirs or message.recipient is RecipientKind.REFERRER  # whose is forgotten
    message.answered_at = message.tried_since = work.clock.now()
    said = f"{report.code} address" if report.knows_nobody else report.code
    message.reply = RETURNED.format(said)
    if not (report.is_about_the_address and is_known) or _is_the_server(work, message):
        message.cause = MailCause.RETURNED
        return Given(Became.UNDELIVERED, message.id, message.life_id)
    message.status, message.cause = MessageStatus.FAILED, MailCause.ADDRESS
    superiors.mark(work.session, message.template, message.context, None)
    receipts.unmark(work.session, message.template, message.context)
    is_member = message.recipient is RecipientKind.MEMBER and _is_on_record(work, message, current)
    person = message.recipient_id if is_member else None
    return Given(Became.NOT_SENT, message.id, message.life_id, person)


def _address(work: Work, message: Message) -> str | None:
    """Where it would go today."""
    try:
        found = posting.reader_of(work, message).mail
    except (NoResultFound, KeyError, ValueError, TypeError):
        return None
    return found.casefold() if found else None


def _is_on_record(work: Work, message: Message, address: str | None) -> bool:
    """And not the new one of a change that still waits for its word."""
    person = work.session.get(Professional, message.recipient_id)
    return person is not None and bool(address) and (person.email or "").casefold() == address


def _has_moved(work: Work, message: Message) -> bool:
    """Another address is on record since it left: what came back is about the former one."""
    query = select(ContactChange.id).where(
        ContactChange.professional_id == message.recipient_id,
        ContactChange.ended_as == ChangeEnd.IN_FORCE,
        ContactChange.ended_at >= message.accepted_at,
    )
    return work.session.scalar(query.limit(1)) is not None


def _is_the_server(work: Work, message: Message) -> bool:
    """Several people there come back alike, and no fewer than do not: then a word about one address
    is none."""
    if message.server is None:
        return False
    since = work.clock.now() - TOGETHER
    there = Message.server == message.server, Message.channel == Channel.MAIL
    alike = select(Message.recipient_id).where(
        *there,
        Message.status == MessageStatus.FAILED,
        Message.reply == message.reply,
        Message.answered_at > since,
    )
    back = {message.recipient_id, *work.session.scalars(alike)}
    if len(back) < SEVERAL:
        return False
    others = select(func.count(func.distinct(Message.recipient_id))).where(
        *there,
        Message.status == MessageStatus.SENT,
        Message.accepted_at > since,
        Message.recipient_id.not_in(back),
    )
    return len(back) >= (work.session.scalar(others) or 0)
