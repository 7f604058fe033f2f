"""Every red line of `tryeza doctor --production`, provoked; and green once it is put right."""

from collections.abc import Iterator
from datetime import date
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import psycopg
import pytest
from sqlalchemy import make_url

from casework.municipality import centre_contacts, offices, seat_terms
from core.database_roles import SIGN_IN, WORKER
from deployments import doctor_people
from deployments import doctor_production as asked
from deployments.checks import Check
from deployments.doctor_settings import SHUT, shut
from deployments.postgres import EmbeddedPostgres
from deployments.watch import as_line
from identity.passwords import hash_password
from models.people import Office
from simulation.people import PASSWORD
from simulation.seed import professional
from simulation.stage import acting
from tests.builders import ADMIN, HEAD, MANAGER, OTHER_HEAD, SILENT, ACase
from tests.conftest import At
from tests.database import past_the_rights
from tests.deployments.test_modes import WAYS


def red(found: Iterator[Check]) -> dict[str, str]:
    return {each.part: each.message % each.facts for each in found if not each.works}


@pytest.fixture
def prefect() -> Iterator[tuple[str, list[int]]]:
    """Where one answers whoever asks, and with which code."""
    code = [HTTPStatus.OK.value]

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(code[0])
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/api", code
    server.shutdown()
    server.server_close()


def real(tmp_path: Path) -> dict[str, str]:
    return {
        **WAYS,
        "TRYEZA_BASE_URL": "https://tryeza.place.example",
        "TRYEZA_PROXY": "10.0.0.1",
        "TRYEZA_KEYS_FILE": str(tmp_path / "keys"),
        "PREFECT_API_URL": "http://127.0.0.1:9/api",
        "PREFECT_API_AUTH_STRING": "admin:a word of twelve",
    }


def test_a_system_that_lacks_nothing_is_green(
    tmp_path: Path, prefect: tuple[str, list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The gateway too is only reached, and given nothing."""
    monkeypatch.setattr(asked, "_clock", lambda: Check("clock", True, ""))
    url, code = prefect
    code[0] = HTTPStatus.UNAUTHORIZED.value
    gateway = f"{url}?to={{to}}&text={{text}}"
    told = real(tmp_path) | {"TRYEZA_SMS_URL": gateway, "PREFECT_API_URL": url}
    assert red(asked.surroundings(told)) == {}


def test_a_gateway_that_reports_nothing_is_amber(tmp_path: Path) -> None:
    def said(told: dict[str, str]) -> list[tuple[bool, bool]]:
        found = asked.surroundings(real(tmp_path) | told)
        return [(each.works, each.warns) for each in found if each.part == "sms reports"]

    assert said({}) == [(True, True)]
    assert said({"TRYEZA_SMS_REPORT_SECRET": "a word of twenty signs"}) == [(True, False)]
    assert said({"TRYEZA_SMS_URL": ""}) == [], "that nobody is reached is said already"


@pytest.mark.parametrize(
    ("change", "part", "says"),
    [
        (dict.fromkeys(WAYS, "") | {"TRYEZA_BASE_URL": ""}, "mode", "TRYEZA_MODE=production"),
        ({"TRYEZA_MODE": "demo"}, "mode", "TRYEZA_MODE=production"),
        ({"TRYEZA_MODE": "demo"}, "ways", "reach nobody"),
        ({"TRYEZA_MODE": "prod"}, "mode", "is demo or production"),
        ({"TRYEZA_SMS_URL": ""}, "ways", "TRYEZA_SMS_URL"),
        ({"TRYEZA_SMS_FROM": "Police!"}, "settings", "TRYEZA_SMS_FROM"),
        ({"TRYEZA_SMS_REPORT_SECRET": "short", "SMTP_PORT": "x"}, "settings", "SMTP_PORT, TRYEZA"),
        ({"SMTP_HOST": ""}, "ways", "SMTP_HOST"),
        ({}, "sms", "check TRYEZA_SMS_URL"),
        ({"TRYEZA_BASE_URL": "http://tryeza.place.example"}, "address", "https"),
        ({"TRYEZA_PROXY": ""}, "proxy", "TRYEZA_PROXY"),
        ({"TRYEZA_PROXY": "*"}, "proxy", "everybody's"),
        ({"TRYEZA_PROXY": "127.0.0.1, 0.0.0.0/0"}, "proxy", "everybody's"),
        ({"TRYEZA_PROXY": "nonsense"}, "proxy", "everybody's"),
        ({"PREFECT_API_AUTH_STRING": ""}, "prefect credential", "set PREFECT_API_AUTH_STRING"),
        ({"PREFECT_API_URL": "http://prefect.example/api"}, "prefect credential", "open line"),
        ({}, "prefect credential", "does not answer"),
    ],
)
def test_what_is_missing_is_red_and_says_the_way_out(
    tmp_path: Path, change: dict[str, str], part: str, says: str
) -> None:
    assert says in red(asked.surroundings(real(tmp_path) | change))[part]


def test_a_prefect_that_lets_anybody_in_is_red(
    tmp_path: Path, prefect: tuple[str, list[int]]
) -> None:
    url, code = prefect
    told = real(tmp_path) | {"PREFECT_API_URL": url}
    assert "PREFECT_API_AUTH_STRING" in red(asked.surroundings(told))["prefect credential"]
    code[0] = HTTPStatus.UNAUTHORIZED.value
    assert "prefect credential" not in red(asked.surroundings(told))


def test_keys_beside_the_data_are_red(tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    assert "TRYEZA_KEYS_FILE" in red(asked.surroundings(real(tmp_path)))["keys apart"]
    (tmp_path / "apart").mkdir()
    told = real(tmp_path) | {"TRYEZA_KEYS_FILE": str(tmp_path / "apart" / "deep" / "keys")}
    assert "keys apart" not in red(asked.surroundings(told))


def test_a_clock_that_follows_nobody_is_red(monkeypatch: pytest.MonkeyPatch) -> None:
    for answer, works in ((0, True), (asked.UNSYNCHRONISED, False)):
        monkeypatch.setattr(asked, "kernels_clock", lambda said=answer: said)
        assert asked._clock().works is works


def test_a_record_of_a_demo_and_its_password_are_red(
    begun: ACase, postgres: EmbeddedPostgres
) -> None:
    told = {"SIGN_IN_DATABASE_URL": postgres.url(SIGN_IN)}
    with past_the_rights() as work:
        hashed = hash_password(PASSWORD, quick=True)
        account = begun.account(MANAGER).id
        work.session.connection().exec_driver_sql(
            "DELETE FROM account_password WHERE account_id <> %s", (account,)
        )
        work.session.connection().exec_driver_sql(
            "UPDATE account_password SET hash = %s", (hashed,)
        )
    address = make_url(postgres.url(WORKER)).set(drivername="postgresql")
    with psycopg.connect(address.render_as_string(hide_password=False)) as connection:
        found = red(asked.record(connection, told))
        counted = red(asked.record(connection, {asked.COUNTED: str(asked.demo_passwords(told))}))
        (unseen,) = [each for each in asked.record(connection, {}) if each.part == "passwords"]
    assert "has held a demo" in found["record"]
    assert found["passwords"] == "1 accounts have the demo's password: disable them."
    assert counted["passwords"] == found["passwords"]
    assert unseen.warns
    assert not as_line(unseen)["warns"], "a timer never sees it"
    assert "as root" in unseen.message


def test_cases_of_who_has_left_and_a_seat_past_its_day_are_red(
    a_case: At, postgres: EmbeddedPostgres
) -> None:
    case = a_case("prepared")
    address = make_url(postgres.url(WORKER)).set(drivername="postgresql")

    def found(*before: str) -> dict[str, str]:
        with psycopg.connect(address.render_as_string(hide_password=False)) as connection:
            for statement in before:
                connection.execute(statement)
            said = red(doctor_people.people(connection))
            connection.rollback()
            return said

    assert found().keys() == {"contacts"}
    with acting(HEAD) as work:
        centre_contacts.enter(work, "", Office("+383290320100", "qps@ferizaj.example"))
    assert found()["contacts"].startswith("Under the mails of these centres stands no telephone: ")
    assert "Ferizaj" not in found()["contacts"]
    with acting(OTHER_HEAD) as work:
        centre_contacts.enter(work, "", Office("+383280320100", "qps@gjilan.example"))
    assert found() == {}
    with acting(HEAD) as work:
        long_ago = date(2020, 1, 1)
        seat_terms.set_term(work, professional(work, SILENT).id, until=long_ago, deputy=None)
    with acting(ADMIN) as work:
        offices.disable(work, case.account(MANAGER).id, by=None)
    said = found()
    assert said.keys() == {"hand-over", "seats"}
    assert all("Ferizaj (1)" in each for each in said.values())
    without = found("UPDATE account SET role = 'manager'")
    assert "No centre has a head yet" in without["centres"]


def test_a_database_that_forgets_what_it_said_is_red(
    configured: object, postgres: EmbeddedPostgres
) -> None:
    """That of these tests does, for it is thrown away: and a commit of one session can be, too."""
    address = make_url(postgres.url(WORKER)).set(drivername="postgresql")
    with psycopg.connect(address.render_as_string(hide_password=False)) as connection:
        connection.execute("SET synchronous_commit = off")
        assert "synchronous_commit" in str(asked._lasting(connection).facts)


@pytest.mark.parametrize("name", ["owner.env", "reach.env", "ring/keys", "trail-key"])
def test_a_key_or_a_password_that_others_read_where_systemd_takes_it_from(
    tmp_path: Path, name: str
) -> None:
    """The process itself sees a copy that is its own, whatever the file is."""
    assert list(shut(tmp_path / "none")) == []
    (tmp_path / "ring").mkdir(mode=0o755)
    for each in ("common.env", *SHUT):
        (tmp_path / each).write_text("x")
        (tmp_path / each).chmod(0o644 if each == "common.env" else 0o600)
    assert red(shut(tmp_path)) == {}
    (tmp_path / name).chmod(0o644)
    assert f"Others than root can read {name} in" in red(shut(tmp_path))["settings shut"]
