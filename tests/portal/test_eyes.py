"""Whoever looks at every page sees what is wrong with one."""

from typing import Final

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser as Chromium
from starlette.responses import HTMLResponse

from tests.portal.conftest import Browser
from tests.portal.eyes import Eyes, window

AMISS: Final = """<!doctype html><html lang="en"><title>·</title><main><h1>·</h1><h1>·</h1>
<p style="color: red">·</p><p id="wide">{}</p><img src="/static/x.svg"></main><footer class="foot">·
"""


@pytest.mark.browser
def test_what_is_wrong_with_a_page_is_seen_in_the_window_of_another(
    widened: FastAPI, browser: Browser, chromium: Chromium
) -> None:
    @widened.get("/amiss")
    def amiss() -> HTMLResponse:
        return HTMLResponse(AMISS.format("w" * 400))

    with window(chromium) as tab:
        eyes = Eyes(tab, templates=lambda: {str(eyes.looks)})
        eyes.become(browser)
        eyes.at("/sign-in")
        assert eyes.found == []
        eyes.at("/amiss")
    found = "\n".join(eyes.found)
    for each in ("2 titles", "image-alt", "at 320", "at 1280", "Content Security Policy"):
        assert each in found, each
