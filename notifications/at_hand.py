"""What several messages speak of, asked for together as they are about to leave.

Each is prepared from what is at hand: however many they are, a few statements.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import (
    CompoundSelect,
    DateTime,
    Integer,
    Select,
    and_,
    any_,
    bindparam,
    false,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Session, joinedload

from core.clock import day_begins
from models.asked import LIFE, OF_EACH, kept, of_each, several
from models.case import Case, Member, of_the_dead
from models.contacts import DisputedNumber
from models.duty import DutyRow
from models.identity_check import MemberAuthenticator
from models.life import Life
from models.outbox import ON_THE_WAY, Channel, Message, MessageStatus, RecipientKind
from models.people import Account, LinkEnd, MemberLink, Municipality, Professional
from models.session import Work
from notifications import office_numbers
from notifications.notices import NOTICES
from notifications.notices.base import Notice, Recipient
from notifications.notices.contacts import ContactChanged, ContactToConfirm
from notifications.notices.reminders import OwedItem, OwedReminder
from notifications.outbox import due, rank
from notifications.over import followed
from rules.duties import Duty

OF_A_CHILD: Final = (Duty.WRITE_REPORT, Duty.ANSWER_ACTION, Duty.GIVE_ANSWER)
"""What nobody is asked for any more once the child has died: Art. 17(3.5)."""


OF_ANOTHER_ADDRESS: Final = (ContactChanged.template, ContactToConfirm.template)
"""What goes to a former address, or to one that is none of theirs yet."""


@dataclass(frozen=True, slots=True)
class AtHand:
    """What was found for them, as long as somebody keeps it: a session keeps no row that nobody
    holds (SQLAlchemy docs, "Session Referencing Behavior")."""

    shut_out: frozenset[UUID]
    """Readers whose address is none of theirs, as a mail server or somebody who reads there has
    said: no link goes there before the contact is corrected, and what waits is kept for it."""
    followed: frozenset[UUID]
    """Messages of which a later one says all that its reader owes."""
    ended: frozenset[UUID]
    """Links in digests to what is asked for no more, or is asked for in a mail of its own today."""
    not_by_sms: frozenset[UUID] = frozenset()
    """Readers whose codes do not come by SMS: they said that the number is not theirs, or have an
    app of their own."""
    numbers: office_numbers.Numbers = field(default_factory=dict)
    """The office's own of the cases in digests, by link."""
    held: Sequence[object] = field(repr=False, default=())


@kept
def first_due() -> Select[Message, datetime]:
    """So many of the messages that are due, locked, and the moment."""
    # SKIP LOCKED: another delivery of this life takes the next rows instead of waiting for these;
    # a row taken meanwhile no longer fits (PostgreSQL docs, SELECT).
    # The database's real time: the demo clock jumps, and the clocks of two machines differ.
    return (
        select(Message, func.clock_timestamp())
        .where(due(bindparam("now", type_=DateTime(timezone=True))))
        .order_by(rank(), Message.queued_at, Message.id)
        .limit(bindparam("at_once", type_=Integer()))
        .with_for_update(skip_locked=True, of=Message)
    )


@kept
def first_of_life() -> Select[Message, datetime]:
    return first_due().where(Message.life_id == LIFE)


def at_hand(work: Work, messages: Sequence[Message]) -> AtHand:
    notices = [each for message in messages if (each := readable(message)) is not None]
    held = list(_rows(work.session, messages)) if len(messages) > 1 else []
    items = [item for each in notices if isinstance(each, OwedReminder) for item in each.items]
    shut_out, not_by_sms = _reached(work.session, notices)
    return AtHand(
        shut_out=shut_out,
        followed=followed(work.session, messages),
        not_by_sms=not_by_sms,
        numbers=office_numbers.of_items(work.session, items),
        ended=_of_the_dead(work.session, items)
        | _done(work.session, items)
        | _just_asked(work, _of_mornings(notices)),
        held=held,
    )


def restored(message: Message) -> Notice:
    """Raises `KeyError`, `ValueError` or `TypeError` where it cannot be made out any more."""
    return NOTICES[message.template].restore(
        message.context,
        recipient=Recipient(message.recipient, message.recipient_id),
        life_id=message.life_id,
        link_id=message.link_id,
    )


def readable(message: Message) -> Notice | None:
    try:
        return restored(message)
    except (KeyError, ValueError, TypeError):
        return None


def links_of(message: Message) -> list[UUID]:
    """The links that a message opens; its own where it cannot be made out any more."""
    notice = readable(message)
    if notice is None:
        return [message.link_id] if message.link_id else []
    return links_in(notice)


def links_in(notice: Notice) -> list[UUID]:
    items = notice.items if isinstance(notice, OwedReminder) else ()
    of_items = [item.link_id for item in items if item.link_id]
    return [notice.link_id, *of_items] if notice.link_id else of_items


def _rows(session: Session, messages: Sequence[Message]) -> Iterator[object]:
    """Links and seats, tables and who manages them, readers."""
    if links := {link for each in messages for link in links_of(each)}:
        yield from session.execute(_of_links(), {"links": list(links)}).all()
    if lives := {each.life_id for each in messages if each.life_id is not None}:
        yield from session.execute(_of_lives(), {"lives": list(lives)}).unique().all()
    for table, kinds in _READERS.items():
        if ids := {each.recipient_id for each in messages if each.recipient in kinds}:
            yield from session.execute(select(table).where(table.id.in_(ids))).unique().all()


_READERS: Final[Mapping[type[Professional] | type[Account], tuple[RecipientKind, ...]]] = {
    Professional: (RecipientKind.MEMBER, RecipientKind.SUPERIOR),
    Account: (RecipientKind.ACCOUNT,),
}


@kept
def _of_links() -> Select[MemberLink, Member]:
    query = select(MemberLink, Member).join(Member, Member.id == MemberLink.member_id)
    return query.where(MemberLink.id == several("links"))


@kept
def _of_lives() -> Select[Life, Municipality, Case, Account]:
    return (
        select(Life, Municipality, Case, Account)
        .outerjoin(Municipality, Municipality.id == Life.municipality_id)
        .outerjoin(Case, Case.id == Life.id)
        .outerjoin(Account, Account.id == Case.manager_id)
        .where(Life.id == several("lives"))
        .options(joinedload(Case.office_numbers))
    )


def _reached(
    session: Session, notices: Sequence[Notice]
) -> tuple[frozenset[UUID], frozenset[UUID]]:
    """Of those who are sent a link: whose address is none of theirs, and whose telephone is no way
    for a code."""
    led = {each.recipient.id for each in notices if links_in(each) and _is_member(each)}
    rows = session.execute(_ways(), {"people": list(led)}).all() if led else ()
    shut = frozenset(person for person, is_address in rows if is_address)
    return shut, frozenset(person for person, is_address in rows if not is_address)


def _is_member(notice: Notice) -> bool:
    return notice.recipient.kind is RecipientKind.MEMBER


@kept
def returned() -> CompoundSelect[UUID]:
    """Of the `people`, whose mail a server gave back, or somebody said is not for them; also where
    no link of theirs was open that it could have closed."""
    theirs = select(Member.professional_id).join(MemberLink, MemberLink.member_id == Member.id)
    closed = theirs.where(
        Member.professional_id == several("people"), MemberLink.closed_by == LinkEnd.RETURNED
    )
    back = select(Message.recipient_id).where(
        Message.recipient == RecipientKind.MEMBER,
        Message.recipient_id == several("people"),
        Message.channel == Channel.MAIL,
        Message.status == MessageStatus.FAILED,
        Message.accepted_at.is_not(None),
        Message.template.not_in(OF_ANOTHER_ADDRESS),
    )
    return closed.union(back)


@kept
def _ways() -> CompoundSelect[UUID, bool]:
    people, of_app = several("people"), MemberAuthenticator
    shut = select(returned().subquery().c[0], true())
    disputed = select(DisputedNumber.professional_id, false()).where(
        DisputedNumber.professional_id == people, DisputedNumber.ended_at.is_(None)
    )
    app = select(of_app.professional_id, false()).where(
        of_app.professional_id == people,
        of_app.confirmed_at.is_not(None),
        of_app.ended_at.is_(None),
    )
    return shut.union(disputed, app)


def _of_the_dead(session: Session, items: Sequence[OwedItem]) -> frozenset[UUID]:
    """What is asked about a child who has died since it was queued: Art. 17(3.5)."""
    asked = [item.link_id for item in items if item.duty in OF_A_CHILD and item.link_id]
    return frozenset(session.scalars(_among_the_dead(), {"links": asked}) if asked else ())


@kept
def _among_the_dead() -> Select[UUID]:
    query = select(MemberLink.id).join(Member, Member.id == MemberLink.member_id)
    return query.where(MemberLink.id == several("links"), Member.life_id.in_(of_the_dead()))


def _done(session: Session, items: Sequence[OwedItem]) -> frozenset[UUID]:
    """What was signed, declared or answered since it was queued: nobody is told it is missing."""
    words = {
        item.link_id: item.duty.value
        for item in items
        if item.link_id and item.duty is not Duty.WRITE_REPORT
    }
    if not words:
        return frozenset()
    rows = session.execute(_still_owed(), {"links": list(words)})
    owed = {(link, duty) for link, duty in rows}
    return frozenset(link for link, duty in words.items() if (link, duty) not in owed)


@kept
def _still_owed() -> Select[UUID, str]:
    return (
        select(MemberLink.id, DutyRow.duty)
        .join(Member, Member.id == MemberLink.member_id)
        .join(
            DutyRow, and_(DutyRow.life_id == Member.life_id, Member.id == any_(DutyRow.member_ids))
        )
        .where(MemberLink.id == several("links"))
    )


def _of_mornings(notices: Sequence[Notice]) -> list[OwedItem]:
    """A last call is by telephone, and says of a day what no mail has said so far."""
    mornings = (each for each in notices if each.template == OwedReminder.template)
    return [item for each in mornings if isinstance(each, OwedReminder) for item in each.items]


def _just_asked(work: Work, items: Sequence[OwedItem]) -> frozenset[UUID]:
    """What somebody is asked for by a mail that is on its way, or was taken today: nobody is
    reminded beside it of what they had never been asked for."""
    links = {item.link_id for item in items if item.link_id}
    if not links:
        return frozenset()
    asked = {"lives": list(links), "since": day_begins(work.clock.today())}
    return frozenset(work.session.scalars(_asked(), asked))


@kept
def _asked() -> Select[UUID]:
    """Of each link, by its own mails: together they would be looked for in all of the morning's."""
    since = bindparam("since", type_=DateTime(timezone=True))
    mails = select(Message.id).where(
        Message.link_id == OF_EACH,
        Message.template != OwedReminder.template,
        Message.channel == Channel.MAIL,
        or_(Message.status.in_(ON_THE_WAY), Message.accepted_at >= since),
    )
    return of_each(mails.limit(1))
