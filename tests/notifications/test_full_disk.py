"""A disk that takes nothing for a while: nothing fails for good, nothing is lost or sent twice."""

import resource
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from core.clock import FrozenClock
from notifications import delivery
from tests.children import child
from tests.notifications.conftest import Lead
from tests.notifications.mail_server import free_port
from tests.notifications.rows import messages
from tests.notifications.table import Table
from tests.notifications.test_capture import ROOT, greeted
from tests.waiting import run


@pytest.fixture
def kept(tmp_path: Path, lead_to: Lead) -> Iterator[tuple[int, Path]]:
    """The mail server of a demo, in a process of its own: which, and its folder."""
    port = free_port()
    command = [sys.executable, "-m", "deployments.smtp_capture", str(port), str(tmp_path)]
    with child(command, cwd=ROOT) as process:
        run(greeted(port))
        lead_to(port)
        yield process.pid, tmp_path
        process.terminate()


def files(folder: Path) -> list[Path]:
    return list(folder.iterdir())


def test_a_mail_that_no_disk_took_leaves_once_there_is_room(
    table: Table, kept: tuple[int, Path], clock: FrozenClock
) -> None:
    pid, folder = kept
    _, most = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    table.queue_many(3)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, most))  # the kernel takes no byte
    assert delivery.deliver(table.life) == delivery.Delivery(delayed=3)
    assert {(row.status, row.reply, row.cause) for row in messages()} == {
        ("queued", "452 4.3.1 later", "temporary")
    }
    assert files(folder) == [], "no half of one either"
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, most))
    clock.moment += timedelta(minutes=10)
    assert delivery.deliver(table.life).sent == 3
    assert len(files(folder)) == 3
    assert delivery.deliver(table.life) == delivery.Delivery()
