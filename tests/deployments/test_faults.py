"""What the machine lacks is one sentence at the terminal, whichever command meets it."""

import os
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from core import crypto, settings
from core.crypto import KeyRing
from core.refused import REFUSED
from deployments import record
from deployments.account import CannotPrepare
from deployments.cli import app
from deployments.faults import as_sentence, checked, is_away
from deployments.postgres import EmbeddedPostgres
from deployments.terminal import one_sentence
from models import pool, session
from simulation.live import LiveStage
from tests.database import FAST
from tests.told import told as settings_told
from tests.waiting import quiet_seconds
from workflow import demo_clock

COMMANDS = ["case list", "case show R-26-1", "case retry R-26-1", "demo"]
ELSEWHERE = "postgresql+psycopg://tryeza_owner:x@db.example/tryeza?sslmode=require"
NOWHERE = "postgresql+psycopg://tryeza_worker:x@127.0.0.1:1/tryeza"


@pytest.fixture
def told(tmp_path: Path) -> Iterator[pytest.MonkeyPatch]:
    """The environment of a demo whose database is not there."""
    keys = tmp_path / "keys"
    ring = KeyRing.generate()
    keys.write_text(ring.dump())
    values = {
        "DATABASE_URL": NOWHERE,
        "TRYEZA_KEYS_FILE": str(keys),
        "TRYEZA_STATE_DIR": str(tmp_path),
        "TRYEZA_MODE": "demo",
        "TRYEZA_LANGUAGE": "en",
    }
    with settings_told(values) as patch:
        crypto.install(ring)
        yield patch


def says(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What a command that cannot go on prints."""
    with pytest.raises(SystemExit) as ended, one_sentence():
        app(command.split())
    assert ended.value.code in {1, REFUSED}
    said = capsys.readouterr()
    return " ".join((said.out + said.err).split())


@pytest.mark.parametrize("command", COMMANDS)
def test_a_database_that_is_away_is_said(
    told: pytest.MonkeyPatch, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "The database does not answer (connection" in says(command, capsys)


@pytest.mark.parametrize("url", ["nonsense", "mysql://tryeza@db.example/tryeza"])
@pytest.mark.parametrize("command", ["case list", "doctor", "demo"])
def test_an_address_that_is_none_is_said(
    told: pytest.MonkeyPatch, command: str, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told.setenv("DATABASE_URL", url)
    assert "DATABASE_URL is not one that we can read" in says(command, capsys)


def test_a_database_without_our_record_is_said(
    told: pytest.MonkeyPatch, postgres: EmbeddedPostgres, capsys: pytest.CaptureFixture[str]
) -> None:
    postgres.create_database("nothing_in_it")
    url = postgres.url("tryeza_worker").replace("/tryeza?", "/nothing_in_it?")
    told.setenv("DATABASE_URL", url)
    assert "holds no record yet" in says("case list", capsys)
    pool.engine_for(url).dispose()
    postgres.drop_database("nothing_in_it")


def test_a_missing_setting_and_a_missing_key_ring_are_said(
    told: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "keys").write_text("no key")
    assert f"The key ring {tmp_path / 'keys'} cannot be read" in says("case list", capsys)
    told.delenv("TRYEZA_KEYS_FILE")
    settings.settings.cache_clear()
    assert "These settings are missing or odd: TRYEZA_KEYS_FILE." in says("case list", capsys)


def test_a_full_disk_is_said() -> None:
    full_disk = os.open("/dev/full", os.O_WRONLY)
    with pytest.raises(OSError, match="No space left") as full:
        os.write(full_disk, b"x")
    os.close(full_disk)
    sentence = as_sentence(full.value)
    assert sentence is not None
    assert "The disk is full" in str(sentence)


def test_a_fault_of_ours_keeps_its_traceback() -> None:
    with pytest.raises(KeyError), one_sentence():
        raise KeyError("ours")


def test_the_demo_waits_for_a_database_that_restarts(
    told: pytest.MonkeyPatch, open_directory: Path
) -> None:
    server = EmbeddedPostgres(open_directory, FAST).start()
    try:
        record.prepare(server.url("tryeza_owner"), Path(os.environ["TRYEZA_KEYS_FILE"]))
        told.setenv("DATABASE_URL", server.url("tryeza_worker"))
        with session.unit_of_work() as work:
            demo_clock.begin(work)
        failures: list[BaseException] = []
        met = threading.Event()

        def passes(error: BaseException) -> bool:
            failures.append(error)
            met.set()
            return is_away(error)

        stage = LiveStage(passes=passes, patience=timedelta(seconds=quiet_seconds(60)))
        today = stage.today()
        server.stop()
        playing = threading.Thread(target=stage.move_to, args=(today + timedelta(days=1),))
        playing.start()
        assert met.wait(quiet_seconds(20))
        server.start()
        playing.join(quiet_seconds(60))
        assert not playing.is_alive()
        assert stage.today() == today + timedelta(days=1)
        session.engine().dispose()
    finally:
        server.remove()


def test_no_command_asks_a_record_of_another_machine_in_clear() -> None:
    """The owner's and Prefect's addresses are in no settings of a process: each command says it."""
    with pytest.raises(CannotPrepare) as refused:
        checked(ELSEWHERE, "OWNER_DATABASE_URL")
    assert "OWNER_DATABASE_URL" in str(refused.value)
    assert "db.example" not in str(refused.value)
    assert checked(ELSEWHERE.replace("require", "verify-full")).host == "db.example"
