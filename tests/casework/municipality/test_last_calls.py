"""On the last day of what somebody owes one text says so: 8(3), 8(9), 10(1), 14(3), 18(2)."""

from collections.abc import Callable, Sequence
from datetime import date, time, timedelta

import pytest
from sqlalchemy import update

from casework.table import disowned_addresses, disputed_numbers
from casework.table.succession import End, release
from core.working_days import around
from models.case import Member
from models.outbox import Channel, Message
from models.people import Account, Professional
from models.session import unit_of_work
from notifications import posting
from notifications.channels.sms import Sms
from rules.convening import last_day_to_invite
from rules.days import last_working_day
from rules.defaults import DEFAULTS
from rules.succession import Departure
from simulation import by_code
from simulation.stage import member_acting
from tests.builders import HEAD, MANAGER, PROSECUTOR, SILENT, ACase
from tests.casework.case.test_superior import receive
from tests.casework.conftest import At

DAY = timedelta(days=1)


def texts(case: ACase, email: str = SILENT) -> Sequence[Message]:
    """What they got by SMS of this case."""
    officer = email in {HEAD, MANAGER}
    template = "reminders/last_call_officer" if officer else "reminders/last_call"
    reader = case.account(email).id if officer else case.person(email)
    number = case.row().number
    found = case.messages(template, reader)
    return [each for each in found if number in {item["table"] for item in each.context["items"]}]


def on(case: ACase, found: Sequence[Message]) -> list[tuple[date, list[str]]]:
    """On which morning, and what of this case."""
    number = case.row().number
    return [
        (
            date.fromisoformat(each.context["morning"]),
            sorted(item["duty"] for item in each.context["items"] if item["table"] == number),
        )
        for each in found
    ]


def words(message: Message) -> str:
    """The text as it would leave now; nothing where it does not."""
    with unit_of_work() as work:
        content = posting.prepare(work, work.session.get_one(Message, message.id))
    assert content is None or isinstance(content, Sms)
    return content.words if content else ""


@pytest.mark.article("8(9)")
def test_who_has_not_reported_by_the_last_day_gets_one_text_that_opens_nothing(a_case: At) -> None:
    case = a_case("one_silent")
    due = case.request(SILENT).due_on
    case.stage.move_to(due - DAY)
    assert texts(case) == []
    case.stage.move_to(due)
    (text,) = texts(case)
    assert on(case, [text]) == [(due, ["write_report"])]
    assert text.channel == Channel.SMS
    said = words(text)
    assert case.row().number in said
    assert "http" not in said
    assert "/l/" not in said
    case.stage.move_to(due + 3 * DAY)
    assert len(texts(case)) == 1
    assert len(case.request(SILENT).reminders) == len(DEFAULTS.REMIND_AHEAD), "it counts as none"
    assert case.recorded("last call queued").article == "8(9)"


def leave(case: ACase) -> None:
    with case.manager() as work:
        release(work, case.case, case.seat(SILENT), End(Departure.END_OF_OFFICE, "Në pension."))


def recuse(case: ACase) -> None:
    case.declare_conflict(SILENT)


@pytest.mark.article("8(9)")
@pytest.mark.parametrize("ends", [receive, leave, recuse])
def test_nobody_who_has_done_it_or_left_is_called(
    a_case: At, ends: Callable[[ACase], None]
) -> None:
    case = a_case("one_silent")
    due, person = case.request(SILENT).due_on, case.person(SILENT)
    case.stage.move_to(due - DAY)
    ends(case)
    case.stage.move_to(due)
    found = case.messages("reminders/last_call", person)
    assert [each for _, duties in on(case, found) for each in duties] == []


@pytest.mark.article("8(9)")
@pytest.mark.parametrize("ends", [receive, leave, recuse])
def test_what_was_done_before_the_text_leaves_takes_it_back(
    a_case: At, ends: Callable[[ACase], None]
) -> None:
    case = a_case("one_silent")
    case.stage.move_to(case.request(SILENT).due_on)
    (text,) = texts(case)
    assert words(text)
    ends(case)
    assert words(text) == ""


@pytest.mark.article("8(9)")
def test_after_its_day_it_says_nothing_any_more(a_case: At) -> None:
    case = a_case("one_silent")
    due = case.request(SILENT).due_on
    case.stage.move_to(due)
    (text,) = texts(case)
    case.clock.move_to(due, time(19, 59))
    assert words(text)
    case.clock.move_to(due, time(20))
    with pytest.raises(posting.NotYet):
        words(text)
    case.clock.move_to(due + DAY, time(7))
    assert words(text) == ""


@pytest.mark.article("8(9)")
def test_after_an_outage_of_that_day_nobody_is_called(a_case: At) -> None:
    case = a_case("one_silent")
    due = case.request(SILENT).due_on
    case.clock.move_to(due + DAY)
    case.stage.settle()
    assert texts(case) == []


def lose_telephone(case: ACase) -> None:
    with unit_of_work() as work:
        work.session.get_one(Professional, case.person(SILENT)).phone = None


def disown_number(case: ACase) -> None:
    with member_acting(case.seat(SILENT)) as work:
        disputed_numbers.dispute(work, work.session.get_one(Member, case.seat(SILENT)))


def say_that_they_left(case: ACase) -> None:
    with member_acting(case.seat(SILENT)) as work:
        disowned_addresses.disown(work, work.session.get_one(Member, case.seat(SILENT)))


@pytest.mark.article("18(1)")
@pytest.mark.parametrize("without", [lose_telephone, disown_number, say_that_they_left])
def test_who_has_no_telephone_or_has_said_that_it_is_not_theirs_gets_none(
    a_case: At, without: Callable[[ACase], None]
) -> None:
    case = a_case("one_silent")
    without(case)
    case.stage.move_to(case.request(SILENT).due_on)
    assert texts(case) == []


@pytest.mark.article("18(2)")
def test_of_declarations_it_comes_the_last_working_day_before_the_meeting(a_case: At) -> None:
    case = a_case("agreed")
    eve = last_working_day(case.meeting().day - DAY, around(case.meeting().day))
    seat = case.seat(PROSECUTOR)
    with member_acting(seat) as work:
        by_code.declare(work, seat, conflict=False, confidential=True)
    case.stage.move_to(eve)
    assert on(case, texts(case)) == [(eve, ["declare"])]
    assert texts(case, PROSECUTOR) == []
    case.stage.move_to(case.meeting().day + DAY)
    assert len(texts(case)) == 1


@pytest.mark.article("8(3)", "18(2)")
def test_nobody_is_called_before_a_day_to_which_nobody_has_agreed(a_case: At) -> None:
    """It cannot be kept any more, and is no last day of theirs."""
    case = a_case("proposed")
    case.stage.move_to(case.meeting().day)
    assert case.meeting().agreed_at is None
    assert texts(case) == []


@pytest.mark.article("10(1)", "17(5)")
def test_of_signatures_it_comes_on_the_day_that_is_our_limit(a_case: At) -> None:
    case = a_case("decided")
    asked = case.clock.today()
    last = asked + timedelta(days=DEFAULTS.SIGN.days)
    case.stage.move_to(last)
    assert on(case, texts(case))[-1] == (last, ["sign_closure", "sign_minutes"])
    before = len(texts(case))
    case.stage.move_to(last + 14 * DAY)
    assert len(texts(case)) == before


@pytest.mark.article("8(3)")
def test_who_decides_is_called_on_the_last_day_to_agree(a_case: At) -> None:
    case = a_case("proposed")
    last = last_day_to_invite(case.meeting().day)
    with unit_of_work() as work:
        work.session.get_one(Account, case.account(HEAD).id).phone = "+38344123456"
    case.stage.move_to(last)
    assert on(case, texts(case, HEAD)) == [(last, ["agree_date"])]
    (text,) = texts(case, HEAD)  # of a day of the municipal table too
    before = words(text)
    case.agree()
    assert before
    assert "2026-Q" in words(text)
    assert before != words(text)


@pytest.mark.article("8(9)")
def test_whom_no_mail_reaches_is_not_sent_to_look_for_one(a_case: At) -> None:
    case = a_case("one_silent")
    with unit_of_work() as work:
        asked = update(Message).where(Message.template == "reports/request")
        asked = asked.where(Message.recipient_id == case.person(SILENT))
        work.session.execute(asked.values(status="failed", cause="address", accepted_at=None))
    case.stage.move_to(case.request(SILENT).due_on)
    (text,) = texts(case)
    said = words(text)
    assert text.context["unreached"] is True
    assert "E-mailat tane nuk ju arrijne" in said
    assert "Lidhja" not in said
