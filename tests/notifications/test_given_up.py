"""A server that takes nothing: all is tried, then rests with its cause, and nothing is lost."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import psycopg.errors
import pytest
from sqlalchemy import event

from core.clock import FrozenClock
from core.ids import new_id
from models.outbox import Message, RecipientKind
from models.people import Professional
from models.session import engine, unit_of_work
from notifications import answered, delivery, outbox
from notifications.notices.base import Recipient
from tests.notifications.mail_server import MailServer
from tests.notifications.rows import messages, only_message
from tests.notifications.table import Table, another_doctor


def colleagues(table: Table, count: int, at: str = "qkmf.example") -> list[UUID]:
    """People with addresses of their own at one server."""
    found = []
    with unit_of_work() as work:
        for number in range(count):
            one = another_doctor(work, table.municipality)
            work.session.get_one(Professional, one).email = f"mjek{number}.{one.hex[:6]}@{at}"
            found.append(one)
    return found


def to_each(table: Table, people: list[UUID]) -> None:
    for person in people:
        table.queue(
            "plan/sent",
            recipient=Recipient(RecipientKind.MEMBER, person),
            link_id=None,
            plan_id=new_id(),
        )


def days(server: MailServer, table: Table, clock: FrozenClock, command: str, answer: str) -> int:
    """Ten days in which it always answers the same; gives how often it was tried."""
    tries = 0
    for _ in range(10 * 24):
        before = len(server.senders)
        server.answers[command].append(answer)
        delivery.deliver(table.life)
        server.answers[command].clear()
        tries += len(server.senders) - before
        clock.moment += timedelta(hours=1)
    return tries


@pytest.mark.parametrize(
    "said",
    [("RCPT", "450 4.2.0 Later", "temporary"), ("DATA", "554 5.7.1 Policy", "server")],
)
def test_ten_days_of_the_same_answer_end_in_a_message_that_rests(
    table: Table, server: MailServer, clock: FrozenClock, said: tuple[str, str, str]
) -> None:
    command, answer, cause = said
    table.queue()
    tries = days(server, table, clock, command, answer)
    assert 10 < tries < 50, "a try at growing pauses, and an end"
    row = only_message()
    assert (row.status, row.cause) == ("given_up", cause)
    assert delivery.deliver(table.life) == delivery.Delivery()
    with unit_of_work() as work:
        assert outbox.next_try(work.session, table.life) is None
        assert outbox.failed(work.session, table.life) == [], "nobody's address is wrong"


def test_a_server_away_over_the_weekend_is_waited_for(
    table: Table, server: MailServer, clock: FrozenClock
) -> None:
    table.queue()
    server.answers["RCPT"] += ["450 4.2.0 Later"] * 100
    for _ in range(3 * 24):
        delivery.deliver(table.life)
        clock.moment += timedelta(hours=1)
    server.answers["RCPT"].clear()
    clock.moment += answered.LONGEST_WAIT * 1.2
    assert delivery.deliver(table.life).sent == 1
    assert len(server.accepted) == 1
    assert (only_message().cause, only_message().tried_since) == (None, None)


@pytest.mark.parametrize("answer", ["550 5.1.1 No such user", "550 Refused", "553 Sorry"])
def test_several_refused_alike_at_one_server_are_the_server(
    table: Table, server: MailServer, clock: FrozenClock, answer: str
) -> None:
    """Nobody is asked for right addresses of people who have them."""
    to_each(table, colleagues(table, 5))
    server.answers["RCPT"] += [answer] * 5
    delivery.deliver(table.life)
    assert {(row.status, row.cause) for row in messages()} == {("queued", "server")}
    clock.moment += timedelta(days=2)
    assert delivery.deliver(table.life).sent == 5
    assert len(server.accepted) == 5


def test_the_one_server_that_we_ask_may_refuse_every_domain(
    table: Table, server: MailServer
) -> None:
    to_each(table, [colleagues(table, 1, f"vend{each}.example")[0] for each in range(4)])
    server.answers["RCPT"] += ["550 5.1.1 No such user"] * 4
    delivery.deliver(table.life)
    assert {(row.status, row.cause) for row in messages()} == {("queued", "server")}


def test_one_or_two_wrong_addresses_are_addresses(table: Table, server: MailServer) -> None:
    to_each(table, colleagues(table, 2))
    server.answers["RCPT"] += ["550 5.1.1 No such user"] * 2
    assert delivery.deliver(table.life).refused == 2
    assert {row.status for row in messages()} == {"failed"}


def test_where_the_server_takes_others_three_wrong_addresses_are_addresses(
    table: Table, server: MailServer
) -> None:
    to_each(table, colleagues(table, 4))
    server.answers["RCPT"] += ["250 OK", *["550 5.1.1 No such user"] * 3]
    assert delivery.deliver(table.life).refused == 3
    assert sorted(row.status for row in messages()) == ["failed"] * 3 + ["sent"]


def test_a_server_that_refuses_is_not_mistaken_for_addresses_at_the_next_try(
    table: Table, server: MailServer, clock: FrozenClock
) -> None:
    to_each(table, colleagues(table, 3))
    for _ in range(4):
        server.answers["RCPT"] += ["550 5.1.1 No such user"] * 3
        delivery.deliver(table.life)
        assert {(row.status, row.cause) for row in messages()} == {("queued", "server")}
        clock.moment += timedelta(hours=6)


def test_legal_notices_leave_first_after_an_outage(table: Table, server: MailServer) -> None:
    table.queue("reminders/officer")
    table.queue("plan/sent")
    table.queue("convening/invitation")
    taken = []
    while hand := delivery.take(Message.life_id == table.life):
        with unit_of_work() as work:
            taken += [work.session.get_one(Message, each.message).template for each in hand]
    assert taken == ["convening/invitation", "plan/sent", "reminders/officer"]


@pytest.fixture
def full_disk() -> Iterator[list[bool]]:
    """A database that takes no answer while the list is not empty, as on a full disk."""
    full: list[bool] = []

    def refuse_statement(_conn: object, _cursor: object, statement: str, *_: object) -> None:
        if full and statement.startswith("UPDATE message SET") and "accepted_at" in statement:
            raise_full()

    def raise_full() -> None:
        raise psycopg.errors.DiskFull("could not extend file: No space left on device")

    event.listen(engine(), "before_cursor_execute", refuse_statement)
    yield full
    event.remove(engine(), "before_cursor_execute", refuse_statement)


def test_what_the_server_took_is_not_sent_again_because_the_disk_was_full(
    table: Table,
    server: MailServer,
    clock: FrozenClock,
    full_disk: list[bool],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table.queue()
    full_disk.append(True)
    paused: list[float] = []

    def pause(seconds: float) -> None:
        paused.append(seconds)
        if len(paused) == 3:
            full_disk.clear()

    monkeypatch.setattr(delivery._stopping, "wait", pause)
    assert delivery.deliver(table.life).sent == 1
    assert (len(server.accepted), only_message().status) == (1, "sent")
