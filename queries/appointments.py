"""Who was appointed to manage a case, since when, and what stood there before: Art. 4(2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.appointment_day import AppointmentDay
from models.case import Appointment, Case
from models.people import Account
from models.session import Work


@dataclass(frozen=True, slots=True)
class AppointmentLine:
    """One appointment, with the corrections of its day in the order of entry."""

    row: Appointment
    name: str
    days: Sequence[AppointmentDay]


@dataclass(frozen=True, slots=True)
class InForce:
    """Who manages a case now."""

    id: UUID
    name: str
    since: date


def in_force(work: Work, case: Case) -> InForce | None:
    """The appointment that another would replace: Art. 4(2)."""
    query = select(Appointment, Account).join(Account, Account.id == Appointment.account_id)
    standing = query.where(Appointment.case_id == case.id, Appointment.ended_on.is_(None))
    if (found := work.session.execute(standing).first()) is None:
        return None
    row, officer = found
    return InForce(row.id, officer.name or "", row.appointed_on)


def of_case(work: Work, case: Case) -> Sequence[AppointmentLine]:
    """Every appointment, the first first."""
    query = select(Appointment, Account).join(Account, Account.id == Appointment.account_id)
    rows = work.session.execute(
        query.where(Appointment.case_id == case.id).order_by(Appointment.recorded_at)
    ).all()
    corrections = (
        select(AppointmentDay)
        .where(AppointmentDay.appointment_id.in_([row.id for row, _ in rows]))
        .options(joinedload(AppointmentDay.recorded_by))
        .order_by(AppointmentDay.number)
    )
    kept = work.session.scalars(corrections).all()
    return [
        AppointmentLine(
            row,
            officer.name_at(row.recorded_at),
            [each for each in kept if each.appointment_id == row.id],
        )
        for row, officer in rows
    ]
