"""Where scripts run, what is typed into a long form is kept by itself: decision 0229."""

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import expect

from core.clock import FrozenClock
from tests.builders import MANAGER
from tests.portal.chromium import kept
from tests.portal.conftest import SignIn
from tests.portal.eyes import Eyes, window
from tests.scenes import Scenes

WORDS = "Kanarina 4417: shtëpia ishte e ftohtë."


@pytest.mark.browser
@pytest.mark.article("18(1)")
def test_where_scripts_run_a_draft_is_kept_by_itself(
    sign_in: SignIn, scenes: Scenes, clock: FrozenClock, chromium: Chromium
) -> None:
    case = scenes.stop_at("appointed", clock)
    page = f"/cases/{case.row().number}/assessment"
    with window(chromium) as tab:
        eyes = Eyes(tab)
        eyes.become(sign_in(MANAGER))
        eyes.at(page)
        tab.clock.install()
        tab.goto(f"{eyes.base}{page}?lang=en")
        tab.get_by_label("Summary").fill(WORDS)
        tab.clock.run_for(20_000)
        expect(tab.locator("[data-draft-line]")).to_have_text("Your draft is kept.")
        tab.reload()
        expect(tab.get_by_label("Summary")).to_have_value(WORDS)
        kept(tab, "draft")
        assert eyes.found == [], "\n".join(eyes.found)
