"""No number that leaves the centre lets a child be recognised: 18(1), ours."""

from collections import Counter
from hashlib import sha256
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from rules.small_numbers import BASE, may_be, shown, within


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


def behind(paper: tuple[int, ...]) -> list[set[int]]:
    """What may truly stand behind each number of one paper (cases before, referred; one category,
    two grounds), whatever was drawn: found by trying all there may be."""
    before, referred, *rows = paper
    most = before + referred
    found: list[set[int]] = [set() for _ in paper]
    for here in product(may_be(before), may_be(referred)):
        there = sum(here)
        category, *grounds = ([n for n in may_be(row, most) if n <= there] for row in rows)
        ended = [each for each in product(*grounds) if sum(each) <= there]
        if not category or not ended:
            continue
        for place, numbers in enumerate(
            [[here[0]], [here[1]], category, *zip(*ended, strict=True)]
        ):
            found[place].update(numbers)
    return found


def test_whoever_solves_a_paper_and_knows_of_one_child_learns_of_no_other() -> None:
    """Every paper of a small municipality that there can be: each number of it has two solutions at
    least, also for whoever knows that it is one or more."""
    steps = range(0, 3 * BASE, BASE)
    papers = 0
    for before, referred in product(steps, repeat=2):
        most = before + referred
        rows = [each for each in range(0, 4 * BASE, BASE) if each <= most]
        for others in product(rows, repeat=3):
            found = behind((before, referred, *others))
            if not all(found):
                continue  # no municipality has this one
            papers += 1
            for numbers in found:
                assert len(numbers) >= 2, (before, referred, others, found)
                assert len([each for each in numbers if each >= 1]) >= 2 or max(numbers) == 0
    assert papers > 100


def test_what_was_drawn_is_among_what_may_be() -> None:
    lots = [bytes(7) + bytes([lot]) for lot in range(BASE)]
    for before, referred, category, ground in product(range(3), repeat=4):
        if max(category, ground) > before + referred:
            continue
        for drawn in product(lots, repeat=4):
            numbers = zip((before, referred, category, ground), drawn, strict=True)
            first, second, *rest = (shown(count, lot) for count, lot in numbers)
            rows = within(dict(zip("cg", rest, strict=True)), first + second)
            found = behind((first, second, rows["c"], rows["g"], 0))
            assert before in found[0]
            assert referred in found[1]
            assert category in found[2]
            assert ground in found[3]
