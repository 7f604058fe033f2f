"""Agreeing a date, inviting the table, holding the meeting: Art. 8, 10, 18(2)."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import convening
from rules.basis import Article, Default
from rules.convening import (
    MeetingInThePast,
    MeetingTooSoon,
    check_date,
    day_to_invite,
    earliest_meeting,
    in_time_for,
    last_day_to_invite,
    leaving,
)
from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty
from rules.facts import MeetingFacts, MemberFacts, TableFacts
from rules.items import AGENDA, agenda_for
from rules.meetings import MeetingKind
from rules.roles import Owner
from tests.rules.known import a_meeting, a_table

TODAY = date(2026, 11, 20)  # a Friday
DAYS = st.dates(date(2024, 1, 1), date(2040, 12, 31))


def planned(table: TableFacts) -> dict[str, date]:
    return {step.act: step.on for step in convening.steps(table)}


def owed(table: TableFacts) -> dict[Duty, date | None]:
    return {duty.duty: duty.due for duty in convening.duties(table)}


@pytest.mark.article("8(3)", "8(7)")
@pytest.mark.parametrize(
    ("meeting_on", "last"),
    [
        (date(2026, 11, 23), date(2026, 11, 20)),
        (date(2027, 1, 2), date(2026, 12, 30)),
        (date(2028, 3, 1), date(2028, 2, 27)),
        (date(2027, 3, 30), date(2027, 3, 27)),
        (date(2027, 11, 2), date(2027, 10, 30)),
    ],
)
def test_invitations_leave_three_days_before(meeting_on: date, last: date) -> None:
    assert last_day_to_invite(meeting_on) == last


@pytest.mark.article("8(3)")
@pytest.mark.parametrize(
    ("meeting_on", "excused", "refusal"),
    [
        (TODAY - timedelta(days=1), False, MeetingInThePast),
        (TODAY - timedelta(days=1), True, MeetingInThePast),
        (TODAY, False, MeetingTooSoon),
        (TODAY + timedelta(days=2), False, MeetingTooSoon),
        (TODAY + timedelta(days=3), False, None),  # the third day itself is in time
        (TODAY + timedelta(days=4), False, None),
    ],
)
def test_a_meeting_leaves_three_days_for_the_notice(
    meeting_on: date, excused: bool, refusal: type[Exception] | None
) -> None:
    if refusal is None:
        check_date(meeting_on, TODAY, excused=excused)
        return
    with pytest.raises(refusal):
        check_date(meeting_on, TODAY, excused=excused)


@pytest.mark.article("14(5)")
@pytest.mark.parametrize("days", [0, 1, 2])
def test_an_extraordinary_meeting_may_be_sooner_with_a_reason(days: int) -> None:
    check_date(TODAY + timedelta(days=days), TODAY, excused=True)


@pytest.mark.article("8(3)")
def test_the_refusal_says_which_day_is_possible() -> None:
    with pytest.raises(MeetingTooSoon) as refused:
        check_date(TODAY + timedelta(days=1), TODAY, excused=False)
    assert refused.value.facts["earliest"] == date(2026, 11, 23)
    assert str(refused.value.basis) == "8(3)"


@pytest.mark.article("8(3)")
@pytest.mark.parametrize(
    ("today", "holidays", "earliest"),
    [
        (date(2026, 11, 20), (), date(2026, 11, 23)),
        (date(2026, 11, 18), (), date(2026, 11, 23)),  # Saturday gives way to Monday
        (date(2026, 11, 24), (date(2026, 11, 27),), date(2026, 11, 30)),
        (date(2026, 12, 29), (date(2027, 1, 1), date(2027, 1, 2)), date(2027, 1, 4)),
        (date(2028, 2, 26), (), date(2028, 2, 29)),
    ],
)
def test_the_earliest_meeting_is_on_a_working_day(
    today: date, holidays: tuple[date, ...], earliest: date
) -> None:
    assert earliest_meeting(today, holidays) == earliest


@pytest.mark.article("8(3)")
@given(today=DAYS)
def test_the_earliest_day_offered_is_never_refused(today: date) -> None:
    check_date(earliest_meeting(today), today, excused=False)


@pytest.mark.article("8(3)")
@given(meeting_on=DAYS)
def test_the_planned_day_to_invite_is_never_too_late(meeting_on: date) -> None:
    assert day_to_invite(meeting_on) <= last_day_to_invite(meeting_on)
    assert day_to_invite(meeting_on) == meeting_on - timedelta(days=DEFAULTS.INVITE_AHEAD.days)


@pytest.mark.article("8(3)")
def test_many_holidays_make_the_invitations_leave_earlier() -> None:
    meeting_on = date(2026, 11, 30)
    feast = tuple(meeting_on - timedelta(days=n) for n in range(1, 9))
    assert day_to_invite(meeting_on, feast) < meeting_on - timedelta(days=7)


@pytest.mark.article("10(3)", "10(4)")
@pytest.mark.parametrize("kind", list(MeetingKind))
def test_every_agenda_is_approved_first(kind: MeetingKind) -> None:
    items = agenda_for(kind)
    assert items[0] == "approve_agenda"
    assert set(items) <= AGENDA.keys()
    assert len(items) == len(set(items))


@pytest.mark.article("10(4)")
def test_the_first_meeting_presents_case_needs_services_and_plan() -> None:
    presented = {"case_information", "needs_assessment", "services_given", "proposed_plan"}
    assert presented <= set(agenda_for(MeetingKind.FIRST))
    assert presented <= set(agenda_for(MeetingKind.EXTRAORDINARY))


@pytest.mark.article("10(1)")
@pytest.mark.parametrize(
    "kind", [MeetingKind.REVIEW, MeetingKind.EXTRAORDINARY, MeetingKind.CLOSURE]
)
def test_every_later_meeting_approves_the_last_minutes(kind: MeetingKind) -> None:
    assert agenda_for(kind)[1] == "approve_minutes"
    assert "approve_minutes" not in agenda_for(MeetingKind.FIRST)


@pytest.mark.article("8(10)")
@pytest.mark.parametrize(
    "kind", [MeetingKind.FIRST, MeetingKind.REVIEW, MeetingKind.EXTRAORDINARY, MeetingKind.CLOSURE]
)
def test_every_meeting_of_a_case_hears_the_family(kind: MeetingKind) -> None:
    assert "family_notice" in agenda_for(kind)


@pytest.mark.article("8(8)")
def test_information_given_in_the_meeting_is_on_its_agenda() -> None:
    items = agenda_for(MeetingKind.FIRST, in_meeting=True)
    assert "given_in_meeting" in items
    assert items[0] == "approve_agenda"
    assert "given_in_meeting" not in agenda_for(MeetingKind.FIRST)


@pytest.mark.article("8(2)")
def test_the_quarterly_meeting_is_about_the_municipality_not_a_case() -> None:
    assert "general_situation" in agenda_for(MeetingKind.QUARTERLY)
    assert "case_information" not in agenda_for(MeetingKind.QUARTERLY)


@pytest.mark.article("8(3)", "14(5)")
@pytest.mark.parametrize(
    ("ahead", "on", "by"),
    [(10, 3, 7), (7, 0, 4), (4, 0, 1), (3, 0, 0), (2, 0, 2), (0, 0, 0)],
)
def test_everybody_is_told_one_day_on_which_invitations_leave(ahead: int, on: int, by: int) -> None:
    """Days from today: by themselves a week ahead, else at once; in haste by the meeting."""
    today = date(2026, 11, 27)
    when = leaving(today + timedelta(days=ahead), today)
    assert (when.on - today, when.by - today) == (timedelta(days=on), timedelta(days=by))


@pytest.mark.article("8(3)", "14(5)")
@pytest.mark.parametrize(
    ("excused", "days", "due", "basis"),
    [
        (False, 4, 1, Article(8, "3")),
        (True, 4, 3, DEFAULTS.AGREE),
        (True, 2, 2, replace(DEFAULTS.SHORT_NOTICE, beside=Article(8, "3"))),
    ],
)
def test_nothing_that_a_meeting_waits_for_is_due_after_it(
    excused: bool, days: int, due: int, basis: Article | Default
) -> None:
    """In haste the day of the meeting is the last one, and ours; else the last to invite on."""
    meeting = MeetingFacts(
        uuid4(), MeetingKind.FIRST, TODAY + timedelta(days=days), TODAY, excused=excused
    )
    ours = TODAY + timedelta(days=3)
    word = OpenDuty(Duty.AGREE_DATE, Owner.HEAD, ours, DEFAULTS.AGREE, meeting.id)
    found = in_time_for(meeting, word, Article(8, "3"))
    assert (found.due, found.basis) == (TODAY + timedelta(days=due), basis)


@pytest.mark.article("18(2)")
def test_whoever_came_after_the_day_of_a_meeting_is_not_late_by_it() -> None:
    """It has no record yet; their own is the next one."""
    day, other = date(2026, 9, 21), date(2026, 10, 22)
    sat, new = (MemberFacts(uuid4(), asked=True, declared=False) for _ in range(2))
    passed = a_meeting(day=day, agreed=True, newcomers=frozenset({new.id}))
    table = a_table(members=(sat, new), composed=True, meeting=passed)
    found = [each for each in convening.duties(table) if each.duty is Duty.DECLARE]
    assert {each.members: each.due for each in found} == {(sat.id,): day, (new.id,): None}
    follows = replace(table, beside=(a_meeting(id=uuid4(), day=other, agreed=True),))
    found = [each for each in convening.duties(follows) if each.duty is Duty.DECLARE]
    assert {each.members: each.due for each in found} == {(sat.id,): day, (new.id,): other}
