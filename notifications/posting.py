"""From a row of the outbox to something a channel can send: reader, words, address."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import and_, any_, select
from sqlalchemy.orm import Session

from core.i18n import Language, language_or
from models.case import Case, Member, of_the_dead
from models.contacts import ContactChange
from models.credentials import Enrolment
from models.duty import DutyRow
from models.life import Life
from models.outbox import Channel, Message, RecipientKind
from models.people import (
    Account,
    ChangeOfAccount,
    MemberLink,
    Municipality,
    OneTimeCode,
    Professional,
)
from models.session import Work
from notifications import entries, letters, over, receipts
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
from notifications.notices.receipt import ReceiptForReferral
from notifications.notices.reminders import OwedReminder
from notifications.notices.sign_in import AddressChanged, OfEnrolment
from notifications.superiors import superior_of
from rules.duties import Duty

Content = mail.Envelope | sms.Sms
"""What a channel sends."""


class NoAddress(Exception):
    """The reader has no usable address: what the mail server would say to it."""


def prepare(work: Work, message: Message) -> Content | None:
    """What is to be sent; None if it was overtaken: its link revoked, its code expired, or it is of
    no use any more.

    Raises `NoAddress`.
    """
    notice = _restored(message)
    if over.is_of_no_use(work, message, notice):
        return None
    if isinstance(notice, OfContact):
        return _of_contact(work, message, notice)
    if isinstance(notice, OfEnrolment):
        return _of_enrolment(work, message, notice)
    found = {link: _link(work.session, notice.recipient, link) for link in _links(notice)}
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


def _written(
    work: Work, message: Message, notice: Notice, urls: Mapping[UUID, str]
) -> Content | None:
    reader = addressee_of(work.session, notice, work.clock.today())
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
    reader = addressee_of(work.session, notice, work.clock.today())
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
    reader = addressee_of(work.session, notice, work.clock.today())
    urls = {row.id: letters.address(row.path)}
    return _by_mail(work, message, reader, letters.compose(notice, reader, urls))


def _living(work: Work, code_id: UUID, reader: Recipient) -> OneTimeCode | None:
    """A code of the reader's own, while it can be used."""
    code = work.session.get(OneTimeCode, code_id)
    if code is None or reader.kind != RecipientKind.MEMBER or code.professional_id != reader.id:
        return None
    return code if code.used_at is None and code.expires_at > work.clock.now() else None


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


def addressee_of(session: Session, notice: Notice, on: date) -> Addressee:
    """The addressee of a notice that leaves on that day.

    Raises `sqlalchemy.exc.NoResultFound` where there is none.
    """
    if notice.recipient.kind == RecipientKind.ACCOUNT:
        return _officer(session, notice, on)
    if isinstance(notice, ReceiptForReferral):
        return receipts.addressee_of(session, notice.receipt_id, on)
    if isinstance(notice, OfContact) and not isinstance(notice, SuperiorNamed):
        return _of_change(session, notice, on)
    return _professional(session, notice, on)


def _of_change(session: Session, notice: OfContact, on: date) -> Addressee:
    """A contact as it was before the change, or as it is to be: read from the change itself."""
    change = session.get_one(ContactChange, notice.change_id)
    reader = _professional(session, notice, on)
    if notice.recipient.kind == RecipientKind.SUPERIOR:
        return replace(reader, name=change.old_superior_name or "", mail=change.old_superior_email)
    if isinstance(notice, ContactToConfirm) and notice.to == "new":
        return replace(reader, name="", mail=change.email, phone=None)  # perhaps a stranger
    return replace(reader, mail=change.old_email, phone=change.old_phone)


def _officer(session: Session, notice: Notice, on: date) -> Addressee:
    account = session.get_one(Account, notice.recipient.id)
    language = language_or(account.language, "sq")
    place = _place(session, notice.life_id, account.municipality_id, language, on)
    mail = account.email
    if isinstance(notice, AddressChanged) and notice.to == "old":
        mail = session.get_one(ChangeOfAccount, notice.change_id).old_email
    return Addressee(account.name or "", mail, account.phone, language, place)


def _professional(session: Session, notice: Notice, on: date) -> Addressee:
    person = session.get_one(Professional, notice.recipient.id)
    superior = notice.recipient.kind == RecipientKind.SUPERIOR
    above = superior_of(session, person) if superior else None
    language = language_or(above.language if above else person.language, "sq")
    case = session.get(Case, notice.life_id) if notice.life_id else None
    return Addressee(
        name=(above.name if above else "") if superior else person.name or "",
        mail=(above.mail if above else None) if superior else person.email,
        phone=None if superior else person.phone,
        language=language,
        place=_place(session, notice.life_id, person.municipality_id, language, on),
        signer=case.manager.name if case and case.manager else None,
        reply_to=_read_by(case),
        member=person.name if superior else None,
    )


def _place(
    session: Session, life_id: UUID | None, own: UUID | None, language: Language, on: date
) -> str:
    """The municipality of the notice's life, else the reader's own, as it is called on that day."""
    life = session.get(Life, life_id) if life_id else None
    municipality_id = life.municipality_id if life else own
    municipality = session.get(Municipality, municipality_id) if municipality_id else None
    return municipality.name(language, on) if municipality else ""


def _read_by(case: Case | None) -> str | None:
    """Where an answer by mail is read: by the case manager, unless they declared a conflict."""
    if case is None or case.manager is None or case.conflict_on is not None:  # Art. 10(2)
        return None
    return case.manager.email or None
