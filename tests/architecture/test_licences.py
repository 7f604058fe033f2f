"""`docs/licences.md` is what the packages say of themselves."""

import re
from importlib import metadata
from typing import Final

from deployments import licences

PAGE: Final = licences.PAGE.read_text()
ROWS: Final = re.findall(r"^\| ([^|]+) \| (?!Version)[^|]+ \| ([^|]+) \|$", PAGE, re.MULTILINE)
FREE: Final = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|MPL|Mozilla|OFL|Unlicense|CNRI|LGPL|Artistic|Bitstream", re.IGNORECASE
)
"""Under which a part may be passed on beside a program that is not under it."""


def test_the_page_is_what_the_packages_say() -> None:
    assert licences.page() == PAGE


def test_each_part_may_be_passed_on() -> None:
    assert len(ROWS) > len(licences.locked())
    for name, licence in ROWS:
        assert FREE.search(licence), name
        assert not re.search(r"AGPL|SSPL|BUSL|proprietary|commercial", licence, re.I), name


def test_what_is_named_by_hand_is_asked_for_nowhere_else() -> None:
    for name in licences.UNSAID:
        assert "License-Expression" not in metadata.metadata(name), name
