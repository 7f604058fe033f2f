"""Files while processes are killed, connections break off and disks are full: Art. 18(1).

No half file is kept or served, no process and no file is left behind.
"""

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import func, select

from core.settings import Settings
from documents.cleaning import clean_copy
from models.stored_file import FilePiece
from portal.render import environment
from tests.builders import MANAGER
from tests.conftest import At
from tests.database import Cleaner
from tests.documents.hostile import a_pdf
from tests.onrecord import reading
from tests.portal.conftest import Browser, SignIn
from tests.portal.test_files import at, send, the_files, to_report


def children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(each) for path in listed for each in path.read_text().split()]


def pieces() -> int:
    with reading() as work:
        return work.session.scalar(select(func.count()).select_from(FilePiece)) or 0


@pytest.mark.article("18(1)")
def test_what_waits_on_the_disk_is_gone_with_a_portal_that_is_killed(tmp_path: Path) -> None:
    """Half an upload, and the copy that a cleaner makes of one: neither has a name."""
    script = (
        "import sys, tempfile\n"
        f"tempfile.tempdir = {str(tmp_path)!r}\n"
        "from core.spool import Spool\n"
        "kept = Spool()\n"
        "kept.write(b'x' * 3_000_000)\n"
        "print('half', flush=True)\n"
        "sys.stdin.read()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"half\n"
        assert list(tmp_path.iterdir()) == []
        process.kill()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.article("18(1)")
def test_an_upload_that_breaks_off_leaves_no_process_and_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def broken() -> Iterator[bytes]:
        yield a_pdf()[:50]
        raise ConnectionResetError

    before = children(os.getpid())
    with pytest.raises(ConnectionResetError), clean_copy(broken()):
        pass
    assert children(os.getpid()) == before
    assert list(tmp_path.iterdir()) == []


@contextmanager
def full_disk() -> Iterator[None]:
    """The kernel takes no byte."""
    soft, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, most))


NO_ROOM = {
    "en": "there is no room left on the disk",
    "sq": "në diskun e këtij sistemi nuk ka më vend",
    "sr": "na disku ovog sistema nema više mesta",
}


@pytest.mark.article("18(1)")
@pytest.mark.parametrize("more", [0, 600_000], ids=["small", "large"])
def test_a_full_disk_says_so_takes_no_half_file_and_the_next_try_is_whole(
    a_case: At, sign_in: SignIn, more: int
) -> None:
    case, manager = a_case("prepared"), sign_in(MANAGER)
    content = a_pdf() + b"\n%" + b"x" * more
    before = pieces()
    for language, words in NO_ROOM.items():
        manager.get(f"{at(case)}?lang={language}")
        with full_disk():
            refused = send(manager, at(case), content, title="Gjetja e mjekut")
        assert refused.status_code == 507
        assert words in refused.text
        assert 'value="Gjetja e mjekut"' in refused.text
    assert (the_files(case), pieces()) == ([], before)
    manager.get(at(case))
    assert send(manager, at(case), content).status_code == 303
    assert len(the_files(case)) == 1


@pytest.mark.article("18(1)")
def test_a_full_disk_of_the_database_says_the_same(
    a_case: At, sign_in: SignIn, cleaner: Cleaner
) -> None:
    case, manager = a_case("prepared"), sign_in(MANAGER)
    manager.get(f"{at(case)}?lang=en")
    cleaner.tamper(
        "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS"
        " $$BEGIN RAISE 'no space' USING ERRCODE = 'disk_full'; END$$;"
        "CREATE TRIGGER full_disk BEFORE INSERT ON file_piece EXECUTE FUNCTION full_disk();"
        "ALTER TABLE file_piece ENABLE ALWAYS TRIGGER full_disk"
    )
    try:
        refused = send(manager, at(case), a_pdf(), title="Gjetja e mjekut")
    finally:
        cleaner.tamper("DROP TRIGGER full_disk ON file_piece; DROP FUNCTION full_disk()")
    assert refused.status_code == 507
    assert NO_ROOM["en"] in refused.text
    assert 'value="Gjetja e mjekut"' in refused.text
    assert the_files(case) == []


@pytest.mark.article("18(1)")
def test_a_member_and_who_sends_a_scan_are_told_of_a_full_disk(
    a_case: At, browser: Browser, demo: Settings, sign_in: SignIn
) -> None:
    case = a_case("reports_asked")
    guest = to_report(browser, demo)
    guest.get("/files?lang=sq")
    with full_disk():
        refused = send(browser, f"{guest.home}/files", a_pdf(), title="Kontrolla")
    assert refused.status_code == 507
    assert NO_ROOM["sq"] in refused.text
    assert 'value="Kontrolla"' in refused.text
    manager = sign_in(MANAGER)
    manager.get("/scans?lang=en")
    environment("en").get_template("refused.html")  # what the tests keep of it is on the disk
    with full_disk():
        refused = send(manager, "/scans", a_pdf())
    assert refused.status_code == 507
    assert NO_ROOM["en"] in refused.text
    assert the_files(case) == []
