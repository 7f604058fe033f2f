"""The eighteenth birthday, and how many months before it is announced: Art. 17(3.2)."""

from dataclasses import replace
from datetime import date

import pytest

from rules import eighteen
from rules.birthday import EighteenFacts
from rules.case_life import steps
from rules.defaults import DEFAULTS
from rules.eighteen import (
    DayKnown,
    born_on,
    day_known,
    is_eighteen,
    is_on_radar,
    months_ahead,
    said_from,
    turns_eighteen,
)
from rules.facts import CaseFacts
from tests.rules.known import in_implementation

BIRTHDAY = date(2026, 11, 20)


@pytest.mark.article("17(3.2)")
@pytest.mark.parametrize(
    ("born", "turns"),
    [
        (date(2008, 11, 20), BIRTHDAY),
        (date(2008, 2, 29), date(2026, 2, 28)),  # no eighteenth year has a 29th
        (date(2008, 12, 31), date(2026, 12, 31)),
    ],
)
def test_somebody_is_eighteen_from_the_birthday_on(born: date, turns: date) -> None:
    assert turns_eighteen(born) == turns
    assert is_eighteen(born, turns)
    assert not is_eighteen(born, turns.replace(day=turns.day - 1))


@pytest.mark.article("17(3.2)")
def test_what_the_table_found_goes_before_an_estimate_alone() -> None:
    other = date(2008, 1, 1)
    assert born_on(BIRTHDAY, other, estimated=True) == other
    assert born_on(BIRTHDAY, other, estimated=False) == BIRTHDAY
    assert born_on(BIRTHDAY, None, estimated=True) == BIRTHDAY
    assert born_on(None, None, estimated=False) is None


@pytest.mark.article("17(3.2)")
@pytest.mark.parametrize(
    ("today", "months"),
    [
        (date(2026, 4, 30), None),
        (date(2026, 5, 1), 6),
        (date(2026, 7, 31), 6),
        (date(2026, 8, 1), 3),
        (date(2026, 10, 1), 1),
        (date(2027, 3, 1), 1),  # the day has passed long since
    ],
)
def test_it_is_announced_by_the_first_of_the_month(today: date, months: int | None) -> None:
    assert DEFAULTS.EIGHTEEN_AHEAD == (6, 3, 1)
    assert months_ahead(BIRTHDAY, today) == months


@pytest.mark.article("17(3.2)")
def test_the_list_begins_at_seventeen_and_has_whom_nobody_knows() -> None:
    assert not is_on_radar(BIRTHDAY, date(2025, 11, 19))
    assert is_on_radar(BIRTHDAY, date(2025, 11, 20))
    assert is_on_radar(BIRTHDAY, date(2028, 1, 1))
    assert is_on_radar(None, BIRTHDAY)


@pytest.mark.article("17(3.2)")
@pytest.mark.parametrize(
    ("registered", "found", "estimated", "known"),
    [
        (BIRTHDAY, None, False, DayKnown.REGISTERED),
        (BIRTHDAY, None, True, DayKnown.ESTIMATED),
        (BIRTHDAY, BIRTHDAY, True, DayKnown.FOUND),
        (None, BIRTHDAY, True, DayKnown.FOUND),
        (BIRTHDAY, date(2008, 1, 1), False, DayKnown.REGISTERED),
        (None, None, False, DayKnown.UNKNOWN),
        (None, None, True, DayKnown.UNKNOWN),
    ],
)
def test_the_list_says_what_a_day_rests_on(
    registered: date | None, found: date | None, known: DayKnown, *, estimated: bool
) -> None:
    assert day_known(registered, found, estimated=estimated) is known
    assert (born_on(registered, found, estimated=estimated) is None) is (known is DayKnown.UNKNOWN)


def planned(facts: CaseFacts) -> list[date]:
    return [step.on for step in eighteen.steps(facts)]


@pytest.mark.article("17(3.2)")
def test_each_announcement_waits_for_its_month_and_none_is_repeated() -> None:
    facts = replace(in_implementation(), eighteen=EighteenFacts(BIRTHDAY))
    assert planned(facts) == [date(2026, 5, 1)]
    for said, following in ((6, date(2026, 8, 1)), (3, date(2026, 10, 1))):
        assert planned(replace(facts, eighteen=EighteenFacts(BIRTHDAY, said))) == [following]
    assert planned(replace(facts, eighteen=EighteenFacts(BIRTHDAY, 1))) == []


@pytest.mark.article("17(3.2)")
def test_nothing_is_announced_of_the_dead_or_without_a_date_or_a_manager() -> None:
    facts = replace(in_implementation(), eighteen=EighteenFacts(BIRTHDAY))
    assert "announce_closing" in {step.act for step in steps(facts)}
    assert "announce_closing" not in {step.act for step in steps(replace(facts, died=True))}
    assert planned(replace(facts, eighteen=None)) == []
    assert planned(replace(facts, appointed_on=None)) == []


def test_no_day_in_the_open_says_when_somebody_was_born() -> None:
    days = {said_from(BIRTHDAY.replace(day=day), 6) for day in range(1, 31)}
    assert days == {date(2026, 5, 1)}
