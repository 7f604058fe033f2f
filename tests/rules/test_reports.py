"""Progress reports, and what follows when one does not come: Art. 8(9), 14(3)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import planning, reports
from rules.defaults import DEFAULTS
from rules.duties import Duty
from rules.facts import CaseFacts, Instruction, ReportFacts
from rules.ladder import before_meeting
from rules.meetings import MeetingKind
from rules.reports import NotYetRefused, due_for, is_at_once, report_due
from tests.rules.known import MEETING, MEMBER, a_meeting, a_report, a_table, held, in_implementation

LATE = ((MEETING, MEMBER),)
MEETS = date(2026, 10, 19)
ASKED = MEETS - timedelta(days=10)
LADDER = {"give_last_chance", "notify_superior"}
THREE = Instruction(after_reminders=3, last_chance_days=2)


def case(
    *given_reports: ReportFacts, instruction: Instruction | None = None, **more: bool
) -> CaseFacts:
    meeting = a_meeting(kind="review", day=MEETS, agreed=True, **more)
    table = a_table(meeting=meeting, last=held(), composed=True)
    return in_implementation(table=table, reports=given_reports, instruction=instruction)


def planned(facts: CaseFacts) -> dict[str, date]:
    return {step.act: step.on for step in reports.steps(facts)}


def owed(facts: CaseFacts) -> list[Duty]:
    return [duty.duty for duty in reports.duties(facts)]


@pytest.mark.article("8(9)")
@pytest.mark.parametrize(
    ("meeting_on", "due"),
    [
        (date(2026, 10, 19), date(2026, 10, 16)),
        (date(2027, 1, 2), date(2026, 12, 30)),
        (date(2028, 3, 2), date(2028, 2, 28)),
        (date(2027, 3, 29), date(2027, 3, 26)),
        (date(2027, 11, 1), date(2027, 10, 29)),
    ],
)
def test_a_report_is_due_three_days_before_the_meeting(meeting_on: date, due: date) -> None:
    assert report_due(meeting_on) == due


@pytest.mark.article("8(9)")
def test_reports_are_asked_for_ten_days_ahead() -> None:
    assert planned(case()) == {"ask_reports": ASKED}
    assert planned(case(reports_asked=True)) == {}


@pytest.mark.article("8(9)")
def test_nobody_reports_before_the_first_meeting() -> None:
    table = a_table(meeting=a_meeting(agreed=True), composed=True)
    assert planned(in_implementation(table=table)) == {}


@pytest.mark.article("8(9)")
def test_reminders_leave_before_the_report_is_due() -> None:
    days = before_meeting(MEETS, ASKED).rungs
    assert list(days) == [MEETS - timedelta(days=n) for n in (7, 5, 4)]
    assert max(days) < report_due(MEETS)


@pytest.mark.article("8(9)")
@pytest.mark.parametrize(
    ("asked_ahead", "reminded_ahead"),
    [(10, [7, 5, 4]), (7, [5, 4]), (6, [5, 4]), (5, [4]), (4, []), (3, [])],
)
def test_nobody_is_reminded_on_the_day_of_the_request(
    asked_ahead: int, reminded_ahead: list[int]
) -> None:
    days = before_meeting(MEETS, MEETS - timedelta(days=asked_ahead)).rungs
    assert list(days) == [MEETS - timedelta(days=n) for n in reminded_ahead]


@pytest.mark.article("8(9)")
@pytest.mark.parametrize(
    ("ahead", "sent", "number"),
    [
        (8, 0, None),
        (7, 0, 1),
        (7, 1, None),
        (6, 1, None),
        (5, 1, 2),
        (4, 2, 3),
        (4, 0, 3),  # the machine stood still for four days: one reminder, not three
        (3, 3, None),
    ],
)
def test_days_missed_are_not_made_up_for(ahead: int, sent: int, number: int | None) -> None:
    assert before_meeting(MEETS, ASKED).number_due(sent, MEETS - timedelta(days=ahead)) == number


@pytest.mark.article("8(9)")
@given(ticks=st.lists(st.integers(0, 12), max_size=30))
def test_no_sequence_of_mornings_reminds_more_often_than_planned(ticks: list[int]) -> None:
    sent, last = 0, 0
    for after in sorted(ticks):
        number = before_meeting(MEETS, ASKED).number_due(last, ASKED + timedelta(days=after))
        if number is not None:
            sent, last = sent + 1, number
    assert sent <= len(DEFAULTS.REMIND_AHEAD)
    assert last <= len(DEFAULTS.REMIND_AHEAD)


@pytest.mark.article("8(9)")
def test_members_owe_their_reports_together() -> None:
    facts = case(a_report(), a_report(due=date(2026, 10, 15)), a_report(received=True))
    duty = next(duty for duty in reports.duties(facts) if duty.duty is Duty.WRITE_REPORT)
    assert (duty.count, duty.due, duty.actor) == (2, date(2026, 10, 15), "members")
    assert not duty.is_ours


@pytest.mark.article("8(9)")
@pytest.mark.parametrize(("ahead", "due"), [(10, 3), (4, 3), (3, 0), (2, 0)])
def test_nobody_is_late_by_a_day_that_was_never_theirs(ahead: int, due: int) -> None:
    day = due_for(MEETS, MEETS - timedelta(days=ahead))
    assert day == MEETS - timedelta(days=due)
    assert is_at_once(MEETS, day) == (due == 0)


@pytest.mark.article("8(9)", "14(3.2)")
def test_who_was_asked_at_once_is_counted_by_itself_and_no_superior_hears_of_it() -> None:
    hasty = a_report(due=MEETS, at_once=True, reminders=3)
    (duty,) = (each for each in reports.duties(case(hasty, a_report(received=True))))
    assert (duty.count, duty.due, duty.is_ours) == (1, MEETS, True)
    (duty,) = (each for each in reports.duties(case(hasty, a_report())))
    assert (duty.count, duty.due, duty.is_ours) == (1, date(2026, 10, 16), False)
    over = replace(hasty, meeting_held=True, last_chance_on=None)
    assert "give_last_chance" not in planned(case(over, instruction=THREE))
    with pytest.raises(NotYetRefused):
        reports.check_notice(over, MEETS + timedelta(days=9))
    reports.check_notice(over, MEETS, all_the_same=True)
    assert "give_last_chance" in planned(case(replace(over, confirmed=True)))


@pytest.mark.article("14(3.2)")
def test_a_superior_who_was_told_otherwise_is_notified_again_on_the_word_that_stands() -> None:
    late = a_report(received=True, reminders=3, last_chance_on=MEETS, stands_again=True)
    assert "notify_superior" in planned(case(late, instruction=THREE))
    assert "notify_superior" not in planned(case(late))
    for over in (replace(late, stands_again=False), replace(late, died=True)):
        assert "notify_superior" not in planned(case(over, instruction=THREE))
    by_letter = replace(late, last_chance_on=None)
    assert not planned(case(by_letter, instruction=THREE)).keys() & LADDER


@pytest.mark.article("8(9)")
def test_a_report_for_a_meeting_that_is_over_is_not_owed_any_more() -> None:
    assert Duty.WRITE_REPORT not in owed(case(a_report(meeting_held=True)))


@pytest.mark.article("8(9)", "14(5)")
def test_an_extraordinary_meeting_has_reports_where_time_allows() -> None:
    facts = case()
    assert facts.table.meeting is not None
    hasty = replace(facts.table.meeting, kind=MeetingKind.EXTRAORDINARY)
    (step,) = reports.steps(replace(facts, table=replace(facts.table, meeting=hasty)))
    last = report_due(hasty.day)
    assert (step.act, step.until) == ("ask_reports", last)
    assert step.is_due(last)
    assert not step.is_due(last + timedelta(days=1))


@pytest.mark.article("8(9)")
def test_who_joins_after_the_others_were_asked_is_asked_too() -> None:
    assert planned(replace(case(reports_asked=True), unasked=LATE)) == {"ask_reports": ASKED}
    unagreed = case(reports_asked=True)
    assert unagreed.table.meeting is not None
    put_off = replace(unagreed.table.meeting, agreed=False)
    table = replace(unagreed.table, meeting=put_off)
    assert planned(replace(unagreed, table=table, unasked=LATE)) == {}


@pytest.mark.article("13(3)")
def test_the_plan_goes_to_whoever_joins_while_it_is_in_force() -> None:
    facts = case()
    assert facts.plan is not None
    late = replace(facts, plan=replace(facts.plan, sent=True, without_it=(MEMBER,)))
    assert "send_plan" in {step.act for step in planning.steps(late)}
    sent = replace(facts, plan=replace(facts.plan, sent=True))
    assert "send_plan" not in {step.act for step in planning.steps(sent)}


@pytest.mark.article("8(9)", "14(3.2)")
def test_of_who_had_no_day_no_superior_hears_by_an_instruction_alone() -> None:
    """Asked for at once, it is late by no day: the manager's own word alone tells a superior."""
    asked = replace(a_report(), reminders=THREE.after_reminders)
    assert reports.is_ripe(asked, THREE)
    assert not reports.is_ripe(replace(asked, at_once=True), THREE)
    assert reports.is_ripe(replace(asked, at_once=True, confirmed=True), None)
