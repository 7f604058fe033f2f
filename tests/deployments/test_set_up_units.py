"""The morning of `docs/operations.md`: what `tryeza setup` wrote is what the units start with."""

import socket
from collections.abc import Iterator

import httpx
import psycopg
import pytest

from core.database_roles import WORKER
from core.settings import Settings
from deployments.account import database_account
from deployments.folders import temporary_folder
from deployments.postgres import EmbeddedPostgres
from deployments.state import free_port
from tests.deployments import set_up, units
from tests.deployments.set_up import ADMIN
from tests.told import told
from tests.waiting import wait_until

pytestmark = [pytest.mark.engine, pytest.mark.xdist_group("units")]


@pytest.fixture
def morning(
    configured: Settings, postgres: EmbeddedPostgres, own_environment: dict[str, str]
) -> Iterator[tuple[set_up.Machine, units.Machine]]:
    ports = {each: str(free_port(0, set())) for each in ("8321", "9321", "9322", "9323")}
    with (
        temporary_folder(database_account(), "tz-morning-") as folder,
        set_up.machine(postgres, folder) as asked,
        units.machine(folder, ports) as host,
        told({"TRYEZA_LANGUAGE": "en"}),
    ):
        asked.etc = host.etc
        yield asked, host


def says(host: units.Machine, name: str, words: str) -> None:
    unit = f"tryeza-{name}.service"
    wait_until(lambda: words in host.said(unit) or not host.running[unit].is_alive, 240)
    assert words in host.said(unit), host.said(unit)[-2000:]


SET_UP = {"mode", "ways", "mail", "sms", "address", "proxy", "database", "record", "keys"} | {
    *("edition", "trail key", "keys apart", "prefect", "prefect credential"),
}


def watched(asked: set_up.Machine) -> dict[str, bool]:
    """What `doctor --production` finds, as a timer keeps it."""
    url = asked.postgres.url(WORKER, asked.database).replace("+psycopg", "")
    with psycopg.connect(url) as connection:
        query = "SELECT detail FROM heartbeat WHERE starts_with(name, 'watch ')"
        ((detail,),) = connection.execute(query).fetchall()
    return {each["part"]: each["works"] for each in detail["lines"]}


def test_what_was_answered_is_what_the_units_start_with(
    morning: tuple[set_up.Machine, units.Machine],
) -> None:
    asked, host = morning
    asked.run()
    assert [to for to, _ in asked.mail.accepted] == [ADMIN]
    with (host.etc / "common.env").open("a") as by_hand:  # another port than the units' own
        by_hand.write(f"PREFECT_API_URL=http://127.0.0.1:{free_port(0, set())}/api\n")
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", int(host.ports["8321"])))
        held.listen()
        assert host.run("tryeza-migrate.service") == 0, host.said("tryeza-migrate.service")
        host.start("tryeza-portal.service", listen=held)
        host.start("tryeza-prefect.service")
        host.start("tryeza-metrics.service")
        says(host, "portal", "The portal is ready")
        says(host, "metrics", "Metrics are at")
        wait_until(lambda: host.command("tryeza-watch.service", "healthy", "prefect")[0] == 0, 240)
        base = f"http://127.0.0.1:{host.ports['8321']}"
        assert httpx.get(f"{base}/readyz").text == "ready"
        (mail,) = (message for _, message in asked.mail.accepted)
        text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
        (link,) = (word for word in text.split() if "/enrol/" in word)
        door = httpx.get(base + link.removeprefix("https://tryeza.place.example"))
        assert door.status_code == 200
        assert host.run("tryeza-watch.service") == 0, host.said("tryeza-watch.service")
        lines = watched(asked)
    red = {part for part, works in lines.items() if not works}
    assert red & SET_UP == set(), "what setup asks, the doctor finds in order"
    assert lines.keys() >= SET_UP
    code, _ = host.command("tryeza-worker.service", "case", "list")
    assert code == 0, "the command line stands as the worker does"
    assert not [each for each in asked.secrets if each in host.said("tryeza-portal.service")]
