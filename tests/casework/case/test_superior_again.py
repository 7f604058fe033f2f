"""A superior who does not reply is asked again, and no more than that: Art. 14(3.2)."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from casework.case import superior
from casework.table.succession import End, release
from models.outbox import Message, MessageStatus
from models.session import unit_of_work
from notifications import posting
from rules.defaults import DEFAULTS
from rules.succession import Departure
from tests.builders import SILENT, ACase
from tests.casework.case.test_superior import confirm, receive
from tests.casework.conftest import At

WEEK = timedelta(days=DEFAULTS.ASK_SUPERIOR_AGAIN[0])
DAY = timedelta(days=1)


def told(a_case: At) -> ACase:
    """The superior of the silent member was notified this morning."""
    case = a_case("overdue")
    confirm(case)
    last = case.request(SILENT).last_chance_on
    assert last is not None
    case.stage.move_to(last + DAY)
    assert case.request(SILENT).notified_at is not None
    return case


def again(case: ACase) -> list[int]:
    """After how many days they were asked again."""
    notified = case.request(SILENT).notified_at
    assert notified is not None
    return [(each.queued_at - notified).days for each in case.messages("reports/superior_again")]


def reply(case: ACase, words: str = "") -> None:
    with case.manager() as work:
        came = work.clock.today() if words else None
        superior.record_reply(work, case.request(SILENT).id, came_on=came, words=words)


def leave(case: ACase) -> None:
    with case.manager() as work:
        release(work, case.case, case.seat(SILENT), End(Departure.END_OF_OFFICE, "Në pension."))


@pytest.mark.article("14(3.2)")
def test_after_a_week_and_after_another_and_then_no_more(a_case: At) -> None:
    case = told(a_case)
    at = case.clock.today()
    case.stage.move_to(at + WEEK - DAY)
    assert again(case) == []
    reply(case)  # nothing came: they are waited for still
    case.stage.move_to(at + 5 * WEEK)
    assert again(case) == list(DEFAULTS.ASK_SUPERIOR_AGAIN)
    assert ("superior asked again", "14(3.2)") in case.trail()


@pytest.mark.article("14(3.2)")
@pytest.mark.parametrize("ends", [lambda case: reply(case, "Do të dërgohet."), receive, leave])
def test_with_a_reply_with_what_was_missing_or_with_its_member_gone_it_ends(
    a_case: At, ends: Callable[[ACase], None]
) -> None:
    case = told(a_case)
    at = case.clock.today()
    case.stage.move_to(at + DAY)
    ends(case)
    case.stage.move_to(at + 3 * WEEK)
    assert case.messages("reports/superior_again") == []


@pytest.mark.article("14(3.2)")
@pytest.mark.parametrize("ends", [lambda case: reply(case, "Do të dërgohet."), receive, leave])
def test_what_came_before_the_mail_leaves_takes_it_back(
    a_case: At, ends: Callable[[ACase], None]
) -> None:
    case = told(a_case)
    case.stage.move_to(case.clock.today() + WEEK)
    (mail,) = case.messages("reports/superior_again")
    assert leaves(mail)
    ends(case)
    (mail,) = case.messages("reports/superior_again")
    assert mail.status == MessageStatus.OBSOLETE or not leaves(mail)


@pytest.mark.article("14(3.2)")
def test_after_an_outage_it_is_asked_once(a_case: At) -> None:
    case = told(a_case)
    case.clock.move_to(case.clock.today() + 4 * WEEK)
    case.stage.settle()
    case.stage.move_to(case.clock.today() + WEEK)
    assert len(case.messages("reports/superior_again")) == 1


def leaves(message: Message) -> bool:
    with unit_of_work() as work:
        return posting.prepare(work, work.session.get_one(Message, message.id)) is not None
