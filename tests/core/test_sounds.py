"""Names as they sound: what two people write for one child is found, and others mostly are not."""

from itertools import combinations
from pathlib import Path
from typing import Final

import pytest

from core.sounds import keys, likeness, words
from queries.finding import LIKE_ENOUGH

PAIRS: Final = [
    tuple(line.split(" | "))
    for line in Path(__file__).with_name("name_pairs.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def is_found(one: str, other: str) -> bool:
    return bool(keys(one) & keys(other)) and likeness(one, other) >= LIKE_ENOUGH


def test_nine_of_ten_spellings_find_each_other() -> None:
    """Both ways, and in whatever order the words stand."""
    missed = [pair for pair in PAIRS if not is_found(*pair) or not is_found(*reversed(pair))]
    turned = [pair for pair in PAIRS if not is_found(" ".join(reversed(words(pair[0]))), pair[1])]
    assert len(missed) <= len(PAIRS) / 10, missed
    assert len(turned) <= len(PAIRS) / 10, turned


def test_hardly_anybody_else_is_offered() -> None:
    """Of all pairs of the list that are two children, fewer than one in five hundred."""
    both = list(combinations(sorted({first for first, _ in PAIRS}), 2))
    assert sum(is_found(*pair) for pair in both) < len(both) / 500


@pytest.mark.parametrize(
    "spellings",
    [
        ("Hoxha", "Hodža", "Hodza", "Хоџа", "HOXHA"),
        ("Đorđe", "Gjorgje", "Djordje", "Ђорђе"),
        ("Qemal", "Ćemal", "Kemal"),
        ("Hasani", "Hasanović", "Hasanovic", "Хасановић"),
        ("Bytyçi", "Bytyqi", "Butići", "Bitici"),
    ],
)
def test_one_name_has_a_sound_in_common_however_it_is_written(spellings: tuple[str, ...]) -> None:
    assert frozenset.intersection(*map(keys, spellings))


def test_what_is_no_word_sounds_like_nothing() -> None:
    assert keys(" -- 12 .") == frozenset()
    assert likeness("", "Arta") == 0


def test_a_name_of_vowels_is_found_by_itself() -> None:
    assert keys("Ea") & keys("Ea")
