"""A last chance runs for nobody whom no mail reaches, and what they could not read by its day is
asked anew with another one: Art. 14(3.2), decision 0174."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from casework.case import reports
from casework.record.unreached import unreached
from casework.table import disowned_addresses
from models.case import Member
from models.outbox import Message, MessageStatus
from models.plan import ReportRequest
from models.session import unit_of_work
from notifications import posting
from notifications.channels.mail import Envelope
from rules.defaults import DEFAULTS
from rules.reports import NotReached, report_due
from tests.builders import MANAGER, SILENT, ACase
from tests.casework.case.test_inquiries import ask, request_of
from tests.casework.case.test_superior import instruct
from tests.casework.municipality.test_shut_out import day_by_day
from tests.casework.table.test_contacts import ask as ask_for_change
from tests.conftest import At
from tests.notifications.rows import requests_have_left
from workflow.life import look_again

DAY = timedelta(days=1)
GONE = (MessageStatus.OBSOLETE,)


def disown(case: ACase) -> None:
    with unit_of_work() as work:
        disowned_addresses.disown(work, work.session.get_one(Member, case.seat(SILENT)))


def found_right(case: ACase) -> None:
    with case.manager() as work:
        disowned_addresses.confirm_right(work, case.case, case.seat(SILENT), "Drejtoresha.")
    case.stage.settle()


def last_chance(case: ACase) -> date | None:
    return case.request(SILENT).last_chance_on


def chances(case: ACase) -> list[str]:
    """The last days that were told, or are about to be."""
    mails = case.messages("reports/last_chance")
    return [each.context["last_chance_on"] for each in mails if each.status not in GONE]


def given_a_last_chance(a_case: At) -> ACase:
    """Reminded as often as the instruction asks, and told until when."""
    case = a_case("overdue")
    instruct(case, 3)
    requests_have_left()
    return case


def asked_in_vain(a_case: At) -> ACase:
    """A question that nobody could read by its day."""
    case = a_case("planned")
    disown(case)
    ask(case, SILENT, days=5)
    case.stage.move_to(case.clock.today() + 6 * DAY)
    found_right(case)
    return case


def warned_in_vain(a_case: At) -> ACase:
    """A last chance that ran while nobody could be reached."""
    case = given_a_last_chance(a_case)
    disown(case)
    case.stage.settle()
    return case


@pytest.mark.article("14(3.2)")
def test_a_last_chance_does_not_run_out_on_whom_no_mail_reaches(a_case: At) -> None:
    case = given_a_last_chance(a_case)
    first = last_chance(case)
    assert first is not None
    disown(case)
    day_by_day(case, 6)
    assert last_chance(case) is None
    assert case.messages("reports/superior") == []
    request = case.request(SILENT).id
    with case.manager() as work, pytest.raises(NotReached):
        reports.confirm_notice(work, request, by=case.account(MANAGER).id)
    found_right(case)
    another = last_chance(case)
    assert another is not None
    assert another > case.clock.today(), "with days that are still to come"
    assert chances(case)[-1] == another.isoformat()
    day_by_day(case, (another - case.clock.today()).days + 1)
    assert len(case.messages("reports/superior")) == 1
    assert sum("last chance withdrawn" in act for act, _ in case.trail()) == 1


@pytest.mark.article("14(3.2)")
def test_the_former_last_day_does_not_leave_again_with_another_link(a_case: At) -> None:
    case = given_a_last_chance(a_case)
    first = last_chance(case)
    disown(case)
    day_by_day(case, 6)
    found_right(case)
    assert first is not None
    waits = [each.id for each in case.messages("reports/last_chance") if each.status == "queued"]
    with unit_of_work() as work:
        mails = [work.session.get_one(Message, each) for each in waits]
        leaves = [each for each in mails if isinstance(posting.prepare(work, each), Envelope)]
        assert {each.context["last_chance_on"] for each in mails} - {first.isoformat()}
        assert first.isoformat() not in {each.context["last_chance_on"] for each in leaves}


@pytest.mark.article("14(3.1)")
def test_a_question_that_nobody_could_read_by_its_day_has_another_one(a_case: At) -> None:
    case = a_case("planned")
    requests_have_left()
    disown(case)
    asked = ask(case, SILENT, days=5)
    due = request_of(asked).due_on
    day_by_day(case, 8)
    assert request_of(asked).due_on == due
    found_right(case)
    by = case.clock.today() + DEFAULTS.PUT_AGAIN.days * DAY
    assert request_of(asked).due_on == by
    (mail,) = [each for each in case.messages("reports/inquiry") if each.status not in GONE]
    assert (mail.context["due_on"], mail.context["unread"]) == (by.isoformat(), True)
    case.stage.settle()
    assert request_of(asked).due_on == by, "once"


@pytest.mark.article("14(3.1)")
def test_one_that_was_there_in_time_keeps_its_day(a_case: At) -> None:
    case = a_case("planned")
    asked = ask(case, SILENT, days=5)
    requests_have_left()
    due = request_of(asked).due_on
    day_by_day(case, 2)
    disown(case)
    day_by_day(case, 6)
    found_right(case)
    assert request_of(asked).due_on == due


@pytest.mark.article("8(9)")
def test_a_report_that_could_not_be_asked_for_is_written_before_the_meeting(a_case: At) -> None:
    case = a_case("review_agreed")
    requests_have_left()
    disown(case)
    meeting = case.meeting()
    case.stage.move_to(report_due(meeting.day) + DAY)
    found_right(case)
    with unit_of_work() as work:
        mine = select(ReportRequest).where(
            ReportRequest.meeting_id == meeting.id, ReportRequest.member_id == case.seat(SILENT)
        )
        assert work.session.scalars(mine).one().due_on == meeting.day
    (mail,) = [
        each
        for each in case.messages("reports/request", case.person(SILENT))
        if each.context["due_on"] == meeting.day.isoformat() and each.status not in GONE
    ]
    assert mail.context["unread"]
    case.stage.settle()
    assert case.messages("reports/superior") == []


@pytest.mark.article("14(3.2)")
@pytest.mark.parametrize("told", [True, False])
def test_what_is_over_does_not_leave_again_once_the_address_is_right(
    a_case: At, *, told: bool
) -> None:
    """A last chance whose day has passed, and what was asked once the superior has heard of it."""
    case = given_a_last_chance(a_case)
    last = last_chance(case)
    assert last is not None
    with unit_of_work() as work:
        theirs = work.session.scalars(
            select(Message).where(Message.template.in_(("reports/last_chance", "reports/request")))
        )
        for each in theirs:
            each.status, each.accepted_at = MessageStatus.SENT, each.queued_at
    if told:
        day_by_day(case, (last - case.clock.today()).days + 3)
        assert len(case.messages("reports/superior")) == 1
    disown(case)
    found_right(case)
    templates = ("reports/last_chance", "reports/request")
    waits = {
        template
        for template in templates
        if any(each.status == "queued" for each in case.messages(template, case.person(SILENT)))
    }
    assert waits == (set() if told else {"reports/last_chance"})


@pytest.mark.article("14(3.2)")
def test_a_wrong_new_address_makes_nobody_out_of_reach_where_they_are(a_case: At) -> None:
    """What a server refused was about an address that is none of theirs yet, or no more."""
    case = given_a_last_chance(a_case)
    until = last_chance(case)
    assert until is not None
    ask_for_change(case.case, case.seat(SILENT), by=MANAGER, email="gabim@policia.example")
    to_the_new = Message.template == "contacts/confirm", Message.context["to"].astext == "new"
    with unit_of_work() as work:
        work.session.execute(update(Message).where(*to_the_new).values(status="failed"))
        assert unreached(work.session, [case.person(SILENT)]) == set()
    look_again(case.case)
    case.stage.settle()
    assert last_chance(case) == until
