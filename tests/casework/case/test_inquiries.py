"""What the manager asks of members, at will and by the plan, and their answers: Art. 14(3)."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from casework.case import inquiries, outside, reports
from casework.case.outside import Addressed
from identity.access import NotThere
from models.case import Member
from models.inquiry import Inquiry, InquiryAnswer
from models.people import LinkPurpose, MemberLink
from models.plan import Reminder, ReportRequest
from models.session import unit_of_work
from rules.duties import Duty
from rules.information import InformantNotBound
from rules.inquiries import (
    AnsweredBy,
    AnswerIsThere,
    InquiryAnswered,
    InquiryWithdrawn,
    NobodyReportsOnIt,
    NobodyToAsk,
    ReportDateSpent,
)
from rules.outside import Abroad, SentBy
from simulation.stage import member_acting
from tests.builders import MANAGER, SILENT, ACase
from tests.casework.conftest import At
from tests.database import past_the_rights
from tests.portal.members import HEALTH

ASKED, SAID = "Kanarina 3107: a vjen në kontroll?", "Kanarina 6620: erdhi dy herë."
DAY = timedelta(days=1)


def ask(case: ACase, email: str = HEALTH, *, days: int = 10, asked: date | None = None) -> UUID:
    today = case.clock.today()
    with case.manager() as work:
        return inquiries.ask(
            work, case.case, case.seat(email),
            words=ASKED, asked_on=asked or today, due_on=today + days * DAY,
        ).id  # fmt: skip


def enter(case: ACase, inquiry: UUID, on: date) -> None:
    with case.manager() as work:
        inquiries.enter_answer(
            work, inquiry, said_on=on, how=AnsweredBy.TELEPHONE, source="Infermierja", words=SAID
        )


def answer(case: ACase, inquiry: UUID, email: str = HEALTH) -> None:
    seat = case.seat(email)
    with member_acting(seat) as work:
        inquiries.answer(work, seat, inquiry, words=SAID)


def request_of(inquiry: UUID) -> ReportRequest:
    with unit_of_work() as work:
        query = select(ReportRequest).where(ReportRequest.inquiry_id == inquiry)
        return work.session.scalars(query).one()


@pytest.mark.article("14(3.1)", "18(1)")
def test_a_member_is_asked_by_mail_answers_by_link_and_no_mail_says_a_word_of_it(
    a_case: At,
) -> None:
    case = a_case("planned")
    asked = ask(case)
    assert len(case.messages("reports/inquiry")) == 1
    assert Duty.GIVE_ANSWER in case.duties()
    with unit_of_work() as work:
        link = select(MemberLink).where(MemberLink.subject_id == asked)
        assert work.session.scalars(link).one().purpose == LinkPurpose.INFORMATION
    answer(case, asked)
    assert Duty.GIVE_ANSWER not in case.duties()
    assert len(case.messages("inquiries/answered", case.account(MANAGER).id)) == 1
    with unit_of_work() as work:
        rows = [
            str(row)
            for table in ("inquiry", "inquiry_answer", "report_request", "message", "audit")
            for row in work.session.scalars(text(f"SELECT t::text FROM {table} t"))
        ]
        found = work.session.scalars(select(InquiryAnswer)).one()
        assert (found.words, found.inquiry.words) == (SAID, ASKED)
    assert [row for row in rows if "Kanarina" in row] == []


@pytest.mark.article("14(3.1)")
def test_the_first_answer_by_its_day_is_the_receipt_whichever_was_typed_first(a_case: At) -> None:
    case = a_case("planned")
    asked, today = ask(case, days=5), case.clock.today()
    case.stage.move_to(today + 8 * DAY)
    answer(case, asked)
    assert request_of(asked).received_on == today + 8 * DAY
    enter(case, asked, today + 3 * DAY)
    enter(case, asked, today + 7 * DAY)
    assert request_of(asked).received_on == today + 3 * DAY
    with unit_of_work() as work:
        answers = work.session.get_one(Inquiry, asked).answers
        assert [each.said_on - today for each in answers] == [3 * DAY, 7 * DAY, 8 * DAY]


@pytest.mark.article("14(3.1)", "14(3.2)")
def test_silence_is_reminded_of_by_the_ladder_and_is_a_ground_for_the_superior(a_case: At) -> None:
    case = a_case("planned")
    with case.manager() as work:
        by = case.account(MANAGER).id
        reports.instruct(work, case.case, after_reminders=3, last_chance_days=2, by=by)
    asked, today = ask(case, SILENT, days=10), case.clock.today()
    for day in range(1, 11):
        case.stage.move_to(today + day * DAY)
    reminded = [each.due_on - today for each in reminders(asked)]
    assert reminded == [4 * DAY, 8 * DAY, 9 * DAY]  # the first instead of a Sunday
    assert case.messages("reports/last_chance") == []
    case.stage.move_to(today + 11 * DAY)
    assert len(case.messages("reports/last_chance")) == 1
    last = request_of(asked).last_chance_on
    assert last is not None
    case.stage.move_to(last + DAY)
    assert len(case.messages("reports/superior")) == 1
    enter(case, asked, last)
    request = request_of(asked)
    with case.manager() as work, pytest.raises(AnswerIsThere):
        reports.confirm_notice(work, request.id, by=case.account(MANAGER).id)


def reminders(asked: UUID) -> list[Reminder]:
    with unit_of_work() as work:
        query = select(ReportRequest).where(ReportRequest.inquiry_id == asked)
        return list(work.session.scalars(query).one().reminders)


@pytest.mark.article("14(3.1)")
def test_what_is_withdrawn_is_owed_by_nobody_and_stays_to_be_read(a_case: At) -> None:
    case = a_case("planned")
    asked = ask(case)
    with case.manager() as work:
        inquiries.withdraw(work, asked, why="Është pyetur dikush tjetër.")
    assert Duty.GIVE_ANSWER not in case.duties()
    assert {each.status for each in case.messages("reports/inquiry")} == {"obsolete"}
    case.stage.move_to(case.clock.today() + 20 * DAY)
    assert reminders(asked) == []
    with case.manager() as work, pytest.raises(InquiryWithdrawn):
        inquiries.withdraw(work, asked, why="Prapë.")
    request = request_of(asked)
    with case.manager() as work, pytest.raises(InquiryWithdrawn):
        reports.confirm_notice(work, request.id, by=case.account(MANAGER).id)
    enter(case, asked, case.clock.today())  # what came is put on record all the same
    other = ask(case)
    answer(case, other)
    with case.manager() as work, pytest.raises(InquiryAnswered):
        inquiries.withdraw(work, other, why="Vonë.")


@pytest.mark.article("14(3.1)", "10(2)", "18(2)")
def test_who_does_not_sit_is_not_asked_and_who_did_not_sign_does_not_answer(a_case: At) -> None:
    case = a_case("prepared")
    asked = ask(case)
    with pytest.raises(InformantNotBound):
        answer(case, asked)
    with pytest.raises(NotThere):
        answer(case, asked, SILENT)
    request = request_of(asked)
    with case.manager() as work, pytest.raises(NotThere):
        reports.receive(work, request.id, done=SAID)
    seat, today = case.seat(HEALTH), case.clock.today()
    case.declare_conflict(HEALTH)
    assert Duty.GIVE_ANSWER not in case.duties()
    with case.manager() as work, pytest.raises(NobodyToAsk):
        inquiries.ask(work, case.case, seat, words=ASKED, asked_on=today, due_on=today + DAY)


@pytest.mark.article("14(3.3)")
def test_a_day_set_for_an_action_asks_by_itself_a_week_ahead_and_once(a_case: At) -> None:
    case = a_case("planned")
    action, today = case.plans()[-1].actions[0], case.clock.today()
    with case.manager() as work:
        inquiries.set_date(work, case.case, action.id, on=today + 12 * DAY, words=ASKED)
    case.stage.move_to(today + 4 * DAY)
    assert case.messages("reports/inquiry") == []
    case.stage.move_to(today + 5 * DAY)
    assert len(case.messages("reports/inquiry")) == 1
    case.stage.move_to(today + 6 * DAY)
    with unit_of_work() as work:
        asked = work.session.scalars(select(Inquiry)).one()
        assert (asked.asked_by_id, asked.due_on - today) == (None, 12 * DAY)
        assert asked.asked_on - today == 5 * DAY
        date_id = asked.report_date_id
    assert date_id is not None
    with case.manager() as work, pytest.raises(ReportDateSpent):
        inquiries.take_back_date(work, date_id)


@pytest.mark.article("14(3.3)")
def test_a_day_that_is_taken_back_or_whose_action_is_nobodys_asks_nobody(a_case: At) -> None:
    case = a_case("planned")
    action, today = case.plans()[-1].actions[0], case.clock.today()
    with case.manager() as work:
        day = inquiries.set_date(work, case.case, action.id, on=today + 9 * DAY, words=ASKED)
    with case.manager() as work:
        inquiries.take_back_date(work, day.id)
    case.stage.move_to(today + 9 * DAY)
    assert case.messages("reports/inquiry") == []
    with past_the_rights() as work, pytest.raises(DBAPIError):
        work.session.execute(text("UPDATE report_date SET on_day = on_day + 1"))
    with unit_of_work() as work:
        person = work.session.get_one(Member, action.member_id).professional.email
    case.declare_conflict(person or "")
    with case.manager() as work, pytest.raises(NobodyReportsOnIt):
        inquiries.set_date(work, case.case, action.id, on=today + 30 * DAY, words=ASKED)


@pytest.mark.article("19")
def test_whoever_is_no_member_is_asked_on_record_and_the_manager_is_reminded(a_case: At) -> None:
    case = a_case("planned")
    today = case.clock.today()
    to = Addressed("Jugendamt Graz", SentBy.LETTER, "", Abroad.ABROAD, "14/2026")
    with case.manager() as work:
        asked = outside.ask(
            work, case.case, to, words=ASKED, asked_on=today - 2 * DAY, due_on=today + 5 * DAY
        ).id
    assert case.messages("reports/inquiry") == []
    assert Duty.GET_ANSWER in case.duties()
    case.stage.move_to(today + 7 * DAY)
    assert reminded_of_an_answer(case) == 0
    case.stage.move_to(today + 8 * DAY)
    assert reminded_of_an_answer(case) == 1
    enter(case, asked, today + 6 * DAY)
    assert Duty.GET_ANSWER not in case.duties()
    case.stage.move_to(today + 30 * DAY)
    assert reminded_of_an_answer(case) == 1


def reminded_of_an_answer(case: ACase) -> int:
    """How many mails of a morning asked for it; the others say what else is new."""
    mails = case.messages("reminders/officer")
    return sum(
        any(item["duty"] == Duty.GET_ANSWER for item in mail.context["items"]) for mail in mails
    )
