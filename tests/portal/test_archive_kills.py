"""Archives while workers are killed: Art. 17(5).

Nothing is lost, nothing is doubled, no half file is stored, no process and no file is left behind.
"""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import pytest
from sqlalchemy import func, select

from models.archive_order import ArchiveOrder, OrderState, SealedPage
from models.base import Base
from models.made_paper import MadePaper
from models.stored_file import FileKind, FilePiece, StoredFile
from portal.archive import binder
from tests.children import child
from tests.conftest import At
from tests.documents.test_bounded import gone
from tests.onrecord import reading
from tests.portal.archived import and_closed, in_no_time, keys
from tests.portal.test_kills import children
from tests.sealed_trail import sealed
from tests.waiting import wait_until

pytestmark = pytest.mark.xdist_group("archive")

BEGINS: Final = """
from core import settings
current = settings.prepare()
from casework.bootstrap import bootstrap
bootstrap()
"""
MAKES: Final = f"{BEGINS}from portal.archive import binder\nbinder.turn()\n"
QUICK: Final = f"""{BEGINS}
from documents.builder import Pressed
from portal.archive import binder, packing
packing.set_paper = lambda of: Pressed(b"%PDF", 1)
"""
STOPS_HALFWAY: Final = f"""{QUICK}
import sys
packed = packing.packed
def halfway(*told):
    size = 0
    for part in packed(*told):
        size += len(part)
        yield part
        if size > 1_200_000:
            print("half", flush=True)
            sys.stdin.read()
packing.packed = halfway
binder.turn()
"""


@contextmanager
def running(script: str, *told: str) -> Iterator["subprocess.Popen[str]"]:
    """A process of its own with our settings, killed at the end."""
    command = [sys.executable, "-c", script, *told]
    with child(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            yield process
        finally:
            process.kill()


def line_of(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline()


def order() -> ArchiveOrder | None:
    with reading() as work:
        return work.session.scalars(select(ArchiveOrder)).one_or_none()


def how_many(table: type[Base]) -> int:
    with reading() as work:
        return work.session.scalar(select(func.count()).select_from(table)) or 0


def made_archives() -> list[StoredFile]:
    with reading() as work:
        return list(work.session.scalars(select(StoredFile).filter_by(kind=FileKind.ARCHIVE)))


def made_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    """As soon as the session of the one that was killed is gone, another makes it whole, once."""
    in_no_time(monkeypatch)
    wait_until(binder.turn)
    done = order()
    assert done is not None
    assert (done.state, done.tries) == (OrderState.DONE, 2)
    assert len(made_archives()) == 1
    assert how_many(MadePaper) == done.of_papers == how_many(SealedPage)


@pytest.mark.article("17(5)")
def test_a_worker_that_is_killed_while_papers_are_set_leaves_nothing_behind(
    a_case: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_case("closed")
    sealed(by=keys())
    with running(MAKES) as process:
        wait_until(lambda: (found := order()) is not None and found.papers >= 1, 120)
        wait_until(lambda: bool(children(process.pid)))
        presses = children(process.pid)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert gone(*presses)
    left = order()
    assert left is not None
    assert left.state == OrderState.AT_WORK
    assert (made_archives(), how_many(SealedPage), how_many(MadePaper)) == ([], 0, 0)
    made_by_the_next(monkeypatch)


@pytest.mark.article("17(5)")
def test_a_worker_that_is_killed_while_it_stores_one_stores_no_half_of_it(
    a_case: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_case("decided", and_closed)
    sealed(by=keys())
    before = how_many(FilePiece)
    with running(STOPS_HALFWAY) as process:
        assert line_of(process) == "half\n"
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert (made_archives(), how_many(FilePiece)) == ([], before)
    made_by_the_next(monkeypatch)
