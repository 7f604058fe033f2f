"""What a person reads when something cannot be done, or goes wrong."""

from datetime import date

import pytest
from fastapi import FastAPI
from starlette.responses import Response

from models.people import Account
from portal.fields import Line
from portal.forms import FormModel
from portal.web import ForAdmin, Open
from rules.basis import Article
from rules.refusals import ProcedureRefused
from tests.portal.conftest import Browser


class TooNear(ProcedureRefused):
    reason = "The meeting cannot be on {day}: that leaves fewer than three days for the invitation."
    way_out = "Choose {earliest} or later."
    basis = Article(8, "3")


NEAR, EARLIEST = date(2026, 11, 20), date(2026, 11, 23)


class Proposal(FormModel):
    place: Line


def test_a_refusal_names_its_article_and_what_is_allowed(
    widened: FastAPI, browser: Browser
) -> None:
    @widened.get("/refused")
    def refused(page: Open) -> Response:
        raise TooNear(None, day=NEAR, earliest=EARLIEST)

    response = browser.get("/refused?lang=en")
    assert response.status_code == 409
    assert "The meeting cannot be on Friday 20 November 2026" in response.text
    assert "Choose Monday 23 November 2026 or later." in response.text
    assert 'href="/regulation/8#p3">Art. 8(3)</a>' in response.text


def test_a_refused_form_comes_back_as_it_was_typed(widened: FastAPI, browser: Browser) -> None:
    @widened.post("/propose")
    def propose(page: Open) -> Response:
        sheet = page.typed(Proposal)

        def act(_: Proposal) -> Response:
            raise TooNear(None, day=NEAR, earliest=EARLIEST)

        return page.submit(sheet, act, again=lambda: page.render("refused.html"))

    browser.get("/sign-in")
    response = browser.post("/propose", {"place": "Salla 2"})
    assert response.status_code == 409
    assert "/regulation/8#p3" in response.text


def test_an_unforeseen_error_tells_a_mark_and_nothing_else(
    widened: FastAPI, browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    @widened.get("/broken")
    def broken(page: Open) -> Response:
        raise RuntimeError("Zzbardha Qanarija lives at this address")

    response = browser.get("/broken")
    assert response.status_code == 500
    assert "Qanarija" not in response.text
    assert "Qanarija" not in caplog.text
    assert "RuntimeError" in caplog.text
    assert response.headers["x-content-type-options"] == "nosniff"
    mark = caplog.text.rpartition("reference ")[2][:8]
    assert mark in response.text


def test_a_role_that_may_not_is_told_403(widened: FastAPI, browser: Browser, head: Account) -> None:
    @widened.get("/for-admins")
    def for_admins(page: ForAdmin) -> Response:
        return page.go("/")

    assert browser.get("/for-admins").status_code == 303
    browser.sign_in()
    assert browser.get("/for-admins").status_code == 403


def test_the_sentence_of_an_act_cannot_be_forged(browser: Browser) -> None:
    browser.get("/dev/components?lang=en")
    browser.client.cookies.set("done", "WW91IHdvbg==.0000")
    assert "You won" not in browser.get("/dev/components").text


def test_what_is_asked_in_a_way_that_is_none_names_those_that_are(browser: Browser) -> None:
    answer = browser.client.get("/sign-out")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")  # RFC 9110, 15.5.6
