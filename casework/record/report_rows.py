"""What members of many tables were asked for, read as values: Art. 8(9), 14(3).

An act asks little of each, and of most no more than whether it came: no row of the session is made
of a request or of a reminder.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, DateTime, Select, func, or_, select, type_coerce
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import InstrumentedAttribute, Session

from casework.record import unreached
from casework.record.table_rows import Rows
from casework.record.unreached import OutOfReach, out_of_reach
from models.asked import LIFE, answers, kept, several
from models.case import Member
from models.plan import Reminder, ReportRequest
from rules.facts import TableFacts


class Sent(NamedTuple):
    """One reminder."""

    number: int
    sent_at: datetime
    """When it was queued."""
    counted_at: datetime | None
    """When a server took it; while it is on its way, and nothing has held it up, when it was
    queued. One that nobody took has reminded nobody: Art. 14(3.2), decision 0174."""


class ReportRow(NamedTuple):
    """What the facts of a case rest on, of `ReportRequest`."""

    id: UUID
    meeting_id: UUID | None
    action_id: UUID | None
    member_id: UUID
    asked_on: date
    due_on: date
    put_again_at: datetime | None
    received_on: date | None
    received_at: datetime | None
    last_chance_on: date | None
    confirmed_at: datetime | None
    notified_at: datetime | None
    withdrawn_at: datetime | None
    served_on: date | None
    fell_told_on: date | None
    member: Member
    reminders: Sequence[Sent]


WHO: Final = ReportRow._fields.index("member_id")

Asked = ReportRequest | ReportRow


def requests_of_each(
    session: Session,
    tables: Mapping[UUID, TableFacts],
    rows: Mapping[UUID, Rows],
    beside: Collection[UUID],
) -> tuple[Mapping[UUID, Sequence[ReportRow]], OutOfReach]:
    """Asked of everybody, who has left since too, for the meetings to come and the last, on actions
    that are late, of which the superior is to hear on the manager's word, or `beside` these. And
    of which whoever is asked is out of reach."""
    wanted = {case: _wanted(table) for case, table in tables.items()}
    asked = [case for case in tables if wanted[case] or case in beside]
    every = [meeting for case in asked for meeting in wanted[case]]
    found = answers(session, _requests, asked, wanted=every)
    out = out_of_reach((row.id, row.out) for these in found.values() for row in these)
    return {case: _read(found.get(case, ()), rows[case]) for case in tables}, out


def _wanted(table: TableFacts) -> set[UUID]:
    held = {table.last.id} if table.last else set()
    return held | {meeting.id for meeting in table.planned if meeting.reports_asked}


def _read(found: Sequence[Any], rows: Rows) -> list[ReportRow]:
    seats = {member.id: member for member in rows.members}
    return [
        ReportRow._make((*said, seats[said[WHO]], [*map(Sent, numbers, at, counted)]))
        for *said, numbers, at, counted, _ in found
    ]


@kept
def _requests() -> Select[Any]:
    asked = ReportRequest
    wanted = asked.meeting_id == several("wanted"), asked.meeting_id.is_(None)
    said = [getattr(asked, name) for name in ReportRow._fields[:-2]]
    return (
        select(*said, *sent(), unreached.column().label("out"))
        .where(asked.case_id == LIFE, asked.follows_id.is_(None))
        .where(or_(*wanted, asked.confirmed_at.is_not(None)))
        .order_by(asked.due_on, asked.id)
    )


def sent() -> Sequence[ColumnElement[Any]]:
    """Of a request that is selected what `Sent` says of each of its reminders, as three lists."""
    return [
        _of_each("numbers", Reminder.number),
        _of_each("sent", Reminder.sent_at),
        _of_each("counted", type_coerce(Reminder.counted_at, DateTime(timezone=True))),
    ]


def _of_each(
    name: str, what: ColumnElement[Any] | InstrumentedAttribute[Any]
) -> ColumnElement[Any]:
    query = select(what).where(Reminder.request_id == ReportRequest.id).order_by(Reminder.number)
    of_one = query.correlate(ReportRequest).scalar_subquery()
    return func.array(of_one, type_=ARRAY(what.type)).label(name)
