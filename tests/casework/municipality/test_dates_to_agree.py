"""Who was asked to agree to a day is reminded until they answer, or nobody can any more: 8(3)."""

from collections.abc import Sequence
from datetime import date, timedelta
from email import message_from_bytes, policy

import pytest

from casework.municipality import deputies
from casework.municipality.deputies import Days
from casework.table import convening
from models.outbox import Message
from models.session import unit_of_work
from notifications import posting
from notifications.channels.mail import Envelope
from rules.convening import last_day_to_invite
from simulation.stage import acting
from tests.builders import HEAD, MANAGER, ACase
from tests.casework.conftest import At

DEPUTY = "driton.shala@qps-ferizaj.example"


def reminded(case: ACase, email: str = HEAD) -> list[date]:
    """The mornings on which they were told that their word on a day of this case is awaited."""
    number = case.row().number
    return [
        date.fromisoformat(message.context["morning"])
        for message in mails(case, email)
        for item in message.context["items"]
        if (item["table"], item["duty"]) == (number, "agree_date")
    ]


def mails(case: ACase, email: str = HEAD) -> Sequence[Message]:
    return list(case.messages("reminders/officer", case.account(email).id))


def after(day: date, *days: int) -> list[date]:
    return [day + timedelta(days=each) for each in days]


@pytest.mark.article("8(3)")
def test_who_decides_is_reminded_on_the_next_mornings_and_on_the_last_day(a_case: At) -> None:
    case = a_case("proposed")
    asked, last = case.clock.today(), last_day_to_invite(case.meeting().day)
    assert reminded(case) == []
    case.stage.move_to(last + timedelta(days=8))
    ahead = [1, 2, *range(9, (last - asked).days, 7), (last - asked).days]
    assert reminded(case) == after(asked, *ahead)
    assert reminded(case, MANAGER) == []


@pytest.mark.article("8(3)")
@pytest.mark.parametrize("answer", ["agree", "counter", "called off"])
def test_with_the_answer_it_ends(a_case: At, answer: str) -> None:
    case = a_case("proposed")
    asked, meeting = case.clock.today(), case.meeting().id
    case.stage.move_to(asked + timedelta(days=1))
    assert reminded(case) == after(asked, 1)
    if answer == "agree":
        case.agree()
    elif answer == "counter":
        with case.head() as work:
            convening.counter(work, meeting, note="Jam në rrugë.")
    else:
        with case.manager() as work:
            convening.cancel(work, case.case, meeting)
    case.stage.move_to(asked + timedelta(days=9))
    assert reminded(case) == after(asked, 1)


@pytest.mark.article("8(3)")
def test_whoever_deputises_by_then_is_reminded_and_nobody_else(a_case: At) -> None:
    case = a_case("proposed")
    asked = case.clock.today()
    with acting(HEAD) as work:
        days = Days(asked + timedelta(days=2), asked + timedelta(days=4))
        place = case.life().municipality_id
        deputies.appoint(work, place, case.account(DEPUTY).id, days, "Pushim vjetor.")
    case.stage.move_to(asked + timedelta(days=2))
    assert reminded(case) == after(asked, 1)
    assert reminded(case, DEPUTY) == after(asked, 2)


@pytest.mark.article("8(3)")
def test_after_an_outage_it_is_one_mail_and_none_once_it_was_too_late(a_case: At) -> None:
    case = a_case("proposed")
    asked, last = case.clock.today(), last_day_to_invite(case.meeting().day)
    case.clock.move_to(last)
    case.stage.settle()
    assert reminded(case) == [last]
    late = a_case("proposed")
    late.clock.move_to(last + timedelta(days=1))
    late.stage.settle()
    assert reminded(late) == []
    assert asked < last


@pytest.mark.article("8(3)")
def test_what_was_agreed_before_the_mail_leaves_is_not_asked_for(a_case: At) -> None:
    case = a_case("proposed")
    asked = case.clock.today()
    case.stage.move_to(asked + timedelta(days=1))
    said = "Fjala juaj për ditën e takimit"
    assert said in words_of(mails(case)[-1])
    case.agree()
    assert said not in words_of(mails(case)[-1])


def words_of(message: Message) -> str:
    """The mail as it would leave now; nothing where it does not."""
    with unit_of_work() as work:
        content = posting.prepare(work, work.session.get_one(Message, message.id))
    if content is None:
        return ""
    assert isinstance(content, Envelope)
    body = message_from_bytes(content.content, policy=policy.default).get_body(("plain",))
    return " ".join(body.get_content().split()) if body else ""
