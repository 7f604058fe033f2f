"""The municipal meeting that happens even without a case: Art. 8(2)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import quarterly
from rules.convening import check_date
from rules.days import Quarter, is_working_day
from rules.duties import Duty
from rules.facts import QuarterFacts
from rules.quarterly import day_to_propose, is_over
from tests.rules.known import MEMBER, a_meeting, a_quarter, a_table, held, some_minutes

Q4 = Quarter(2026, 4)
SIGNED = some_minutes(approved=True, in_writing=True, asked_on=date(2026, 10, 27))


def planned(facts: QuarterFacts) -> list[str]:
    return [step.act for step in quarterly.steps(facts)]


@pytest.mark.article("8(2)")
@pytest.mark.parametrize(
    ("today", "refused", "day"),
    [
        (date(2026, 10, 1), None, date(2026, 10, 22)),
        (date(2026, 11, 22), None, date(2026, 12, 7)),  # two weeks on is a Sunday
        (date(2026, 12, 28), None, date(2026, 12, 31)),  # the quarter's last day
        (date(2026, 12, 30), None, date(2027, 1, 13)),  # too late for it: two weeks again
        (date(2026, 10, 2), date(2026, 10, 22), date(2026, 10, 29)),
        (date(2026, 12, 20), date(2026, 12, 31), date(2027, 1, 7)),
        (date(2027, 2, 12), None, date(2027, 2, 26)),
    ],
)
def test_the_system_proposes_a_day_in_the_quarter(
    today: date, refused: date | None, day: date
) -> None:
    assert day_to_propose(Q4, today, refused=refused) == day


@pytest.mark.article("8(2)", "8(3)")
@given(
    today=st.dates(date(2026, 1, 1), date(2030, 12, 31)),
    holidays=st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=8),
    ahead=st.none() | st.integers(3, 90),
)
def test_the_day_proposed_can_be_agreed_and_is_another_one(
    today: date, holidays: frozenset[date], ahead: int | None
) -> None:
    refused = None if ahead is None else today + timedelta(days=ahead)
    quarter = Quarter.of(today)
    day = day_to_propose(quarter, today, holidays, refused)
    check_date(day, today, excused=False, holidays=holidays)
    assert is_working_day(day, holidays)
    assert refused is None or day > refused
    if refused is None and quarter.last_day - today > timedelta(days=20) and not holidays:
        assert day <= quarter.last_day


@pytest.mark.article("8(2)")
def test_a_quarter_without_a_meeting_proposes_one() -> None:
    facts = a_quarter()
    assert [(step.act, step.on) for step in quarterly.steps(facts)] == [
        ("propose_quarterly", date(2026, 10, 1))
    ]


@pytest.mark.article("8(2)", "8(3)")
def test_a_day_the_head_refused_is_followed_by_another() -> None:
    table = a_table(meeting=a_meeting(kind="quarterly", countered=True), composed=True)
    assert planned(replace(a_quarter(), table=table)) == ["propose_quarterly"]
    meeting = a_meeting(kind="quarterly", asked=True)
    proposed = quarterly.steps(replace(a_quarter(), table=replace(table, meeting=meeting)))
    too_late = meeting.day  # no three days are left since Saturday; nobody is asked on a weekend
    assert [(step.act, step.on) for step in proposed] == [("propose_quarterly", too_late)]


@pytest.mark.article("8(2)", "10(1)")
def test_the_quarter_ends_with_its_signed_minutes() -> None:
    last = held(kind="quarterly")
    table = a_table(last=last, minutes=(SIGNED,), composed=True)
    assert is_over(replace(a_quarter(), table=table))
    assert planned(replace(a_quarter(), table=table)) == ["close_quarter"]
    for paper in (
        replace(SIGNED, approved=False),
        replace(SIGNED, unsigned=(MEMBER,)),
        replace(SIGNED, chair_unsigned=True),
        replace(SIGNED, asked_on=None),
    ):
        assert not is_over(replace(a_quarter(), table=replace(table, minutes=(paper,))))
    assert not is_over(replace(a_quarter(), table=replace(table, minutes=())))


@pytest.mark.article("8(2)")
def test_a_municipal_meeting_owes_nothing_to_a_family() -> None:
    meeting = a_meeting(kind="quarterly", agreed=True, family_told=False)
    facts = replace(a_quarter(), table=a_table(meeting=meeting, has_family=False))
    owed = {duty.duty for duty in quarterly.duties(facts)}
    assert owed >= {Duty.HOLD_MEETING, Duty.MEET_IN_QUARTER}
    assert Duty.NOTIFY_FAMILY not in owed


@pytest.mark.article("8(2)")
def test_a_quarter_owes_its_meeting_by_its_last_day_until_it_is_held() -> None:
    meeting = a_meeting(kind="quarterly", agreed=True, day=date(2027, 1, 20))
    for table in (a_table(), a_table(meeting=meeting)):
        duties = quarterly.duties(replace(a_quarter(), table=table))
        (owed,) = [duty for duty in duties if str(duty.basis) == "8(2)" and not duty.is_ours]
        assert (owed.duty, owed.actor) == (Duty.MEET_IN_QUARTER, "manager")
        assert owed.due == date(2026, 12, 31)
    table = a_table(last=held(kind="quarterly"))
    owes = {duty.duty for duty in quarterly.duties(replace(a_quarter(), table=table))}
    assert Duty.MEET_IN_QUARTER not in owes


@pytest.mark.article("8(2)")
def test_no_day_is_proposed_on_which_another_quarter_meets() -> None:
    taken = frozenset({date(2027, 1, 22)})
    assert day_to_propose(Quarter(2027, 1), date(2027, 1, 1), taken) == date(2027, 1, 25)
