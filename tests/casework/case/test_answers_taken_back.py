"""An answer put right or taken back, and whether it was late then: Art. 14(3)."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from casework.case import answer_corrections, inquiries, reports
from casework.case.seal import seal_of
from casework.record.put_again import asked_on, was_answered
from identity.access import NotThere
from models.inquiry import InquiryAnswer
from models.session import unit_of_work
from rules.answer_corrections import AnswerOfTheMember, AnswerStandsNoMore
from rules.duties import Duty
from rules.inquiries import (
    AnsweredBy,
)
from rules.reports import NotYetRefused
from tests.builders import MANAGER, SILENT, ACase
from tests.casework.case.test_inquiries import DAY, SAID, answer, ask, enter, reminders, request_of
from tests.casework.conftest import At
from tests.database import past_the_rights


@pytest.mark.article("17(5)")
def test_questions_and_answers_are_of_the_sealed_file_and_stay_as_written(a_case: At) -> None:
    case = a_case("planned")
    before = seal_it(case)
    asked = ask(case)
    between = seal_it(case)
    answer(case, asked)
    assert len({before, between, seal_it(case)}) == 3
    for table in ("inquiry", "inquiry_answer"):
        with unit_of_work() as work, pytest.raises(DBAPIError):
            work.session.execute(text(f"DELETE FROM {table}"))


def seal_it(case: ACase) -> str:
    with unit_of_work() as work:
        return str(seal_of(work.session, case.case))


def correct(case: ACase, answer: UUID, on: date, reason: str = "Dita ishte gabim.") -> None:
    with case.manager() as work:
        answer_corrections.correct(
            work, answer, said_on=on, how=AnsweredBy.PAPER, source="Ambulanca", words=SAID,
            reason=reason,
        )  # fmt: skip


def answers_of(inquiry: UUID) -> list[InquiryAnswer]:
    with unit_of_work() as work:
        query = select(InquiryAnswer).where(InquiryAnswer.inquiry_id == inquiry)
        return list(work.session.scalars(query.order_by(InquiryAnswer.recorded_at)))


@pytest.mark.article("14(3.1)")
def test_late_or_not_follows_the_answer_that_stands(a_case: At) -> None:
    case = a_case("planned")
    asked, today = ask(case, days=2), case.clock.today()
    case.stage.move_to(today + 4 * DAY)
    enter(case, asked, today + DAY)
    (first,) = answers_of(asked)
    correct(case, first.id, today + 3 * DAY)
    assert request_of(asked).received_on == today + 3 * DAY
    with pytest.raises(AnswerStandsNoMore):
        correct(case, first.id, today + 2 * DAY)
    with pytest.raises(NotThere):
        correct(case, asked, today)
    answer(case, asked)
    *_, written = answers_of(asked)
    with pytest.raises(AnswerOfTheMember):
        correct(case, written.id, today + DAY)
    for change in (
        "UPDATE inquiry_answer SET said_on = said_on - 1",
        "DELETE FROM answer_taken_back; DELETE FROM inquiry_answer",
    ):
        with past_the_rights() as work, pytest.raises(DBAPIError):
            work.session.execute(text(change))


@pytest.mark.article("14(3.1)", "14(3.2)")
def test_what_is_taken_back_is_owed_again_and_told_where_nobody_had_heard(a_case: At) -> None:
    case = a_case("planned")
    with case.manager() as work:
        by = case.account(MANAGER).id
        reports.instruct(work, case.case, after_reminders=3, last_chance_days=2, by=by)
    asked, today = ask(case, SILENT), case.clock.today()
    enter(case, asked, today)
    assert {each.status for each in case.messages("reports/inquiry")} == {"obsolete"}
    (typed,) = answers_of(asked)
    with case.manager() as work:
        answer_corrections.take_back(work, typed.id, why="Kanarina: pyetja tjetër.")
    assert "obsolete" not in {each.status for each in case.messages("reports/inquiry")}
    assert len(case.messages("reports/inquiry")) == 1
    assert request_of(asked).received_at is None
    assert Duty.GIVE_ANSWER in case.duties()
    with case.manager() as work, pytest.raises(AnswerStandsNoMore):
        answer_corrections.take_back(work, typed.id, why="Prapë.")
    for day in range(1, 12):
        case.stage.move_to(today + day * DAY)
    assert len(reminders(asked)) == 3
    assert request_of(asked).last_chance_on is not None
    with case.manager() as work:
        inquiries.withdraw(work, asked, why="Nuk duhet më.")


@pytest.mark.article("14(3.1)", "17(5)", "18(1)")
def test_what_was_taken_back_stays_in_the_file_and_nowhere_in_clear(a_case: At) -> None:
    case = a_case("planned")
    asked = ask(case)
    enter(case, asked, case.clock.today())
    before = seal_it(case)
    (typed,) = answers_of(asked)
    with case.manager() as work:
        answer_corrections.take_back(work, typed.id, why="Kanarina: pyetja tjetër.")
    assert seal_it(case) != before
    with unit_of_work() as work:
        for table in ("answer_taken_back", "audit", "message"):
            rows = work.session.scalars(text(f"SELECT t::text FROM {table} t"))
            assert [row for row in rows if "Kanarina" in row] == []


def take_back(case: ACase, asked: UUID) -> None:
    *_, typed = answers_of(asked)
    with case.manager() as work:
        answer_corrections.take_back(work, typed.id, why="Kanarina: pyetja tjetër.")


@pytest.mark.article("14(3.1)", "14(3.2)")
def test_taken_back_after_its_day_it_is_late_and_asked_anew_and_counts_from_then(
    a_case: At,
) -> None:
    case = a_case("planned")
    asked, today = ask(case, SILENT, days=3), case.clock.today()
    for day in range(1, 5):
        case.stage.move_to(today + day * DAY)
    enter(case, asked, today + 4 * DAY)
    case.stage.move_to(today + 15 * DAY)
    take_back(case, asked)
    request = request_of(asked)
    assert (request.due_on, request.received_at) == (today + 3 * DAY, None)
    assert was_answered(request)
    assert asked_on(request) == today
    assert case.duties()[Duty.GIVE_ANSWER].due == today + 3 * DAY
    assert Duty.CONFIRM_NOTICE not in case.duties()
    first, anew = case.messages("reports/inquiry")
    assert first.context.get("taken_back_on") is None
    assert anew.context["taken_back_on"] == case.clock.today().isoformat()
    with case.manager() as work, pytest.raises(NotYetRefused):
        reports.confirm_notice(work, request.id, by=case.account(MANAGER).id)
    for day in range(16, 23):
        case.stage.move_to(today + day * DAY)
    counted = [each.due_on - today for each in reminders(asked)][-3:]
    assert counted == [16 * DAY, 18 * DAY, 22 * DAY]
    assert case.duties()[Duty.CONFIRM_NOTICE].due == today + 23 * DAY
