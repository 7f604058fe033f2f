"""A connection that the server ends holds back the mail that was on it, and no other, unless the
next one is ended too: then it is away. Decision 0173."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from core.clock import FrozenClock
from models.outbox import Message, MessageStatus
from models.session import unit_of_work
from notifications import answered, delivery, outbox
from tests.notifications.conftest import Lead
from tests.notifications.mail_server import TAKEN, MailServer, free_port
from tests.notifications.rows import messages
from tests.notifications.table import Table

MANY = 5
BUSY = "421 4.3.2 Too busy"
End = tuple[str, str, str]
"""At which command, how, and what is kept of it."""
ENDS: list[End] = [
    ("CONNECT", BUSY, "421 greeting"),
    ("EHLO", "drop", "connection lost"),
    ("MAIL", "drop", "connection lost"),
    ("MAIL", BUSY, "421 4.3.2 later"),
    ("RCPT", "drop", "connection lost"),
    ("RCPT", BUSY, "421 4.3.2 later"),
    ("DATA", "drop", "connection lost"),
    ("DATA", BUSY, "421 4.3.2 later"),
    ("DATA", TAKEN, "connection lost"),
]


def waiting() -> list[Message]:
    return [each for each in messages() if each.status == MessageStatus.QUEUED]


@pytest.mark.parametrize("end", ENDS)
def test_one_that_is_ended_at_the_first_mail_holds_back_that_one_alone(
    table: Table, server: MailServer, clock: FrozenClock, end: End
) -> None:
    command, answer, reply = end
    table.queue_many(MANY)
    server.answers[command].append(answer)
    assert delivery.deliver(table.life) == delivery.Delivery(sent=MANY - 1, delayed=1)
    (held,) = waiting()
    assert (held.attempts, held.reply) == (1, reply)
    assert held.not_before >= clock.now() + answered.FIRST_WAIT
    clock.moment += timedelta(hours=1)
    assert delivery.deliver(table.life) == delivery.Delivery(sent=1)
    assert {each.status for each in messages()} == {MessageStatus.SENT}
    ids = {each.message_id for each in messages()}
    assert set(server.message_ids) == ids  # none is lost
    # and none twice, but for one that nobody knows was taken (RFC 1047): under its own id
    assert len(server.message_ids) == MANY + (answer == TAKEN)


@pytest.mark.parametrize("end", ENDS)
def test_one_that_is_ended_between_others_holds_back_that_one_alone(
    table: Table, server: MailServer, end: End
) -> None:
    command, answer, reply = end
    table.queue()
    assert delivery.deliver(table.life).sent == 1
    table.queue_many(MANY)
    server.answers[command].append(answer)
    done = delivery.deliver(table.life)
    assert done.sent >= MANY - 1  # one that the server had ended meanwhile costs nobody a try
    assert done.sent + len(waiting()) == MANY
    assert {each.reply for each in waiting()} <= {reply}


@pytest.mark.parametrize("end", ENDS)
def test_a_server_that_ends_each_is_asked_twice_and_no_more(
    table: Table, server: MailServer, clock: FrozenClock, end: End
) -> None:
    command, answer, reply = end
    table.queue_many(MANY)
    waits = []
    for _ in range(4):
        server.answers[command].extend([answer] * MANY)
        assert delivery.deliver(table.life) == delivery.Delivery(delayed=2)
        assert len(server.answers[command]) == MANY - 2
        server.answers[command].clear()
        assert {each.reply for each in waiting()} == {reply}
        assert not outbox.pending(table.life)
        last = max(each.not_before for each in waiting())
        waits.append(last - clock.now())
        clock.moment = last
    assert waits[0] < waits[-1]  # ever more gently
    assert delivery.deliver(table.life).sent == MANY
    assert set(server.message_ids) == {each.message_id for each in messages()}


@pytest.mark.parametrize("end", ENDS)
def test_one_that_took_a_mail_a_moment_ago_is_asked_again_soon(
    table: Table, server: MailServer, clock: FrozenClock, end: End
) -> None:
    """Two connections that end say nothing of one that serves others: none of them waits long."""
    command, answer, _ = end
    table.queue()
    assert delivery.deliver(table.life).sent == 1
    table.queue_many(MANY)
    server.answers[command].extend([answer] * 3)  # the one that was kept open, and two more
    done = delivery.deliver(table.life)
    server.answers[command].clear()
    tried = [each for each in waiting() if each.attempts]
    assert 1 <= len(tried) <= 3
    clock.moment += answered.SOON
    again = delivery.deliver(table.life)
    assert done.sent + again.sent == MANY - len(tried)


def test_a_server_that_is_not_there_is_asked_once(
    table: Table, server: MailServer, lead_to: Lead
) -> None:
    lead_to(free_port())
    table.queue_many(MANY)
    assert delivery.deliver(table.life) == delivery.Delivery(delayed=1)
    assert not outbox.pending(table.life)
    with unit_of_work(read_only=True) as work:
        assert set(work.session.scalars(select(Message.reply))) == {"connection refused"}
