"""No number that leaves the centre lets a child be recognised: 18(1), ours."""

from collections import Counter
from hashlib import sha256
from itertools import product

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


def test_whoever_solves_a_published_table_and_knows_one_child_learns_of_no_other() -> None:
    """Three rows and their sum, each rounded by itself: of every table that may stand behind what
    is shown, whoever knows of one child in a row cannot tell whether there is another."""
    for true in product(range(4), repeat=3):
        rows = [shown(each, draw(f"row {n}")) for n, each in enumerate(true)]
        total = shown(sum(true), draw("sum"))
        possible = [
            each
            for each in product(*(may_be(number) for number in rows))
            if sum(each) in may_be(total)
        ]
        assert true in possible
        for row in range(3):
            behind = {each[row] for each in possible if each[row] >= 1}
            assert len(behind) >= 3, (true, rows, total)
            assert 1 in behind
