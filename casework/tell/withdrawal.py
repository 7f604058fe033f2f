"""What is not told any more."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select, update

from models.outbox import ON_THE_WAY, Message, MessageStatus
from models.session import Work
from notifications import outbox, superiors
from notifications.notices.base import NOBODY
from notifications.superiors import ABSENT, SILENCE_CORRECTED, SUPERIOR

CORRECTED: Final = "attendance/corrected"
LAST_CHANCE: Final = "reports/last_chance"
NOT_LEFT: Final = (*ON_THE_WAY, MessageStatus.SET_ASIDE, *outbox.GAVE_BACK)

HELD_BACK: Final = "child died"
"""The reply of what a death holds back: where that was a mistake it still leaves: 17(3.5)."""


def _may_leave() -> ColumnElement[bool]:
    held_back = and_(Message.status == MessageStatus.OBSOLETE, Message.reply == HELD_BACK)
    return or_(Message.status.in_(NOT_LEFT), held_back)


def take_back(
    work: Work, *which: ColumnElement[bool], reply: str | None = None
) -> Sequence[tuple[str, Mapping[str, Any]]]:
    """Take back what has not left; a superior who did not get theirs was not notified: 14(3.2).

    `reply` says why, of what may leave again. Gives the templates, and what each was about.
    """
    why = func.nullif(Message.reply, HELD_BACK) if reply is None else reply
    query = update(Message).where(*which, _may_leave())
    query = query.values(status=MessageStatus.OBSOLETE, lease_until=None, reply=why)
    gone = work.session.execute(query.returning(Message.template, Message.context)).all()
    found = [(template, context) for template, context in gone]
    for template, context in found:
        superiors.mark(work.session, template, context, None)
    return found


def not_any_more(
    work: Work,
    life_id: UUID,
    *,
    professional_id: UUID | None = None,
    meeting_id: UUID | None = None,
) -> None:
    """Take back what has not left: for who is recused or left, what is called off."""
    which = [Message.life_id == life_id]
    if professional_id is not None:
        which.append(Message.recipient_id == professional_id)
    if meeting_id is not None:
        which.append(Message.context["meeting_id"].astext == str(meeting_id))
    take_back(work, *which)


def told_no_more(work: Work, life_id: UUID, requests: Collection[UUID]) -> None:
    """Take back what was to be told of reports that have come; of another one it still leaves, and
    so does the word that a notice does not hold."""
    of = [str(each) for each in requests]
    of_it = Message.context["request_id"].astext.in_(of)
    told = and_(Message.template.startswith("reports/"), Message.template != SILENCE_CORRECTED)
    take_back(work, Message.life_id == life_id, told, of_it)


def correction_taken_back(work: Work, life_id: UUID, request_id: UUID) -> bool:
    """The word that a notice does not hold does not leave, where a letter said it, or where the
    notice holds again: 14(3.2). Whether one waited."""
    of_it = Message.context["request_id"].astext == str(request_id)
    corrected = Message.template == SILENCE_CORRECTED
    return bool(take_back(work, Message.life_id == life_id, corrected, of_it))


def taken_back(work: Work, life_id: UUID, requests: Collection[UUID]) -> list[tuple[str, UUID]]:
    """The last chances and notices to superiors that had not left, each with its report: 14(3.2).

    One in a server's hand may leave all the same; its row then says so (`notifications.delivery`).
    """
    about = Message.context["request_id"].astext.in_([str(each) for each in requests])
    found = take_back(
        work, Message.life_id == life_id, Message.template.in_((LAST_CHANCE, SUPERIOR)), about
    )
    return [(template, UUID(context["request_id"])) for template, context in found]


def last_chance_never_left(work: Work, life_id: UUID, request_id: UUID) -> bool:
    """It was taken back, because an answer was typed that was none: 14(3.2)."""
    query = select(Message.id).where(
        Message.life_id == life_id,
        Message.template == LAST_CHANCE,
        Message.context["request_id"].astext == str(request_id),
        Message.status == MessageStatus.OBSOLETE,
    )
    return work.session.scalar(query) is not None


def unread_taken_back(work: Work, life_id: UUID, word_id: UUID) -> None:
    """Of a conflict that was none, while nobody could be told of it: Art. 10(2), decision 0090."""
    about = Message.context["word_id"].astext == str(word_id)
    take_back(work, Message.life_id == life_id, Message.recipient_id == NOBODY, about)


def unread_recusal_taken_back(work: Work, life_id: UUID, member_id: UUID) -> None:
    """The same of a member's, who has a seat: Art. 10(2), decision 0103."""
    of_it = Message.template == "members/recused"
    about = Message.context["member_id"].astext == str(member_id)
    take_back(work, Message.life_id == life_id, Message.recipient_id == NOBODY, of_it, about)


def absence_mail_taken_back(
    work: Work, life_id: UUID, absence_id: UUID, template: str = ABSENT
) -> bool:
    """The mail that still waits does not leave, where a letter or a call told the superior, or the
    record says otherwise: 14(3.2). Whether one waited."""
    about = Message.context["absence_id"].astext == str(absence_id)
    return bool(take_back(work, Message.life_id == life_id, Message.template == template, about))


def absence_mails(work: Work, life_id: UUID) -> Sequence[tuple[UUID, MessageStatus, list[date]]]:
    """The notices of absence that have not left: which, how far, and the days that they name."""
    query = select(Message.context, Message.status).where(
        Message.life_id == life_id, Message.template == ABSENT, _may_leave()
    )
    return [
        (UUID(said["absence_id"]), status, [date.fromisoformat(day) for day in said["missed_on"]])
        for said, status in work.session.execute(query)
    ]


def absence_taken_back(work: Work, life_id: UUID, meeting_id: UUID) -> set[UUID]:
    """The mail that the manager did not chair is taken back; who has it, or may have: Art. 4(2)."""
    of_it = (
        Message.life_id == life_id,
        Message.template == "chairing/absent",
        Message.context["meeting_id"].astext == str(meeting_id),
    )
    left = (MessageStatus.SENT, MessageStatus.UNKNOWN, MessageStatus.SENDING)
    query = select(Message.recipient_id).where(*of_it, Message.status.in_(left))
    told = set(work.session.scalars(query))
    take_back(work, *of_it)
    return told
