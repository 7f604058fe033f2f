"""Repeated absence suggests a notice to the superior, and no more: Art. 9, 14(3.2)."""

from dataclasses import replace
from datetime import date

import pytest

from rules.attendance import AttendanceFacts, suggests_superior
from rules.defaults import DEFAULTS

MISSED = date(2026, 10, 16)
TWICE = AttendanceFacts(5, 2, 1, running=2, last_missed=MISSED, answers=True)


@pytest.mark.article("9", "14(3.2)")
def test_two_meetings_running_suggest_it_where_an_action_is_open() -> None:
    assert suggests_superior(TWICE) == DEFAULTS.REPEATED_ABSENCE
    assert suggests_superior(replace(TWICE, running=3)) == DEFAULTS.REPEATED_ABSENCE
    assert suggests_superior(replace(TWICE, running=1)) is None
    assert suggests_superior(replace(TWICE, answers=False)) is None
    assert TWICE.unexcused == 2


@pytest.mark.article("9", "14(3.2)")
@pytest.mark.parametrize(("day", "still"), [(15, True), (16, False), (17, False)])
def test_a_notice_since_the_last_absence_ends_it(day: int, still: bool) -> None:
    told = replace(TWICE, told_on=MISSED.replace(day=day))
    assert (suggests_superior(told) is not None) is still
