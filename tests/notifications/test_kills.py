"""Killed in a delivery: nothing lost, one repeat a kill at most, its id kept: F1."""

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select, update

from models.outbox import Message
from models.session import unit_of_work
from notifications import delivery, outbox
from notifications.channels import post
from tests.children import child
from tests.notifications.mail_server import MailServer
from tests.notifications.table import Table

ROUNDS = int(os.environ.get("TRYEZA_FAULT_ROUNDS", "12"))
FAILPOINTS = ("smtp:before-connect", "smtp:after-rcpt", "smtp:after-250", "smtp:after-commit")
ROOT = Path(__file__).parents[2]


@contextmanager
def victims(life: UUID) -> Iterator[subprocess.Popen[str]]:
    """A process that delivers in children of its own, which may be killed."""
    command = [sys.executable, "-m", "tests.notifications.victim", str(life)]
    pipe = subprocess.PIPE
    with child(command, stdin=pipe, stdout=pipe, cwd=ROOT) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


def deliver(process: subprocess.Popen[str], failpoint: str) -> bool:
    """Let one child deliver; true if it was killed."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(failpoint + "\n")
    process.stdin.flush()
    ended = int(process.stdout.readline())
    assert ended in {0, -signal.SIGKILL}
    return ended != 0


def end_leases() -> None:
    """A minute passes."""
    with unit_of_work() as work:
        work.session.execute(
            update(Message)
            .where(Message.status == "sending")
            .values(lease_until=Message.lease_until - 2 * delivery.LEASE)
        )


def rows() -> dict[str, str]:
    with unit_of_work() as work:
        found = work.session.execute(select(Message.message_id, Message.status))
        return {row.message_id: row.status for row in found}


def waiting() -> int:
    return sum(status in {"queued", "sending"} for status in rows().values())


def repeated(server: MailServer) -> int:
    return len(server.message_ids) - len(set(server.message_ids))


def test_no_kill_loses_a_mail_or_repeats_it_more_than_once(
    table: Table, server: MailServer
) -> None:
    dice, kills = random.Random(20231227), Counter[str]()
    with victims(table.life) as process:
        for turn in range(ROUNDS):
            if waiting() > delivery.HAND - 4:  # of few: of many, several are under way at a time
                assert not deliver(process, "none")
            table.queue_many(dice.randint(1, 3))
            failpoint = FAILPOINTS[turn % len(FAILPOINTS)]
            kills[failpoint] += deliver(process, f"{failpoint}@{dice.randint(1, 2)}")
            end_leases()
        while outbox.pending(table.life):
            assert not deliver(process, "none")
        assert repeated(server) == (killed := kills["smtp:after-250"])
        table.queue_many(2 * delivery.HAND)  # several are under way where many wait: 0173
        assert deliver(process, "smtp:after-250@4")
        end_leases()
        assert not deliver(process, "none")
    assert 1 <= repeated(server) - killed <= post.AT_ONCE
    assert kills.total() >= ROUNDS // 2
    assert set(rows().values()) == {"sent"}
    accepted = Counter(server.message_ids)
    assert accepted.keys() == rows().keys()
    assert max(accepted.values()) - 1 <= killed + 1
    assert {to for to, _ in server.accepted} == {"arta.bytyqi@qkmf.example"}


@pytest.mark.parametrize("failpoint", FAILPOINTS)
def test_each_failpoint_kills_where_it_says(
    table: Table, server: MailServer, failpoint: str
) -> None:
    table.queue()
    with victims(table.life) as process:
        assert deliver(process, failpoint)
    accepted = failpoint in {"smtp:after-250", "smtp:after-commit"}
    assert len(server.accepted) == accepted
    assert list(rows().values()) == ["sent" if failpoint == "smtp:after-commit" else "sending"]


def test_failpoints_kill_nobody_outside_the_demo(
    table: Table, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRYEZA_MODE", "production")
    table.queue()
    with victims(table.life) as process:
        assert not deliver(process, "smtp:after-250")
