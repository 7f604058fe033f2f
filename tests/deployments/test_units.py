"""The units that a production machine runs, each as its file says: its user, settings and keys.

Started in the wrong order: everything waits for what it needs, and says what.
"""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import httpx
import pytest

from core.crypto import KeyRing
from core.database_roles import OWNER, PORTAL, PREFECT, REPORTS, SIGN_IN, WORKER
from core.trail import TrailKeys
from deployments.account import database_account
from deployments.folders import temporary_folder
from deployments.postgres import EmbeddedPostgres
from deployments.processes import ROOT
from deployments.state import free_port
from tests.deployments import units
from tests.deployments.units import UNITS, Machine
from tests.waiting import wait_until

SERVING: Final = ("tryeza-prefect", "tryeza-worker", "tryeza-portal", "tryeza-metrics")
KNOWS_THE_RING: Final = {
    *("tryeza-migrate", "tryeza-worker", "tryeza-portal", "tryeza-watch", "tryeza-audit")
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
        "portal": "tryeza-portal",
        "prefect": "tryeza-prefect",
        "metrics": "tryeza-metrics",
        "witness": "tryeza-witness",
        "worker": "tryeza",
    }
    assert [users[each] for each in files] == given(name, "User")


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


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
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


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_finds_little_that_a_unit_could_reach(tmp_path: Path) -> None:
    shutil.copytree(UNITS, tmp_path, dirs_exist_ok=True)
    for name in units.names():
        told = subprocess.run(
            ["systemd-analyze", "security", "--offline=yes", "--threshold=25", str(tmp_path / name)],
            env={**os.environ, "SYSTEMD_UNIT_PATH": f"{tmp_path}:"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert told.returncode == 0, told.stdout[-400:] + told.stderr


PREFECTS: Final = "prefect_of_units"
RECORD: Final = "record_of_units"


@pytest.fixture(scope="module")
def host(
    postgres: EmbeddedPostgres, configured: object, own_environment: dict[str, str]
) -> Iterator[Machine]:
    """An installed machine: settings, keys, an empty database; nothing runs yet."""
    ports = {each: str(free_port(0, set())) for each in ("8321", "9321", "9322", "9323")}
    prefect = f"http://127.0.0.1:{free_port(0, set())}/api"
    postgres.create_database(RECORD)
    postgres.create_database(PREFECTS, owner=PREFECT)
    with postgres.superuser(PREFECTS) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    with (
        temporary_folder(database_account(), "tz-units-") as folder,
        units.machine(folder, ports) as found,
    ):
        auth = "admin:only-for-tests"
        etc(found, "ring/keys", KeyRing.generate().dump())
        etc(found, "trail-key", TrailKeys.generate())
        say(found, "common", TRYEZA_BASE_URL=f"http://localhost:{ports['8321']}",
            TRYEZA_LANGUAGE="en", PREFECT_API_URL=prefect)  # fmt: skip
        say(found, "reach", SMTP_HOST="127.0.0.1", SMTP_PORT="9", SMTP_TLS="none",
            SMTP_FROM="tryeza@place.example", TRYEZA_SMS_FROM="Tryeza",
            TRYEZA_SMS_URL="http://127.0.0.1:9/send?to={to}&text={text}")  # fmt: skip
        say(found, "owner", OWNER_DATABASE_URL=postgres.url(OWNER, RECORD))
        say(found, "worker", DATABASE_URL=postgres.url(WORKER, RECORD), PREFECT_API_AUTH_STRING=auth)
        say(found, "portal", DATABASE_URL=postgres.url(PORTAL, RECORD),
            SIGN_IN_DATABASE_URL=postgres.url(SIGN_IN, RECORD))  # fmt: skip
        say(found, "prefect", PREFECT_DATABASE_URL=postgres.url(PREFECT, PREFECTS),
            PREFECT_API_AUTH_STRING=auth)  # fmt: skip
        say(found, "metrics", REPORTS_DATABASE_URL=postgres.url(REPORTS, RECORD))
        yield found
    postgres.drop_database(RECORD)
    postgres.drop_database(PREFECTS)


def etc(host: Machine, name: str, text: str) -> None:
    path = host.etc / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def say(host: Machine, name: str, **settings: str) -> None:
    etc(host, f"{name}.env", "".join(f'{key}="{value}"\n' for key, value in settings.items()))


def says(host: Machine, name: str, words: str) -> None:
    """Wait for a line of its log."""

    def said() -> bool:
        lives = host.running[f"{name}.service"].is_alive
        return words in host.said(f"{name}.service") or not lives

    try:
        wait_until(said, 240)
    finally:
        assert words in host.said(f"{name}.service"), host.said(f"{name}.service")[-2000:]


def base(host: Machine) -> str:
    return f"http://127.0.0.1:{host.ports['8321']}"


@pytest.fixture(scope="module")
def address(host: Machine) -> Iterator[socket.socket]:
    """What tryeza-portal.socket holds."""
    (said,) = units.read("tryeza-portal.socket")["Socket"]["ListenStream"]
    where, _, port = said.partition(":")
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind((where, int(host.ports[port])))
        held.listen()
        yield held


@pytest.fixture(scope="module")
def running(host: Machine, address: socket.socket) -> Machine:
    """Everything that serves, begun before there is a record: worst order first."""
    host.start("tryeza-portal.service", listen=address)
    host.start("tryeza-worker.service")
    says(host, "tryeza-portal", "run `tryeza migrate`")
    assert httpx.get(f"{base(host)}/healthz").text == "alive"
    assert httpx.get(f"{base(host)}/readyz").status_code == 503
    assert httpx.get(f"{base(host)}/l/{'a' * 32}").status_code == 503
    says(host, "tryeza-worker", "Waits for Prefect")
    host.start("tryeza-prefect.service")
    assert host.run("tryeza-migrate.service") == 0, host.said("tryeza-migrate.service")
    says(host, "tryeza-portal", "The portal is ready")
    says(host, "tryeza-worker", "is ready")
    return host


def test_all_of_it_comes_up_in_any_order_as_the_files_say(running: Machine) -> None:
    assert httpx.get(f"{base(running)}/readyz").text == "ready"
    assert httpx.get(f"{base(running)}/sign-in").status_code == 200
    assert all(each.is_alive for name, each in running.running.items() if "migrate" not in name)
