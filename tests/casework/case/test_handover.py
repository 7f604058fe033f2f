"""A case goes to another manager with all that was asked of the former: Art. 4(2), 8(4)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from casework.case import referral, reports
from casework.table import meeting_requests
from models.outbox import Message, MessageStatus
from models.session import unit_of_work
from rules.defaults import DEFAULTS
from rules.duties import Duty
from simulation.stage import member_acting
from tests.builders import HEAD, MANAGER, OTHER_MANAGER, SILENT, ACase
from tests.casework.case.test_superior import instruct
from tests.casework.conftest import At


def ask(case: ACase) -> None:
    """A member asks for a meeting; the mail has not left."""
    with member_acting(case.seat(SILENT)) as work:
        meeting_requests.ask(work, case.seat(SILENT), reason="Fëmija mungon në shkollë.")


def hand_over(case: ACase) -> None:
    with case.head() as work:
        by, new = case.account(HEAD).id, case.account(OTHER_MANAGER).id
        referral.appoint(work, case.case, new, by=by)


def mails(case: ACase, template: str) -> list[tuple[str, MessageStatus]]:
    with unit_of_work() as work:
        query = select(Message).where(Message.life_id == case.case, Message.template == template)
        names = {case.account(each).id: each for each in (MANAGER, OTHER_MANAGER)}
        found = work.session.scalars(query.order_by(Message.queued_at, Message.id))
        return [(names[each.recipient_id], MessageStatus(each.status)) for each in found]


@pytest.mark.article("4(2)", "8(4)")
def test_what_has_not_left_goes_to_the_new_manager(a_case: At) -> None:
    case = a_case("minuted")
    ask(case)
    assert mails(case, "initiative/asked") == [(MANAGER, MessageStatus.QUEUED)]
    hand_over(case)
    assert sorted(mails(case, "initiative/asked")) == [
        (MANAGER, MessageStatus.OBSOLETE),
        (OTHER_MANAGER, MessageStatus.QUEUED),
    ]


@pytest.mark.article("4(2)", "14(1)")
def test_the_new_manager_is_told_how_much_is_open_and_no_name(a_case: At) -> None:
    case = a_case("minuted")
    with unit_of_work() as work:
        query = select(Message).where(Message.template == "appointment/appointed")
        first = work.session.scalars(query).one()
        assert first.context["taken_over"] is False
    ask(case)
    hand_over(case)
    case.stage.settle()
    with unit_of_work() as work:
        told = work.session.scalars(query.order_by(Message.queued_at.desc())).first()
        assert told is not None
        said = told.context
    assert (said["taken_over"], said["open_requests"]) == (True, 1)
    assert said["open_duties"] == len(
        [duty for duty in case.duties().values() if duty.actor == "manager"]
    )
    assert set(said) - {"open_duties", "late_duties"} == {
        *("appointment_id", "case_number", "appointed_on", "taken_over"),
        *("open_requests", "open_notices", "open_confirmations", "from_paper"),
    }
    assert date.fromisoformat(said["appointed_on"]) == case.clock.today()


@pytest.mark.article("4(2)")
def test_who_managed_it_is_told_that_another_officer_does(a_case: At) -> None:
    case = a_case("minuted")
    assert mails(case, "appointment/replaced") == []
    hand_over(case)
    case.stage.settle()
    assert mails(case, "appointment/replaced") == [(MANAGER, MessageStatus.QUEUED)]
    owes = any(each.officer == case.account(MANAGER).id for each in case.duties().values())
    (told,) = case.messages("appointment/replaced")
    assert told.context["chaired"] is owes


@pytest.mark.article("14(3.2)")
def test_no_word_of_the_former_manager_notifies_a_superior(a_case: At) -> None:
    """What was begun on it and has not left does not leave; the next one is asked each time."""
    case = a_case("overdue")
    instruct(case)
    assert case.request(SILENT).last_chance_on is not None
    hand_over(case)
    assert case.recorded("standing instruction ended with its manager")
    case.stage.move_to(case.clock.today() + timedelta(days=10))
    assert case.messages("reports/superior") == []
    assert case.duties()[Duty.CONFIRM_NOTICE].actor == "manager"


@pytest.mark.article("14(3.2)")
def test_a_word_of_ones_own_gives_the_last_chance_that_its_page_names(a_case: At) -> None:
    """Not that of a standing instruction beside it."""
    case = a_case("overdue")
    with case.manager() as work:
        by = case.account(MANAGER).id
        reports.confirm_notice(work, case.request(SILENT).id, by=by)
        reports.instruct(work, case.case, after_reminders=3, last_chance_days=1, by=by)
    case.stage.settle()
    given = case.clock.today() + timedelta(days=DEFAULTS.LAST_CHANCE.days)
    assert case.request(SILENT).last_chance_on == given


@pytest.mark.article("18(2)")
def test_the_new_chair_owes_no_declaration_for_a_meeting_of_that_day_that_another_chaired(
    a_case: At,
) -> None:
    case = a_case("met")
    met = case.held()
    assert met.met_on == case.clock.today()
    hand_over(case)
    due = case.duties()[Duty.CHAIR_DECLARES].due
    assert due is not None
    assert due > met.met_on
