"""A review that is typed after a later one: Art. 5(1.5), 15(1), 15(2)."""

from datetime import date

import pytest

from rules.earlier_review import PlanChangedSince, check_unchanged, is_earlier


@pytest.mark.article("15(1)")
@pytest.mark.parametrize(("day", "earlier"), [(7, True), (19, False), (20, False)])
def test_a_review_before_the_last_one_is_one_all_the_same(day: int, *, earlier: bool) -> None:
    assert is_earlier(date(2026, 10, day), date(2026, 10, 19)) is earlier


@pytest.mark.article("15(2)", "15(3)")
def test_it_words_nothing_anew_of_a_version_that_came_later() -> None:
    check_unchanged(changes=True, superseded=False)
    check_unchanged(changes=False, superseded=True)
    with pytest.raises(PlanChangedSince):
        check_unchanged(changes=True, superseded=True)
