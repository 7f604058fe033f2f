"""Archives, and uploads to a portal of its own, while processes are killed: Art. 17(5), 18(1).

Nothing is lost, nothing is doubled, no half file is stored, no process and no file is left behind.
"""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import func, select

from casework.case import archives
from models.archive_order import ArchiveOrder, OrderState, SealedPage
from models.base import Base
from models.made_paper import MadePaper
from models.stored_file import FileKind, FilePiece, StoredFile
from portal.archive import binder
from tests.builders import MANAGER
from tests.conftest import At
from tests.database import Cleaner
from tests.documents.test_bounded import gone
from tests.onrecord import reading
from tests.portal.archived import and_closed, in_no_time, keys
from tests.portal.conftest import Browser, SignIn
from tests.portal.test_files import at, the_files
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
ONE_OF_TWO: Final = f"""{QUICK}
for _ in range(3):
    binder.turn()
"""
SERVES: Final = f"""{BEGINS}
import socket, sys, tempfile
import uvicorn
from core.database_roles import WORKER
from core.settings import Mode
from models.readiness import Readiness
from portal.app import create_app
tempfile.tempdir = sys.argv[1]
app = create_app(current.model_copy(update=dict(mode=Mode.DEMO, base_url="http://127.0.0.1")))
app.state.readiness = Readiness(WORKER)
listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
uvicorn.Server(uvicorn.Config(app, log_config=None)).run(sockets=[listener])
"""


@contextmanager
def running(script: str, *told: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A process of its own with our settings, killed at the end."""
    command = [sys.executable, "-c", script, *told]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        try:
            yield process
        finally:
            process.kill()


def line_of(process: "subprocess.Popen[bytes]") -> bytes:
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


def made_by_the_next(cleaner: Cleaner, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the one that was killed has been silent long enough, another makes it whole, once."""
    assert not binder.turn(), "it may be at work still"
    later = int((archives.SILENT + timedelta(seconds=1)).total_seconds())
    with cleaner.connection.cursor() as cursor:
        cursor.execute(
            "UPDATE archive_order SET touched_at = touched_at - make_interval(secs => %s)", [later]
        )
    in_no_time(monkeypatch)
    assert binder.turn()
    done = order()
    assert done is not None
    assert (done.state, done.tries) == (OrderState.DONE, 2)
    assert len(made_archives()) == 1
    assert how_many(MadePaper) == done.of_papers == how_many(SealedPage)


@pytest.mark.article("17(5)")
def test_a_worker_that_is_killed_while_papers_are_set_leaves_nothing_behind(
    a_case: At, cleaner: Cleaner, monkeypatch: pytest.MonkeyPatch
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
    made_by_the_next(cleaner, monkeypatch)


@pytest.mark.article("17(5)")
def test_a_worker_that_is_killed_while_it_stores_one_stores_no_half_of_it(
    a_case: At, cleaner: Cleaner, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_case("decided", and_closed)
    sealed(by=keys())
    before = how_many(FilePiece)
    with running(STOPS_HALFWAY) as process:
        assert line_of(process) == b"half\n"
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert (made_archives(), how_many(FilePiece)) == ([], before)
    made_by_the_next(cleaner, monkeypatch)


@pytest.mark.article("17(5)")
def test_two_workers_at_once_make_one_archive(a_case: At) -> None:
    a_case("closed")
    sealed(by=keys())
    with running(ONE_OF_TWO) as one, running(ONE_OF_TWO) as other:
        assert (one.wait(120), other.wait(120)) == (0, 0)
    done = order()
    assert done is not None
    assert (done.state, done.tries, len(made_archives())) == (OrderState.DONE, 1, 1)
    assert how_many(MadePaper) == done.of_papers == how_many(SealedPage)


def half_an_upload(port: int, path: str, manager: Browser) -> socket.socket:
    """As a browser sends a large file, as far as it got."""
    cookies = "; ".join(f"{each.name}={each.value}" for each in manager.client.cookies.jar)
    form = (
        f'--x\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n{manager.token}\r\n'
        '--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
    )
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookies}\r\n"
        "Sec-Fetch-Site: same-origin\r\nContent-Type: multipart/form-data; boundary=x\r\n"
        "Content-Length: 9000000\r\n\r\n"
    )
    line = socket.create_connection(("127.0.0.1", port), 60)
    line.sendall((head + form).encode() + b"%PDF-1.4 " + b"x" * 3_000_000)
    return line


def held(pid: int, folder: Path) -> int:
    """Bytes in files without a name that a process has open there."""
    found = 0
    for each in Path(f"/proc/{pid}/fd").iterdir():
        if str(each.readlink()).startswith(str(folder)):
            found += each.stat().st_size
    return found


@pytest.mark.article("18(1)")
def test_a_portal_that_is_killed_while_a_file_comes_in_leaves_nothing_of_it(
    a_case: At, sign_in: SignIn, tmp_path: Path
) -> None:
    case, manager = a_case("prepared"), sign_in(MANAGER)
    manager.get(at(case))
    before = how_many(FilePiece)
    with (
        running(SERVES, str(tmp_path)) as portal,
        half_an_upload(int(line_of(portal)), at(case), manager),
    ):
        wait_until(lambda: held(portal.pid, tmp_path) > 2_000_000, 60)
        assert list(tmp_path.iterdir()) == []  # what is there has no name
        portal.send_signal(signal.SIGKILL)
        portal.wait()
    assert list(tmp_path.iterdir()) == []
    assert (the_files(case), how_many(FilePiece)) == ([], before)
