"""From a row of the outbox to something a channel can send: reader, words, address."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import cast
from uuid import UUID

from models.outbox import Message
from models.people import OneTimeCode
from models.session import Work
from notifications import addressee, letters, links
from notifications.addressee import Addressee
from notifications.channels import Letter, Reply, mail, sms
from notifications.notices import NOTICES, CodeSent, Notice, Recipient, ReportDigest
from notifications.notices.base import RecipientKind

Send = Callable[[mail.Line], Reply]


def prepare(work: Work, message: Message) -> Send | None:
    """How this message is sent; None if it was overtaken: its link revoked, its code expired."""
    notice = _restored(message)
    found = {link: links.member(work.session, link) for link in _links(notice)}
    urls = {link: url for link, url in found.items() if url}
    if found and not urls:
        return None
    if isinstance(notice, ReportDigest):
        notice = replace(notice, items=tuple(item for item in notice.items if item.link_id in urls))
    reader = addressee.find(work.session, notice)
    if isinstance(notice, CodeSent):
        return _by_sms(work, message, notice, reader)
    return _by_mail(work, message, reader, letters.compose(notice, reader, urls))


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


def _by_sms(work: Work, message: Message, notice: CodeSent, reader: Addressee) -> Send | None:
    code = work.session.get(OneTimeCode, notice.code_id)
    if code is None or code.used_at is not None or code.expires_at <= work.clock.now():
        return None
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
