"""Who comes back from a mistaken conflict when their report is due: Art. 8(9), 10(2), 0152."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from casework.case import report_corrections, reports
from casework.table import conflicts
from models.plan import Reminder, ReportRequest
from models.session import unit_of_work
from simulation import by_code
from simulation.stage import member_acting
from tests.builders import SILENT, ACase
from tests.casework.conftest import At

DAY = timedelta(days=1)


def barred(case: ACase, on: date) -> ReportRequest:
    """Who is silent declares a conflict of interest on that day."""
    seat = case.seat(SILENT)
    case.stage.move_to(on)
    with member_acting(seat) as work:
        by_code.declare(work, seat, conflict=True, confidential=False)
    return asked(seat)


def back(case: ACase, seat: UUID, on: date, *, said_on: date | None = None) -> None:
    case.stage.move_to(on)
    with case.manager() as work:
        conflicts.withdraw(work, case.case, seat, reason="Gabim.", on=said_on)
    case.stage.settle()


def asked(seat: UUID) -> ReportRequest:
    with unit_of_work() as work:
        query = select(ReportRequest).where(ReportRequest.member_id == seat)
        return work.session.scalars(query.where(ReportRequest.meeting_id.is_not(None))).one()


def is_owed(case: ACase, request: ReportRequest) -> bool:
    return any(each.id == request.id and each.owed for each in case.facts().reports)


@pytest.mark.article("8(9)", "10(2)")
@pytest.mark.parametrize(
    ("back_on", "said_on", "anew"),
    [(-1, None, False), (0, None, True), (1, 0, True), (1, None, False), (3, 0, False)],
)
def test_a_report_due_while_no_door_was_open_is_asked_for_at_once(
    a_case: At, back_on: int, said_on: int | None, *, anew: bool
) -> None:
    """Nobody asks who was barred on that day, or on the day of the meeting itself."""
    case = a_case("reports_asked")
    meeting = case.meeting().day
    due = meeting - 3 * DAY
    request = barred(case, due - 4 * DAY)
    said = due + said_on * DAY if said_on is not None else None
    back(case, request.member_id, due + back_on * DAY, said_on=said)
    now = asked(request.member_id)
    assert (now.due_on, now.put_again_at is not None) == (meeting if anew else due, anew)
    assert is_owed(case, now) is (anew or back_on < 0)


@pytest.mark.article("8(9)", "10(2)")
def test_who_comes_back_on_the_day_of_the_meeting_is_not_reminded_and_not_late(
    a_case: At,
) -> None:
    case = a_case("reports_asked")
    request = barred(case, case.meeting().day - 8 * DAY)
    back(case, request.member_id, case.meeting().day - 3 * DAY)
    with member_acting(request.member_id) as work:
        by_code.declare(work, request.member_id, conflict=True, confidential=False)
    back(case, request.member_id, case.meeting().day)
    assert not is_owed(case, request)
    with unit_of_work() as work:
        query = select(Reminder).where(Reminder.request_id == request.id)
        assert work.session.scalars(query).all() == []


@pytest.mark.article("8(9)", "10(2)")
def test_where_what_was_on_record_was_no_report_it_is_asked_for_at_once_too(a_case: At) -> None:
    case = a_case("reports_asked")
    due = case.meeting().day - 3 * DAY
    request = barred(case, due - 4 * DAY)
    with case.manager() as work:
        reports.receive(work, request.id, done="Vizita.", on_paper=True)
    back(case, request.member_id, due)
    assert asked(request.member_id).due_on == due
    case.stage.move_to(due + DAY)
    with case.manager() as work:
        report_corrections.take_back(work, request.id, why="Rreshti i gabuar.")
    assert asked(request.member_id).due_on == case.meeting().day
    assert is_owed(case, request)
