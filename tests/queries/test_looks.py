"""What of a case's trail is a look: whoever came to read it by an act stands among them: 18(1)."""

import re

import pytest

from portal.trail_words import ACTS, LOOKS
from queries.looks import LOOKED, NOT_LOOKS, REFUSED


def is_look(act: str) -> bool:
    return re.search(LOOKED, act) is not None and act not in NOT_LOOKS


@pytest.mark.article("18(1)")
def test_what_is_named_as_a_look_is_counted_as_one_and_nothing_else_is() -> None:
    assert [each for each in LOOKS if is_look(each) is (each == REFUSED)] == []
    assert [each for each in ACTS if is_look(each)] == []


@pytest.mark.article("18(1)")
def test_whoever_took_the_file_along_has_read_it() -> None:
    for act in ("archive handed out", "record taken along", "minutes opened", "annex 1 printed"):
        assert is_look(act), act
    for act in ("review opened", "signature seen on a page", "family told"):
        assert not is_look(act), act
