"""What fell due while a member's own word barred them has another day: Art. 10(2), 14(3.1)."""

from datetime import date, timedelta

import pytest

from rules.defaults import DEFAULTS
from rules.put_again import (
    ClosedTo,
    another_day,
    counts_anew,
    counts_by,
    day_anew,
    day_of_report,
    had_an_answer,
    is_asked_anew,
    is_put_again,
)

DECLARED, TODAY = date(2026, 9, 25), date(2026, 10, 1)
DAY = timedelta(days=1)


@pytest.mark.article("14(3.1)", "14(3.3)", "10(2)")
@pytest.mark.parametrize("due", [DECLARED, DECLARED + DAY, TODAY - DAY, TODAY])
def test_what_fell_due_meanwhile_has_another_day_from_the_withdrawal(due: date) -> None:
    assert another_day(due, DECLARED, TODAY) == TODAY + DEFAULTS.PUT_AGAIN.days * DAY
    assert is_put_again(due, DECLARED)


@pytest.mark.article("8(9)", "10(2)")
def test_a_report_has_no_other_day_than_the_one_of_its_meeting() -> None:
    assert day_of_report(TODAY + DAY, TODAY, shut_out=True) == TODAY + DAY
    assert day_of_report(TODAY + DAY, TODAY, shut_out=False) is None
    assert day_of_report(TODAY, TODAY, shut_out=True) is None
    assert day_of_report(TODAY - DAY, TODAY, shut_out=True) is None


@pytest.mark.article("14(3.1)", "14(3.2)")
def test_what_was_late_before_stays_late() -> None:
    assert another_day(DECLARED - DAY, DECLARED, TODAY) is None
    assert not is_put_again(DECLARED - DAY, DECLARED)


@pytest.mark.article("14(3.1)")
def test_what_is_to_come_keeps_its_day_and_is_asked_by_a_link_that_opens() -> None:
    assert another_day(TODAY + DAY, DECLARED, TODAY) is None
    assert is_put_again(TODAY + DAY, DECLARED)


@pytest.mark.article("14(3.1)", "14(3.2)")
@pytest.mark.parametrize(
    ("due", "anew"), [(TODAY - DAY, True), (TODAY, True), (TODAY + DAY, False)]
)
def test_a_question_whose_answer_was_none_is_asked_anew_from_its_last_day_on(
    due: date, *, anew: bool
) -> None:
    assert is_asked_anew(due, TODAY) is anew
    assert counts_anew(due, TODAY, superior_told=False) is anew
    assert not counts_anew(due, TODAY, superior_told=True)  # that notice holds again


@pytest.mark.article("14(3.1)")
def test_why_it_was_put_again_follows_from_the_days() -> None:
    assert had_an_answer(TODAY, TODAY)
    assert had_an_answer(TODAY - DAY, TODAY)
    another = another_day(TODAY, DECLARED, TODAY)
    assert another is not None
    assert not had_an_answer(another, TODAY)


@pytest.mark.article("10(2)", "14(3.1)")
def test_of_a_day_on_which_they_were_barred_nobody_is_late_once_the_answer_was_none() -> None:
    known = DECLARED + 3 * DAY
    for due in (DECLARED, DECLARED + DAY, known):  # as when it is withdrawn: `another_day`
        anew = day_anew(due, TODAY, [ClosedTo(DECLARED, known)], None)
        assert anew == another_day(due, DECLARED, TODAY)
        assert day_anew(due, TODAY, [], None) == due
    for due in (DECLARED - DAY, known + DAY):
        assert day_anew(due, TODAY, [ClosedTo(DECLARED, known)], None) == due


@pytest.mark.article("10(2)", "14(3.1)")
def test_what_had_been_put_again_before_is_asked_by_the_day_that_counted() -> None:
    due, closed = DECLARED - 2 * DAY, [ClosedTo(DECLARED, DECLARED + DAY)]
    assert day_anew(due, TODAY, closed, DECLARED - DAY) == due  # late before they declared it
    assert day_anew(due, TODAY, closed, DECLARED) != due


@pytest.mark.article("10(2)", "14(3.1)")
def test_what_was_asked_anew_while_they_were_barred_has_another_day() -> None:
    due = DECLARED - DAY
    assert another_day(counts_by(due, None), DECLARED, TODAY) is None
    assert another_day(counts_by(due, DECLARED), DECLARED, TODAY) is not None
    assert another_day(counts_by(due, due), DECLARED, TODAY) is None
    assert counts_by(TODAY + DAY, DECLARED) == TODAY + DAY
