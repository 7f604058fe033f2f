"""A superior who was notified of silence that was none hears so: Art. 14(3.2)."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from casework.case import answer_corrections, reports, silence, superior
from casework.record.silence import has_fallen
from casework.record.waiting_facts import read_all
from models.inquiry import Inquiry, InquiryAnswer
from models.outbox import Message
from models.plan import ReportRequest
from models.session import unit_of_work
from models.superior import SuperiorService
from notifications import answered, delivery
from notifications.channels import Reply, Verdict
from rules.attendance import ToldThatItFell
from rules.inquiries import AnsweredBy
from rules.silence import SilenceStands
from rules.superior import SuperiorMeans, ToldSuperior
from tests.builders import SILENT, ACase
from tests.casework.case.test_answers_taken_back import take_back
from tests.casework.case.test_inquiries import DAY, SAID, ask, enter, request_of
from tests.casework.case.test_superior import instruct
from tests.casework.conftest import At

CORRECTED = "reports/corrected"


@pytest.fixture(name="case")
def a_silent_member(a_case: At) -> ACase:
    return a_case("planned", a_superior_is_notified)


def a_superior_is_notified(case: ACase) -> None:
    """Of a question that nobody has answered."""
    instruct(case, reminders=2)
    inquiry, due = ask(case, SILENT), case.clock.today() + 10 * DAY
    for _ in range(17):
        case.stage.move_to(case.clock.today() + DAY)
    assert request_of(inquiry).notified_at is not None
    assert the_question() == (inquiry, due)


def the_question() -> tuple[UUID, date]:
    """The only one, and the last day in time."""
    with unit_of_work() as work:
        asked = work.session.scalars(select(Inquiry)).one()
        return asked.id, asked.due_on


def leaves(template: str) -> None:
    (mail,) = delivery.take(Message.template == template)
    answered.record([(mail, Reply(Verdict.ACCEPTED, "250 2.0.0 Ok"))])


def correct(case: ACase, inquiry: UUID, on: date) -> None:
    with case.manager() as work:
        asked = work.session.get_one(Inquiry, inquiry)
        (former,) = (each.id for each in asked.standing)
        answer_corrections.correct(
            work, former, said_on=on, how=AnsweredBy.PAPER, source="Zyra", words=SAID, reason="Dita"
        )


def fell(case: ACase, inquiry: UUID) -> None:
    request = request_of(inquiry).id
    with case.manager() as work:
        silence.take_back(work, request)


def waits(case: ACase) -> int:
    """As rule and question say it alike."""
    with unit_of_work() as work:
        every = work.session.scalars(select(ReportRequest)).all()
        found = [each.id for each in every if has_fallen(each) and each.fell_told_on is None]
        assert len(read_all(work.session, [case.case])[case.case].fallen) == len(found)
        return len(found)


@pytest.mark.article("14(3.2)")
def test_a_superior_hears_once_that_the_answer_had_come_in_time(case: ACase) -> None:
    inquiry, due = the_question()
    leaves("reports/superior")
    request = request_of(inquiry).id
    with case.manager() as work, pytest.raises(SilenceStands):
        silence.take_back(work, request)
    assert waits(case) == 0
    enter(case, inquiry, due)
    assert waits(case) == 1
    assert case.messages(CORRECTED) == []  # on the manager's word
    with case.manager() as work:
        silence.take_back(work, request)
    (mail,) = case.messages(CORRECTED)
    assert (mail.status, mail.context["came_on"]) == ("queued", due.isoformat())
    assert ("superior told that it does not hold", "14(3.2)") in case.trail()
    assert waits(case) == 0
    enter(case, inquiry, due + DAY)  # a further answer leaves it as it is
    assert case.messages(CORRECTED)[0].status == "queued"
    with case.manager() as work, pytest.raises(ToldThatItFell):
        silence.take_back(work, request)
    with case.manager() as work:  # and what they answer is put on record
        superior.record_reply(work, request, came_on=case.clock.today(), words="Mirë.")


@pytest.mark.article("14(3.2)")
def test_a_late_answer_leaves_the_notice_and_takes_back_what_waits_to_leave(case: ACase) -> None:
    inquiry, due = the_question()
    leaves("reports/superior")
    enter(case, inquiry, due)
    fell(case, inquiry)
    correct(case, inquiry, due + DAY)
    assert case.messages(CORRECTED)[0].status == "obsolete"
    assert request_of(inquiry).fell_told_on is None
    assert waits(case) == 0
    correct(case, inquiry, due)  # it was in time after all
    assert waits(case) == 1
    fell(case, inquiry)
    assert request_of(inquiry).fell_told_on == case.clock.today()


@pytest.mark.article("14(3.2)")
def test_what_has_not_left_is_withdrawn_by_itself_and_nobody_was_told(case: ACase) -> None:
    inquiry, due = the_question()
    enter(case, inquiry, due)
    assert case.messages("reports/superior")[0].status == "obsolete"
    assert request_of(inquiry).notified_at is None
    assert waits(case) == 0


@pytest.mark.article("14(3.2)")
def test_a_letter_says_it_on_its_day_and_the_mail_that_waits_does_not_leave(case: ACase) -> None:
    inquiry, due = the_question()
    leaves("reports/superior")
    enter(case, inquiry, due)
    request, today = request_of(inquiry).id, case.clock.today()
    with case.manager() as work:
        silence.take_back(work, request)
    for day in (today, today - timedelta(days=30)):
        said = ToldSuperior(day, SuperiorMeans.CALL, witness="Asistentja")
        with case.manager() as work:
            if day < due:
                with pytest.raises(SilenceStands):
                    silence.record_told(work, request, said)
            else:
                silence.record_told(work, request, said)
    assert case.messages(CORRECTED)[0].status == "obsolete"
    assert request_of(inquiry).fell_told_on == today
    with unit_of_work() as work:
        (row,) = work.session.scalars(select(SuperiorService))
        assert (row.of_fallen, row.served_on) == (True, today)
    assert request_of(inquiry).served_on is None  # that was no notice


@pytest.mark.article("14(3.2)")
def test_who_is_notified_anew_after_that_is_notified(case: ACase) -> None:
    inquiry, due = the_question()
    leaves("reports/superior")
    enter(case, inquiry, due)
    request = request_of(inquiry).id
    with case.manager() as work:
        silence.take_back(work, request)
    leaves(CORRECTED)
    with case.manager() as work:
        former = work.session.scalars(select(InquiryAnswer.id)).one()
        answer_corrections.take_back(work, former, why="Pyetje tjetër.")
    assert request_of(inquiry).fell_told_on is not None  # it has left
    case.stage.settle()
    assert request_of(inquiry).fell_told_on is None  # by the same instruction
    assert [each.status for each in case.messages("reports/superior")] == ["sent", "queued"]
    with case.manager() as work:
        reports.withdraw_instruction(work, case.case)
    assert request_of(inquiry).notified_at is None


@pytest.mark.article("14(3.2)")
def test_who_was_told_otherwise_hears_that_what_came_was_late(case: ACase) -> None:
    inquiry, due = the_question()
    leaves("reports/superior")
    enter(case, inquiry, due)
    fell(case, inquiry)
    leaves(CORRECTED)
    correct(case, inquiry, due + DAY)
    case.stage.settle()
    assert request_of(inquiry).fell_told_on is None
    first, again = case.messages("reports/superior")
    assert (first.status, first.context["came_late_on"]) == ("sent", None)
    assert (again.status, again.context["came_late_on"]) == ("queued", f"{due + DAY}")
    assert waits(case) == 0


@pytest.mark.article("14(3.2)")
def test_what_the_superior_has_heard_is_not_begun_anew_where_an_answer_is_taken_back(
    case: ACase,
) -> None:
    inquiry, _ = the_question()
    leaves("reports/superior")
    enter(case, inquiry, case.clock.today())
    take_back(case, inquiry)
    request = request_of(inquiry)
    assert request.notified_at is not None
    assert request.last_chance_on is not None
    assert request.put_again_at is None
    assert len(case.messages("reports/inquiry")) == 2  # the member hears that it is open again
