"""Whose cases are to be handed over, and which come back after an absence: 4(2), 0163."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on

from identity.access import NotThere, is_head, named_last, officer_of, visible_cases
from identity.officers import names_of
from models.case import Appointment, Case
from models.life import Life
from models.meeting import PLANNED, Meeting
from models.people import Account
from models.session import Work
from queries.dashboard import managers_of
from rules.roles import Role


@dataclass(frozen=True, slots=True)
class Colleague:
    """An officer of the centre, and how many open cases are theirs."""

    id: UUID
    name: str
    cases: int
    has_left: bool
    """Their account is disabled."""


@dataclass(frozen=True, slots=True)
class HandedCase:
    """A case that goes, or comes back."""

    number: str
    phase: str
    since: date
    """Since when whoever manages it does."""
    manager: str = ""
    appointment: UUID | None = None
    """By which they manage it."""


@dataclass(frozen=True, slots=True)
class CasesOfColleague:
    """What is theirs, what was theirs before, and who may take it."""

    colleague: Colleague
    cases: Sequence[HandedCase]
    before: Sequence[HandedCase]
    """Which they managed last before whoever manages it now."""
    chairs: Sequence[tuple[UUID, str]]
    """Meetings to come of other cases that they are named to chair."""
    others: Sequence[Account]


def left_behind(work: Work) -> list[Colleague]:
    """Who has left, and has open cases all the same: one statement, of the head."""
    return _colleagues(work, only_left=True) if is_head(work) else []


def colleagues(work: Work) -> list[Colleague]:
    """Every officer of the head's centre who is in office, or has open cases."""
    if not is_head(work):
        raise NotThere
    return _colleagues(work)


def _colleagues(work: Work, *, only_left: bool = False) -> list[Colleague]:
    theirs = (
        select(Case.manager_id, func.count().label("cases"))
        .join(Life, Life.id == Case.id)
        .where(visible_cases(work))
        .group_by(Case.manager_id)
        .subquery()
    )
    query = (
        select(Account, func.coalesce(theirs.c.cases, 0))
        .outerjoin(theirs, theirs.c.manager_id == Account.id)
        .where(Account.municipality_id == officer_of(work).municipality_id)
        .where(Account.role == Role.MANAGER)
    )
    if only_left:
        query = query.where(Account.disabled_at.is_not(None), theirs.c.cases > 0)
    found = [
        Colleague(account.id, account.name or "", cases, account.disabled_at is not None)
        for account, cases in work.session.execute(query)
        if cases or account.disabled_at is None
    ]
    return sorted(found, key=lambda each: (not (each.has_left and each.cases), each.name))


def of_colleague(work: Work, account_id: UUID) -> CasesOfColleague:
    """For the head: of an officer of the own centre; raises `NotThere`."""
    if not is_head(work):
        raise NotThere
    account, own = work.session.get(Account, account_id), officer_of(work)
    is_ours = account is not None and account.municipality_id == own.municipality_id
    if account is None or not is_ours or account.role != Role.MANAGER:
        raise NotThere
    cases = _of_manager(work, account_id)
    others = managers_of(work, own.municipality_id)
    return CasesOfColleague(
        Colleague(account.id, account.name or "", len(cases), account.disabled_at is not None),
        cases,
        _before(work, account_id) if account.disabled_at is None else (),
        _chairs(work, account_id),
        [each for each in others if each.id not in {account_id, own.id}],
    )


def _of_manager(work: Work, account_id: UUID) -> list[HandedCase]:
    query = (
        select(Case.number, Case.phase, Appointment.appointed_on)
        .join(Life, Life.id == Case.id)
        .join(Appointment, (Appointment.case_id == Case.id) & Appointment.ended_on.is_(None))
        .where(visible_cases(work), Case.manager_id == account_id)
        .order_by(Case.number)
    )
    return [HandedCase(*row) for row in work.session.execute(query)]


def _before(work: Work, account_id: UUID) -> list[HandedCase]:
    last = (
        select(Appointment.case_id, Appointment.account_id)
        .ext(distinct_on(Appointment.case_id))
        .where(Appointment.ended_on.is_not(None))
        .order_by(Appointment.case_id, Appointment.recorded_at.desc())
        .subquery()
    )
    query = (
        select(Case.number, Case.phase, Appointment.appointed_on, Case.manager_id, Appointment.id)
        .join(Life, Life.id == Case.id)
        .join(last, last.c.case_id == Case.id)
        .join(Appointment, (Appointment.case_id == Case.id) & Appointment.ended_on.is_(None))
        .where(visible_cases(work), last.c.account_id == account_id)
        .where(Case.manager_id != account_id)
        .order_by(Case.number)
    )
    rows = work.session.execute(query).all()
    names = names_of(work.session, {row[3] for row in rows if row[3]})
    return [HandedCase(*row[:3], names[row[3]], row[4]) for row in rows if row[3]]


def _chairs(work: Work, account_id: UUID) -> list[tuple[UUID, str]]:
    query = (
        select(Meeting.id, Case.number)
        .join(Case, Case.id == Meeting.life_id)
        .join(Life, Life.id == Case.id)
        .where(visible_cases(work), PLANNED, named_last() == account_id)
        .order_by(Case.number)
    )
    return [(meeting, number) for meeting, number in work.session.execute(query)]
