"""What watches the portal reads two words, and nothing of what is behind them."""

import time
from datetime import datetime, timedelta

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy import text

from core import crypto
from core.clock import SystemClock
from core.database_roles import PORTAL, SIGN_IN, WORKER
from core.settings import OddSettings, Settings, prepare, settings
from deployments.postgres import EmbeddedPostgres
from models import readiness
from models.readiness import Readiness, lacking
from portal.app import create_app
from tests.database import past_the_rights
from tests.portal.conftest import Browser, serving
from tests.told import told


def test_it_answers_without_a_session_and_keeps_nothing(browser: Browser) -> None:
    for path, said in (("/healthz", "alive"), ("/readyz", "ready")):
        answer = browser.get(path)
        assert (answer.status_code, answer.text) == (200, said)
        assert answer.headers["cache-control"] == "no-store"
        assert "set-cookie" not in answer.headers


def test_whoever_found_a_hole_reads_to_whom_to_write(demo: Settings, database: object) -> None:
    own = {"base_url": "https://tryeza.example", "security_contact": "mailto:hole@place.example"}
    with serving(create_app(demo.model_copy(update=own))) as address:
        answer = httpx.get(f"{address}/.well-known/security.txt")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    said = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert said["Contact"] == own["security_contact"]
    assert said["Canonical"] == "https://tryeza.example/.well-known/security.txt"
    assert datetime.fromisoformat(said["Expires"]) > SystemClock().now() + timedelta(days=80)


def test_where_nobody_is_named_nobody_is_invented(browser: Browser) -> None:
    assert browser.client.get("/.well-known/security.txt").status_code == 404


@pytest.mark.parametrize("odd", ["hole@place.example", "mailto:x", "https://a\nExpires: 2099"])
def test_a_contact_that_is_none_stops_the_start(configured: Settings, odd: str) -> None:
    variable = "TRYEZA_SECURITY_CONTACT"
    with told({variable: odd}), pytest.raises(OddSettings, match=variable):
        prepare()


def test_what_is_lacking_is_said_to_the_log_and_not_outside(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "KEPT_FOR", 0)
    monkeypatch.setattr(readiness, "lacking", lambda _: "Waits for the database of tryeza_portal")
    answer = browser.get("/readyz")
    assert (answer.status_code, answer.text) == (503, "not ready")


@pytest.fixture
def own(
    configured: Settings, postgres: EmbeddedPostgres, monkeypatch: pytest.MonkeyPatch
) -> dict[str, SecretStr | None]:
    """What the portal's process is told, and may be told otherwise."""
    told: dict[str, SecretStr | None] = {
        "database_url": SecretStr(postgres.url(PORTAL)),
        "sign_in_database_url": SecretStr(postgres.url(SIGN_IN)),
    }
    monkeypatch.setattr(readiness, "settings", lambda: settings().model_copy(update=told))
    return told


def test_a_portal_is_ready_under_both_of_its_roles_alone(
    own: dict[str, SecretStr | None], postgres: EmbeddedPostgres
) -> None:
    assert lacking(PORTAL) == ""
    own["sign_in_database_url"] = SecretStr(postgres.url(WORKER))
    assert "tryeza_sign_in" in lacking(PORTAL)
    own["database_url"] = SecretStr("postgresql+psycopg://tryeza_portal@127.0.0.1:9/tryeza")
    assert lacking(PORTAL).startswith("Waits for the database")


@pytest.mark.usefixtures("own", "database")
def test_another_edition_or_another_ring_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    with past_the_rights() as work:
        edition = work.session.scalar(text("SELECT version_num FROM alembic_version"))
        work.session.execute(text("UPDATE alembic_version SET version_num = 'later'"))
    assert "of the edition later" in lacking(PORTAL)
    with past_the_rights() as work:
        back = text("UPDATE alembic_version SET version_num = :edition")
        work.session.execute(back, {"edition": edition})
    with monkeypatch.context() as patch:
        patch.setattr(crypto, "ring", crypto.KeyRing.generate)
        assert "key ring" in lacking(PORTAL)
    assert lacking(PORTAL) == ""


def test_however_often_it_is_asked_the_database_is_asked_now_and_then(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[float] = []

    def look(_: str) -> str:
        asked.append(time.monotonic())
        return ""

    monkeypatch.setattr(readiness, "lacking", look)
    found = Readiness(PORTAL)
    assert [found.lacking() for _ in range(100)] == [""] * 100
    assert len(asked) == 1
