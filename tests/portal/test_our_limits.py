"""Every limit of ours stands on one page, with its number and the provision beside it."""

from typing import Final

import pytest

from portal.our_limits import WORDS
from rules.basis import Default
from rules.defaults import DEFAULTS
from tests.portal.conftest import Browser

CHOICES: Final = {name: each for name, each in vars(DEFAULTS).items() if name.isupper()}


def is_number(chosen: object) -> bool:
    return not isinstance(chosen, Default) or bool(chosen.days or chosen.count)


def test_no_number_that_is_ours_is_missing() -> None:
    named = [name for name, _, _ in WORDS]
    assert len(named) == len(set(named))
    assert set(named) == {name for name, chosen in CHOICES.items() if is_number(chosen)}


@pytest.mark.parametrize(
    ("language", "said"), [("sq", "7, 5, 4 ditë"), ("sr", "7, 5, 4 dana"), ("en", "7, 5, 4 days")]
)
def test_anybody_reads_them(browser: Browser, language: str, said: str) -> None:
    page = browser.get(f"/regulation/ours?lang={language}").text
    assert said in page
    assert "07:00 – 20:00" in page
    assert page.count("<tr role") == len(WORDS) + 1
    assert 'href="/regulation/14#p3.2"' in page
    assert 'href="/regulation/ours"' in browser.get("/regulation").text
