"""`tryeza keys`: another key on one machine, from the first word to the last."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core import crypto
from core.clock import FrozenClock
from core.crypto import KeyRing
from deployments import key_commands
from deployments.account import CannotPrepare
from deployments.postgres import DatabaseProvider
from deployments.processes import ROOT
from tests.scenes import Scenes
from tests.told import told


@pytest.fixture
def keys(
    scenes: Scenes, clock: FrozenClock, postgres: DatabaseProvider, tmp_path: Path
) -> Iterator[Path]:
    """A copy of this process's ring, which the commands may change."""
    scenes.stop_at("referred", clock)
    path = tmp_path / "keys"
    path.write_text(crypto.ring().dump())
    path.chmod(0o600)
    owner = postgres.url("tryeza_owner")
    with told({"TRYEZA_KEYS_FILE": str(path), "OWNER_DATABASE_URL": owner}):
        yield path


def status(capsys: pytest.CaptureFixture[str]) -> tuple[str, dict[str, int]]:
    capsys.readouterr()
    key_commands.status(json=True)
    said = json.loads(capsys.readouterr().out)
    return said["front"], said["values"]


def test_whoever_holds_the_ring_of_units_needs_the_owners_address_alone(
    keys: Path, postgres: DatabaseProvider, tmp_path: Path
) -> None:
    told_by_units = {
        "TRYEZA_MODE": "production",
        "TRYEZA_KEYS_FILE": str(keys),
        "OWNER_DATABASE_URL": postgres.url("tryeza_owner"),
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
    }
    for command in ("add", "status"):
        asked = [sys.executable, "-m", "deployments.cli", "keys", command]
        told = subprocess.run(
            asked, env=told_by_units, cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert told.returncode == 0, told.stdout + told.stderr


@pytest.mark.article("18(1)")
def test_another_key_is_added_used_and_the_former_retired(
    keys: Path, scenes: Scenes, capsys: pytest.CaptureFixture[str]
) -> None:
    former, before = status(capsys)
    assert before[former] > 10
    key_commands.add()
    fresh = KeyRing.load(keys).keys[-1][0]
    assert status(capsys)[0] == former
    with pytest.raises(CannotPrepare) as early:
        key_commands.retire(former)
    assert "use another one" in early.value.message
    key_commands.use(fresh)
    with pytest.raises(CannotPrepare) as soon:
        key_commands.retire(former)
    assert "five minutes" in soon.value.message
    scenes.cleaner.tamper("UPDATE ring_key SET put_back_at = now() - interval '6 minutes'")
    with pytest.raises(CannotPrepare) as needed:
        key_commands.retire(former)
    assert needed.value.facts == {"count": before[former], "key": former}
    key_commands.rotate()
    assert status(capsys) == (fresh, {**before, former: 0, fresh: before[former]})
    key_commands.retire(former)
    assert former not in dict(KeyRing.load(keys).keys)
    aside = keys.with_name("keys.retired")
    assert aside.read_text().startswith(f"{former}:")
    assert {each.stat().st_mode & 0o077 for each in (keys, aside)} == {0}
    key_commands.rotate(new=True)
    assert status(capsys)[0] not in {former, fresh}


def test_a_key_that_is_not_there_is_said(keys: Path) -> None:
    for act in (key_commands.use, key_commands.retire):
        with pytest.raises(CannotPrepare) as unknown:
            act("zzzz")
        assert unknown.value.facts == {"key": "zzzz"}
    assert len(KeyRing.load(keys).keys) == 1


def test_the_first_ring_is_made_once(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    with told({"TRYEZA_KEYS_FILE": str(path)}):
        key_commands.new()
        assert path.stat().st_mode & 0o777 == 0o600
        made = KeyRing.load(path)
        with pytest.raises(CannotPrepare, match="already"):
            key_commands.new()
    assert KeyRing.load(path).front == made.front
