"""The units that a production machine runs, each as its file says: its user, settings and keys.

Started in the wrong order: everything waits for what it needs, and says what.
"""

import re
import socket
from collections.abc import Iterator
from typing import Final

import httpx
import psycopg
import pytest
from pyrage import x25519

from core.crypto import KeyRing
from core.database_roles import OWNER, PORTAL, PREFECT, REPORTS, SIGN_IN, WORKER
from core.trail import TrailKeys
from deployments.account import database_account
from deployments.folders import temporary_folder
from deployments.postgres import EmbeddedPostgres
from deployments.state import free_port
from tests.deployments import units
from tests.deployments.units import Machine
from tests.waiting import wait_until

pytestmark = [pytest.mark.engine, pytest.mark.xdist_group("units")]

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
        say(
            found, "worker", DATABASE_URL=postgres.url(WORKER, RECORD), PREFECT_API_AUTH_STRING=auth
        )
        say(found, "portal", DATABASE_URL=postgres.url(PORTAL, RECORD),
            SIGN_IN_DATABASE_URL=postgres.url(SIGN_IN, RECORD))  # fmt: skip
        say(found, "prefect", PREFECT_DATABASE_URL=postgres.url(PREFECT, PREFECTS),
            PREFECT_API_AUTH_STRING=auth)  # fmt: skip
        say(found, "backup", TRYEZA_BACKUP_DIR=str(found.folder / "state" / "tryeza-backups"),
            TRYEZA_BACKUP_RECIPIENT=str(x25519.Identity.generate().to_public()))  # fmt: skip
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
    host.start("tryeza-metrics.service")
    assert host.run("tryeza-migrate.service") == 0, host.said("tryeza-migrate.service")
    says(host, "tryeza-portal", "The portal is ready")
    says(host, "tryeza-worker", "is ready")
    says(host, "tryeza-metrics", "Metrics are at")
    return host


def test_all_of_it_comes_up_in_any_order_as_the_files_say(running: Machine) -> None:
    assert httpx.get(f"{base(running)}/readyz").text == "ready"
    assert httpx.get(f"{base(running)}/sign-in").status_code == 200
    assert all(each.is_alive for name, each in running.running.items() if "migrate" not in name)


def numbers(host: Machine, usual: str) -> dict[str, float]:
    """What Prometheus would take from there."""
    text = httpx.get(f"http://127.0.0.1:{host.ports[usual]}/metrics").text
    lines = (line.rpartition(" ") for line in text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _, value in lines}


def test_each_process_says_its_numbers_on_an_address_of_its_own(running: Machine) -> None:
    wait_until(lambda: "tryeza_keeper_age_seconds" in numbers(running, "9321"))
    found = numbers(running, "9321")
    assert found["tryeza_record_up"] == 1
    assert found["tryeza_workers"] == 1
    assert 0 <= found["tryeza_keeper_age_seconds"] < 60
    assert found['tryeza_messages{channel="mail",status="queued"}'] == 0
    assert numbers(running, "9322")["tryeza_pool_connections_limit"] == 32  # its own and sign-ins
    assert numbers(running, "9322")['tryeza_answers_total{status="5xx"}'] >= 1
    assert numbers(running, "9323")["tryeza_pool_connections_limit"] == 16


def test_a_part_is_asked_from_beside_whether_it_lives(running: Machine) -> None:
    for part, unit in (("portal", "portal"), ("prefect", "prefect"), ("worker", "worker")):
        said = running.command(f"tryeza-{unit}.service", "healthy", part)
        assert said == (0, f"{part} is alive.")


def test_prefects_own_pages_are_there(running: Machine) -> None:
    """Where its program lies it may not write."""
    settings = (running.etc / "common.env").read_text()
    (url,) = re.findall('PREFECT_API_URL="(.+)/api"', settings)
    said = httpx.get(url, auth=("admin", "only-for-tests"), follow_redirects=True)
    assert "<html" in said.text
    assert list((running.folder / "state").glob("tryeza-prefect/prefect/ui/*/index.html"))


def test_what_a_timer_found_is_kept_for_the_administrators_page(
    running: Machine, postgres: EmbeddedPostgres
) -> None:
    assert running.run("tryeza-watch.service") == 0, running.said("tryeza-watch.service")
    with psycopg.connect(postgres.url(WORKER, RECORD).replace("+psycopg", "")) as connection:
        query = "SELECT detail FROM heartbeat WHERE starts_with(name, 'watch ')"
        ((detail,),) = connection.execute(query).fetchall()
    lines = {each["part"]: each for each in detail["lines"]}
    assert {"database", "keys", "worker", "prefect", "clock", "edition"} <= lines.keys()
    assert lines["keys"]["works"], "what systemd hands over is nobody else's to read"
    assert lines["worker"]["works"]
    assert "sign_in" not in lines, "its address is the portal's alone"
    assert lines["portal"]["says"] in {"The portal is ready.", "The portal is open: %(url)s"}
    parts = [each["part"] for each in detail["lines"]]
    assert parts.count("portal") == 2, "as it says itself, and as people come in"
    assert "silence" not in detail


def test_trail_and_copies_and_what_is_long_over_have_their_timers(running: Machine) -> None:
    for name in ("tryeza-audit.service", "tryeza-prune.service", "tryeza-backup.service"):
        assert running.run(name) == 0, running.said(name)
        assert units.read(name.replace("service", "timer"))["Timer"]
    assert "tryeza_backup_age_seconds" in numbers(running, "9321")


def test_a_restart_of_the_portal_loses_no_act(running: Machine, address: socket.socket) -> None:
    where = ("127.0.0.1", address.getsockname()[1])
    head = "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 8\r\n"
    with socket.create_connection(where) as act:
        act.sendall(f"{head}Expect: 100-continue\r\n\r\n".encode())
        assert b"100 Continue" in act.recv(100)  # it is in hand
        running.running["tryeza-portal.service"].ask_to_leave()
        says(running, "tryeza-portal", "Shutting down")
        with socket.create_connection(where) as waiting:  # in the socket that systemd holds
            waiting.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
            act.sendall(b"email=x&")
            assert b"403" in act.recv(100)  # answered: without the word of its form
            running.running["tryeza-portal.service"].wait(30)
            running.start("tryeza-portal.service", listen=address)
            waiting.settimeout(120)
            assert b"200 OK" in waiting.recv(100)


def test_a_unit_whose_settings_are_odd_says_so_and_is_left_alone(running: Machine) -> None:
    before = (running.etc / "portal.env").read_text()
    say(running, "portal", DATABASE_URL="postgresql+psycopg://nobody@127.0.0.1:9/x")
    try:
        code, said = running.command("tryeza-portal.service", "portal")
    finally:
        etc(running, "portal.env", before)
    assert (code, "SIGN_IN_DATABASE_URL" in said) == (78, True)
