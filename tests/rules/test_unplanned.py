"""A meeting that took place without having stood on the calendar: Art. 8(1), 14(5)."""

from datetime import date

import pytest

from rules.beginning import BeforeTheReferral
from rules.days import StillToCome
from rules.meetings import MeetingKind
from rules.unplanned import CallingOff, OnRecordThatDay, TookPlace, check_once, check_unplanned

REFERRED, TODAY = date(2026, 9, 7), date(2026, 9, 20)


@pytest.mark.article("8(1)")
@pytest.mark.parametrize(
    ("day", "refusal"),
    [
        (date(2026, 9, 21), StillToCome),
        (date(2026, 9, 6), BeforeTheReferral),
    ],
)
def test_it_has_happened_and_on_this_referral(day: date, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        check_unplanned(day, REFERRED, TODAY)


@pytest.mark.article("8(1)")
@pytest.mark.parametrize("day", [REFERRED, TODAY])
def test_the_day_of_the_referral_and_today_are_days_on_which_a_table_meets(day: date) -> None:
    check_unplanned(day, REFERRED, TODAY)


@pytest.mark.article("8(1)")
def test_a_second_meeting_of_one_day_is_asked_for_once() -> None:
    with pytest.raises(OnRecordThatDay):
        check_once(1, known=0)
    check_once(0, known=0)
    check_once(1, known=1)


@pytest.mark.article("14(5)")
@pytest.mark.parametrize(
    ("kind", "at_risk", "lacks"),
    [
        (MeetingKind.FIRST, False, False),
        (MeetingKind.EXTRAORDINARY, True, False),
        (MeetingKind.EXTRAORDINARY, False, True),
    ],
)
def test_what_it_lacked_is_judged_as_of_any_meeting(
    kind: MeetingKind, *, at_risk: bool, lacks: bool
) -> None:
    assert TookPlace(kind, at_risk).lacks_risk is lacks


@pytest.mark.article("8(3)", "8(9)", "8(10)")
@pytest.mark.parametrize(
    ("limit", "struck_on", "fell"),
    [
        (date(2026, 9, 12), TODAY, True),
        (date(2026, 9, 11), TODAY, False),  # it had passed before the meeting was off
        (date(2026, 9, 12), date(2026, 9, 19), False),  # struck through for something else
        (date(2026, 9, 12), None, False),
    ],
)
def test_what_fell_away_while_it_was_off_was_owed_after_all(
    limit: date, struck_on: date | None, *, fell: bool
) -> None:
    assert CallingOff(date(2026, 9, 12), TODAY).struck(limit, struck_on) is fell
