"""Files while processes are killed, connections break off and disks are full: Art. 18(1).

No half file is kept or served, no process and no file is left behind.
"""

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from documents.cleaning import clean_copy
from models.stored_file import FilePiece
from tests.builders import MANAGER
from tests.conftest import At
from tests.documents.hostile import a_pdf
from tests.onrecord import reading
from tests.portal.conftest import SignIn
from tests.portal.test_files import at, send, the_files


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


@pytest.mark.article("18(1)")
def test_a_full_disk_takes_no_half_file_and_the_next_try_is_whole(
    a_case: At, sign_in: SignIn
) -> None:
    case, manager = a_case("prepared"), sign_in(MANAGER)
    large = a_pdf() + b"\n%" + b"x" * 600_000
    manager.get(at(case))
    soft, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = pieces()
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, most))  # the kernel takes no byte
    try:
        refused = send(manager, at(case), large)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, most))
    assert refused.status_code >= 500
    assert (the_files(case), pieces()) == ([], before)
    manager.get(at(case))
    assert send(manager, at(case), large).status_code == 303
    assert len(the_files(case)) == 1
