"""The day of an appointment is corrected, and what stood there stays: Art. 4(2)."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from casework.record.days_of_case import rests_on_appointment
from casework.record.numbers import next_of
from casework.record.table import open_case
from casework.table import chairing
from core.clock import local_day
from identity.access import NotThere, officer_of
from identity.heads_word import take_for_head
from models.appointment_day import AppointmentDay
from models.case import Appointment
from models.session import Work
from rules.appointment_day import AppointmentFacts, check_appointment_day
from rules.basis import Article
from workflow.life import after_act


def correct(
    work: Work, case_id: UUID, appointment_id: UUID, on: date, *, reason: str
) -> AppointmentDay:
    """Who managed the case on which day, and what is owed since, follow from this day."""
    case, by = open_case(work, case_id), officer_of(work).id
    take_for_head(work, case.municipality_id, by, Article(4, "2"), at=case_id)
    query = select(Appointment).where(Appointment.case_id == case_id)
    rows = list(work.session.scalars(query.order_by(Appointment.recorded_at)))
    place = next((n for n, each in enumerate(rows) if each.id == appointment_id), None)
    if place is None:
        raise NotThere
    row, former = rows[place], rows[place - 1] if place else None
    facts = AppointmentFacts(
        row.appointed_on,
        local_day(row.recorded_at),
        case.referred_on,
        former.appointed_on if former else None,
        next((each.appointed_on for each in rows[place + 1 :]), None),
        rests_on_appointment(work.session, row) if former is None else None,
    )
    check_appointment_day(facts, on, reason, work.clock.today())
    kept = AppointmentDay(
        appointment_id=row.id,
        number=next_of(work, AppointmentDay.number, AppointmentDay.appointment_id == row.id),
        was_on=row.appointed_on,
        now_on=on,
        reason=reason.strip(),
        recorded_at=work.clock.now(),
        recorded_by_id=by,
    )
    work.session.add(kept)
    work.session.flush()  # the day gives way only where its correction keeps it
    row.appointed_on = on
    if former is not None:
        former.ended_on = on
    work.session.flush()
    detail = {"appointment": row.id, "correction": kept.number, "on": on}
    work.record("day of the appointment corrected", "4(2)", life=case.life, **detail)
    chairing.judge_anew(work, case_id)
    after_act(work, case_id, "day of the appointment corrected")
    return kept
