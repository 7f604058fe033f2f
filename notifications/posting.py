"""From a row of the outbox to something a channel can send: reader, words, address."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Executable, and_, any_, select
from sqlalchemy.orm import Session

from models.case import Case, Member, of_the_dead
from models.contacts import ContactChange
from models.credentials import Enrolment
from models.duty import DutyRow
from models.life import Life
from models.outbox import Channel, Message, RecipientKind
from models.people import (
    Account,
    LinkEnd,
    MemberLink,
    Municipality,
    OneTimeCode,
    Professional,
)
from models.session import Work
from notifications import entries, hours, letters, over, readers
from notifications.channels import Letter, mail, sms
from notifications.letters import Addressee
from notifications.notices import NOTICES
from notifications.notices.base import Notice, Recipient
from notifications.notices.codes import CodeSent
from notifications.notices.contacts import (
    ContactChanged,
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
from notifications.opened import opened_to
from notifications.still_owed import still_owed
from rules.duties import Duty

Content = mail.Envelope | sms.Sms
"""What a channel sends."""


_READERS: Final[Mapping[RecipientKind, type[Professional] | type[Account]]] = {
    RecipientKind.MEMBER: Professional,
    RecipientKind.SUPERIOR: Professional,
    RecipientKind.ACCOUNT: Account,
}


class NotYet(Exception):
    """It leaves later: at this hour nobody is written to."""

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until


class NoAddress(Exception):
    """The reader has no usable address: what the mail server would say to it."""


@contextmanager
def brought(work: Work, messages: Sequence[Message]) -> Iterator[None]:
    """What several messages speak of, in a few statements: each is prepared from what is at hand.

    A session keeps no row that nobody holds (SQLAlchemy docs, "Session Referencing Behavior").
    """
    held: list[object] = []
    if len(messages) > 1:
        for query in _spoken_of(messages):
            held += work.session.execute(query).unique().all()
    yield
    held.clear()


def _spoken_of(messages: Sequence[Message]) -> Iterator[Executable]:
    links = {link for each in messages for link in links_of(each)}
    if links:
        of_links = select(MemberLink, Member).join(Member, Member.id == MemberLink.member_id)
        yield of_links.where(MemberLink.id.in_(links))
    lives = {each.life_id for each in messages if each.life_id is not None}
    if lives:
        whose = select(Life, Municipality, Case, Account).where(Life.id.in_(lives))
        whose = whose.outerjoin(Municipality, Municipality.id == Life.municipality_id)
        whose = whose.outerjoin(Case, Case.id == Life.id)
        yield whose.outerjoin(Account, Account.id == Case.manager_id)
    for kind, table in _READERS.items():
        if ids := {each.recipient_id for each in messages if each.recipient == kind}:
            yield select(table).where(table.id.in_(ids))


def prepare(work: Work, message: Message) -> Content | None:
    """What is to be sent; None if it was overtaken: its link revoked, its code expired, or it is of
    no use any more.

    Raises `NoAddress`, `NotYet`.
    """
    notice = _restored(message)
    if over.is_of_no_use(work, message, notice):
        return None
    if until := hours.waits_until(notice, work.clock.now()):
        raise NotYet(until)
    if isinstance(notice, OfContact):
        return _of_contact(work, message, notice)
    if isinstance(notice, OfEnrolment):
        return _of_enrolment(work, message, notice)
    if isinstance(notice, OfficerReminder):
        said = still_owed(work.session, notice)
        return _written(work, message, said, {}) if said else None
    if isinstance(notice, LinksAnew):
        return _of_what_is_open(work, message, notice)
    return _of_links(work, message, notice)


def _of_links(work: Work, message: Message, notice: Notice) -> Content | None:
    """What carries links, or none."""
    found = {link: _link(work.session, notice.recipient, link) for link in _links(notice)}
    by_mail = message.channel == Channel.MAIL  # a text goes to the telephone, and has no link
    if found and by_mail and _is_shut_out(work.session, notice.recipient):
        raise NoAddress
    urls = {link: url for link, url in found.items() if url}
    if found and not urls:
        return None
    if isinstance(notice, OwedReminder):
        ended = _of_the_dead(work.session, notice) | _done(work.session, notice)
        items = [each for each in notice.items if each.link_id in urls.keys() - ended]
        if not items:
            return None
        notice = replace(notice, items=tuple(items))
    return _written(work, message, notice, urls)


def _of_what_is_open(work: Work, message: Message, notice: LinksAnew) -> Content | None:
    """To the address on record alone; nothing while that is none of theirs."""
    today = work.clock.today()
    opened = opened_to(work.session, notice.link_id, today) if notice.link_id else None
    if opened is None or _is_shut_out(work.session, notice.recipient):
        return None
    urls = {link: _link(work.session, notice.recipient, link) for _, link in opened}
    told = replace(notice, link_id=None, opened=opened)
    return _written(work, message, told, {link: url for link, url in urls.items() if url})


def _written(
    work: Work, message: Message, notice: Notice, urls: Mapping[UUID, str]
) -> Content | None:
    reader = readers.addressee_of(work.session, notice, work.clock.today())
    if isinstance(notice, CodeSent):
        code = _living(work, notice.code_id, notice.recipient)
        return _by_sms(work, message, notice, reader, code=code.code or "") if code else None
    if isinstance(notice, ReceiptForReferral) and not (reader.mail or reader.phone):
        return None  # another one was wanted, or the file was sealed
    if message.channel == Channel.SMS:
        return _by_sms(work, message, notice, reader)
    letter = letters.compose(notice.as_of(work.clock.today()), reader, urls)
    if isinstance(notice, OfEntry):
        letter = replace(letter, entry=entries.written(notice, reader, work.clock.now()))
    return _by_mail(work, message, reader, letter)


def _of_contact(work: Work, message: Message, notice: OfContact) -> Content | None:
    """About a change of contact; None once it was decided, but for the word that it was made."""
    change = work.session.get_one(ContactChange, notice.change_id)
    opens = isinstance(notice, ContactCode | ContactToConfirm)
    if change.professional_id != notice.recipient.id or (
        opens and notice.recipient.kind != RecipientKind.MEMBER
    ):
        return None  # what opens a contact goes to whose it is, and to nobody above them
    if change.ended_at is not None and not isinstance(notice, ContactChanged | SuperiorNamed):
        return None
    reader = readers.addressee_of(work.session, notice, work.clock.today())
    if isinstance(notice, ContactCode):
        code = _living(work, notice.code_id, notice.recipient)
        if code is None or code.change_id != change.id:
            return None
        if message.channel == Channel.SMS:
            return _by_sms(work, message, notice, reader, code=code.code or "")
        letter = letters.compose(notice, reader, {}, code=code.code or "")
        return _by_mail(work, message, reader, letter)
    leads = isinstance(notice, ContactToConfirm)
    urls = {change.id: letters.address(f"/k/{change.token}")} if leads and change.token else {}
    return _by_mail(work, message, reader, letters.compose(notice, reader, urls))


def _of_enrolment(work: Work, message: Message, notice: OfEnrolment) -> Content | None:
    """A link to enrol, made as it leaves; None once it leads nowhere any more."""
    row = work.session.get_one(Enrolment, notice.enrolment_id)
    if row.ended_at is not None or row.account_id != notice.recipient.id:
        return None
    reader = readers.addressee_of(work.session, notice, work.clock.today())
    urls = {row.id: letters.address(row.path)}
    return _by_mail(work, message, reader, letters.compose(notice, reader, urls))


def _living(work: Work, code_id: UUID, reader: Recipient) -> OneTimeCode | None:
    """A code of the reader's own, while it can be used."""
    code = work.session.get(OneTimeCode, code_id)
    if code is None or reader.kind != RecipientKind.MEMBER or code.professional_id != reader.id:
        return None
    if code.used_at is not None or code.expires_at <= work.clock.now():
        return None
    return None if _is_replaced(work.session, code) else code


def _is_replaced(session: Session, code: OneTimeCode) -> bool:
    """A newer one was asked for, for the same word of theirs."""
    if code.confirmation_id is None and code.change_id is None:
        return False  # two that open may live at once, each for its table
    newer = select(OneTimeCode.id).where(
        OneTimeCode.professional_id == code.professional_id,
        OneTimeCode.confirmation_id.is_not_distinct_from(code.confirmation_id),
        OneTimeCode.change_id.is_not_distinct_from(code.change_id),
        OneTimeCode.created_at > code.created_at,
    )
    return session.scalar(newer.limit(1)) is not None


def _restored(message: Message) -> Notice:
    return NOTICES[message.template].restore(
        message.context,
        recipient=Recipient(message.recipient, message.recipient_id),
        life_id=message.life_id,
        link_id=message.link_id,
    )


def links_of(message: Message) -> list[UUID]:
    """The links that a message opens; none where it cannot be made out any more."""
    try:
        return _links(_restored(message))
    except (KeyError, ValueError, TypeError):
        return [message.link_id] if message.link_id else []


def _links(notice: Notice) -> list[UUID]:
    items = notice.items if isinstance(notice, OwedReminder) else ()
    of_items = [item.link_id for item in items if item.link_id]
    return [notice.link_id, *of_items] if notice.link_id else of_items


def _by_sms(
    work: Work, message: Message, notice: Notice, reader: Addressee, **secrets: str
) -> sms.Sms:
    if not reader.phone:
        raise NoAddress
    text = letters.short(notice, reader, **secrets)
    return sms.Sms(str(message.id), reader.phone, text, work.clock.now())


def _by_mail(work: Work, message: Message, reader: Addressee, letter: Letter) -> mail.Envelope:
    if not reader.mail:
        raise NoAddress
    try:
        return mail.envelope(
            letter, to=reader.mail, message_id=message.message_id, date=work.clock.now()
        )
    except mail.BadAddress:
        raise NoAddress from None


def _done(session: Session, notice: OwedReminder) -> set[UUID]:
    """What was signed, declared or answered since it was queued: nobody is told it is missing."""
    words = {each.link_id: each.duty for each in notice.items if each.duty is not Duty.WRITE_REPORT}
    if not words:
        return set()
    query = (
        select(MemberLink.id, DutyRow.duty)
        .join(Member, Member.id == MemberLink.member_id)
        .join(
            DutyRow, and_(DutyRow.life_id == Member.life_id, Member.id == any_(DutyRow.member_ids))
        )
        .where(MemberLink.id.in_([link for link in words if link]))
    )
    owed = {(link, duty) for link, duty in session.execute(query)}
    return {link for link, duty in words.items() if link and (link, duty.value) not in owed}


def _of_the_dead(session: Session, notice: OwedReminder) -> set[UUID]:
    """The reports in a digest whose child has died since it was queued: Art. 17(3.5)."""
    reports = [
        item.link_id
        for item in notice.items
        if item.duty in (Duty.WRITE_REPORT, Duty.ANSWER_ACTION, Duty.GIVE_ANSWER)
    ]
    if not reports:
        return set()
    query = (
        select(MemberLink.id)
        .join(Member, Member.id == MemberLink.member_id)
        .where(
            MemberLink.id.in_(reports),
            Member.life_id.in_(of_the_dead()),
        )
    )
    return set(session.scalars(query))


def _link(session: Session, reader: Recipient, link_id: UUID) -> str | None:
    """The address of a link of the reader's own; None once it is revoked."""
    link = session.get(MemberLink, link_id)
    if link is None or link.revoked_at is not None or link.token is None:
        return None
    whose = Recipient(RecipientKind.MEMBER, session.get_one(Member, link.member_id).professional_id)
    return letters.address(f"/l/{link.token}") if whose == reader else None


def _is_shut_out(session: Session, reader: Recipient) -> bool:
    """Their address is none of theirs, as a mail server or somebody who reads there has said: no
    link goes there before the contact is corrected, and what waits is kept for it."""
    if reader.kind is not RecipientKind.MEMBER:
        return False
    theirs = select(MemberLink.id).join(Member, Member.id == MemberLink.member_id)
    query = theirs.where(
        Member.professional_id == reader.id, MemberLink.closed_by == LinkEnd.RETURNED
    )
    return session.scalar(query.limit(1)) is not None


def reader_of(work: Work, message: Message) -> Addressee:
    """Whom it would go to today; raises `sqlalchemy.exc.NoResultFound`."""
    return readers.addressee_of(work.session, _restored(message), work.clock.today())
