"""Repeated absence suggests a notice to the superior, and no more: Art. 9, 14(3.2)."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from rules.attendance import (
    Absence,
    AbsenceFacts,
    AbsenceToldAlready,
    AttendanceFacts,
    NoAbsenceBefore,
    NothingMissed,
    NoticeHolds,
    ToldThatItFell,
    absence_told_of,
    check_absence_notice,
    check_taken_back,
    is_absence,
    suggests_superior,
    was_called,
)
from rules.defaults import DEFAULTS
from rules.reports import MemberNotInPlan, NoMailOnceDead, SuperiorUnknown

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


@pytest.mark.article("9", "14(3.2)")
def test_one_absence_suffices_for_the_managers_word_and_no_report_is_asked_for() -> None:
    last, before = Absence(UUID(int=2), MISSED), Absence(UUID(int=1), MISSED.replace(day=1))
    known = AbsenceFacts([last, before], in_plan=True, superior_known=True)
    check_absence_notice(known)
    check_absence_notice(replace(known, told_of=[before.id]))
    assert replace(TWICE, running=1).may_be_told
    moved = replace(last, on=MISSED.replace(day=19))  # its day was corrected: told already
    for more, refusal in (
        ({"died": True}, NoMailOnceDead),
        ({"in_plan": False}, MemberNotInPlan),
        ({"superior_known": False}, SuperiorUnknown),
        ({"missed": []}, NothingMissed),
        ({"told_of": [last.id]}, AbsenceToldAlready),
        ({"missed": [moved, before], "told_of": [last.id]}, AbsenceToldAlready),
    ):
        with pytest.raises(refusal):
            check_absence_notice(replace(known, **more))


@pytest.mark.article("14(3.2)")
def test_a_letter_is_about_the_last_absence_by_its_day() -> None:
    """Also where they came since, or the plan names them no more: it happened."""
    last, before = Absence(UUID(int=2), MISSED), Absence(UUID(int=1), MISSED.replace(day=2))
    assert absence_told_of([last, before], MISSED) == last
    assert absence_told_of([last, before], MISSED.replace(day=15)) == before
    with pytest.raises(NoAbsenceBefore):
        absence_told_of([last], MISSED.replace(day=15))


@pytest.mark.article("14(3.2)")
@pytest.mark.parametrize(
    ("invited_on", "called_off", "counts"),
    [
        (date(2026, 9, 1), False, True),
        (date(2026, 9, 1), True, False),
        (date(2026, 9, 9), False, False),
        (None, False, False),
    ],
)
def test_only_who_was_called_missed_a_meeting(
    invited_on: date | None, *, called_off: bool, counts: bool
) -> None:
    day = date(2026, 9, 8)
    assert was_called(invited_on, day, called_off=called_off) is counts
    assert not was_called(invited_on, day, called_off=called_off, seated=False)


@pytest.mark.article("14(3.2)")
@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"holds": True}, NoticeHolds),
        ({"told": False}, NoticeHolds),
        ({"taken_back": True}, ToldThatItFell),
        ({"superior_known": False}, SuperiorUnknown),
    ],
)
def test_only_what_was_told_and_does_not_hold_is_taken_back_once(
    said: dict[str, bool], refusal: type[Exception]
) -> None:
    known = {"told": True, "holds": False, "taken_back": False, "superior_known": True}
    check_taken_back(**known)
    with pytest.raises(refusal):
        check_taken_back(**(known | said))


@pytest.mark.article("9", "10(2)", "14(3.2)")
def test_what_a_superior_was_told_of_is_an_absence_of_who_could_have_come() -> None:
    assert is_absence(present=False, met=True, seated=True)
    assert not is_absence(present=True, met=True, seated=True)
    assert not is_absence(present=False, met=False, seated=True)
    assert not is_absence(present=False, met=True, seated=False)
