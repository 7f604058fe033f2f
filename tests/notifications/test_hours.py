"""A real mail server at night and on a day off: what waits, and what does not."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest

from core.clock import FrozenClock, at_local
from models.outbox import MessageStatus
from models.session import unit_of_work
from notifications import delivery, hours, outbox
from notifications.notices import NOTICES
from notifications.notices.reminders import OwedItem
from notifications.samples import CASE, sample
from rules.hours import Leaves
from tests.notifications.conftest import Lead
from tests.notifications.mail_server import MailServer
from tests.notifications.rows import only_message
from tests.notifications.table import Table

TUESDAY = date(2026, 9, 15)
FRIDAY, MONDAY = date(2026, 9, 18), date(2026, 9, 21)
PRODUCTION = {
    "TRYEZA_MODE": "production",
    "TRYEZA_SMS_URL": "http://127.0.0.1:9/sms",
    "TRYEZA_SMS_FROM": "QPS",
}


@pytest.fixture
def real(server: MailServer, lead_to: Lead) -> MailServer:
    """Where hours are kept: in a demo nobody sleeps."""
    lead_to(server.port, **PRODUCTION)
    return server


def sent_at(table: Table, clock: FrozenClock, moment: datetime) -> int:
    clock.moment = moment
    return delivery.deliver(table.life).sent


@pytest.mark.article("8(3)")
def test_a_report_asked_for_in_the_evening_leaves_at_seven_and_once(
    table: Table, clock: FrozenClock, real: MailServer
) -> None:
    clock.moment = at_local(TUESDAY, time(20))
    table.queue("plan/sent")
    assert delivery.deliver(table.life).sent == 0
    row = only_message()
    seven = at_local(TUESDAY + timedelta(days=1), time(7))
    assert (row.status, row.attempts, row.not_before) == (MessageStatus.QUEUED, 0, seven)
    with unit_of_work() as work:
        assert outbox.next_try(work.session, table.life) == seven, "the life wakes for it"
    assert sent_at(table, clock, seven - timedelta(seconds=1)) == 0
    assert real.message_ids == []
    assert [sent_at(table, clock, seven), sent_at(table, clock, seven)] == [1, 0]
    assert real.message_ids == [row.message_id]


def test_a_minute_before_eight_it_still_leaves(
    table: Table, clock: FrozenClock, real: MailServer
) -> None:
    clock.moment = at_local(TUESDAY, time(19, 59))
    table.queue("plan/sent")
    assert delivery.deliver(table.life).sent == 1


@pytest.mark.parametrize("day", [date(2026, 10, 25), date(2027, 3, 28)])
def test_seven_is_what_clocks_show_on_the_day_they_change(
    table: Table, clock: FrozenClock, real: MailServer, day: date
) -> None:
    clock.moment = at_local(day - timedelta(days=1), time(21))
    table.queue("plan/sent")
    delivery.deliver(table.life)
    then = only_message().not_before
    assert then == at_local(day, time(7))
    before = at_local(day - timedelta(days=1), time(7))
    assert then - before in {timedelta(hours=23), timedelta(hours=25)}
    assert [sent_at(table, clock, then - timedelta(seconds=1)), sent_at(table, clock, then)] == [
        0,
        1,
    ]


@pytest.mark.article("8(3)")
def test_an_invitation_on_its_last_lawful_day_leaves_at_night(
    table: Table, clock: FrozenClock, real: MailServer
) -> None:
    meeting = at_local(TUESDAY, time(10))
    clock.moment = at_local(TUESDAY - timedelta(days=4), time(22))
    table.queue("convening/invitation", starts_at=meeting)
    assert delivery.deliver(table.life).sent == 0, "tomorrow is in time"
    last = at_local(TUESDAY - timedelta(days=3), time(22))
    table.queue("convening/invitation", starts_at=meeting + timedelta(days=1, hours=1))
    assert sent_at(table, clock, last) == 1, "the one that waited since yesterday"


@pytest.mark.article("14(5)")
def test_an_extraordinary_meeting_and_one_called_off_are_told_at_night(
    table: Table, clock: FrozenClock, real: MailServer
) -> None:
    clock.moment = at_local(TUESDAY, time(3))
    meeting = at_local(TUESDAY + timedelta(days=9), time(10))
    table.queue("convening/invitation", starts_at=meeting, extraordinary=True)
    table.queue("convening/cancelled", starts_at=meeting)
    assert delivery.deliver(table.life).sent == 2


def test_what_an_outage_held_up_until_night_leaves_then_where_it_cannot_wait(
    table: Table, clock: FrozenClock, real: MailServer
) -> None:
    clock.moment = at_local(TUESDAY, time(19))
    meeting = at_local(TUESDAY + timedelta(days=3), time(10))
    table.queue("convening/invitation", starts_at=meeting)
    table.queue("plan/sent")
    assert sent_at(table, clock, at_local(TUESDAY, time(23))) == 1


def owed_on(day: date, due_on: date | None, link: UUID | None = None) -> dict[str, Any]:
    """A reminder of one morning, of one thing."""
    return {"morning": day, "items": (OwedItem(CASE, due_on, link),)}


@pytest.mark.article("8(9)")
@pytest.mark.parametrize("template", ["reminders/owed", "reminders/officer"])
def test_what_is_ours_and_waits_since_friday_evening_leaves_on_monday(
    table: Table, clock: FrozenClock, real: MailServer, template: str
) -> None:
    clock.moment = at_local(FRIDAY, time(20, 30))
    notice = sample(template, life_id=table.life)
    found = hours.waits_until(notice, clock.moment)
    assert found == at_local(MONDAY, time(7))
    assert hours.waits_until(notice, at_local(MONDAY, time(7))) is None


@pytest.mark.article("8(9)")
def test_a_reminder_whose_last_day_would_pass_meanwhile_leaves_on_saturday(
    clock: FrozenClock, real: MailServer
) -> None:
    saturday, sunday = (FRIDAY + timedelta(days=days) for days in (1, 2))
    for due, then in ((sunday, None), (MONDAY, MONDAY), (FRIDAY, MONDAY), (None, MONDAY)):
        notice = sample("reminders/owed", **owed_on(FRIDAY, due))
        found = hours.waits_until(notice, at_local(saturday, time(9)))
        assert found == (None if then is None else at_local(then, time(7)))


@pytest.mark.article("8(9)")
def test_a_reminder_rests_over_a_weekend_in_the_outbox_and_leaves_once(
    table: Table, clock: FrozenClock, real: MailServer
) -> None:
    clock.moment = at_local(FRIDAY, time(21))
    saturday = FRIDAY + timedelta(days=1)
    table.queue("reminders/owed", **owed_on(FRIDAY, MONDAY + timedelta(days=9), table.link))
    assert delivery.deliver(table.life).sent == 0
    monday = at_local(MONDAY, time(7))
    assert only_message().not_before == monday
    assert sent_at(table, clock, at_local(saturday, time(12))) == 0
    assert sent_at(table, clock, monday) == 0, "it waits for Monday's, which may take it along"
    after = at_local(MONDAY, time(8, 16))
    assert [sent_at(table, clock, after), sent_at(table, clock, after)] == [1, 0]


@pytest.mark.article("14(3.2)")
def test_a_superior_is_asked_again_on_a_working_day_and_a_holiday_is_none(
    clock: FrozenClock, real: MailServer
) -> None:
    notice = sample("reports/superior_again")
    new_year = date(2027, 1, 1)  # a Friday
    found = hours.waits_until(notice, at_local(new_year, time(9)))
    assert found == at_local(new_year + timedelta(days=4), time(7))  # Monday is one too


def test_a_last_call_and_what_the_law_asks_for_leave_on_a_sunday(
    clock: FrozenClock, real: MailServer
) -> None:
    noon = at_local(FRIDAY + timedelta(days=2), time(12))
    for template in ("reminders/last_call", "reports/request", "convening/agree_date", "plan/sent"):
        assert hours.waits_until(sample(template), noon) is None, template


def test_in_a_demo_nothing_waits(table: Table, clock: FrozenClock, server: MailServer) -> None:
    clock.moment = at_local(TUESDAY, time(2))
    table.queue("plan/sent")
    assert delivery.deliver(table.life).sent == 1
    assert hours.waits_until(sample("reminders/owed"), at_local(FRIDAY, time(23))) is None


def test_what_is_ours_alone_is_known_by_its_kind() -> None:
    ours = {"reminders/owed", "reminders/officer", "reports/superior_again"}
    assert {
        template for template, notice in NOTICES.items() if notice.hours is Leaves.ON_WORKING_DAYS
    } == ours


def test_every_code_and_every_word_on_a_sign_in_leaves_at_once() -> None:
    for template, notice in NOTICES.items():
        if template.startswith(("codes/", "sign_in/")):
            assert notice.hours is Leaves.AT_ONCE, template


@pytest.mark.parametrize("template", ["reminders/owed", "reminders/officer"])
def test_a_reminder_of_an_earlier_morning_waits_for_this_mornings(
    real: MailServer, template: str
) -> None:
    """Which takes it along; after it has been written, or on its own day, it leaves."""
    assert real.message_ids == []
    notice = sample(template, morning=TUESDAY)
    next_day = TUESDAY + timedelta(days=1)
    after = at_local(next_day, time(8, 15, 20))
    assert hours.waits_until(notice, at_local(TUESDAY, time(9))) is None
    for early in (time(7), time(8), time(8, 15)):
        assert hours.waits_until(notice, at_local(next_day, early)) == after
    assert hours.waits_until(notice, after) is None
