"""Whose signature or declaration is missing in a municipality, since when, and last reminded when.

Read from the duties as the acts have written them down: who has left, signed or refused owes none.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from uuid import UUID

from sqlalchemy import ColumnElement, Executable, Select, func, select
from sqlalchemy.orm import Session, joinedload

from casework.record.chairing import closing_signer, officer_signs, substitute_of
from core.clock import local_day
from identity.officers import chair_of
from models.asked import PLACE, several
from models.case import Case, Member
from models.closure import Closure
from models.duty import DutyRow
from models.life import Life
from models.meeting import Meeting, Minutes
from models.people import Account
from models.signature_reminder import SignatureReminder
from rules.duties import Duty
from rules.reminders import SIGNED, is_reminded, next_reminder

Reader = tuple[UUID, str, UUID]
"""Of what, by which duty, and which seat or account."""


@dataclass(frozen=True, slots=True)
class Owing:
    """One person who owes one signature or declaration."""

    life: Life
    duty: Duty
    subject_id: UUID
    """The minutes or the closure; for declarations the life."""
    since: date
    due_on: date | None
    seat: Member | None = None
    account_id: UUID | None = None
    reminded_on: date | None = None

    def is_due(self, today: date) -> bool:
        return is_reminded(self.since, self.reminded_on, today)

    def next_day(self, today: date) -> date:
        return next_reminder(self.since, today)


def owing(session: Session, municipality_id: UUID) -> list[Owing]:
    """Everybody in this municipality who can be written to; by day, then by table."""
    rows = [(row, life) for row, life in session.execute(_owed(), {"place": municipality_id})]
    if not rows:
        return []
    asked = _asked(session, [row.subject_id for row, _ in rows if row.subject_id])
    seats = _seats(session, [id for row, _ in rows for id in row.member_ids])
    reminded = _reminded(session, {life.id for _, life in rows})
    return [
        each
        for row, life in rows
        for each in (
            _of_members(row, life, asked, seats, reminded)
            if row.member_ids
            else _of_officer(session, row, life, asked, reminded)
        )
    ]


@cache
def _owed() -> Select[DutyRow, Life]:
    return (
        select(DutyRow, Life)
        .join(Life, Life.id == DutyRow.life_id)
        .where(Life.municipality_id == PLACE, Life.ended_at.is_(None))
        .where(DutyRow.duty.in_([duty.value for duty in SIGNED]))
        .order_by(DutyRow.due_on, Life.key)
    )


def _asked(session: Session, papers: Sequence[UUID]) -> Mapping[UUID, datetime]:
    """Since when the text in force of each paper is open for signature."""
    both = session.execute(_open_papers(), {"papers": papers}) if papers else ()
    return {id: at for id, at in both if at is not None}


@cache
def _open_papers() -> Executable:
    papers = several("papers")
    minutes = select(Minutes.id, Minutes.signatures_asked_at).where(Minutes.id.in_(papers))
    forms = select(Closure.id, Closure.signatures_asked_at).where(Closure.id.in_(papers))
    return minutes.union_all(forms)


def _seats(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, Member]:
    found = session.scalars(_seats_asked_for(), {"seats": ids}) if ids else ()
    return {seat.id: seat for seat in found if seat.sits}


@cache
def _seats_asked_for() -> Select[Member]:
    query = select(Member).where(Member.id.in_(several("seats")))
    return query.options(joinedload(Member.professional))


def _reminded(session: Session, lives: set[UUID]) -> Mapping[Reader, date]:
    found = session.execute(_last_reminded(), {"lives": list(lives)})
    return {(subject, duty, id): on for subject, duty, id, on in found}


@cache
def _last_reminded() -> Select[UUID, str, UUID, date]:
    sent = SignatureReminder
    who = func.coalesce(sent.member_id, sent.account_id)
    return (
        select(sent.subject_id, sent.duty, who, func.max(sent.sent_on))
        .where(sent.life_id.in_(several("lives")))
        .group_by(sent.subject_id, sent.duty, who)
    )


def last_reminded(session: Session, *which: ColumnElement[bool]) -> Mapping[UUID, date]:
    """By seat or account, the last day on which they were reminded of what is asked for."""
    who = func.coalesce(SignatureReminder.member_id, SignatureReminder.account_id)
    query = select(who, func.max(SignatureReminder.sent_on)).where(*which).group_by(who)
    return {row[0]: row[1] for row in session.execute(query)}


def _of_members(
    row: DutyRow,
    life: Life,
    asked: Mapping[UUID, datetime],
    seats: Mapping[UUID, Member],
    reminded: Mapping[Reader, date],
) -> Iterator[Owing]:
    declares = row.duty == Duty.DECLARE
    subject = life.id if declares or row.subject_id is None else row.subject_id
    for seat in (seats[id] for id in row.member_ids if id in seats):
        since = seat.asked_at if declares else asked.get(subject)
        if since is not None:
            yield Owing(
                life,
                Duty(row.duty),
                subject,
                local_day(since),
                row.due_on,
                seat=seat,
                reminded_on=reminded.get((subject, row.duty, seat.id)),
            )


def _of_officer(
    session: Session,
    row: DutyRow,
    life: Life,
    asked: Mapping[UUID, datetime],
    reminded: Mapping[Reader, date],
) -> Iterator[Owing]:
    """Nobody asks an officer to declare: it is owed from the day by which they should have."""
    at = asked.get(row.subject_id) if row.subject_id else None
    since = local_day(at) if at else row.due_on
    officer = session.get(Account, _officer(session, row, life) or life.id)
    if since is None or officer is None or officer.disabled_at is not None:
        return
    subject = row.subject_id or life.id
    yield Owing(
        life,
        Duty(row.duty),
        subject,
        since,
        row.due_on,
        account_id=officer.id,
        reminded_on=reminded.get((subject, row.duty, officer.id)),
    )


def _officer(session: Session, row: DutyRow, life: Life) -> UUID | None:
    if row.duty == Duty.CHAIR_SIGNS_MINUTES:
        paper = session.get_one(Minutes, row.subject_id)
        return officer_signs(session, life, paper.meeting)
    if row.duty == Duty.CHAIR_SIGNS_CLOSURE:
        closure = session.get_one(Closure, row.subject_id)
        case = session.get_one(Case, life.id)
        meeting = session.get(Meeting, closure.meeting_id) if closure.meeting_id else None
        return closing_signer(session, case, meeting)
    if row.duty == Duty.SUBSTITUTE_DECLARES:
        return _substitute(session, row)
    chair = chair_of(session, life)
    return chair.id if chair else None


def _substitute(session: Session, row: DutyRow) -> UUID | None:
    """Who chaired that meeting, or is named to."""
    meeting = session.get_one(Meeting, row.meeting_id)
    named = substitute_of(session, meeting.id) if meeting.held_at is None else None
    return named.account_id if named else meeting.chaired_by_id
