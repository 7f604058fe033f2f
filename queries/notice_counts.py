"""What one line of the case page says of the notices to one person: decision 0172."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, and_, func, literal, or_, select, union_all

from casework.record.disowned import DISOWNED
from models.case import Case, Member
from models.last_call import LastCallRow
from models.life import AuditEntry
from models.outbox import RESTS, Message, MessageStatus, RecipientKind
from models.plan import Reminder, ReportRequest
from models.session import Work
from models.signature_reminder import SignatureReminder
from notifications.given_back import RETURNED
from queries.notice_rows import by_link, of_its_own

_HAD_LEFT: Final = Message.accepted_at.is_not(None)
"""What is owed no more was not taken back before it left, where a server had it: it came back."""


@dataclass(slots=True)
class SeatNotices:
    """What one line of the case page says of the notices to one person."""

    total: int = 0
    sent: int = 0
    rests: int = 0
    """Which did not arrive, and are not tried any more."""
    opened_at: datetime | None = None
    reminded_at: datetime | None = None
    """When they were last reminded of whatever they owed here."""


def on_case(work: Work, case: Case, members: Sequence[Member]) -> Mapping[UUID, SeatNotices]:
    """By seat, in one statement."""
    found = {member.id: SeatNotices() for member in members}
    by_person = {member.professional_id: found[member.id] for member in members}
    for what, who, total, sent, rests, at in work.session.execute(_counted(case)):
        seat = by_person.get(who) if what == "sent" else found.get(who)
        if seat is None:
            continue
        if what == "sent":
            seat.total, seat.sent, seat.rests = total, sent, rests
        elif what == "opened":
            seat.opened_at = at
        else:
            seat.reminded_at = max(filter(None, (seat.reminded_at, at)))
    return found


def _came_back() -> ColumnElement[bool]:
    """Also where it was sent again since, as another mail: the first did not arrive."""
    return func.coalesce(Message.reply, "").like(RETURNED.format("%"))


def _counted(case: Case) -> CompoundSelect[Any]:
    none, count = literal(0), func.count()
    rests = and_(Message.status == MessageStatus.SENT, Message.cause.is_not(None))
    mails = select(
        literal("sent").label("what"),
        Message.recipient_id.label("who"),
        count.filter(or_(Message.status != MessageStatus.OBSOLETE, _HAD_LEFT)).label("total"),
        count.filter(Message.status == MessageStatus.SENT, ~DISOWNED, ~_came_back()).label("sent"),
        count.filter(or_(Message.status.in_(RESTS), DISOWNED, rests)).label("rests"),
        func.max(Message.accepted_at).label("at"),
    ).where(*of_its_own(case), Message.recipient == RecipientKind.MEMBER)
    opened = select(
        literal("opened"), AuditEntry.actor_id, none, none, none, func.max(AuditEntry.at)
    ).where(*by_link(case))
    reports = (
        select(
            literal("reminded"),
            ReportRequest.member_id,
            none,
            none,
            none,
            func.max(Reminder.counted_at),
        )
        .join(Reminder, Reminder.request_id == ReportRequest.id)
        .where(ReportRequest.case_id == case.id)
    )
    words = select(
        literal("reminded"),
        SignatureReminder.member_id,
        none,
        none,
        none,
        func.max(SignatureReminder.taken_at),
    ).where(SignatureReminder.life_id == case.id, SignatureReminder.member_id.is_not(None))
    calls = select(
        literal("reminded"), LastCallRow.member_id, none, none, none, func.max(LastCallRow.taken_at)
    ).where(LastCallRow.life_id == case.id, LastCallRow.member_id.is_not(None))
    return union_all(
        mails.group_by(Message.recipient_id),
        opened.group_by(AuditEntry.actor_id),
        reports.group_by(ReportRequest.member_id),
        words.group_by(SignatureReminder.member_id),
        calls.group_by(LastCallRow.member_id),
    )
