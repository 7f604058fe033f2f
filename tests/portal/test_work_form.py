"""The working form of Annex 1: every heading in its words and order: Art. 12(4), 20(1)."""

import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from sqlalchemy import select

from core.i18n import translator
from models.life import AuditEntry
from portal.annex_lines import WORDS
from rules.annex import ALL_LINES, LINES
from tests.builders import HEAD, MANAGER, OTHER_MANAGER, ACase
from tests.conftest import At
from tests.onrecord import reading
from tests.portal.conftest import SignIn

GAZETTE: Final[Mapping[str, Mapping[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "annex_1.yaml").read_text()
)
IN_WORDS: Final[Mapping[str, str]] = {
    line: each["words"] if isinstance(each, dict) else each
    for lines in GAZETTE.values()
    for line, each in lines.items()
}
BESIDE: Final = (
    *("Mosha", "Shëndeti", "Zhvillimi", "Përfshirja në edukim", "Përfshirja sociale"),
    *("Siguria e fëmijës", "Përfshirja e fëmijës/familjes"),
    *("Nevojat esenciale", "Kujdesi prindëror dhe familjar"),
)
"""What the assessment says of each, under C1: Art. 12(3)."""


def sight(page: str) -> str:
    main = page[page.index("<main") :]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main)))


@pytest.fixture
def case(sign_in: SignIn, a_case: At) -> ACase:
    """The empty database came first."""
    assert callable(sign_in)
    return a_case("reviewed")


@pytest.mark.article("20(1)")
def test_each_line_has_the_words_of_the_gazette_and_no_other() -> None:
    """Whoever changes a word of the catalogue that the Annex has too is told here."""
    assert {part: tuple(lines) for part, lines in GAZETTE.items()} == LINES
    assert tuple(WORDS) == ALL_LINES
    say = translator("sq")
    said = {line: say.gettext(words).lower() for line, words in WORDS.items()}
    assert said == {line: words.lower() for line, words in IN_WORDS.items()}


@pytest.mark.article("20(1)")
def test_a_misprint_of_the_gazette_is_put_right_and_on_record() -> None:
    lines = {line: each for part in GAZETTE.values() for line, each in part.items()}
    slips = {line: each["printed"] for line, each in lines.items() if isinstance(each, dict)}
    assert set(slips) == {"H2", "P6", "P2", "C3h", "G1.6", "A6", "X0"}
    assert [line for line, printed in slips.items() if printed == IN_WORDS[line]] == []


@pytest.mark.article("12(4)", "20(1)", "18(1)")
def test_the_form_has_every_heading_of_the_annex_in_its_words_and_order(
    case: ACase, sign_in: SignIn
) -> None:
    address = f"/cases/{case.row().number}/form"
    page = sight(sign_in(MANAGER).get(f"{address}?lang=sq").text)
    place = 0
    for line, words in IN_WORDS.items():
        found = page.lower().find(words.lower(), place)
        assert found >= 0, line
        place = found + len(words)
    assert [words for words in BESIDE if words not in page] == []
    chief = sign_in(HEAD)
    english = sight(chief.get(f"{address}?lang=en").text)
    assert "Lirie" not in english
    assert "our translation; the Albanian text decides" in english
    assert english.count(" ticked: ") == 2 + english.count("not ticked: ")
    assert "ticked: abandonment" in english
    assert "Disability nuk dihet" not in english
    for told in (
        "Limited ability nuk dihet",
        "Health Art. 20(1) not stated",
        "Fatmir Gashi",
        "Pediatri",
    ):
        assert told in english, told
    assert "Lirie Podgorani" in sight(chief.post(address, {}).text)
    assert sign_in(OTHER_MANAGER).get(address).status_code == 404
    with reading() as work:
        acts = work.session.scalars(select(AuditEntry.act)).all()
    assert acts.count("working form read") == 3
    assert acts.count("name shown") == 1
