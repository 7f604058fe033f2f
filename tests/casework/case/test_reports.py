"""Progress reports, reminders, and the notice to a superior: Art. 8(9), 14(2), 14(3)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from casework.case import reports
from identity.access import NotThere
from models.breach import BreachRow
from models.life import Life, LifeKind
from models.people import MemberLink
from models.plan import ReportedAction
from models.session import unit_of_work
from rules.duties import Duty
from rules.reports import ReportAlreadyGiven
from simulation.stage import member_acting
from tests.builders import HOUR, PROSECUTOR, SILENT, ACase
from tests.casework.conftest import At
from workflow.life import perform

DONE = "Katër vizita; asgjë shqetësuese."


def receive(case: ACase, email: str = SILENT, **more: object) -> None:
    request = case.request(email)
    with member_acting(request.member_id) as work:
        reports.receive(work, request.id, done=DONE, **more)  # type: ignore[arg-type]


@pytest.mark.article("8(9)", "14(3.1)")
def test_every_member_is_asked_ten_days_ahead_and_once(a_case: At) -> None:
    case = a_case("review_agreed")
    meeting = case.meeting()
    case.stage.move_to(meeting.day - timedelta(days=11))
    assert case.messages("reports/request") == []
    case.stage.move_to(meeting.day - timedelta(days=10))
    asked = case.messages("reports/request")
    assert len(asked) == len(case.members())
    assert case.request(SILENT).due_on == meeting.day - timedelta(days=3)
    case.again("ask_reports", meeting.id)
    assert len(case.messages("reports/request")) == len(asked)
    assert case.trail().count(("reports asked for", "8(9)")) == 1


@pytest.mark.article("8(9)")
def test_where_the_meeting_leaves_no_day_the_report_is_asked_for_at_once(a_case: At) -> None:
    case = a_case("review_opened")
    meeting = case.propose(case.clock.now() + timedelta(days=3), on_review=True)
    case.stage.settle()
    case.agree()
    case.stage.settle()
    asked = case.messages("reports/request")
    assert len(asked) == len(case.members())
    assert {each.context["at_once"] for each in asked} == {True}
    assert case.request(SILENT).due_on == meeting.day
    case.stage.move_to(meeting.day, HOUR)
    assert case.duties()[Duty.WRITE_REPORT].due == meeting.day
    assert case.duties()[Duty.WRITE_REPORT].is_ours
    case.stage.move_to(meeting.day + timedelta(days=1))
    with unit_of_work() as work:
        found = select(BreachRow).where(BreachRow.duty == Duty.WRITE_REPORT)
        assert work.session.scalars(found).all() == []


@pytest.mark.article("8(9)")
@pytest.mark.parametrize(("ahead", "late"), [(4, 0), (3, 0), (2, 1)])
def test_a_late_report_is_taken_and_stamped_late(a_case: At, ahead: int, late: int) -> None:
    case = a_case("reports_asked")
    case.stage.move_to(case.meeting().day - timedelta(days=ahead))
    receive(case)
    assert case.request(SILENT).done == DONE
    assert case.recorded("report received").detail["late"] == late


@pytest.mark.article("8(9)")
def test_a_report_is_handed_in_once_and_its_link_ends(a_case: At) -> None:
    case = a_case("reports_asked")
    receive(case, on_paper=True)
    with pytest.raises(ReportAlreadyGiven):
        receive(case)
    with unit_of_work() as work:
        query = select(MemberLink).where(
            MemberLink.member_id == case.seat(SILENT), MemberLink.purpose == "report"
        )
        assert work.session.scalars(query).one().revoked_at is not None
        assert {m.status for m in case.messages("reports/request", case.person(SILENT))} == {
            "obsolete"
        }


@pytest.mark.article("14(2)")
def test_a_member_reports_on_their_own_actions_only(a_case: At) -> None:
    case = a_case("reports_asked")
    actions = {action.member_id: action.id for action in case.plans()[-1].actions}
    own = actions[case.seat(SILENT)]
    others = next(id_ for member, id_ in actions.items() if member != case.seat(SILENT))
    for statuses in ({others: "completed"}, {own: "nearly"}, {case.case: "completed"}):
        with pytest.raises(NotThere):
            receive(case, statuses=statuses)
    receive(case, statuses={own: "completed"})
    with unit_of_work() as work:
        assert work.session.scalars(select(ReportedAction)).one().action_id == own


@pytest.mark.article("8(9)")
def test_nobody_hands_in_a_report_that_was_not_asked_for(a_case: At) -> None:
    case = a_case("reports_asked")
    with pytest.raises(NotThere), member_acting(case.seat(SILENT)) as work:
        reports.receive(work, case.case, done=DONE)


@pytest.mark.article("8(9)")
def test_the_silent_are_reminded_three_times_and_the_others_never(a_case: At) -> None:
    case = a_case("reminded")
    meeting = case.meeting()
    reminded = [reminder.due_on for reminder in case.request(SILENT).reminders]
    assert reminded == [meeting.day - timedelta(days=ahead) for ahead in (7, 5, 4)]
    assert {
        message.recipient_id
        for message in case.messages("reminders/owed")
        if any(item["duty"] == "write_report" for item in message.context["items"])
    } == {case.person(SILENT)}
    assert case.trail().count(("reminder queued", "8(9)")) == 3


@pytest.mark.article("8(9)")
def test_a_report_ends_the_reminders(a_case: At) -> None:
    case = a_case("reports_asked")
    case.stage.move_to(case.meeting().day - timedelta(days=6))
    assert len(case.reminders(case.person(SILENT))) == 1
    receive(case)
    case.stage.move_to(case.meeting().day - timedelta(days=1))
    assert len(case.reminders(case.person(SILENT))) == 1


@pytest.mark.article("8(9)", "10(2)")
def test_who_is_recused_is_not_reminded(a_case: At) -> None:
    case = a_case("reports_asked")
    case.declare_conflict(SILENT)
    case.stage.move_to(case.meeting().day - timedelta(days=1))
    assert case.reminders(case.person(SILENT)) == []


@pytest.mark.article("8(9)")
def test_a_cancelled_meeting_ends_the_reminders(a_case: At) -> None:
    from casework.table import convening

    case = a_case("reports_asked")
    day = case.meeting().day
    with case.manager() as work:
        convening.cancel(work, case.case)
    case.stage.move_to(day)
    assert case.reminders() == []


@pytest.mark.article("8(9)")
def test_one_mail_a_morning_with_everything_somebody_owes(a_case: At) -> None:
    case = a_case("reports_asked")
    case.stage.move_to(case.meeting().day - timedelta(days=7))
    digest = case.reminders(case.person(PROSECUTOR))
    assert [item["table"] for item in digest[0].context["items"]] == [case.row().number]
    with unit_of_work() as work:
        query = select(Life).where(Life.kind == LifeKind.REMINDERS, Life.key == "ferizaj")
        reminding = work.session.scalars(query).one()
    perform("send_reminders", reminding.id, reminding.municipality_id)
    assert len(case.reminders(case.person(PROSECUTOR))) == 1
    assert reminding.waiting_for == "AwaitingReminderDay"


@pytest.mark.article("8(9)")
def test_a_machine_that_stood_still_reminds_once(a_case: At) -> None:
    """F8: days missed are not made up for."""
    case = a_case("reports_asked")
    case.clock.move_to(case.meeting().day - timedelta(days=4))
    case.stage.settle()
    assert len(case.reminders(case.person(SILENT))) == 1
    assert [reminder.number for reminder in case.request(SILENT).reminders] == [3]


@pytest.mark.article("8(9)")
def test_day_of_request_and_reminders_over_the_end_of_summer_time(a_case: At) -> None:
    case = a_case("review_opened")
    case.convene(case.at(56))
    assert case.meeting().day == date(2026, 11, 2)
    case.stage.move_to(date(2026, 10, 23))
    assert len(case.messages("reports/request")) == len(case.members())
    case.stage.move_to(date(2026, 10, 31))
    assert [reminder.due_on for reminder in case.request(SILENT).reminders] == [
        date(2026, 10, 26),
        date(2026, 10, 28),
        date(2026, 10, 29),
    ]
