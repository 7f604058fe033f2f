"""An invitation is at the mail server a moment after its commit, sent by a worker that heard it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from core.clock import SystemClock
from identity import accounts
from identity.accounts import NewOfficer
from identity.enrolment import Begun
from models.outbox import Message, MessageStatus
from models.session import unit_of_work
from rules.roles import Role
from runtime.mail_at_once import LOOK
from tests.engine import Bench
from tests.notifications import mail_server
from tests.notifications.mail_server import MailServer
from tests.told import told
from tests.waiting import wait_until

pytestmark = pytest.mark.engine
TEUTA = "teuta@qps.example"


@pytest.fixture
def server(bench: Bench) -> Iterator[MailServer]:
    with mail_server.running() as server:
        values = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(server.port), "SMTP_TLS": "none"}
        with told(values):
            yield server


def invite(email: str) -> Begun:
    with unit_of_work() as work:
        one = NewOfficer(Role.ADMIN, "Teuta Nova", email, "en")
        return accounts.invite(work, one, SystemClock(), by=None, mailed=True)


def row(begun: Begun) -> Message:
    with unit_of_work(read_only=True) as work:
        return work.session.scalars(select(Message).where(Message.id == begun.message_id)).one()


def test_a_worker_hears_of_an_invitation_and_sends_it(bench: Bench, server: MailServer) -> None:
    bench.add_worker()
    bench.add_worker()  # both hear it
    bench.open_parked()  # they listen by now
    begun = invite(TEUTA)
    assert wait_until(lambda: bool(server.accepted)) < LOOK, "nobody waited for the next look"
    wait_until(lambda: row(begun).status is MessageStatus.SENT)
    ((to, mail),) = server.accepted
    assert (to, mail["Message-ID"]) == (TEUTA, row(begun).message_id)


def test_a_mail_server_that_does_not_answer_holds_up_no_life_and_what_waits_leaves_once(
    bench: Bench, server: MailServer
) -> None:
    server.release.clear()
    begun = invite(TEUTA)  # nobody hears it: a worker looks as it begins
    worker = bench.add_worker()
    assert server.data_in_hand.wait(LOOK)
    life = bench.open_parked()
    bench.poke(life)
    wait_until(lambda: bench.answers(life) == 1)
    assert row(begun).status is MessageStatus.SENDING
    worker.ask_to_leave()
    server.release.set()
    assert worker.wait() == 0
    assert row(begun).status is MessageStatus.SENT
    assert len(server.accepted) == 1
