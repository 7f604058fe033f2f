"""What is asked in a way that no page has is told from what somebody may not do."""

import pytest
from fastapi import FastAPI

from tests.portal.conftest import Browser
from tests.portal.test_doors import app, each_route

__all__ = ["app"]


def test_every_route_is_read_or_sent_a_form(app: FastAPI) -> None:
    """So that the gate, which stands before them all, asks every act for its token."""
    for route in each_route(app.routes):
        assert (route.methods or set()) <= {"GET", "HEAD", "POST"}, route.path


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "QUERY"])
def test_another_method_is_none_of_any_page(browser: Browser, method: str) -> None:
    browser.get("/sign-in")
    answer = browser.client.request(method, "/sign-in", headers={"X-Mine": "told back"})
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, POST")
    assert "told back" not in answer.text
    assert browser.client.post("/sign-in").status_code == 403, "a form without its token"
