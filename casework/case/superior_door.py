"""What stands behind the link in a notice to a superior, and their reply: 14(3.2), decision 0180.

The page says what the mail says: it is written from the same row, in the same words.
"""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from casework.case import absence, superior
from casework.tell.reminders import look_next_morning
from core.i18n import Language
from identity import superior_links
from identity.access import NotThere
from models.case import Case
from models.outbox import Message, MessageStatus
from models.session import Work
from models.superior import SuperiorLink, SuperiorReply
from notifications import letters, readers
from notifications.at_hand import restored
from notifications.superiors import ABSENT, SUPERIOR
from rules.superior import WhatTheyDid
from workflow.life import after_act


@dataclass(frozen=True, slots=True)
class AskedSuperior:
    """One notice, as its reader has it in the mail."""

    lines: list[str]
    language: Language
    place: str
    replied_on: date | None


def asked(work: Work, token: str, language: Language | None = None) -> AskedSuperior:
    """In this language, else in that of the mail. Raises `NotThere` for a link that leads nowhere,
    and for a notice that was taken back."""
    link = superior_links.by_token(work, token)
    case = work.session.get(Case, link.case_id)
    message = _mail(work, link)
    if case is None or case.sealed_at is not None or message is None:
        raise NotThere
    notice = restored(message)
    reader = readers.addressee_of(work.session, notice, work.clock.today())
    reply = work.session.get(SuperiorReply, link.id)
    return AskedSuperior(
        letters.said(notice, replace(reader, language=language or reader.language)),
        reader.language,
        reader.place,
        reply.came_on if reply else None,
    )


def reply(work: Work, token: str, did: WhatTheyDid, words: str) -> None:
    """Of today, once; the same act by which the case manager enters one, and nobody of the centre
    has: they are told of it in the morning: 16(1)."""
    link = superior_links.by_token(work, token)
    said = {"came_on": work.clock.today(), "words": words, "did": did, "link": link}
    if link.request_id is not None:
        superior.record_reply(work, link.request_id, **said)  # type: ignore[arg-type]
    else:
        absence.record_reply(work, _absence(link), **said)  # type: ignore[arg-type]
    look_next_morning(work, work.session.get_one(Case, link.case_id).municipality_id)


def disown(work: Work, token: str) -> None:
    """It is not for whoever reads it, or they have left: no link of this case's notices in that
    mailbox leads anywhere, and the contact is to be corrected; then what was sent there leaves
    anew: 14(3.2), decision 0180. After a reply behind this link it takes nothing back: somebody
    had the notice, and what they said stays; which of the two holds, the manager asks, and until
    then nobody is told or asked there."""
    link = superior_links.by_token(work, token)
    case = work.session.get(Case, link.case_id)
    if case is None or case.sealed_at is not None or _mail(work, link) is None:
        raise NotThere
    if work.session.get(SuperiorReply, link.id) is not None:
        work.session.scalar(select(func.superior_is_another_after_all(work.clock.now())))
        said = "superior's address said not theirs after a reply"
        work.record(said, "14(3.2)", life=case.life, link=link.id)
        after_act(work, case.id, said)
        look_next_morning(work, case.municipality_id)
        return
    mails = work.session.scalar(select(func.superior_is_another(work.clock.now())))
    work.session.expire_all()
    work.record("superior's address not theirs", "14(3.2)", life=case.life, mails=mails)
    after_act(work, case.id, "superior's address not theirs")
    look_next_morning(work, case.municipality_id)


def _absence(link: SuperiorLink) -> UUID:
    assert link.absence_id is not None  # of one of the two: a rule of the table
    return link.absence_id


def _mail(work: Work, link: SuperiorLink) -> Message | None:
    """The last of these notices, unless it was taken back."""
    column = "request_id" if link.request_id else "absence_id"
    query = select(Message).where(
        Message.life_id == link.case_id,
        Message.template.in_((SUPERIOR, ABSENT)),
        Message.context[column].astext == str(link.request_id or link.absence_id),
        Message.status != MessageStatus.OBSOLETE,
    )
    return work.session.scalars(query.order_by(Message.queued_at.desc()).limit(1)).first()
