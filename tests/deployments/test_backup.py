"""`tryeza backup` and `tryeza restore`: the whole circle, and every way in which it may break."""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any, Final

import psycopg
import pytest
from sqlalchemy import Connection, make_url, select

from core import crypto
from core.clock import FrozenClock
from core.crypto import KeyRing, ListBroken, WrongRing
from core.database_roles import OWNER
from core.ids import digest
from core.sealed import KeyDestroyed
from core.trail import TrailKeys
from deployments import backup_commands, backup_file, backup_places
from deployments import restore as restoring
from deployments.account import CannotPrepare
from deployments.backup_places import Places
from deployments.postgres import EmbeddedPostgres
from deployments.restore import Brought
from models import erasures, session
from models.case import Case, Child
from models.copies import Backup
from models.data_key import DataKeyRow
from models.erasures import Erasure
from models.outbox import Message, MessageStatus
from models.people import MemberLink
from models.pool import owners_engine
from models.session import unit_of_work
from notifications import after_restore, delivery, outbox
from runtime import auditor
from tests import sealed_trail
from tests.conftest import START
from tests.deployments.copied import (
    Copied,
    an_empty_one,
    is_empty,
    more,
    rows,
    to_open,
    told_of,
)
from tests.scenes import Scenes
from tests.told import told

pytestmark = pytest.mark.xdist_group("backup")

NOW: Final = datetime(2027, 3, 1, 12, tzinfo=UTC)
THE_TRAILS: Final = TrailKeys.generate()
OURS: Final = {"TRYEZA_MODE": "demo", "TRYEZA_LANGUAGE": "en", "TRYEZA_BACKUP_NAME": "ferizaj"}
NAMES: Final = (b"Lirie", b"Podgorani", b"Ferizaj", b"ferizaj.example", b"R-26-", b"invitation")
"""Of a child, of a place and of what is in every table."""


@pytest.fixture(scope="module")
def copied(
    scenes: Scenes, postgres: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory
) -> Copied:
    """Made by the command, as an operator would, of a record with three cases, while it is used."""
    place = tmp_path_factory.mktemp("copied")
    clock = FrozenClock.on(START)
    session.use_clock(clock)
    case = scenes.stop_after("one_silent", more, clock)
    sealed_trail.sealed(by=TrailKeys.parse(THE_TRAILS))
    keys, (identity, recipient) = place / "keys", to_open(place)
    keys.write_text(crypto.ring().dump())
    (place / "trail-key").write_text(THE_TRAILS)
    with unit_of_work() as work:
        living = select(MemberLink).where(MemberLink.revoked_at.is_(None)).limit(1)
        token = work.session.scalars(living).one().token
        lives = list(work.session.scalars(select(Case.id).order_by(Case.number)))
    assert token is not None
    said = OURS | {
        "TRYEZA_KEYS_FILE": str(keys),
        "OWNER_DATABASE_URL": postgres.url(OWNER),
        "TRYEZA_BACKUP_DIR": f"{place}/backups, {place}/elsewhere",
        "TRYEZA_BACKUP_RECIPIENT": recipient,
    }
    before = rows(postgres.url(OWNER))
    with told(said), somebody_at_work():
        backup_commands.write()
    (file,) = (place / "backups").glob("*.age")
    with unit_of_work() as work:
        noted = work.session.scalars(select(Backup)).one()
        assert (noted.file, noted.places, noted.apart) == (file.name, 2, None)
        assert noted.verified_at is not None
    session.use_clock(None)
    return Copied(file, identity, keys, token, case.case, lives, before, clock.moment)


@contextmanager
def somebody_at_work() -> Iterator[None]:
    """Acts are committed all the while."""
    over = Event()

    def act() -> None:
        while not over.wait(0.02):
            with unit_of_work() as work:
                work.record("somebody acts")

    thread = Thread(target=act)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@pytest.fixture(scope="module")
def put_back(
    copied: Copied, postgres: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """By the command too; after the backup one of the cases was erased."""
    later = copied.file.parent / "tryeza-ferizaj.erased"
    with undone(postgres) as connection:
        erasures.erase(connection, crypto.ring(), later, Erasure(copied.lives[1], NOW))
    keys = copied.keys_for(tmp_path_factory.mktemp("another machine"))
    with an_empty_one(postgres, f"put_back_{os.getpid()}") as addresses:
        on_it = addresses | copied.told(keys) | OURS
        with told(on_it):
            backup_commands.restore(copied.file, identity=copied.identity)
        yield on_it
    later.write_text("")


@contextmanager
def undone(postgres: EmbeddedPostgres) -> Iterator[Connection]:
    """On the record of the tests, of which nothing stays."""
    engine = owners_engine(postgres.url(OWNER))
    with engine.connect() as connection:
        yield connection
        connection.rollback()
    engine.dispose()


@pytest.fixture
def empty(postgres: EmbeddedPostgres) -> Iterator[str]:
    """The owner's address of a database with nothing in it."""
    with an_empty_one(postgres, f"empty_{os.getpid()}") as addresses:
        yield addresses["OWNER_DATABASE_URL"]


def restored(copied: Copied, url: str, file: Path | None = None, **but: Any) -> None:
    """As the command does it, with what is brought to it."""
    brought = Brought(copied.keys, [copied.erased], TrailKeys.parse(THE_TRAILS))
    restoring.restore(file or copied.file, copied.identities, url, replace(brought, **but))


def changed(copied: Copied, folder: Path, said: Callable[[bytes], bytes]) -> Path:
    path = folder / copied.file.name
    path.write_bytes(said(copied.file.read_bytes()))
    return path


@pytest.mark.article("18(1)")
def test_a_copy_tells_nothing_by_its_name_or_in_the_clear(copied: Copied) -> None:
    assert re.fullmatch(r"tryeza-ferizaj-\d{8}T\d{6}Z\.age", copied.file.name)
    for folder in (copied.file.parent, copied.file.parent.with_name("elsewhere")):
        names = sorted(each.name for each in folder.iterdir() if each.name[0] != ".")
        assert names == [copied.file.name, "tryeza-ferizaj.erased"]
        for path in folder.iterdir():
            assert path.stat().st_mode & 0o777 == 0o600
            assert not [name for name in NAMES if name in path.read_bytes()]


def test_everything_is_there_again_as_it_was(copied: Copied, put_back: dict[str, str]) -> None:
    there = rows(put_back["OWNER_DATABASE_URL"])
    assert there.keys() == copied.rows.keys()
    moved = {"audit", "audit_lane", "data_key", "restored_copy", "backup"}
    assert [name for name in there if there[name] != copied.rows[name] and name not in moved] == []
    assert len(there["audit"]) >= len(copied.rows["audit"]) > 10
    for _, key in copied.ring.keys:
        secret = key.hex()
        assert not [name for name, found in there.items() if any(secret in str(f) for f in found)]


def test_links_open_and_what_was_sealed_is_read(copied: Copied, put_back: dict[str, str]) -> None:
    with told_of(put_back), unit_of_work() as work:
        by_token = select(MemberLink).where(MemberLink.token_digest == digest(copied.token))
        assert work.session.scalars(by_token).one().token == copied.token
        child = work.session.scalars(select(Child).where(Child.case_id == copied.case)).one()
        assert child.name == "Lirie Podgorani"


def test_the_trail_is_as_it_was_written(put_back: dict[str, str]) -> None:
    with told_of(put_back), sealing_goes_on():
        assert auditor.check().alarms == []


@contextmanager
def sealing_goes_on() -> Iterator[None]:
    """By the key that signed before."""
    sealed_trail.sealed(by=TrailKeys.parse(THE_TRAILS))
    yield


@pytest.mark.article("18(1)")
def test_what_was_erased_after_the_copy_is_erased_in_it(
    copied: Copied, put_back: dict[str, str]
) -> None:
    with told_of(put_back), unit_of_work() as work:
        child = work.session.scalars(select(Child).where(Child.case_id == copied.lives[1])).one()
        with pytest.raises(KeyDestroyed):
            assert child.name
        key = select(DataKeyRow.wrapped).where(DataKeyRow.life_id == copied.lives[1])
        assert work.session.scalars(key).all() == [None]


def test_nothing_is_sent_before_somebody_has_said_what_had_left(
    copied: Copied, put_back: dict[str, str]
) -> None:
    with told_of(put_back):
        with unit_of_work(read_only=True) as work:
            waiting = work.session.scalars(
                select(Message).where(Message.status == MessageStatus.QUEUED)
            ).all()
            held = after_restore.paused(work)
            assert held is not None
            assert set(held.waiting) == {each.id for each in waiting}
        assert len(waiting) > 10
        assert not outbox.pending(waiting[0].life_id)
        assert delivery.deliver(waiting[0].life_id) == delivery.Delivery()
        assert not delivery.deliver_now(waiting[0].id)


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


def test_a_wrong_key_ring_is_named_and_nothing_is_written(
    copied: Copied, empty: str, tmp_path: Path
) -> None:
    wrong = tmp_path / "keys"
    wrong.write_text(KeyRing.generate().dump())
    with pytest.raises(WrongRing) as refused:
        restored(copied, empty, keys=wrong)
    assert refused.value.facts == {"key": copied.ring.front}
    same_name = replace(KeyRing.generate(), keys=((copied.ring.front, b"0" * 32),))
    wrong.write_text(same_name.dump())
    with pytest.raises(WrongRing) as refused:
        restored(copied, empty, keys=wrong)
    assert refused.value.facts == {"key": copied.ring.front}
    assert is_empty(empty)


@pytest.mark.parametrize(
    "said",
    [
        lambda whole: whole[:-1],
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole[:-40000] + bytes([whole[-40000] ^ 1]) + whole[-39999:],
        lambda whole: whole + b"more",
    ],
    ids=["last byte gone", "half", "flipped", "longer"],
)
def test_a_copy_that_was_changed_is_refused_and_nothing_is_written(
    copied: Copied, empty: str, tmp_path: Path, said: Callable[[bytes], bytes]
) -> None:
    with pytest.raises(CannotPrepare, match="not whole, or was changed"):
        restored(copied, empty, changed(copied, tmp_path, said))
    assert is_empty(empty)


def test_another_identity_opens_nothing(copied: Copied, tmp_path: Path) -> None:
    other, _ = to_open(tmp_path)
    with pytest.raises(CannotPrepare, match="not made for this identity"):
        backup_commands.verify(copied.file, identity=other)
    with pytest.raises(CannotPrepare, match="holds no age identity"):
        backup_commands.verify(copied.file, identity=copied.keys)


def made_anew(copied: Copied, folder: Path, ring: KeyRing, **but: Any) -> Path:
    """The same dump by somebody else, who knows the recipient as everybody may."""
    path = folder / copied.file.name
    recipients = [each.to_public() for each in copied.identities]
    with backup_file.reading(copied.file, copied.identities, None) as found, path.open("wb") as to:
        manifest = replace(found.manifest, **but)
        backup_file.write(to, recipients, ring, manifest, found.pieces())
    return path


def test_what_somebody_without_the_ring_has_made_is_not_carried_out(
    copied: Copied, empty: str, tmp_path: Path
) -> None:
    forged = made_anew(copied, tmp_path, KeyRing.generate())
    with pytest.raises(CannotPrepare, match="not made by whoever has this key ring"):
        restored(copied, empty, forged)
    assert is_empty(empty)


def test_a_newer_edition_is_not_put_back_and_a_row_too_few_is_missed(
    copied: Copied, empty: str, tmp_path: Path
) -> None:
    newer = made_anew(copied, tmp_path, copied.ring, revision="9999")
    with pytest.raises(CannotPrepare, match="newer edition"):
        restored(copied, empty, newer)
    with backup_file.reading(copied.file, copied.identities, None) as found:
        counted = dict(found.manifest.rows)
    fewer = made_anew(copied, tmp_path, copied.ring, rows=counted | {"cases": 4})
    with pytest.raises(CannotPrepare, match="TZ001"):
        restored(copied, empty, fewer)
    assert is_empty(empty)


def test_a_record_that_is_there_is_left_alone(copied: Copied, put_back: dict[str, str]) -> None:
    before = rows(put_back["OWNER_DATABASE_URL"])
    with pytest.raises(CannotPrepare, match="not empty"):
        restored(copied, put_back["OWNER_DATABASE_URL"])
    assert rows(put_back["OWNER_DATABASE_URL"]) == before


@pytest.mark.article("18(1)")
def test_without_the_list_of_erasures_nothing_is_put_back(
    copied: Copied, empty: str, postgres: EmbeddedPostgres, tmp_path: Path
) -> None:
    keys = copied.keys_for(tmp_path)
    with pytest.raises(CannotPrepare, match="--nothing-erased"):
        restored(copied, empty, keys=keys, lists=[])
    broken = tmp_path / "list"
    with undone(postgres) as connection:
        erasures.erase(connection, crypto.ring(), broken, Erasure(copied.lives[1], NOW))
    later = made_anew(copied, tmp_path, copied.ring, erased=1, erased_end="other")
    with pytest.raises(CannotPrepare, match="older than the backup"):
        restored(copied, empty, later, keys=keys, lists=[broken])
    broken.write_text(broken.read_text().replace("2027", "2028"))
    with pytest.raises(ListBroken):
        restored(copied, empty, keys=keys, lists=[broken])
    assert is_empty(empty)


def test_without_the_trails_key_nothing_is_put_back(copied: Copied, empty: str) -> None:
    for other in (None, TrailKeys.parse(TrailKeys.generate())):
        with pytest.raises(CannotPrepare, match="--trail-key-lost"):
            restored(copied, empty, trail_keys=other)
    assert is_empty(empty)


def started(said: Mapping[str, str], *words: object) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "deployments.cli", *map(str, words)]
    return subprocess.Popen(command, env={**os.environ, **said}, stderr=subprocess.DEVNULL)


def within(seconds: float, what: Callable[[], bool]) -> bool:
    gives_up = time.monotonic() + seconds
    while not what():
        if time.monotonic() > gives_up:
            return False
        time.sleep(0.02)
    return True


def test_who_dies_while_putting_back_leaves_an_empty_database(
    copied: Copied, empty: str, postgres: EmbeddedPostgres
) -> None:
    address = make_url(empty).set(drivername="postgresql").render_as_string(hide_password=False)
    told = OURS | copied.told(copied.keys) | {"OWNER_DATABASE_URL": empty}
    with psycopg.connect(address, autocommit=True) as look:

        def loads() -> bool:
            query = (
                "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database"
                " WHERE datname = current_database() AND mode = 'AccessExclusiveLock'"
            )
            row = look.execute(query).fetchone()
            return row is not None and row[0] > 50

        process = started(told, "restore", copied.file, "--identity", copied.identity)
        assert within(60, loads)
        process.kill()
        process.wait()
        assert within(30, lambda: not loads())
    assert is_empty(empty)


def test_who_dies_while_copying_leaves_nothing_that_looks_like_a_copy(
    copied: Copied, postgres: EmbeddedPostgres, tmp_path: Path, open_directory: Path
) -> None:
    """Killed while it is being tried, with a Postgres of its own running for it."""
    told = (
        OURS
        | copied.told(copied.keys)
        | {
            "OWNER_DATABASE_URL": postgres.url(OWNER),
            "TRYEZA_BACKUP_DIR": str(tmp_path / "backups"),
            "TRYEZA_BACKUP_RECIPIENT": str(copied.identities[0].to_public()),
            "TMPDIR": str(open_directory),
        }
    )
    process = started(told, "backup")
    assert within(60, lambda: bool(list(open_directory.glob("*/postgres/data/postmaster.pid"))))
    process.kill()
    process.wait()
    assert within(30, lambda: not list(open_directory.iterdir()))
    folder = tmp_path / "backups"
    (part,) = folder.glob("tryeza-*")
    assert part.name.endswith(".age.part")
    with backup_places.held(folder):
        assert list(folder.glob("tryeza-*")) == []


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
