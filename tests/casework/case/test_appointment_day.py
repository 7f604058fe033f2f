"""The day of an appointment is corrected: what follows, and what stays: Art. 4(2)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from casework.case import appointment_day, referral
from identity.access import NotThere
from models.appointment_day import AppointmentDay
from models.case import Appointment
from models.session import unit_of_work
from rules.duties import Duty
from rules.referral import BeforeTheFormerManager
from tests.builders import HEAD, MANAGER, ACase
from tests.casework.case.test_handover import hand_over
from tests.casework.conftest import At
from tests.casework.table.test_chairing import unappointed
from tests.database import past_the_rights

DAY = timedelta(days=1)


def appointments(case: ACase) -> list[Appointment]:
    with unit_of_work() as work:
        query = select(Appointment).where(Appointment.case_id == case.case)
        return list(work.session.scalars(query.order_by(Appointment.recorded_at)))


def correct(case: ACase, row: Appointment, on: date) -> AppointmentDay:
    with case.head() as work:
        return appointment_day.correct(work, case.case, row.id, on, reason=" U shtyp gabim. ")


@pytest.mark.article("4(2)")
def test_what_is_owed_is_counted_from_it_and_what_stood_stays(a_case: At) -> None:
    case = a_case("referred")
    case.clock.move_to(case.begins + 4 * DAY)
    with case.head() as work:
        referral.appoint(work, case.case, case.account(MANAGER).id, by=case.account(HEAD).id)
    (row,) = appointments(case)
    before = case.duties()[Duty.CHOOSE_COMPOSITION].due
    kept = correct(case, row, case.begins + DAY)
    assert (kept.number, kept.was_on, kept.reason) == (1, row.appointed_on, "U shtyp gabim.")
    after = case.duties()[Duty.CHOOSE_COMPOSITION].due
    assert before is not None
    assert after == before - 3 * DAY
    with pytest.raises(IntegrityError), past_the_rights() as work:
        work.session.get_one(AppointmentDay, kept.id).was_on = case.begins
    with pytest.raises(IntegrityError), unit_of_work() as work:
        work.session.get_one(Appointment, row.id).appointed_on = case.begins


@pytest.mark.article("4(2)")
def test_who_managed_before_managed_until_that_day(a_case: At) -> None:
    case = a_case("minuted")
    day = case.clock.today()
    hand_over(case)
    first, second = appointments(case)
    assert first.ended_on == second.appointed_on == day
    correct(case, second, day - DAY)
    first, second = appointments(case)
    assert first.ended_on == second.appointed_on == day - DAY
    with pytest.raises(NotThere), case.head() as work:
        appointment_day.correct(work, case.case, case.case, day, reason="x")


@pytest.mark.article("4(2)")
def test_nobody_is_appointed_before_whom_they_follow(a_case: At) -> None:
    case = a_case("appointed")
    case.clock.move_to(case.begins + 4 * DAY)
    hand_over(case)
    by, back, day = case.account(HEAD).id, case.account(MANAGER).id, case.clock.today()
    with pytest.raises(BeforeTheFormerManager), case.head() as work:
        referral.appoint(work, case.case, back, by=by, on=day - DAY)
    with case.head() as work:
        referral.appoint(work, case.case, back, by=by, on=day)


@pytest.mark.article("4(2)")
def test_a_meeting_was_chaired_by_whom_the_centre_had_appointed_by_then(a_case: At) -> None:
    case = a_case("met")
    (row,) = appointments(case)
    met_on = case.held().day
    assert not unappointed(case)
    hand_over(case)
    first, second = appointments(case)
    correct(case, second, met_on - DAY)
    assert [(each.limit_on, each.struck_on) for each in unappointed(case)] == [(met_on, None)]
    correct(case, second, met_on)
    assert [each.struck_on for each in unappointed(case)] == [case.clock.today()]
    assert row.id == first.id
