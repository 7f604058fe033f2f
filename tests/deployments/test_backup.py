"""`tryeza backup` and `tryeza verify`: a copy that tells nothing, and every way it may break."""

import json
import os
import re
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from core.database_roles import OWNER
from deployments import backup_commands, backup_places
from deployments.account import CannotPrepare
from deployments.backup_places import Places
from deployments.postgres import EmbeddedPostgres
from tests.deployments.copied import (
    NOW,
    OURS,
    Copied,
    started,
    to_open,
)
from tests.waiting import wait_until

pytestmark = pytest.mark.xdist_group("backup")

NAMES: Final = (b"Lirie", b"Podgorani", b"Ferizaj", b"ferizaj.example", b"R-26-", b"invitation")
"""Of a child, of a place and of what is in every table."""


@pytest.mark.article("18(1)")
def test_a_copy_tells_nothing_by_its_name_or_in_the_clear(copied: Copied) -> None:
    assert re.fullmatch(r"tryeza-ferizaj-\d{8}T\d{6}Z\.age", copied.file.name)
    for folder in (copied.file.parent, copied.file.parent.with_name("elsewhere")):
        names = sorted(each.name for each in folder.iterdir() if each.name[0] != ".")
        assert names == [copied.file.name, "tryeza-ferizaj.erased"]
        for path in folder.iterdir():
            assert path.stat().st_mode & 0o777 == 0o600
            assert not [name for name in NAMES if name in path.read_bytes()]


def test_a_copy_is_tried_without_the_ring_and_with_it(
    copied: Copied, capsys: pytest.CaptureFixture[str]
) -> None:
    left = set(Path(tempfile.gettempdir()).glob("tryeza-verify-*"))
    backup_commands.verify(copied.file, identity=copied.identity, keys=copied.keys, json=True)
    said = json.loads(capsys.readouterr().out)
    assert said["opened"] > 100
    assert said["trail_signed"]
    assert said["rows"]["cases"] == 3
    assert set(Path(tempfile.gettempdir()).glob("tryeza-verify-*")) <= left


def test_another_identity_opens_nothing(copied: Copied, tmp_path: Path) -> None:
    other, _ = to_open(tmp_path)
    with pytest.raises(CannotPrepare, match="not made for this identity"):
        backup_commands.verify(copied.file, identity=other)
    with pytest.raises(CannotPrepare, match="holds no age identity"):
        backup_commands.verify(copied.file, identity=copied.keys)


def test_who_dies_while_copying_leaves_nothing_that_looks_like_a_copy(
    copied: Copied, postgres: EmbeddedPostgres, tmp_path: Path, open_directory: Path
) -> None:
    """Killed while it is being tried, with a Postgres of its own running for it."""
    folder = tmp_path / "backups"
    folder.mkdir()
    told = (
        OURS
        | copied.told(copied.keys)
        | {
            "OWNER_DATABASE_URL": postgres.url(OWNER),
            "TRYEZA_BACKUP_DIR": str(folder),
            "TRYEZA_BACKUP_RECIPIENT": str(copied.identities[0].to_public()),
            "TMPDIR": str(open_directory),
        }
    )
    process = started(told, "backup")
    wait_until(lambda: bool(list(open_directory.glob("*/postgres/data/postmaster.pid"))))
    process.kill()
    process.wait()
    wait_until(lambda: not list(open_directory.iterdir()))
    (part,) = folder.glob("tryeza-*")
    assert part.name.endswith(".age.part")
    with backup_places.held(folder):
        assert list(folder.glob("tryeza-*")) == []


def test_a_folder_whose_disk_is_not_mounted_is_not_made(tmp_path: Path) -> None:
    gone = tmp_path / "disk" / "tryeza"
    with pytest.raises(CannotPrepare, match="There is no folder"), backup_places.held(gone):
        pass
    assert not gone.parent.exists()


def test_a_disk_that_is_full_is_said_and_leaves_nothing(
    copied: Copied, postgres: EmbeddedPostgres, tmp_path: Path
) -> None:
    told = (
        OURS
        | copied.told(copied.keys)
        | {
            "OWNER_DATABASE_URL": postgres.url(OWNER),
            "TRYEZA_BACKUP_DIR": str(tmp_path),
            "TRYEZA_BACKUP_RECIPIENT": str(copied.identities[0].to_public()),
        }
    )
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (99_000, 99_000));"
        "import sys; sys.argv[1:] = ['backup'];"
        "sys.dont_write_bytecode = True;"
        "from deployments.cli import main; main()"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **told},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr.strip()) == (
        1,
        "The disk is full: make room, then start again.",
    )
    assert list(tmp_path.glob("tryeza-*")) == []


def test_two_do_not_copy_at_once(copied: Copied, tmp_path: Path) -> None:
    with (
        backup_places.held(tmp_path),
        pytest.raises(CannotPrepare, match="Another backup"),
        backup_places.held(tmp_path),
    ):
        pass


def test_a_month_is_kept_and_seven_in_any_case(copied: Copied, tmp_path: Path) -> None:
    places = Places([tmp_path], [], "ferizaj")
    days = [*range(25, 45), 60]
    for day in days:
        (tmp_path / places.name(NOW - timedelta(days=day))).touch()
    (tmp_path / "tryeza-other-20200101T000000Z.age").touch()
    assert len(places.forget_old(tmp_path, NOW)) == len(days) - 7
    assert len(places.of_ours(tmp_path)) == 7
    for day in range(1, 10):
        (tmp_path / places.name(NOW - timedelta(days=day))).touch()
    places.forget_old(tmp_path, NOW)
    ages = [(NOW - at).days for at, _ in places.of_ours(tmp_path)]
    assert ages == [*range(1, 10), *range(25, 31)]
    assert (tmp_path / "tryeza-other-20200101T000000Z.age").exists()


def test_what_is_not_said_is_asked_for(tmp_path: Path) -> None:
    for said, asked in (
        ({}, "TRYEZA_BACKUP_DIR"),
        ({"TRYEZA_BACKUP_DIR": "x"}, "TRYEZA_BACKUP_RECIPIENT"),
        ({"TRYEZA_BACKUP_DIR": "x", "TRYEZA_BACKUP_RECIPIENT": "age1x"}, "no age recipient"),
    ):
        with pytest.raises(CannotPrepare, match=asked):
            Places.of(said)
