"""What was not in time stays on record, whatever is done later: Art. 16(1)."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from casework.case import referral, reports
from casework.table import convening, declarations, succession
from casework.table.succession import End
from models.breach import BreachRow
from models.session import unit_of_work
from queries import breaches
from queries.breaches import BreachLine
from rules.breaches import Wrong
from rules.duties import Duty
from rules.succession import Departure
from simulation import by_code
from simulation.seed import officer
from simulation.stage import member_acting
from tests.builders import HEAD, HOUR, MANAGER, SILENT, ACase
from tests.casework.conftest import At
from workflow import breaches as noted
from workflow.life import look_again

ANOTHER = "vjosa.krasniqi@qps-ferizaj.example"


def passed(case: ACase) -> list[BreachLine]:
    with case.head() as work:
        return breaches.of_life(work, case.case)


def rows(case: ACase) -> Sequence[BreachRow]:
    with unit_of_work() as work:
        query = select(BreachRow).where(BreachRow.life_id == case.case)
        query = query.where(BreachRow.duty == Duty.WRITE_REPORT)
        return work.session.scalars(query).all()


def late_report(case: ACase) -> BreachLine:
    (line,) = [line for line in passed(case) if line.duty is Duty.WRITE_REPORT]
    return line


def by_article(case: ACase) -> dict[str, int]:
    with case.head() as work:
        return {str(article): number for article, number in breaches.by_article(work)}


def receive(case: ACase) -> None:
    request = case.request(SILENT)
    with member_acting(request.member_id) as work:
        reports.receive(work, request.id, done="Katër vizita.")


def day_after_the_limit(case: ACase) -> date:
    return case.request(SILENT).due_on + timedelta(days=1)


@pytest.mark.article("8(9)", "16(1)")
def test_a_report_that_comes_late_was_late(a_case: At) -> None:
    case = a_case("one_silent")
    case.clock.move_to(case.request(SILENT).due_on)
    assert passed(case) == []
    case.clock.move_to(day_after_the_limit(case))  # nobody has looked at the case yet
    assert late_report(case).over_on is None
    assert by_article(case)["8(9)"] == 1
    receive(case)
    line = late_report(case)
    assert (line.limit, line.over_on) == (case.request(SILENT).due_on, case.clock.today())
    assert line.institution
    assert by_article(case)["8(9)"] == 1


@pytest.mark.article("8(9)")
def test_a_limit_that_passes_is_noted_though_nobody_acts(a_case: At) -> None:
    case = a_case("one_silent")
    case.stage.move_to(day_after_the_limit(case))
    (row,) = rows(case)
    assert (row.duty, row.noticed_on) == (Duty.WRITE_REPORT, day_after_the_limit(case))


@pytest.mark.article("8(9)", "8(6)")
def test_what_was_late_outlives_member_meeting_and_manager(a_case: At) -> None:
    case = a_case("one_silent")
    case.clock.move_to(day_after_the_limit(case))
    with case.manager() as work:
        succession.release(
            work, case.case, case.seat(SILENT), End(Departure.END_OF_OFFICE, "Ka ndërruar detyrën.")
        )
        convening.cancel(work, case.case)
    with case.head() as work:
        referral.appoint(work, case.case, officer(work, ANOTHER).id, by=officer(work, HEAD).id)
    line = late_report(case)
    with case.head() as work:
        assert line.chair == officer(work, MANAGER).name
    assert line.over_on == case.clock.today()
    assert by_article(case)["8(9)"] == 1


@pytest.mark.article("5(1.5)")
def test_a_late_review_does_not_erase_the_missed_month(a_case: At) -> None:
    case = a_case("minuted")
    case.stage.move_to(case.working_day(14 + 31 + 10))
    assert by_article(case)["5(1.5)"] == 1
    case.convene(case.at(14 + 31 + 24), on_review=True)
    case.stage.move_to(case.meeting().day, HOUR)
    case.tell_family()
    met_on = case.hold().met_on
    case.stage.move_to(met_on + timedelta(days=1))
    case.review()
    assert by_article(case)["5(1.5)"] == 1
    (line,) = [line for line in passed(case) if line.duty is Duty.REVIEW_PLAN]
    assert line.over_on == case.clock.today()
    assert (line.happened_on, line.struck_on) == (met_on, None)


@pytest.mark.article("5(1.5)", "15(2)")
def test_a_review_in_time_that_is_typed_after_the_month_was_in_time(a_case: At) -> None:
    case = a_case("review_met")
    case.stage.move_to(case.working_day(14 + 31 + 10))
    case.review()
    (line,) = [line for line in passed(case) if line.duty is Duty.REVIEW_PLAN]
    assert (line.happened_on, line.struck_on) == (case.held().day, case.clock.today())
    assert "5(1.5)" not in by_article(case)


@pytest.mark.article("8(9)")
def test_what_had_happened_in_time_is_struck_through_and_stays(a_case: At) -> None:
    case = a_case("one_silent")
    request = case.request(SILENT)
    case.clock.move_to(day_after_the_limit(case))
    receive(case)
    with case.manager() as work:
        noted.happened(
            work,
            case.case,
            Duty.WRITE_REPORT,
            request.due_on,
            subject_id=request.meeting_id,
            member_id=request.member_id,
        )
    line = late_report(case)
    assert (line.happened_on, line.struck_on) == (request.due_on, case.clock.today())
    assert "8(9)" not in by_article(case)


@pytest.mark.article("8(9)")
def test_what_happened_late_keeps_its_true_day(a_case: At) -> None:
    case = a_case("one_silent")
    request = case.request(SILENT)
    case.clock.move_to(request.due_on + timedelta(days=2))
    receive(case)
    with case.manager() as work:
        noted.happened(
            work,
            case.case,
            Duty.WRITE_REPORT,
            day_after_the_limit(case),
            subject_id=request.meeting_id,
            member_id=request.member_id,
        )
    line = late_report(case)
    assert (line.happened_on, line.struck_on) == (day_after_the_limit(case), None)
    assert by_article(case)["8(9)"] == 1


def test_our_own_limits_are_no_breach_of_the_regulation(a_case: At) -> None:
    case = a_case("referred")
    case.stage.move_to(case.begins + timedelta(days=30))
    assert passed(case) == []


def test_looking_twice_notes_once(a_case: At) -> None:
    case = a_case("one_silent")
    case.clock.move_to(day_after_the_limit(case))
    for _ in range(2):
        look_again(case.case)
    assert len(rows(case)) == 1


def test_nothing_that_passed_is_ever_deleted(a_case: At) -> None:
    case = a_case("one_silent")
    case.stage.move_to(day_after_the_limit(case))
    with pytest.raises(DBAPIError), unit_of_work() as work:
        work.session.execute(text("DELETE FROM breach"))


@pytest.mark.article("8(3)", "8(7)", "16(1)")
def test_notice_that_was_not_given_is_on_the_page_before_anybody_looks(a_case: At) -> None:
    case = a_case("agreed")
    last = case.meeting().day - timedelta(days=3)
    case.clock.move_to(last)
    assert passed(case) == []
    case.clock.move_to(last + timedelta(days=1))  # midnight has passed, and no worker runs
    assert rows(case) == []
    fresh = {(line.duty, line.member_id, line.limit) for line in passed(case)}
    assert fresh == {
        (wrong, member, last)
        for member in case.members()
        for wrong in (Wrong.SHORT_NOTICE, Wrong.NO_PAPERS)
    }
    counted = by_article(case)
    assert counted["8(3)"] == counted["8(7)"] == len(case.members())
    look_again(case.case)
    assert {(line.duty, line.member_id, line.limit) for line in passed(case)} == fresh
    assert by_article(case) == counted


@pytest.mark.article("8(7)", "18(2)")
def test_whose_lapse_it_was_follows_from_the_day_on_which_they_had_signed(a_case: At) -> None:
    """On paper, and typed once the last day had passed: they were ready, and had no papers."""
    case = a_case("agreed")
    seat, last = case.seat(SILENT), case.meeting().day - timedelta(days=3)
    case.clock.move_to(last + timedelta(days=1))
    look_again(case.case)

    def whose() -> str:
        with unit_of_work() as work:
            query = select(BreachRow).filter_by(member_id=seat, duty=Wrong.NO_PAPERS)
            return work.session.scalars(query).one().actor

    assert whose() == "members"
    with case.manager() as work:
        declarations.declare(work, seat, conflict=False, confidential=True, on_paper=True, on=last)
    assert whose() == "manager"
    with case.manager() as work:
        by_code.declare(work, seat, conflict=True, confidential=False)
    assert whose() == "manager"
