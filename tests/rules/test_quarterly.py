"""The municipal meeting that happens even without a case: Art. 8(2)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import quarterly
from rules.convening import check_date
from rules.days import Quarter, is_working_day
from rules.duties import OF_DECLARATIONS, Duty
from rules.facts import ChairFacts, MemberFacts
from rules.quarterly import (
    day_to_propose,
    further_limits,
    is_over,
    lapses,
    limit_of,
    met_by,
    opens_on,
)
from tests.rules.known import MEMBER, a_meeting, a_quarter, a_table, held, some_minutes

Q4 = Quarter(2026, 4)
SIGNED = some_minutes(approved=True, asked_on=date(2026, 10, 27))


def planned(facts: quarterly.QuarterFacts) -> list[str]:
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
    assert day_to_propose(Q4, today, date(2027, 1, 31), refused=refused) == day


@pytest.mark.article("8(2)")
@pytest.mark.parametrize(
    ("today", "limit", "day"),
    [
        (date(2026, 10, 1), date(2026, 10, 18), date(2026, 10, 16)),  # a Sunday: the Friday before
        (date(2026, 10, 1), date(2026, 10, 5), date(2026, 10, 5)),  # the last that can be kept
        (date(2026, 10, 1), date(2026, 10, 2), date(2026, 10, 22)),  # it cannot any more
        (date(2026, 12, 21), date(2026, 12, 7), date(2026, 12, 31)),  # then the quarter's end
        (date(2026, 12, 30), date(2027, 1, 8), date(2027, 1, 8)),  # and the other way round
    ],
)
def test_the_day_aims_at_the_earlier_of_the_limit_and_the_quarters_end(
    today: date, limit: date, day: date
) -> None:
    assert day_to_propose(Q4, today, limit) == day


@pytest.mark.article("8(2)")
@pytest.mark.parametrize(
    ("met_on", "opens"),
    [
        (None, date(2026, 10, 1)),
        (date(2026, 7, 14), date(2026, 9, 23)),  # three months end a day before two weeks do
        (date(2026, 7, 15), date(2026, 10, 1)),
        (date(2026, 6, 30), date(2026, 10, 1)),  # the quarter between has not met yet
    ],
)
def test_a_quarter_opens_early_where_its_limit_could_not_be_kept(
    met_on: date | None, opens: date
) -> None:
    assert opens_on(Q4, met_on) == opens


@pytest.mark.article("8(2)", "16(1)")
def test_each_three_months_more_without_a_meeting_are_a_lapse() -> None:
    facts = a_quarter(counts_from=date(2026, 11, 30))

    def limits(today: date) -> list[date]:
        return [each.limit for each in further_limits(facts, today)]

    assert limit_of(facts) == date(2027, 2, 28)
    assert limits(date(2027, 2, 28)) == []
    assert limits(date(2027, 3, 1)) == [date(2027, 5, 30)]
    assert limits(date(2027, 5, 31)) == [date(2027, 5, 30), date(2027, 8, 30)]
    assert list(further_limits(replace(facts, former_unmet=True), date(2028, 1, 1))) == []
    met = replace(facts, table=a_table(last=held(kind="quarterly")))
    assert list(further_limits(met, date(2028, 1, 1))) == []


@pytest.mark.article("8(2)")
@pytest.mark.parametrize(
    ("days", "by"),
    [
        ([], None),
        ([date(2026, 11, 30)], None),  # from which the three months run
        ([date(2026, 11, 30), date(2027, 2, 28)], date(2027, 2, 28)),
        ([date(2026, 11, 30), date(2027, 3, 1)], date(2027, 3, 1)),
        ([date(2026, 11, 30), date(2027, 1, 5), date(2027, 3, 9)], date(2027, 1, 5)),
    ],
)
def test_which_meeting_kept_a_limit_or_came_after_it(days: list[date], by: date | None) -> None:
    assert met_by(date(2027, 2, 28), days) == by


@pytest.mark.article("8(2)")
def test_a_former_quarter_that_waits_leaves_one_line() -> None:
    facts = a_quarter(former_unmet=True)
    assert Duty.MEET_IN_QUARTER not in {duty.duty for duty in quarterly.duties(facts)}
    assert [(step.act, step.on) for step in quarterly.steps(facts)] == [
        ("propose_quarterly", date(2026, 10, 1)),
        ("close_quarter", date(2027, 1, 1)),
    ]
    assert planned(replace(facts, former_unanswered=True)) == ["close_quarter"]
    table = a_table(meeting=a_meeting(kind="quarterly", agreed=True))
    assert "close_quarter" not in planned(replace(facts, table=table))


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
    limit = quarter.last_day + timedelta(days=30)
    day = day_to_propose(quarter, today, limit, holidays, refused)
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
def test_a_meeting_is_owed_three_months_after_the_last_until_it_is_held() -> None:
    meeting = a_meeting(kind="quarterly", agreed=True, day=date(2027, 1, 20))
    for table in (a_table(), a_table(meeting=meeting)):
        duties = quarterly.duties(replace(a_quarter(), table=table))
        (owed,) = [duty for duty in duties if str(duty.basis) == "8(2)" and not duty.is_ours]
        assert (owed.duty, owed.actor) == (Duty.MEET_IN_QUARTER, "manager")
        assert owed.due == date(2026, 10, 22)
    table = a_table(last=held(kind="quarterly"))
    owes = {duty.duty for duty in quarterly.duties(replace(a_quarter(), table=table))}
    assert Duty.MEET_IN_QUARTER not in owes


@pytest.mark.article("8(2)")
def test_no_day_is_proposed_on_which_another_quarter_meets() -> None:
    taken = frozenset({date(2027, 1, 22)})
    assert day_to_propose(Quarter(2027, 1), date(2027, 1, 1), date(2027, 4, 1), taken) == date(
        2027, 1, 25
    )


FROM = date(2026, 9, 7)


@pytest.mark.article("8(2)")
@pytest.mark.parametrize(
    ("held", "today", "missed"),
    [
        ((), date(2026, 12, 7), []),  # the last day in time
        ((), date(2027, 3, 8), [(date(2026, 12, 7), None), (date(2027, 3, 7), None)]),
        ((date(2026, 12, 7),), date(2027, 1, 1), []),
        ((date(2026, 12, 8),), date(2027, 1, 1), [(date(2026, 12, 7), date(2026, 12, 8))]),
        (
            (date(2026, 9, 21), date(2027, 3, 30)),
            date(2027, 4, 1),
            [(day, date(2027, 3, 30)) for day in (date(2026, 12, 21), date(2027, 3, 21))],
        ),
    ],
)
def test_each_three_months_between_two_meetings_are_a_lapse_whichever_was_typed_first(
    held: tuple[date, ...], today: date, missed: list[tuple[date, date | None]]
) -> None:
    assert list(lapses(FROM, held, today)) == missed


@pytest.mark.article("18(2)", "8(2)")
def test_nobody_declares_for_a_quarter_whose_meeting_is_not_agreed() -> None:
    """Or whoever had just signed for one quarter's table was asked for the next one's."""
    silent = MemberFacts(MEMBER, asked=False, declared=False)
    proposed = a_meeting(kind="quarterly", asked=True)
    table = a_table(members=(silent,), composed=True, has_family=False, meeting=proposed)
    waits = a_quarter(table=table)
    assert "ask_declarations" not in planned(waits)
    asked = replace(table, members=(replace(silent, asked=True),), chair=ChairFacts(None, False))
    assert not declares(a_quarter(table=asked)), "nor is anybody reminded of it, or who convenes"
    agreed = replace(asked, meeting=replace(proposed, agreed=True))
    assert declares(a_quarter(table=agreed)) == {Duty.DECLARE, Duty.CHAIR_DECLARES}
    called = replace(table, meeting=replace(proposed, agreed=True))
    assert "ask_declarations" in planned(a_quarter(table=called))
    met = replace(table, meeting=None, last=held())
    assert "ask_declarations" in planned(a_quarter(table=met))


def declares(facts: quarterly.QuarterFacts) -> set[Duty]:
    return {each.duty for each in quarterly.duties(facts)} & set(OF_DECLARATIONS)
