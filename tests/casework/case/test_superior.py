"""A member who does not answer, and the notice to their superior: Art. 14(3.2)."""

from datetime import timedelta

import pytest

from casework.case import reports
from core.working_days import around
from models.outbox import Message
from models.people import Professional
from models.session import unit_of_work
from notifications import answered, delivery
from notifications.channels import Reply, Verdict
from rules.duties import Duty
from rules.reports import (
    InstructionOutOfRange,
    MemberNotInPlan,
    NotYetRefused,
    SuperiorUnknown,
)
from rules.superior import last_chance_until
from simulation.stage import member_acting
from tests.builders import HOUR, MANAGER, PROSECUTOR, SILENT, ACase
from tests.casework.conftest import At
from workflow.life import perform

DONE = "Katër vizita; asgjë shqetësuese."


def receive(case: ACase, email: str = SILENT, **more: object) -> None:
    request = case.request(email)
    with member_acting(request.member_id) as work:
        reports.receive(work, request.id, done=DONE, **more)  # type: ignore[arg-type]


def instruct(case: ACase, reminders: int = 3, days: int = 2) -> None:
    by = case.account(MANAGER).id
    with case.manager() as work:
        reports.instruct(work, case.case, after_reminders=reminders, last_chance_days=days, by=by)
    case.stage.settle()


def confirm(case: ACase, email: str = SILENT) -> None:
    request, by = case.request(email).id, case.account(MANAGER).id
    with case.manager() as work:
        reports.confirm_notice(work, request, by=by)
    case.stage.settle()


def forget_superior(case: ACase) -> None:
    with unit_of_work() as work:
        work.session.get_one(Professional, case.person(SILENT)).superior_email = None


@pytest.mark.article("14(3.2)")
@pytest.mark.parametrize(("reminders", "days"), [(0, 2), (3, 0), (4, 2), (3, 15)])
def test_an_instruction_leaves_room_for_an_answer(a_case: At, reminders: int, days: int) -> None:
    case = a_case("minuted")
    with pytest.raises(InstructionOutOfRange):
        instruct(case, reminders, days)
    assert case.facts().instruction is None


@pytest.mark.article("14(3.2)")
def test_a_new_instruction_takes_the_place_of_the_old(a_case: At) -> None:
    case = a_case("minuted")
    instruct(case)
    instruct(case, 2, 5)
    found = case.facts().instruction
    assert found is not None
    assert (found.after_reminders, found.last_chance_days) == (2, 5)
    with case.manager() as work:
        reports.withdraw_instruction(work, case.case)
    assert case.facts().instruction is None
    assert ("standing instruction withdrawn", "14(3.2)") in case.trail()


@pytest.mark.article("14(3.2)")
def test_under_the_instruction_the_superior_is_notified_by_itself(a_case: At) -> None:
    case = a_case("one_silent")
    instruct(case, days=1)
    due = case.request(SILENT).due_on
    case.stage.move_to(due)
    assert case.messages("reports/last_chance") == []
    case.stage.move_to(due + timedelta(days=1))
    given_on = due + timedelta(days=1)
    last = last_chance_until(given_on, 1, around(given_on))
    assert case.request(SILENT).last_chance_on == last
    assert len(case.messages("reports/last_chance", case.person(SILENT))) == 1
    case.stage.move_to(last)
    assert case.messages("reports/superior") == []
    case.stage.move_to(last + timedelta(days=1))
    notice = case.messages("reports/superior")
    assert [message.recipient for message in notice] == ["superior"]
    assert notice[0].context["reminded_on"] == [
        (due + timedelta(days=3) - timedelta(days=ahead)).isoformat() for ahead in (7, 5, 4)
    ]
    assert case.recorded("superior notified").detail["reminders"] == 3
    assert case.recorded("superior notified").detail["on_word_of"] == "standing instruction"
    case.again("give_last_chance", case.request(SILENT).id)
    case.again("notify_superior", case.request(SILENT).id)
    assert len(case.messages("reports/superior")) == 1
    assert len(case.messages("reports/last_chance")) == 1


@pytest.mark.article("14(3.2)")
def test_without_an_instruction_nobody_is_notified_by_itself(a_case: At) -> None:
    """Tension T10: the manager is the actor."""
    case = a_case("overdue")
    case.stage.move_to(case.meeting().day, HOUR)
    assert case.messages("reports/last_chance") == []
    assert case.duties()[Duty.CONFIRM_NOTICE].actor == "manager"
    confirm(case)
    assert len(case.messages("reports/last_chance")) == 1
    case.stage.move_to(case.clock.today() + timedelta(days=3))
    assert case.recorded("superior notified").detail["on_word_of"] == "manager"
    assert ("notice to superior confirmed", "14(3.2)") in case.trail()


@pytest.mark.article("14(3.2)")
def test_a_withdrawn_instruction_notifies_nobody_though_a_last_chance_was_given(
    a_case: At,
) -> None:
    case = a_case("overdue")
    instruct(case)
    assert case.request(SILENT).last_chance_on is not None
    with case.manager() as work:
        reports.withdraw_instruction(work, case.case)
    waiting = case.messages("reports/last_chance")[0]  # it had not left
    assert waiting.status == "obsolete"
    assert case.request(SILENT).last_chance_on is None
    case.stage.move_to(case.clock.today() + timedelta(days=10))
    assert case.messages("reports/superior") == []
    assert case.duties()[Duty.CONFIRM_NOTICE].actor == "manager"
    confirm(case)
    assert case.messages("reports/last_chance")[-1].status == "queued"  # given anew, and told
    assert case.messages("reports/superior") == []
    case.stage.move_to(case.clock.today() + timedelta(days=6))
    assert case.recorded("superior notified").detail["on_word_of"] == "manager"


@pytest.mark.article("14(3.2)")
def test_a_report_in_the_last_chance_keeps_the_superior_out(a_case: At) -> None:
    case = a_case("overdue")
    instruct(case)
    assert case.request(SILENT).last_chance_on is not None
    receive(case)
    case.stage.move_to(case.clock.today() + timedelta(days=10))
    assert case.messages("reports/superior") == []


@pytest.mark.article("14(3.2)")
def test_a_report_that_comes_in_while_the_step_starts_is_still_in_time(a_case: At) -> None:
    """The step is decided in one transaction and taken in the next."""
    case = a_case("overdue")
    instruct(case)
    request = case.request(SILENT)
    last = request.last_chance_on
    assert last is not None
    case.clock.move_to(last + timedelta(days=1))
    receive(case)
    perform("notify_superior", case.case, request.id)
    assert case.messages("reports/superior") == []


@pytest.mark.article("14(3.2)")
def test_the_superior_of_a_member_outside_the_plan_hears_nothing(a_case: At) -> None:
    """Tension T9: the prosecutor sits at the table, and the plan gives them nothing to do."""
    case = a_case("reports_asked")
    case.report(silent=PROSECUTOR)
    instruct(case, reminders=1, days=1)
    case.stage.move_to(case.meeting().day, HOUR)
    assert case.messages("reports/last_chance") == []
    with pytest.raises(MemberNotInPlan):
        confirm(case, PROSECUTOR)


@pytest.mark.article("14(3.2)")
@pytest.mark.parametrize("scene", ["reports_asked", "one_silent", "reminded"])
def test_a_notice_before_reminder_and_due_day_is_refused(a_case: At, scene: str) -> None:
    case = a_case(scene)
    with pytest.raises(NotYetRefused):
        confirm(case)


@pytest.mark.article("14(3.2)")
def test_a_superior_nobody_knows_is_the_managers_to_name(a_case: At) -> None:
    case = a_case("overdue")
    forget_superior(case)
    with pytest.raises(SuperiorUnknown):
        confirm(case)
    assert Duty.NAME_SUPERIOR in case.duties()
    instruct(case)
    case.stage.move_to(case.clock.today() + timedelta(days=9))
    assert case.messages("reports/superior") == []
    assert Duty.NAME_SUPERIOR in case.duties()


@pytest.mark.article("14(3.2)")
def test_too_few_reminders_are_a_question_to_the_manager(a_case: At) -> None:
    """The machine stood still; the instruction asks for three reminders, and one left."""
    case = a_case("one_silent")
    instruct(case)
    case.clock.move_to(case.meeting().day - timedelta(days=4))
    case.stage.settle()
    case.meet()
    case.stage.settle()
    assert len(case.request(SILENT).reminders) == 1
    assert case.messages("reports/last_chance") == []
    assert Duty.CONFIRM_NOTICE in case.duties()
    confirm(case)
    assert len(case.messages("reports/last_chance")) == 1


@pytest.mark.article("14(3.2)")
@pytest.mark.parametrize("in_hand", [False, True])
def test_a_mail_that_was_taken_back_notified_nobody(a_case: At, *, in_hand: bool) -> None:
    """One in a mail server's hand may leave all the same: then they were notified."""
    case = a_case("overdue")
    confirm(case)
    case.stage.move_to(case.clock.today() + timedelta(days=3))
    assert case.request(SILENT).notified_at is not None
    hand = delivery.take(Message.template == "reports/superior") if in_hand else []
    receive(case)
    assert case.messages("reports/superior")[0].status == "obsolete"
    assert case.request(SILENT).notified_at is None
    if hand:
        answered.record([(hand[0], Reply(Verdict.ACCEPTED, "250 2.0.0 Ok"))])
        assert case.request(SILENT).notified_at is not None
