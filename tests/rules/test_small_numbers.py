"""No number that leaves the centre lets a child be recognised: 18(1), ours."""

from collections import Counter
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from rules.small_numbers import BASE, may_be, shown


def draw(place: str) -> bytes:
    return sha256(place.encode()).digest()


@given(st.integers(0, 10_000), st.binary(min_size=8, max_size=8))
def test_a_number_is_shown_as_a_multiple_next_to_it(count: int, lot: bytes) -> None:
    number = shown(count, lot)
    assert number % BASE == 0
    assert abs(number - count) < BASE
    assert count in may_be(number)
    assert shown(count, lot) == number


def test_it_is_as_often_up_as_the_number_is_near() -> None:
    lots = [draw(str(each)) for each in range(5_000)]
    for count in range(BASE + 1):
        mean = sum(shown(count, lot) for lot in lots) / len(lots)
        assert abs(mean - count) < 0.2


def test_nought_and_one_are_told_by_nothing() -> None:
    """ "0" may be some children, and a number above it may be one."""
    assert may_be(0) == range(BASE)
    assert 1 in may_be(0)
    assert 1 in may_be(BASE)
    by_number = Counter(shown(1, draw(str(each))) for each in range(1_000))
    assert set(by_number) == {0, BASE}


@given(st.integers(0, 50), st.binary(min_size=8, max_size=8))
def test_whoever_knows_of_some_children_learns_of_no_other(count: int, lot: bytes) -> None:
    """Of what may stand behind a number, two are left at least to whoever knows of any child of it,
    but of all that there may be."""
    behind = may_be(shown(count, lot))
    for known in range(1, count + 1):
        left = [each for each in behind if each >= known]
        assert count in left
        assert len(left) >= 2 or known == behind[-1]
