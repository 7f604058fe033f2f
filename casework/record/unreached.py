"""Whom no mail reaches: refused, given back, or said behind its link to be for somebody else.

Nobody counts as reminded meanwhile, so that no superior hears of a silence that is none: 14(3.2),
decision 0174.
"""

from collections.abc import Collection, Iterable, Set
from dataclasses import dataclass, field, replace
from typing import Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    Text,
    and_,
    case,
    cast,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased

from casework.record.broken_contacts import refused
from casework.record.disowned import DISOWNED
from core.clock import ZONE
from models.asked import kept, several
from models.case import Member
from models.outbox import Channel, Message, MessageStatus, RecipientKind
from models.people import LinkEnd, MemberLink
from models.plan import ReportRequest
from notifications.at_hand import returned
from notifications.superiors import SUPERIOR, said_otherwise
from rules.facts import ReportFacts


def unreached(session: Session, people: Collection[UUID]) -> Set[UUID]:
    """Of these, until their contact is corrected, or an officer has asked and it is right."""
    found = session.scalars(_unreached(), {"people": list(people)}) if people else ()
    return frozenset(found)


@kept
def _unreached() -> CompoundSelect[UUID]:
    mails = select(Message.recipient_id).where(
        Message.recipient == RecipientKind.MEMBER,
        Message.recipient_id == several("people"),
        Message.channel == Channel.MAIL,
        refused(),
    )
    return mails.union(returned())


def came_back(session: Session, person: UUID) -> bool:
    """The same of one."""
    return bool(unreached(session, [person]))


WORDS: Final = ("unreached", "unread", "astray")


@dataclass(frozen=True, slots=True)
class OutOfReach:
    """Of what was asked of members, as requests."""

    unreached: frozenset[UUID] = field(default_factory=frozenset)
    """No mail reaches who is asked."""
    unread: frozenset[UUID] = field(default_factory=frozenset)
    """None of it was there by its day: their contact was none when it left, and is another now."""
    astray: frozenset[UUID] = field(default_factory=frozenset)
    """The notice to the superior led to nobody, or lies in somebody else's mailbox."""

    def marked(self, reports: Iterable[ReportFacts]) -> tuple[ReportFacts, ...]:
        return tuple(
            replace(
                each,
                unreached=each.id in self.unreached,
                unread=each.id in self.unread,
                astray=each.id in self.astray,
            )
            for each in reports
        )


def out_of_reach(found: Iterable[tuple[UUID, str | None]]) -> OutOfReach:
    """Of requests, each with what `column` says of it."""
    by_word: dict[str | None, set[UUID]] = {}
    for request, word in found:
        by_word.setdefault(word, set()).add(request)
    return OutOfReach(*(frozenset(by_word.get(word, ())) for word in WORDS))


def column() -> ColumnElement[str | None]:
    """Of a request that nobody has answered one of these words, or none."""
    open_one = and_(ReportRequest.received_at.is_(None), ReportRequest.withdrawn_at.is_(None))
    ways = zip((_no_mail_reaches(), _was_unread(), _is_astray()), WORDS, strict=True)
    return case((~open_one, None), *ways)


def _no_mail_reaches() -> ColumnElement[bool]:
    """Whom: as `_unreached` says it of people."""
    asked, seat = aliased(Member), aliased(Member)
    who = select(asked.professional_id).where(asked.id == ReportRequest.member_id)
    mails = select(Message.id).where(
        Message.recipient == RecipientKind.MEMBER,
        Message.recipient_id == who.correlate(ReportRequest).scalar_subquery(),
        Message.channel == Channel.MAIL,
        refused(),
    )
    shut = (
        select(MemberLink.id)
        .join(seat, seat.id == MemberLink.member_id)
        .where(
            seat.professional_id == who.correlate(ReportRequest).scalar_subquery(),
            MemberLink.closed_by == LinkEnd.RETURNED,
        )
    )
    return or_(*(each.correlate(ReportRequest).exists() for each in (mails, shut)))


def _was_unread() -> ColumnElement[bool]:
    """A link of it was closed for its mailbox, and no mail with one was there by its day."""
    theirs = and_(
        MemberLink.subject_id == func.coalesce(ReportRequest.inquiry_id, ReportRequest.id),
        MemberLink.member_id == ReportRequest.member_id,
    )
    moved = select(MemberLink.id).where(theirs, MemberLink.closed_by == LinkEnd.CONTACT)
    there = (
        select(Message.id)
        .join(MemberLink, MemberLink.id == Message.link_id)
        .where(
            theirs,
            Message.channel == Channel.MAIL,
            Message.status == MessageStatus.SENT,
            cast(func.timezone(ZONE.key, Message.accepted_at), Date) <= ReportRequest.due_on,
            ~DISOWNED,
        )
    )
    moved, there = (each.correlate(ReportRequest) for each in (moved, there))
    return and_(moved.exists(), ~there.exists())


def _is_astray() -> ColumnElement[bool]:
    notice = select(Message.id).where(
        Message.life_id == ReportRequest.case_id,
        Message.template == SUPERIOR,
        Message.status == MessageStatus.FAILED,
        Message.context["request_id"].astext == cast(ReportRequest.id, Text),
    )
    return or_(notice.correlate(ReportRequest).exists(), said_otherwise())
