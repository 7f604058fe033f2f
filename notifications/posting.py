"""From a row of the outbox to something a channel can send: reader, words, address."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TypeVar, cast
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.case import Member
from models.contacts import ContactChange
from models.credentials import Enrolment
from models.outbox import Channel, Message, RecipientKind
from models.people import LinkEnd, MemberLink, OneTimeCode
from models.session import Work
from notifications import entries, hours, left_office, letters, over, readers, reminded
from notifications.addressees import Addressee
from notifications.at_hand import AtHand, at_hand, links_in, restored
from notifications.channels import Letter, mail, sms
from notifications.notices.base import Notice, Recipient
from notifications.notices.codes import CodeSent
from notifications.notices.contacts import (
    ContactChanged,
    ContactChangedBySms,
    ContactCode,
    ContactToConfirm,
    OfContact,
    SuperiorNamed,
)
from notifications.notices.entries import OfEntry
from notifications.notices.links import LinksAnew
from notifications.notices.receipt import ReceiptForReferral
from notifications.notices.reminders import OfficerReminder, OwedReminder
from notifications.notices.sign_in import OfEnrolment
from notifications.notices.superiors import ToldBySms
from notifications.opened import just_asked, opened_to
from notifications.reply_links import replied_at
from notifications.still_owed import as_it_leaves

N = TypeVar("N", bound=Notice)
Links = Mapping[UUID, str]
Content = mail.Envelope | sms.Sms
"""What a channel sends."""


class NotYet(Exception):
    """It leaves later: at this hour nobody is written to."""

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until


class NoAddress(Exception):
    """The reader has no usable address: what the mail server would say to it."""


def prepare(work: Work, message: Message, found: AtHand | None = None) -> Content | None:
    """What is to be sent; None if it was overtaken: its link revoked, its code expired, or it is of
    no use any more. `found` for it and for others, or asked for it alone.

    Raises `NoAddress`, `NotYet`, `left_office.WaitsForWhoFollows`.
    """
    notice = may_leave(work, message)
    if notice is None:
        return None
    if isinstance(notice, OfContact):
        return _of_contact(work, message, notice)
    if isinstance(notice, OfEnrolment):
        return _of_enrolment(work, message, notice)
    if isinstance(notice, OfficerReminder):
        said = as_it_leaves(work.session, notice.as_of(work.clock.today()))
        return written(work, message, said, {}) if said else None
    found = found or at_hand(work, [message])
    if isinstance(notice, LinksAnew):
        return _of_what_is_open(work, message, notice, found)
    return _of_links(work, message, notice, found)


def may_leave(work: Work, message: Message, *, at_any_hour: bool = False) -> Notice | None:
    notice = restored(message)
    if over.is_of_no_use(work, message, notice) or not left_office.reads_it(work, notice):
        return None
    if not at_any_hour and (until := hours.waits_until(notice, work.clock.now())):
        raise NotYet(until)
    return notice


def owed(
    work: Work, message: Message, found: AtHand, *, at_any_hour: bool = False
) -> tuple[OwedReminder, Mapping[UUID, str]] | None:
    """A reminder with what is still owed of it, and where its links lead; raises as `prepare`. At
    any hour where it leaves in the mail of another, which may."""
    if message.id in found.followed:
        return None
    notice = may_leave(work, message, at_any_hour=at_any_hour)
    assert notice is None or isinstance(notice, OwedReminder)
    return _open(work, message, notice, found) if notice else None


def opening(work: Work, message: Message, found: AtHand) -> tuple[Notice, Links] | None:
    """What asks for one thing, and where its link leads; None where it does not leave."""
    notice = may_leave(work, message)
    return _open(work, message, notice, found) if notice else None


def _of_links(work: Work, message: Message, notice: Notice, found: AtHand) -> Content | None:
    """What carries links, or none."""
    opened = _open(work, message, notice, found)
    return written(work, message, *opened, found) if opened else None


def _open(
    work: Work, message: Message, notice: N, found: AtHand
) -> tuple[N, Mapping[UUID, str]] | None:
    """With what is owed still, and the addresses of the links that open; None where none does."""
    used_up = isinstance(notice, CodeSent)  # opens all else of theirs at that table: 0216
    given = {
        link: _link(work.session, notice.recipient, link, used_up=used_up)
        for link in links_in(notice)
    }
    by_mail = message.channel == Channel.MAIL  # a text goes to the telephone, and has no link
    if given and by_mail and _is_shut_out(notice, found):
        raise NoAddress
    urls = {link: url for link, url in given.items() if url}
    if given and not urls:
        return None
    if isinstance(notice, OwedReminder):
        items = [each for each in notice.items if each.link_id in urls.keys() - found.ended]
        reminded.leave_out(message, notice.items, items)
        if not items:
            return None
        return cast("N", replace(notice, items=tuple(items))), urls
    return notice, urls


def _of_what_is_open(
    work: Work, message: Message, notice: LinksAnew, found: AtHand
) -> Content | None:
    """To the address on record alone; nothing while that is none of theirs."""
    today = work.clock.today()
    if not notice.corrected and just_asked(work, message):
        return None
    opened = opened_to(work.session, notice.link_id, today) if notice.link_id else None
    if opened is None or _is_shut_out(notice, found):
        return None
    links = [each.link_id for each in opened]
    urls = {link: _link(work.session, notice.recipient, link, used_up=True) for link in links}
    several = {each.table for each in opened} - {""}
    told = replace(notice, link_id=None, opened=opened, life_id=None if several else notice.life_id)
    return written(work, message, told, {link: url for link, url in urls.items() if url}, found)


def written(
    work: Work, message: Message, notice: Notice, urls: Links, found: AtHand | None = None
) -> Content | None:
    reader = readers.addressee_of(work.session, notice, work.clock.today())
    if found is not None:
        by_sms = notice.recipient.id not in found.not_by_sms
        reader = replace(reader, by_sms=by_sms, numbers=found.numbers)
    if isinstance(notice, CodeSent):
        code = _living(work, message, notice.code_id)
        return _by_sms(work, message, notice, reader, code=code.code or "") if code else None
    if isinstance(notice, ReceiptForReferral) and not (reader.mail or reader.phone):
        return None  # another one was wanted, or the file was sealed
    if isinstance(notice, ToldBySms) and not reader.phone:
        return None  # the number was taken out, or another superior is named, who has none
    if message.channel == Channel.SMS:
        return _by_sms(work, message, notice, reader)
    urls = {**urls, **replied_at(work, notice)}
    letter = letters.compose(notice.as_of(work.clock.today()), reader, urls)
    if isinstance(notice, OfEntry):
        letter = replace(letter, entry=entries.written(notice, reader, work.clock.now()))
    return by_mail(work, message, reader, letter)


def _of_contact(work: Work, message: Message, notice: OfContact) -> Content | None:
    """About a change of contact; None once it was decided, but for the word that it was made."""
    change = work.session.get_one(ContactChange, notice.change_id)
    opens = isinstance(notice, ContactCode | ContactToConfirm)
    is_another = opens and notice.recipient.kind != RecipientKind.MEMBER
    told_after = ContactChanged | ContactChangedBySms | SuperiorNamed
    is_over = change.ended_at is not None and not isinstance(notice, told_after)
    if is_over or is_another or change.professional_id != notice.recipient.id:
        return None  # what opens a contact goes to whose it is, and to nobody above them
    reader = readers.addressee_of(work.session, notice, work.clock.today())
    if isinstance(notice, ContactCode):
        code = _living(work, message, notice.code_id)
        if code is None or code.change_id != change.id:
            return None
        return _by_sms(work, message, notice, reader, code=code.code or "")
    if isinstance(notice, ContactChangedBySms):
        return _by_sms(work, message, notice, reader)
    leads = isinstance(notice, ContactToConfirm)
    urls = {change.id: letters.address(f"/k/{change.token}")} if leads and change.token else {}
    return by_mail(work, message, reader, letters.compose(notice, reader, urls))


def _of_enrolment(work: Work, message: Message, notice: OfEnrolment) -> Content | None:
    """A link to enrol, made as it leaves; None once it leads nowhere any more."""
    row = work.session.get_one(Enrolment, notice.enrolment_id)
    if row.ended_at is not None or row.account_id != notice.recipient.id:
        return None
    reader = readers.addressee_of(work.session, notice, work.clock.today())
    urls = {row.id: letters.address(row.path)}
    return by_mail(work, message, reader, letters.compose(notice, reader, urls))


def _living(work: Work, message: Message, code_id: UUID) -> OneTimeCode | None:
    """A code of the reader's own, while it can be used; as a text that was put off, in its first
    half: later it crosses with the one that they ask for meanwhile."""
    code = work.session.get(OneTimeCode, code_id)
    whose = code and (RecipientKind.MEMBER, code.professional_id)
    if code is None or whose != (message.recipient, message.recipient_id):
        return None
    was_put_off = message.channel == Channel.SMS and message.tried_since is not None
    ends = code.created_at + (code.expires_at - code.created_at) / (2 if was_put_off else 1)
    is_over = code.used_at is not None or ends <= work.clock.now()
    return None if is_over or _is_replaced(work.session, code) else code


def _is_replaced(session: Session, code: OneTimeCode) -> bool:
    """A newer one was asked for, for the same: the older opens and confirms nothing any more."""
    newer = select(OneTimeCode.id).where(
        OneTimeCode.professional_id == code.professional_id,
        OneTimeCode.confirmation_id.is_not_distinct_from(code.confirmation_id),
        OneTimeCode.change_id.is_not_distinct_from(code.change_id),
        OneTimeCode.created_at > code.created_at,
    )
    return session.scalar(newer.limit(1)) is not None


def _by_sms(
    work: Work, message: Message, notice: Notice, reader: Addressee, **secrets: str
) -> sms.Sms:
    if not reader.phone:
        raise NoAddress
    text = letters.short(notice, reader, **secrets)
    return sms.Sms(str(message.id), reader.phone, text, work.clock.now())


def by_mail(work: Work, message: Message, reader: Addressee, letter: Letter) -> mail.Envelope:
    if not reader.mail:
        raise NoAddress
    try:
        return mail.envelope(
            letter, to=reader.mail, message_id=message.left_as, date=work.clock.now()
        )
    except mail.BadAddress:
        raise NoAddress from None


def _link(
    session: Session, reader: Recipient, link_id: UUID, *, used_up: bool = False
) -> str | None:
    """The address of a link of the reader's own; None once it is revoked."""
    link = session.get(MemberLink, link_id)
    if link is None or link.token is None:
        return None
    if link.revoked_at is not None and not (used_up and link.closed_by is LinkEnd.DONE):
        return None
    whose = Recipient(RecipientKind.MEMBER, session.get_one(Member, link.member_id).professional_id)
    return letters.address(f"/l/{link.token}") if whose == reader else None


def _is_shut_out(notice: Notice, found: AtHand) -> bool:
    reader = notice.recipient
    return reader.kind is RecipientKind.MEMBER and reader.id in found.shut_out


def reader_of(work: Work, message: Message) -> Addressee:
    """Whom it would go to today; raises `sqlalchemy.exc.NoResultFound`."""
    return readers.addressee_of(work.session, restored(message), work.clock.today())
