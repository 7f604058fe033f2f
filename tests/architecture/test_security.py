"""`docs/security.md` says of each requirement of ASVS 5.0.0, levels 1 and 2, where it stands."""

import re
from collections import Counter
from typing import Final

from tests.architecture.reading import ROOT

TEXT: Final = (ROOT / "docs/security.md").read_text(encoding="utf-8")
IN_SECTION: Final = {
    **{"1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1},
    **{"3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4},
    **{"5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3, "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5},
    **{"6.6": 3, "6.8": 4, "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2, "8.1": 2},
    **{"8.2": 3, "8.3": 1, "8.4": 1, "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 2, "10.3": 4},
    **{"10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3, "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4},
    **{"11.5": 1, "11.6": 1, "12.1": 3, "12.2": 2, "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2},
    **{"13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3, "15.1": 3, "15.2": 3, "15.3": 7, "16.1": 1},
    **{"16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3, "17.1": 1, "17.2": 4, "17.3": 2},
}
"""How many of a section are of level 1 or 2: always its first."""
ALL: Final = [f"{one}.{n}" for one, many in IN_SECTION.items() for n in range(1, many + 1)]
ROWS: Final = re.findall(
    r"^\| (\d+\.\d+\.\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", TEXT, re.MULTILINE
)
STANDS: Final = ("met", "met, untested", "not applicable", "not met")
WRITTEN_DOWN: Final = {
    "How to report a hole": ("15.1.1",),
    "Ways in": ("6.1.2", "6.1.3", "7.1.2"),
    "What comes in": ("2.1.1", "5.1.1", "15.1.3"),
    "Who talks to whom": ("13.1.1",),
    "How sensitive it is, and what each needs": ("14.1.2",),
    "What is encrypted, and how": ("11.1.2",),
    "What is logged": ("16.1.1",),
}
"""What is met by being said on the page itself."""


def listed(heading: str) -> tuple[int, list[str]]:
    """The number that a list of the page says it has, and whose requirements it names."""
    part = TEXT.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    said = re.match(r"\s*(\d+) requirements", part)
    assert said, heading
    return int(said[1]), re.findall(r"^- \*\*([\d.]+)\*\* ", part, re.MULTILINE)


def test_each_requirement_stands_there_once() -> None:
    assert len(ALL) == 253, "70 of level 1 and 183 of level 2, as the standard counts them"
    assert [number for number, *_ in ROWS] == ALL
    assert {stands for _, _, stands, _ in ROWS} == set(STANDS)
    assert [what for _, what, *_ in ROWS if len(what.split()) > 6] == []


def test_what_is_met_names_a_test_that_is_there_and_nothing_else_does() -> None:
    for number, _, stands, by in ROWS:
        named = re.findall(r"`([\w/]+\.py)`", by)
        assert bool(named) == (stands == "met"), number
    for name in set(re.findall(r"`(\w+/test_\w+\.py)`", TEXT)):
        assert (ROOT / "tests" / name).is_file(), name


def test_what_is_not_met_or_not_shown_is_named_and_counted() -> None:
    for heading, stands in (("Met, untested", "met, untested"), ("Not met", "not met")):
        count, names = listed(heading)
        assert names == [number for number, _, each, _ in ROWS if each == stands]
        assert count == len(names)


def test_what_is_to_be_written_down_is_on_the_page() -> None:
    here = "`architecture/test_security.py`"
    for heading, numbers in WRITTEN_DOWN.items():
        assert len(TEXT.split(f"\n## {heading}\n")[1].split("\n## ")[0]) > 500, heading
        for row in (each for each in ROWS if each[0] in numbers):
            assert row[3] == here, row
    said = Counter(number for numbers in WRITTEN_DOWN.values() for number in numbers)
    assert [row[0] for row in ROWS if here in row[3] and row[0] not in said] == []


def test_its_links_lead_somewhere() -> None:
    anchors = {
        re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", TEXT, re.MULTILINE)
    }
    for path, anchor in re.findall(r"\]\((?!https:)([^)#]*)(?:#([^)]+))?\)", TEXT):
        assert not path or (ROOT / "docs" / path).exists(), path
        assert path or anchor in anchors, anchor
