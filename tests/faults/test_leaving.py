"""SIGTERM while a mail is in hand: finished or released within ten seconds, exit 0: F20."""

from collections.abc import Iterator

import pytest
from sqlalchemy import ColumnElement, func, select

from models.outbox import Message, MessageStatus
from models.session import unit_of_work, use_clock
from simulation.seed import seed
from tests.engine import Bench
from tests.notifications import mail_server
from tests.notifications.mail_server import MailServer
from tests.notifications.rows import end_lease
from tests.told import told
from tests.waiting import quiet_seconds, wait_until

pytestmark = pytest.mark.engine
PATIENCE = 150
"""Seconds for a worker to start and take its first mail, on a machine that does much else."""


@pytest.fixture
def server(bench: Bench) -> Iterator[MailServer]:
    """A mail server that has the demo's cases write to it."""
    with mail_server.running() as server:
        values = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(server.port), "SMTP_TLS": "none"}
        with told(values):
            use_clock(None)
            yield server


def messages(status: str) -> int:
    with unit_of_work(read_only=True) as work:
        found = select(func.count()).where(Message.status == status, Message.channel == "mail")
        return work.session.scalar(found) or 0


def in_hand() -> set[str]:
    """Message-IDs of what a worker has taken and not seen accepted."""
    return _ids(Message.attempts > 0, Message.status != "sent")


def sent() -> set[str]:
    return _ids(Message.status == "sent")


def _ids(*which: ColumnElement[bool]) -> set[str]:
    with unit_of_work(read_only=True) as work:
        return set(work.session.scalars(select(Message.message_id).where(*which)))


def end_leases() -> None:
    """The minute passes, as `tests/faults/test_whole_life.py` lets it."""
    with unit_of_work() as work:
        held = select(Message).where(Message.status == MessageStatus.SENDING)
        for message in work.session.scalars(held.with_for_update()):
            end_lease(message)


def test_a_mail_in_hand_is_finished_before_the_worker_leaves(
    bench: Bench, server: MailServer
) -> None:
    server.release.clear()
    worker = bench.add_worker()
    seed(quick=True)
    assert server.data_in_hand.wait(quiet_seconds(PATIENCE))
    worker.ask_to_leave()
    server.release.set()
    assert worker.wait() == 0
    assert messages("sending") == 0
    assert messages("sent") == len(server.accepted) >= 1


def test_a_mail_that_is_not_answered_is_released_and_sent_by_the_next(
    bench: Bench, server: MailServer
) -> None:
    server.release.clear()
    worker = bench.add_worker()
    seed(quick=True)
    assert server.data_in_hand.wait(quiet_seconds(PATIENCE))
    worker.ask_to_leave()
    assert worker.wait() == 0
    assert messages("sent") == 0
    taken = in_hand()
    assert taken  # released or, where its last word was not written, leased for a minute:
    end_leases()
    server.release.set()
    bench.add_worker()
    wait_until(lambda: taken <= sent(), PATIENCE)
    assert taken <= set(server.message_ids)
