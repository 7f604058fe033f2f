"""Tiles that count."""

import re

from simulation.life import CaseStory
from tests.portal.acts import ADMIN
from tests.portal.conftest import SignIn


def test_of_none_there_is_no_alarm(story: CaseStory, sign_in: SignIn) -> None:
    tile = r'<(?:div|a) class="(\w+)"[^>]*><b>(\d+)</b>'
    counted = re.findall(tile, sign_in(ADMIN).get("/").text)
    assert {state for state, number in counted if number == "0"} == {"later"}
    assert {"late", "stall"}.isdisjoint(state for state, _ in counted)
