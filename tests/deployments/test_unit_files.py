"""What the units of a machine say: who has which key, and how little each may reach."""

import os
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest

from deployments.processes import ROOT
from tests.deployments import units
from tests.deployments.units import UNITS

WHERE_SYSTEMD_IS = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="no systemd here"
)
SERVING: Final = ("tryeza-prefect", "tryeza-worker", "tryeza-portal", "tryeza-metrics")
KNOWS_THE_RING: Final = {
    *("tryeza-migrate", "tryeza-worker", "tryeza-portal", "tryeza-watch", "tryeza-audit"),
    *("tryeza-backup", "tryeza-bounce@"),
}
"""Who notes, seals or opens. Nobody else is given it."""
SIGNS_THE_TRAIL: Final = {"tryeza-worker", "tryeza-watch", "tryeza-audit"}


def stem(name: str) -> str:
    return name.partition(".")[0]


def given(name: str, key: str) -> list[str]:
    return units.read(name)["Service"][key]


@pytest.mark.parametrize("name", units.names())
def test_a_unit_has_the_keys_that_it_needs_and_no_other(name: str) -> None:
    loaded = {each.partition(":")[0] for each in given(name, "LoadCredential")}
    assert ("ring" in loaded) is (stem(name) in KNOWS_THE_RING)
    assert ("trail-key" in loaded) is (stem(name) in SIGNS_THE_TRAIL)


@pytest.mark.parametrize("name", units.names())
def test_the_addresses_of_the_database_are_each_told_to_one_user(name: str) -> None:
    files = {Path(each).stem for each in given(name, "EnvironmentFile")} - {"common", "reach"}
    users = {
        "owner": "tryeza-migrate",
        "backup": "tryeza-migrate",
        "portal": "tryeza-portal",
        "prefect": "tryeza-prefect",
        "metrics": "tryeza-metrics",
        "witness": "tryeza-witness",
        "worker": "tryeza",
    }
    assert {users[each] for each in files} <= set(given(name, "User"))


@pytest.mark.parametrize("name", units.names())
def test_every_unit_is_confined(name: str) -> None:
    service = units.read(name)["Service"]
    for key in ("NoNewPrivileges", "PrivateTmp", "MemoryDenyWriteExecute", "ProtectHome"):
        assert service[key] == ["yes"]
    assert service["ProtectSystem"] == ["strict"]
    assert service["CapabilityBoundingSet"] == [""]
    assert given(name, "User") != ["root"]


@pytest.mark.parametrize("name", [f"{each}.service" for each in SERVING])
def test_what_serves_comes_back_unless_its_settings_are_odd(name: str) -> None:
    unit = units.read(name)
    assert unit["Service"]["Restart"] == ["on-failure"]
    assert unit["Service"]["RestartPreventExitStatus"] == ["78"]
    assert unit["Unit"]["StartLimitIntervalSec"] == ["0"]


@WHERE_SYSTEMD_IS
def test_systemd_understands_every_file(tmp_path: Path) -> None:
    for each in UNITS.rglob("*"):
        if each.suffix in {".service", ".timer", ".socket", ".target", ".conf"}:
            copy = tmp_path / each.relative_to(UNITS)
            copy.parent.mkdir(exist_ok=True)
            # it wants to see the program that it starts
            copy.write_text(each.read_text().replace(units.HERE, str(ROOT)))
    files = [str(each) for each in tmp_path.glob("tryeza*.*") if each.is_file()]
    told = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *files],
        env={**os.environ, "SYSTEMD_UNIT_PATH": f"{tmp_path}:"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "tryeza" not in told.stderr, told.stderr


@WHERE_SYSTEMD_IS
def test_systemd_finds_little_that_a_unit_could_reach(tmp_path: Path) -> None:
    shutil.copytree(UNITS, tmp_path, dirs_exist_ok=True)
    for name in units.names():
        told = subprocess.run(
            [
                "systemd-analyze",
                "security",
                "--offline=yes",
                "--threshold=25",
                str(tmp_path / name),
            ],
            env={**os.environ, "SYSTEMD_UNIT_PATH": f"{tmp_path}:"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert told.returncode == 0, told.stdout[-400:] + told.stderr


def test_no_user_has_what_a_password_file_cannot_hold() -> None:
    """A colon ends a field of passwd(5): the line is passed over, and the exit code is 0."""
    lines = (UNITS / "sysusers.conf").read_text().splitlines()
    users = {shlex.split(each)[1]: shlex.split(each)[3] for each in lines if each[:2] == "u "}
    assert users.keys() >= {given(name, "User")[0] for name in units.names() if _has_user(name)}
    assert not [said for said in users.values() if ":" in said]


def _has_user(name: str) -> bool:
    return name.endswith(".service") and "User" in units.read(name)["Service"]


@WHERE_SYSTEMD_IS
def test_systemd_makes_every_user(tmp_path: Path) -> None:
    (tmp_path / "etc").mkdir()
    told = subprocess.run(
        ["systemd-sysusers", f"--root={tmp_path}", str(UNITS / "sysusers.conf")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, "not a valid" in told.stderr) == (0, False), told.stderr
    made = {line.split(":")[0] for line in (tmp_path / "etc/passwd").read_text().splitlines()}
    assert made >= {"tryeza", "tryeza-portal", "tryeza-prefect", "tryeza-migrate"}
