"""When a superior is notified, and when not: Art. 14(3.2)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import reports
from rules.duties import Duty
from rules.facts import CaseFacts, Instruction, ReportFacts
from rules.reports import (
    InstructionOutOfRange,
    MemberNotInPlan,
    NotYetRefused,
    ReportIsThere,
    SuperiorUnknown,
    check_instruction,
    check_notice,
)
from rules.superior import last_chance_from
from tests.rules.known import REPORT, a_meeting, a_report, a_table, held, in_implementation

MEETS = date(2026, 10, 19)
DUE = MEETS - timedelta(days=3)
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
        (a_report(received=True, reminders=3), ReportIsThere),
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
def test_who_says_outright_that_they_will_not_cooperate_is_not_waited_for() -> None:
    early = a_report(reminders=0)
    check_notice(early, early.due - timedelta(days=5), all_the_same=True)
    for other in (replace(early, received=True), replace(early, in_plan=False)):
        with pytest.raises((ReportIsThere, MemberNotInPlan)):
            check_notice(other, early.due, all_the_same=True)
    known = case(replace(early, confirmed=True), reports_asked=True)
    assert planned(known) == {"give_last_chance": date.min}


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
def test_an_instruction_gives_no_last_chance_for_a_meeting_that_is_over() -> None:
    """Given later it would reach back; whether the superior hears of it is the manager's word."""
    report = a_report(reminders=3, meeting_held=True)
    assert planned(case(report, instruction=THREE, reports_asked=True)) == {}
    assert Duty.CONFIRM_NOTICE in owed(case(report, instruction=THREE, reports_asked=True))
    begun = replace(report, last_chance_on=MEETS)
    assert "notify_superior" in planned(case(begun, instruction=THREE, reports_asked=True)), (
        "what had begun goes on"
    )
    assert "give_last_chance" in planned(case(replace(report, confirmed=True), instruction=THREE))


@pytest.mark.article("14(3.2)")
def test_nobody_is_warned_of_a_superior_who_is_not_known() -> None:
    report = a_report(reminders=3, superior_known=False)
    assert planned(case(report, instruction=THREE, reports_asked=True)) == {}
    assert Duty.NAME_SUPERIOR in owed(case(report, instruction=THREE, reports_asked=True))


@pytest.mark.article("14(3.2)")
@pytest.mark.parametrize("left", [None, Instruction(after_reminders=3, last_chance_days=2)])
def test_no_superior_hears_of_a_last_chance_whose_instruction_was_withdrawn(
    left: Instruction | None,
) -> None:
    report = a_report(reminders=2, last_chance_on=MEETS)
    facts = case(report, instruction=left, reports_asked=True)
    assert planned(facts) == {}
    assert Duty.CONFIRM_NOTICE in owed(facts)
    confirmed = case(replace(report, confirmed=True), instruction=left, reports_asked=True)
    assert planned(confirmed) == {"notify_superior": MEETS + timedelta(days=1)}


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
def test_nobody_is_late_with_their_word_on_the_morning_on_which_it_is_asked_for() -> None:
    days = tuple(MEETS + timedelta(days=each) for each in (20, 22, 26))
    report = a_report(reminders=3, due=MEETS, reminded_on=days)
    (duty,) = [each for each in reports.duties(case(report)) if each.duty is Duty.CONFIRM_NOTICE]
    assert duty.due == days[-1] + timedelta(days=1)
    unknown = replace(report, superior_known=False)
    named = case(unknown, instruction=Instruction(after_reminders=1, last_chance_days=2))
    (duty,) = [each for each in reports.duties(named) if each.duty is Duty.NAME_SUPERIOR]
    assert duty.due == days[0] + timedelta(days=1)


@pytest.mark.article("14(3.2)")
@pytest.mark.parametrize(("reminders", "asked"), [(0, False), (1, True), (2, True), (3, True)])
def test_where_too_few_reminders_left_the_manager_is_asked_after_the_meeting(
    reminders: int, asked: bool
) -> None:
    report = a_report(reminders=reminders, meeting_held=True)
    duties = owed(case(report, instruction=THREE, reports_asked=True))
    assert (Duty.CONFIRM_NOTICE in duties) is asked


@pytest.mark.article("14(3.2)")
def test_a_superior_is_named_as_soon_as_the_instruction_reaches() -> None:
    report = a_report(reminders=1, superior_known=False)
    assert Duty.NAME_SUPERIOR not in owed(case(report, instruction=THREE, reports_asked=True))
    assert Duty.NAME_SUPERIOR in owed(case(report, instruction=Instruction(1, 2)))


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


@pytest.mark.article("14(3.2)")
@pytest.mark.parametrize(
    ("taken_on", "until"),
    [
        (date(2026, 10, 13), date(2026, 10, 15)),  # on the day on which it was given
        (date(2026, 10, 20), date(2026, 10, 22)),  # after a week without a server
        (date(2026, 10, 16), date(2026, 10, 19)),  # never only a weekend
        (date(2026, 10, 12), date(2026, 10, 15)),  # never shorter than was said
    ],
)
def test_a_last_chance_runs_from_when_its_mail_is_taken(taken_on: date, until: date) -> None:
    assert last_chance_from(taken_on, 2, said=date(2026, 10, 15)) == until


@pytest.mark.article("14(3.2)")
def test_of_whom_the_plan_names_later_the_word_is_owed_from_then() -> None:
    report = a_report(reminders=3, due=DUE, reminded_on=(DUE,))
    (late,) = [each for each in reports.duties(case(report)) if each.duty is Duty.CONFIRM_NOTICE]
    since = DUE + timedelta(days=9)
    named = replace(report, in_plan_since=since)
    (owes,) = [each for each in reports.duties(case(named)) if each.duty is Duty.CONFIRM_NOTICE]
    assert late.due == DUE + timedelta(days=1)
    assert owes.due == since + timedelta(days=1)
