"""The log of a case by pages, one entry, and what the table has not seen of it: Art. 12(1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Executable, Select, bindparam, cast, func, select
from sqlalchemy.orm import aliased, joinedload

from core.clock import ZONE, local_day
from identity import access
from identity.access import NotThere
from models.asked import LIFE, kept
from models.case import Case, Member
from models.life import Life
from models.logbook import LogEntry
from models.meeting import Meeting
from models.session import Work
from queries.paging import PAGE, Paged, rows_of
from rules.logbook import SERVICES, given_before_referral, is_late, is_new_to_the_table
from rules.phases import Phase


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry as it is read."""

    entry: LogEntry
    corrected_in: tuple[UUID, int] | None
    """The entry that stands for it since."""
    late: bool
    new: bool
    """Not on record when the table met last."""
    before_referral: bool


def of_case(work: Work, case: Case, number: int) -> Paged[LogLine]:
    """One page of the log, the newest day first; what was corrected stays in its place."""

    def at(first: int) -> Executable:
        return _entries().where(LogEntry.case_id == case.id).limit(PAGE).offset(first)

    rows, number = rows_of(work.session, at, number)
    lines = [_line(case, row) for row in rows]
    return Paged(lines, rows[0].total if rows else 0, number)


def whole(work: Work, case: Case) -> Sequence[LogLine]:
    """Every entry at once, the newest day first: of a file that is read on one page."""
    rows = work.session.execute(_entries().where(LogEntry.case_id == case.id))
    return [_line(case, row) for row in rows]


def one_entry(work: Work, case: Case, entry_id: UUID) -> LogLine:
    """One entry of this case; raises `NotThere`."""
    query = _entries().where(LogEntry.case_id == case.id, LogEntry.id == entry_id)
    row = work.session.execute(query).first()
    if row is None:
        raise NotThere
    return _line(case, row)


def _line(case: Case, row: Any) -> LogLine:
    entry: LogEntry = row.LogEntry
    return LogLine(
        entry,
        (row.by_id, row.by_number) if row.by_id else None,
        is_late(entry.happened_on, local_day(entry.recorded_at), local_day(row.began_at)),
        is_new_to_the_table(entry.recorded_at, row.met_at),
        given_before_referral(entry.kind, entry.happened_on, case.referred_on),
    )


@kept
def _entries() -> Select[LogEntry, UUID, int, datetime, datetime | None, int]:
    """Entries with what corrects them, when the table met last, and how many there are."""
    later = aliased(LogEntry)
    began = select(Life.began_at).where(Life.id == LogEntry.case_id)
    met = select(func.max(Meeting.held_at)).where(Meeting.life_id == LogEntry.case_id)
    return (
        select(
            LogEntry,
            later.id.label("by_id"),
            later.number.label("by_number"),
            began.correlate(LogEntry).scalar_subquery().label("began_at"),
            met.correlate(LogEntry).scalar_subquery().label("met_at"),
            func.count().over().label("total"),
        )
        .outerjoin(later, later.corrects_id == LogEntry.id)
        .options(
            joinedload(LogEntry.member).joinedload(Member.professional),
            joinedload(LogEntry.officer),
            joinedload(LogEntry.corrects),
        )
        .order_by(LogEntry.happened_on.desc(), LogEntry.number.desc())
    )


@dataclass(frozen=True, slots=True)
class ToPresent:
    """What came on record since the meeting before, to be read beside a form of the table's."""

    entries: Sequence[LogEntry]
    more: bool
    """There is more than stands here: the log has it."""


def since_last(work: Work, case: Case) -> ToPresent:
    """What came since the table met last, beside what is written before it meets again."""
    return _shown(work, _unpresented_at(), {"life": case.id, "at": None})


def to_the_last(work: Work, case: Case) -> ToPresent:
    """What the meeting held last could be told, beside what it found: Art. 12(2), 15(2)."""
    return _shown(work, _unpresented_at_the_last(), {"life": case.id})


def to_meeting(work: Work, case_id: UUID, held_at: datetime) -> ToPresent:
    """What that meeting could be told, beside its minutes: Art. 10(4)."""
    return _shown(work, _unpresented_at(), {"life": case_id, "at": held_at})


def _shown(work: Work, query: Select[LogEntry], values: dict[str, object]) -> ToPresent:
    found = work.session.scalars(query, values).all()
    return ToPresent(found[:PAGE], len(found) > PAGE)


@kept
def _unpresented_at() -> Select[LogEntry]:
    return _unpresented(bindparam("at", type_=Meeting.held_at.type))


@kept
def _unpresented_at_the_last() -> Select[LogEntry]:
    held = select(func.max(Meeting.held_at)).where(Meeting.life_id == LIFE)
    return _unpresented(held.scalar_subquery())


def _unpresented(at: ColumnElement[datetime | None]) -> Select[LogEntry]:
    """What holds, came on record since the meeting before, and had happened by the day of this."""
    other = aliased(Meeting)
    before = select(func.max(other.held_at)).where(
        other.life_id == LIFE, at.is_(None) | (other.held_at < at)
    )
    day = func.coalesce(cast(func.timezone(str(ZONE), at), Date), date.max)
    later = aliased(LogEntry)
    corrected = select(later.id).where(later.corrects_id == LogEntry.id)
    return (
        select(LogEntry)
        .where(LogEntry.case_id == LIFE, LogEntry.happened_on <= day, ~corrected.exists())
        .where(LogEntry.recorded_at > func.coalesce(before.scalar_subquery(), func.to_timestamp(0)))
        .options(
            joinedload(LogEntry.member).joinedload(Member.professional),
            joinedload(LogEntry.officer),
        )
        .order_by(LogEntry.happened_on.desc(), LogEntry.number.desc())
        .limit(PAGE + 1)
    )


def services_before(work: Work, case: Case) -> Sequence[LogEntry]:
    """Annex 1, C2: what the child was given before the referral, the first day first: 20(1)."""
    query = (
        _entries()
        .where(LogEntry.case_id == case.id, LogEntry.kind.in_(SERVICES))
        .where(LogEntry.happened_on <= case.referred_on)
    )
    lines = [_line(case, row) for row in work.session.execute(query)]
    return [
        each.entry for each in reversed(lines) if each.before_referral and not each.corrected_in
    ]


def siblings(work: Work, case: Case) -> Sequence[str]:
    """The open cases of the same family that the reader runs too, and no other: Art. 18(1)."""
    found = access.siblings_of(work.session, case)
    return [
        each.number
        for each in found
        if each.phase != Phase.CLOSED
        and each.municipality_id == case.municipality_id
        and access.runs_case(work, each)
    ]


def may_log(work: Work, case: Case) -> bool:
    """Who runs the case; the head while nobody is appointed: a child is fed before that."""
    waits = case.manager_id is None and access.is_head(work)
    return case.phase != Phase.CLOSED and (waits or access.runs_case(work, case))
