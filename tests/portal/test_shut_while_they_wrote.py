"""Whose link is closed while their word waits for its turn reads what one reads whose link is
closed, and not that something went wrong: Art. 6(1.1), decision 0176."""

import re

import pytest

from core.settings import Settings
from tests.conftest import At
from tests.portal.conftest import Browser
from tests.portal.members import HEALTH, Guest, link_of, newest_code
from tests.portal.test_handed_over import one_after_the_other
from tests.portal.test_member_conflict import seat_of
from tests.portal.test_not_me import NOT_ME, said

SAID = {"conflict": "no", "confidential": "yes"}


@pytest.mark.article("6(1.1)", "18(2)")
def test_a_word_that_is_confirmed_beside_not_for_me_is_answered_in_words(
    browser: Browser, a_case: At, demo: Settings
) -> None:
    case = a_case("prepared")
    guest = Guest(browser, demo, link_of(HEALTH, "declare"))
    guest.get("?lang=en")
    guest.get("/declare")
    asked = guest.ask("/declare", SAID)
    waits = re.search(r'name="confirmation" value="([-\w]+)"', asked.text)
    assert waits
    confirmed = SAID | browser.hidden | {"confirmation": waits[1], "step": "confirm"}
    confirmed["code"] = newest_code(demo)
    guest.get(NOT_ME)
    pressed, late = one_after_the_other(
        case.case,
        (browser, guest.home + NOT_ME, {}),
        (browser, guest.home + "/declare", confirmed),
    )
    assert (pressed.status_code, late.status_code) == (303, 404)
    assert "This link opens nothing" in late.text
    assert len(said()) == 1
    assert seat_of(case.seat(HEALTH)).declared_at is None
