"""What every answer carries, and which POSTs do not come through."""

import logging
from pathlib import Path

import httpx
import pytest
from starlette.responses import Response

from core.mode import Mode
from core.settings import Settings
from models import pool, session
from portal import security
from portal.app import create_app
from tests.portal.conftest import Browser, serving

WORDS = "Written with care for an hour"
FORM = {"place": "Salla 2", "meeting_on": "20.11.2026", "progress": "done"}


@pytest.mark.parametrize(
    "path", ["/sign-in", "/nothing", "/static/tryeza.css", "/healthz", "/regulation/8"]
)
def test_every_answer_carries_the_protective_headers(browser: Browser, path: str) -> None:
    headers = browser.get(path).headers
    assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'")
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "server" not in headers
    assert "access-control-allow-origin" not in headers
    kind = headers["content-type"]
    assert kind.endswith("; charset=utf-8") or not kind.startswith("text/")


def test_nothing_is_served_that_was_not_made_to_be(browser: Browser) -> None:
    """Neither a description of the routes, nor numbers, nor a list of a folder, nor its source."""
    for path in (
        "docs",
        "redoc",
        "openapi.json",
        "metrics",
        "static/",
        "static/fonts",
        ".git/HEAD",
    ):
        assert browser.client.get(f"/{path}").status_code == 404, path
    assert browser.client.get("/static/..%2fapp.py").status_code == 404


def test_pages_are_not_kept_and_static_files_are(browser: Browser) -> None:
    assert browser.get("/sign-in").headers["cache-control"] == "no-store"
    assert "immutable" in browser.get("/static/tryeza.css").headers["cache-control"]


def test_https_brings_strict_transport_and_host_cookies(demo: Settings, database: object) -> None:
    settings = demo.model_copy(update={"base_url": "https://tryeza.example"})
    with serving(create_app(settings)) as address:
        response = httpx.get(f"{address}/sign-in?lang=en")
        kept = {"cookie": "__Host-lang=en"}
        assert '<html lang="en"' in httpx.get(f"{address}/sign-in", headers=kept).text
    assert response.headers["strict-transport-security"].startswith("max-age=31536000")
    given = response.headers.get_list("set-cookie")
    assert {each.partition("=")[0] for each in given} == {"__Host-visit", "__Host-lang"}
    for each in given:
        assert {"Secure", "HttpOnly", "SameSite=lax", "Path=/"} <= set(each.split("; ")), each


def test_https_takes_a_cookie_back_as_a_browser_accepts_it(demo: Settings) -> None:
    """A `__Host-` name is refused without Secure and the path, also where it is to be deleted."""
    settings = demo.model_copy(update={"base_url": "https://tryeza.example"})
    response = Response()
    security.delete_cookie(response, settings, "done")
    taken = response.headers["set-cookie"]
    assert taken.startswith('__Host-done="";')
    assert "Max-Age=0" in taken
    assert "Path=/" in taken
    assert "Secure" in taken


def test_every_cookie_is_given_and_deleted_that_way() -> None:
    for path in Path(security.__file__).parent.rglob("*.py"):
        if path.name != "security.py":
            source = path.read_text()
            assert "response.set_cookie(" not in source, path
            assert "response.delete_cookie(" not in source, path
            assert "set-cookie" not in source.lower(), path


def test_a_form_of_ours_comes_through(browser: Browser) -> None:
    browser.get("/dev/components")
    assert browser.post("/dev/components", FORM).status_code == 303


def test_a_post_without_its_token_changes_nothing(
    browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    browser.get("/dev/components")
    browser.token = "0" * 64
    with caplog.at_level(logging.INFO):
        refused = browser.post("/dev/components", FORM | {"reason": WORDS, "password": WORDS + "2"})
    assert refused.status_code == 403
    assert "Answered 403 to a POST" in caplog.text
    assert f"<p>{WORDS}</p>" in refused.text  # as a page that is not theirs any more gives it back
    assert WORDS + "2" not in refused.text


def test_lines_are_given_back_as_lines(browser: Browser) -> None:
    """Also where no line has a blank in it."""
    browser.get("/dev/components")
    browser.token = "0" * 64
    refused = browser.post("/dev/components", FORM | {"reason": "Rreziku.\r\nShkolla."})
    assert "<p>Rreziku.</p><p>Shkolla.</p>" in refused.text


def test_a_token_of_another_browser_is_worth_nothing(browser: Browser) -> None:
    browser.get("/dev/components")
    browser.client.cookies.clear()
    assert browser.post("/dev/components", FORM).status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_post_from_another_site_is_refused(browser: Browser, site: str) -> None:
    browser.get("/dev/components")
    refused = browser.post("/dev/components", FORM | {"reason": WORDS}, sec_fetch_site=site)
    assert refused.status_code == 403
    assert WORDS not in refused.text


def test_a_body_over_one_megabyte_is_told_so_in_plain_words(browser: Browser) -> None:
    browser.get("/dev/components?lang=en")
    response = browser.post("/dev/components", {"words": "a" * 1_500_000})
    assert response.status_code == 413
    assert "too large" in response.text


def test_ten_thousand_fields_are_too_many(browser: Browser) -> None:
    browser.get("/dev/components")
    response = browser.send("/dev/components", b"&".join(b"a%d=1" % n for n in range(10_000)))
    assert response.status_code == 413


def test_what_is_no_form_is_refused(browser: Browser) -> None:
    browser.get("/dev/components")
    response = browser.send("/dev/components", b"{}", content_type="application/json")
    assert response.status_code == 415


@pytest.mark.parametrize(
    "path", ["/regulation/%00", "/sign-in?to=%00", "/regulation/x", "/nothing/1"]
)
def test_an_odd_address_is_a_page_that_does_not_exist(browser: Browser, path: str) -> None:
    assert browser.get(path).status_code == 404


def test_missing_and_forbidden_look_alike(browser: Browser) -> None:
    assert (
        "nuk themi" in browser.get("/nothing").text or "do not say which" in browser.get("/x").text
    )


def test_no_page_of_the_demo_exists_outside_the_demo(demo: Settings, database: object) -> None:
    with serving(create_app(demo.model_copy(update={"mode": Mode.PRODUCTION}))) as address:
        assert httpx.get(f"{address}/dev/components").status_code == 404


def test_a_database_that_is_away_is_a_static_page_in_three_languages(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = "postgresql+psycopg://nobody:x@127.0.0.1:1/none"
    monkeypatch.setattr(session, "engine", lambda: pool.engine_for(away))
    browser.client.cookies.set("staff", "some token")
    response = browser.get("/")
    assert response.status_code == 503
    assert response.headers["retry-after"] == "120"
    assert "nuk punon" in response.text
    assert "frame-ancestors" in response.headers["content-security-policy"]
    assert "What you sent is not saved." in response.text


def test_a_form_sent_while_the_database_is_away_is_given_back(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser.get("/sign-in?lang=en")
    away = "postgresql+psycopg://nobody:x@127.0.0.1:1/none"
    with monkeypatch.context() as patch:
        patch.setattr(session, "engine", lambda: pool.engine_for(away))
        patch.setattr(session, "sign_in_engine", lambda: pool.engine_for(away))
        typed = {"email": "<i>arta@qps.example", "password": "a secret word", "once": "abc"}
        response = browser.post("/sign-in", typed)
    assert response.status_code == 503
    assert response.headers["retry-after"] == "120"
    assert "It is not saved." in response.text
    assert "&lt;i&gt;arta@qps.example" in response.text
    assert 'name="once" value="abc"' in response.text
    assert "a secret word" not in response.text
