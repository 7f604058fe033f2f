"""What an officer is told in the one mail of a morning: Art. 14(1), 16(1)."""

from datetime import date, timedelta

import pytest

from rules import mornings
from rules.days import last_working_day
from rules.mornings import BASIS, CONCERNS, Happening, MailSection, Side
from rules.roles import Owner

DUE = date(2026, 3, 12)  # a Thursday
DAY = timedelta(days=1)


@pytest.mark.article("14(1)")
@pytest.mark.parametrize(
    ("day", "told"),
    [
        (DUE - 3 * DAY, None),
        (DUE - 2 * DAY, MailSection.NEARS),
        (DUE, MailSection.NEARS),  # the due day itself is in time
        (DUE + DAY, MailSection.LATE),
    ],
)
def test_a_duty_is_near_two_days_before_and_late_the_day_after(
    day: date, told: MailSection | None
) -> None:
    assert mornings.told_as(DUE, day) is told
    assert mornings.nears_on(DUE) == DUE - 2 * DAY
    assert mornings.late_on(DUE) == DUE + DAY


@pytest.mark.article("14(1)")
@pytest.mark.parametrize(
    ("due", "near_on"),
    [
        (2, 0),  # Friday
        (3, 1),  # Saturday
        (4, 2),  # Sunday
        (5, 2),  # Monday: on Friday, not on its own morning
        (6, 5),
        (7, 5),
        (14, 9),  # the Wednesday after two holidays: on the Friday before
    ],
)
def test_what_is_to_be_done_on_days_off_or_right_after_is_told_on_the_working_day_before(
    due: int, near_on: int
) -> None:
    wednesday = MONDAY - 5 * DAY
    owed, day = wednesday + due * DAY, wednesday + near_on * DAY
    assert mornings.nears_on(owed, HOLIDAYS) == day
    assert mornings.told_as(owed, day, HOLIDAYS) is MailSection.NEARS
    before = mornings.nears_until(last_working_day(day - DAY, HOLIDAYS), HOLIDAYS)
    assert before < owed, "told no earlier"


@pytest.mark.article("14(1)")
def test_what_passed_on_days_off_is_late_on_the_next_working_morning() -> None:
    friday = MONDAY - 3 * DAY
    assert [mornings.late_on(friday + days * DAY) for days in range(4)] == [
        MONDAY,
        MONDAY,
        MONDAY,
        MONDAY + DAY,
    ]


@pytest.mark.article("14(1)", "16(1)")
def test_what_is_the_managers_is_told_the_manager_and_once_late_counted_for_the_head() -> None:
    nears, late = MailSection.NEARS, MailSection.LATE
    assert mornings.lines_of(Owner.MANAGER, nears) == {Side.MANAGER: nears}
    both = {Side.MANAGER: late, Side.HEAD: MailSection.CENTRE}
    for owner in (Owner.MANAGER, Owner.MEMBERS, Owner.SYSTEM):
        assert mornings.lines_of(owner, late) == both
    for owner in (Owner.MEMBERS, Owner.SYSTEM):  # reminded themselves, or done by itself
        assert mornings.lines_of(owner, nears) == {}


@pytest.mark.article("16(1)")
def test_what_is_the_heads_is_told_the_head_alone() -> None:
    for told in (MailSection.NEARS, MailSection.LATE):
        assert mornings.lines_of(Owner.HEAD, told) == {Side.HEAD: told}


@pytest.mark.article("14(1)")
def test_a_mail_leaves_for_what_is_new_and_each_week_for_what_is_late_still() -> None:
    for section in MailSection:
        assert mornings.is_news(section, None, DUE)
        assert not mornings.is_news(section, DUE, DUE + 6 * DAY)
        stays = section in {MailSection.LATE, MailSection.CENTRE}
        assert mornings.is_news(section, DUE, DUE + 7 * DAY) is stays


@pytest.mark.article("14(1)", "16(1)")
def test_every_happening_is_somebodys_under_an_article() -> None:
    assert set(CONCERNS) == set(Happening) == set(mornings.ARTICLES)
    assert all(CONCERNS.values())
    assert set(BASIS) == set(Side)


MONDAY = date(2026, 3, 9)
HOLIDAYS = frozenset({MONDAY + 7 * DAY, MONDAY + 8 * DAY})


@pytest.mark.article("16(1)")
def test_the_week_is_told_on_monday_or_on_the_first_working_day_after_a_holiday() -> None:
    for days in range(7):
        assert mornings.week_told_on(MONDAY + days * DAY, HOLIDAYS) == MONDAY
        assert mornings.sunday_of(MONDAY + days * DAY) == MONDAY + 6 * DAY
    assert mornings.week_told_on(MONDAY + 7 * DAY, HOLIDAYS) == MONDAY + 9 * DAY
    assert mornings.next_week_told_on(MONDAY - DAY, HOLIDAYS) == MONDAY
    assert mornings.next_week_told_on(MONDAY, HOLIDAYS) == MONDAY + 9 * DAY
    assert mornings.next_week_told_on(MONDAY + 8 * DAY, HOLIDAYS) == MONDAY + 9 * DAY
    assert mornings.next_week_told_on(MONDAY + 9 * DAY, HOLIDAYS) == MONDAY + 14 * DAY


@pytest.mark.article("16(1)")
def test_a_morning_that_was_awaited_earlier_still_tells_of_its_week() -> None:
    assert mornings.week_is_told(MONDAY, MONDAY, HOLIDAYS)
    assert mornings.week_is_told(MONDAY, MONDAY + 3 * DAY, HOLIDAYS)  # the machine was away
    assert mornings.week_is_told(MONDAY - 4 * DAY, MONDAY, HOLIDAYS)
    assert not mornings.week_is_told(MONDAY + DAY, MONDAY + DAY, HOLIDAYS)
    assert not mornings.week_is_told(MONDAY, MONDAY + 7 * DAY, HOLIDAYS)  # told on Wednesday
