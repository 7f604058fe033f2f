"""From a row of the outbox to something a channel can send: reader, words, address."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import cast
from uuid import UUID

from models.contacts import ContactChange
from models.outbox import Message
from models.people import OneTimeCode
from models.session import Work
from notifications import addressee, letters, links
from notifications.addressee import Addressee
from notifications.channels import Letter, Reply, mail, sms
from notifications.notices import (
    NOTICES,
    CodeSent,
    ContactChanged,
    ContactCode,
    ContactToConfirm,
    Notice,
    Recipient,
    ReportDigest,
)
from notifications.notices.base import RecipientKind
from notifications.notices.contacts import OfContact, SuperiorNamed

Send = Callable[[mail.Line], Reply]


def prepare(work: Work, message: Message) -> Send | None:
    """How this message is sent; None if it was overtaken: its link revoked, its code expired."""
    notice = _restored(message)
    if isinstance(notice, OfContact):
        return _of_contact(work, message, notice)
    found = {link: links.member(work.session, link) for link in _links(notice)}
    urls = {link: url for link, url in found.items() if url}
    if found and not urls:
        return None
    if isinstance(notice, ReportDigest):
        notice = replace(notice, items=tuple(item for item in notice.items if item.link_id in urls))
    reader = addressee.find(work.session, notice)
    if isinstance(notice, CodeSent):
        code = _living(work, notice.code_id)
        return _by_sms(work, message, notice, reader, code) if code else None
    return _by_mail(work, message, reader, letters.compose(notice, reader, urls))


def _of_contact(work: Work, message: Message, notice: OfContact) -> Send | None:
    """About a change of contact; None once it was decided, but for the word that it was made."""
    change = work.session.get_one(ContactChange, notice.change_id)
    if change.ended_at is not None and not isinstance(notice, ContactChanged | SuperiorNamed):
        return None
    reader = addressee.find(work.session, notice)
    if isinstance(notice, ContactCode):
        code = _living(work, notice.code_id)
        if code is None:
            return None
        if message.channel == "sms":
            return _by_sms(work, message, notice, reader, code)
        letter = letters.compose(notice, reader, {}, code=code.code or "")
        return _by_mail(work, message, reader, letter)
    leads = isinstance(notice, ContactToConfirm)
    urls = {change.id: links.change(change.token)} if leads and change.token else {}
    return _by_mail(work, message, reader, letters.compose(notice, reader, urls))


def _living(work: Work, code_id: UUID) -> OneTimeCode | None:
    """A code that can still be used."""
    code = work.session.get(OneTimeCode, code_id)
    if code is None or code.used_at is not None or code.expires_at <= work.clock.now():
        return None
    return code


def _restored(message: Message) -> Notice:
    return NOTICES[message.template].restore(
        message.context,
        recipient=Recipient(cast("RecipientKind", message.recipient), message.recipient_id),
        life_id=message.life_id,
        link_id=message.link_id,
    )


def _links(notice: Notice) -> list[UUID]:
    of_items = [item.link_id for item in notice.items] if isinstance(notice, ReportDigest) else []
    return [notice.link_id, *of_items] if notice.link_id else of_items


def _by_sms(
    work: Work, message: Message, notice: Notice, reader: Addressee, code: OneTimeCode
) -> Send:
    if not reader.phone:
        return _no_address
    text = letters.short(notice, reader, code=code.code or "")
    return partial(_text, sms.Text(str(message.id), reader.phone, text, work.clock.now()))


def _by_mail(work: Work, message: Message, reader: Addressee, letter: Letter) -> Send:
    if not reader.mail:
        return _no_address
    try:
        envelope = mail.envelope(
            letter, to=reader.mail, message_id=message.message_id, date=work.clock.now()
        )
    except mail.BadAddress:
        return _no_address
    return lambda line: line.send(envelope)


def _text(text: sms.Text, _line: mail.Line) -> Reply:
    try:
        return sms.sender().send(text)
    except OSError:
        return Reply("unknown", "no answer")


def _no_address(_line: mail.Line) -> Reply:
    return Reply("refused", "no usable address")
