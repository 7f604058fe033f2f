"""A reminder is one once a server has taken its mail, a last call once the gateway has its text: so
many count under 14(3.2), and that day is told of them. Decision 0174."""

from collections.abc import Sequence
from typing import Any, Final, cast
from uuid import UUID

from sqlalchemy import Row, Table, bindparam, exists, func, or_, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from models.asked import kept, several
from models.last_call import LastCallRow
from models.life import WakeReason
from models.outbox import Message, MessageStatus
from models.people import MemberLink
from models.plan import Reminder, ReportRequest
from models.session import Work
from models.signature_reminder import SignatureReminder
from notifications.notices.last_calls import LastCall, OfficerLastCall
from notifications.notices.reminders import OfficerReminder, OwedItem, OwedReminder
from notifications.superiors import ASKED_AGAIN

LEFT_OUT: Final = "left_out"
"""In a context: the links of what a reminder was queued with, and said nothing of as it left."""
BY_MAIL: Final = (OwedReminder.template, OfficerReminder.template)
BY_TEXT: Final = (LastCall.template, OfficerLastCall.template)


def leave_out(message: Message, queued: Sequence[OwedItem], said: Sequence[OwedItem]) -> None:
    """Nobody is reminded by a mail of what it does not say, for the moment it leaves in."""
    links = [str(each.link_id) for each in queued if each not in said]
    own = {name: value for name, value in message.context.items() if name != LEFT_OUT}
    if links or len(own) < len(message.context):
        message.context = {**own, LEFT_OUT: links} if links else own


def mark(work: Work, taken: Sequence[Row[UUID, str, dict[str, Any]]]) -> None:
    """What these messages said counts from now."""
    for message, template, context in taken:
        if template in BY_MAIL and (links := context.get(LEFT_OUT)):
            _are_none(work, message, [UUID(each) for each in links])
    now = {"now": work.clock.now()}
    if texts := [message for message, template, _ in taken if template in BY_TEXT]:
        work.session.execute(_called(), {"messages": texts, **now})
    mails = [message for message, template, _ in taken if template in BY_MAIL]
    rows = work.session.execute(_reminded(), {"messages": mails, **now}) if mails else ()
    asked_again = [
        UUID(context["request_id"])
        for _, template, context in taken
        if template == ASKED_AGAIN and "request_id" in context  # the next one comes a week later
    ]
    _look_again(work, [*(request for request, held in rows if held), *asked_again])


def hold_up(work: Work, message: Message) -> None:
    """It has not left, nor have others of its life that were spared with it: so many fewer
    count."""
    if message.template not in BY_MAIL:
        return
    work.session.flush()
    row, mail = Reminder, Message
    tried = mail.life_id == message.life_id, mail.tried_since.is_not(None)
    others = select(mail.id).where(*tried, mail.status == MessageStatus.QUEUED)
    which = or_(row.message_id == message.id, row.message_id.in_(others))
    held = work.session.scalars(
        update(row)
        .where(which, row.taken_at.is_(None), ~row.held_up)
        .values(held_up=True)
        .returning(row.request_id)
        .execution_options(synchronize_session=False)
    )
    _look_again(work, held.all())


def _look_again(work: Work, requests: Sequence[UUID]) -> None:
    """A case in which another number of reminders counts than a moment ago."""
    if requests:
        cases = select(ReportRequest.case_id).where(ReportRequest.id.in_(requests))
        work.wake_all(set(work.session.scalars(cases)), WakeReason.ELSEWHERE)


def _table(row: type[Reminder] | type[SignatureReminder] | type[LastCallRow]) -> Table:
    return cast("Table", row.__table__)


def _taken(row: type[Reminder] | type[SignatureReminder] | type[LastCallRow]) -> Any:
    rows = _table(row)
    said = update(rows).where(rows.c.message_id == several("messages"), rows.c.taken_at.is_(None))
    return said.values(taken_at=bindparam("now"))


@kept
def _reminded() -> ReturningUpdate[UUID, bool]:
    words = _taken(SignatureReminder).returning(SignatureReminder.id).cte("words")
    reports = _taken(Reminder).returning(Reminder.request_id, Reminder.held_up)
    return cast("ReturningUpdate[UUID, bool]", reports.add_cte(words))


@kept
def _called() -> ReturningUpdate[UUID]:
    return cast("ReturningUpdate[UUID]", _taken(LastCallRow).returning(LastCallRow.id))


def _are_none(work: Work, message: UUID, links: Sequence[UUID]) -> None:
    """What a mail said nothing of, it does not stand for."""
    link, request = MemberLink, ReportRequest
    of_report = (
        exists()
        .where(link.id.in_(links), request.id == Reminder.request_id)
        .where(link.member_id == request.member_id)
        .where(link.subject_id == func.coalesce(request.inquiry_id, request.id))
    )
    words = SignatureReminder
    of_word = exists().where(
        link.id.in_(links),
        link.member_id == words.member_id,
        func.coalesce(link.subject_id, words.life_id) == words.subject_id,
    )
    for row, says_it in ((Reminder, of_report), (words, of_word)):
        work.session.execute(
            update(row)
            .where(row.message_id == message, says_it)
            .values(message_id=None)
            .execution_options(synchronize_session=False)
        )
