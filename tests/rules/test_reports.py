"""Progress reports, and what follows when one does not come: Art. 8(9), 14(3)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import reports
from rules.defaults import DEFAULTS
from rules.duties import Duty
from rules.facts import CaseFacts, Instruction, ReportFacts
from rules.reports import (
    InstructionOutOfRange,
    MemberNotInPlan,
    NotYetRefused,
    SuperiorUnknown,
    check_instruction,
    check_notice,
    reminder_days,
    reminder_due,
    report_due,
)
from tests.rules.known import REPORT, a_meeting, a_report, a_table, held, in_implementation

MEETS = date(2026, 10, 19)
ASKED = MEETS - timedelta(days=10)
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
    days = reminder_days(MEETS, ASKED)
    assert days == [MEETS - timedelta(days=n) for n in (7, 5, 4)]
    assert max(days) < report_due(MEETS)


@pytest.mark.article("8(9)")
@pytest.mark.parametrize(
    ("asked_ahead", "reminded_ahead"),
    [(10, [7, 5, 4]), (7, [5, 4]), (6, [5, 4]), (5, [4]), (4, []), (3, [])],
)
def test_nobody_is_reminded_on_the_day_of_the_request(
    asked_ahead: int, reminded_ahead: list[int]
) -> None:
    days = reminder_days(MEETS, MEETS - timedelta(days=asked_ahead))
    assert days == [MEETS - timedelta(days=n) for n in reminded_ahead]


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
    assert reminder_due(MEETS, ASKED, sent, MEETS - timedelta(days=ahead)) == number


@pytest.mark.article("8(9)")
@given(ticks=st.lists(st.integers(0, 12), max_size=30))
def test_no_sequence_of_mornings_reminds_more_often_than_planned(ticks: list[int]) -> None:
    sent, last = 0, 0
    for after in sorted(ticks):
        number = reminder_due(MEETS, ASKED, last, ASKED + timedelta(days=after))
        if number is not None:
            sent, last = sent + 1, number
    assert sent <= len(DEFAULTS.REMIND_AHEAD)
    assert last <= len(DEFAULTS.REMIND_AHEAD)


@pytest.mark.article("14(3.2)")
@pytest.mark.parametrize(("reminders", "days"), [(0, 2), (4, 2), (3, 0), (3, 15), (-1, -1)])
def test_an_instruction_never_skips_reminder_or_last_chance(reminders: int, days: int) -> None:
    with pytest.raises(InstructionOutOfRange):
        check_instruction(reminders, days)


@pytest.mark.article("14(3.2)")
@pytest.mark.parametrize(("reminders", "days"), [(1, 1), (3, 14), (2, 7)])
def test_an_instruction_says_after_how_many_reminders(reminders: int, days: int) -> None:
    check_instruction(reminders, days)


@pytest.mark.article("14(3.2)")
@pytest.mark.parametrize(
    ("report", "refusal"),
    [
        (a_report(in_plan=False, reminders=3), MemberNotInPlan),
        (a_report(superior_known=False, reminders=3), SuperiorUnknown),
        (a_report(received=True, reminders=3), NotYetRefused),
        (a_report(reminders=0), NotYetRefused),
    ],
)
def test_a_superior_is_not_notified_lightly(report: ReportFacts, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        check_notice(report, report.due + timedelta(days=1))


@pytest.mark.article("14(3.2)")
def test_a_report_on_its_due_day_is_in_time() -> None:
    report = a_report(reminders=1)
    with pytest.raises(NotYetRefused):
        check_notice(report, report.due)
    check_notice(report, report.due + timedelta(days=1))


@pytest.mark.article("14(3.2)")
def test_the_last_chance_comes_after_the_due_day() -> None:
    report = a_report(reminders=3)
    assert planned(case(report, instruction=THREE, reports_asked=True)) == {
        "give_last_chance": report.due + timedelta(days=1)
    }


@pytest.mark.article("14(3.2)")
@pytest.mark.parametrize(
    "report",
    [
        a_report(reminders=2),
        a_report(reminders=3, received=True),
        a_report(reminders=3, in_plan=False),
        a_report(reminders=3, last_chance_on=MEETS, notified=True),
    ],
)
def test_no_last_chance_before_the_instruction_says_so(report: ReportFacts) -> None:
    assert planned(case(report, instruction=THREE, reports_asked=True)) == {}


@pytest.mark.article("14(3.2)")
def test_the_superior_hears_of_it_when_the_last_chance_has_passed() -> None:
    report = a_report(reminders=3, last_chance_on=date(2026, 10, 19))
    facts = case(report, instruction=THREE, reports_asked=True)
    assert planned(facts) == {"notify_superior": date(2026, 10, 20)}
    unknown = case(replace(report, superior_known=False), instruction=THREE, reports_asked=True)
    assert planned(unknown) == {}
    assert Duty.NAME_SUPERIOR in owed(unknown)


@pytest.mark.article("14(3.2)")
def test_without_an_instruction_the_manager_gives_their_word() -> None:
    report = a_report(reminders=3)
    facts = case(report, reports_asked=True)
    assert planned(facts) == {}
    assert owed(facts) == [Duty.WRITE_REPORT, Duty.CONFIRM_NOTICE]
    confirmed = case(replace(report, confirmed=True), reports_asked=True)
    assert "give_last_chance" in planned(confirmed)
    assert owed(confirmed) == [Duty.WRITE_REPORT]


@pytest.mark.article("14(3.2)")
@pytest.mark.parametrize(("reminders", "asked"), [(0, False), (1, True), (2, True), (3, False)])
def test_where_too_few_reminders_left_the_manager_is_asked_after_the_meeting(
    reminders: int, asked: bool
) -> None:
    report = a_report(reminders=reminders, meeting_held=True)
    duties = owed(case(report, instruction=THREE, reports_asked=True))
    assert (Duty.CONFIRM_NOTICE in duties) is asked


@pytest.mark.article("14(3.2)")
def test_a_superior_is_named_as_soon_as_the_instruction_reaches() -> None:
    report = a_report(reminders=1, superior_known=False)
    assert Duty.NAME_SUPERIOR not in owed(case(report, instruction=THREE))
    assert Duty.NAME_SUPERIOR in owed(case(report, instruction=Instruction(1, 2)))


@pytest.mark.article("8(9)")
def test_members_owe_their_reports_together() -> None:
    facts = case(a_report(), a_report(due=date(2026, 10, 15)), a_report(received=True))
    duty = next(duty for duty in reports.duties(facts) if duty.duty is Duty.WRITE_REPORT)
    assert (duty.count, duty.due, duty.actor) == (2, date(2026, 10, 15), "members")
    assert not duty.is_ours


@pytest.mark.article("8(9)")
def test_a_report_for_a_meeting_that_is_over_is_not_owed_any_more() -> None:
    assert Duty.WRITE_REPORT not in owed(case(a_report(meeting_held=True)))


@pytest.mark.article("14(3.2)")
@given(
    reminders=st.integers(0, 4),
    superior=st.booleans(),
    confirmed=st.booleans(),
    instruction=st.none() | st.builds(Instruction, st.integers(1, 3), st.integers(1, 14)),
)
def test_a_silent_member_of_the_plan_never_goes_unnoticed(
    reminders: int, superior: bool, confirmed: bool, instruction: Instruction | None
) -> None:
    """Once reminded and past the meeting there is a step to come or a word to say."""
    report = a_report(
        reminders=max(reminders, 1),
        superior_known=superior,
        confirmed=confirmed and superior,
        meeting_held=True,
    )
    facts = case(report, instruction=instruction, reports_asked=True)
    steps = [step.subject_id for step in reports.steps(facts)]
    assert REPORT in steps or owed(facts)


@pytest.mark.article("14(3.2)")
@given(
    report=st.builds(
        a_report,
        received=st.booleans(),
        reminders=st.integers(0, 3),
        in_plan=st.booleans(),
        superior_known=st.booleans(),
        confirmed=st.booleans(),
        notified=st.booleans(),
    ),
    instruction=st.none() | st.just(THREE),
)
def test_nobody_is_reported_who_answered_or_is_not_in_the_plan(
    report: ReportFacts, instruction: Instruction | None
) -> None:
    steps = planned(case(report, instruction=instruction, reports_asked=True))
    if report.received or report.notified or not report.in_plan:
        assert steps == {}
