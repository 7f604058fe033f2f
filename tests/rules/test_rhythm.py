"""A shorter rhythm of reviews, the meetings that are one, and what a review changes: Art. 15."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rules import planning
from rules.assessment import NoMeetingHeld
from rules.basis import Article
from rules.defaults import DEFAULTS
from rules.duties import Duty
from rules.facts import CaseFacts, HeldFacts, PlanFacts
from rules.items import agenda_for
from rules.meetings import MeetingKind
from rules.phases import Phase
from rules.planning import (
    REVIEW_ITEM,
    ActionStatus,
    ChangeFacts,
    ChangeWithoutReason,
    RhythmTooLong,
    RhythmWithoutReason,
    UncompletedStays,
    check_changes,
    check_rhythm,
    opens_on,
    review_due,
)
from rules.rhythm import Rhythm
from tests.rules.known import CLOSURE, LAST, MEETS, PLAN, a_closure, in_implementation

MET = HeldFacts(LAST, MEETS)


def plan_at(days: int | None) -> PlanFacts:
    return PlanFacts(PLAN, MEETS, sent=True, rhythm=Rhythm(days, MEETS) if days else None)


def every(days: int | None, **more: object) -> CaseFacts:
    return in_implementation(plan=plan_at(days), **more)


@pytest.mark.article("5(1.5)")
@pytest.mark.parametrize(
    ("settled", "days", "due"),
    [
        (date(2027, 1, 10), 14, date(2027, 1, 24)),
        (date(2027, 1, 10), None, date(2027, 2, 10)),
        (date(2027, 1, 31), 31, date(2027, 2, 28)),  # never longer than the month
        (date(2027, 1, 31), 27, date(2027, 2, 27)),
    ],
)
def test_a_rhythm_shortens_the_month_and_never_lengthens_it(
    settled: date, days: int | None, due: date
) -> None:
    assert review_due(settled, Rhythm(days, settled) if days else None) == due


@pytest.mark.article("5(1.5)")
@pytest.mark.parametrize(("set_on", "due"), [(1, 24), (10, 24), (12, 26), (30, 41)])
def test_a_rhythm_runs_from_the_day_on_which_the_table_set_it(set_on: int, due: int) -> None:
    day = date(2027, 1, 1) - timedelta(days=1)
    assert review_due(date(2027, 1, 10), Rhythm(14, day + timedelta(set_on))) == day + timedelta(
        due
    )


@pytest.mark.article("5(1.5)")
def test_the_tables_own_day_is_ours_and_the_month_stays_a_limit_of_the_text() -> None:
    short = every(14)
    (duty,) = (each for each in planning.duties(short) if each.duty is Duty.REVIEW_PLAN)
    assert (duty.due, duty.basis) == (MEETS + timedelta(days=14), DEFAULTS.RHYTHM)
    (limit,) = planning.limits(short)
    assert (limit.limit, limit.basis) == (review_due(MEETS), Article(5, "1.5"))
    assert not list(planning.limits(every(None)))
    assert not list(planning.limits(every(31)))
    decided = a_closure(approved_on=MEETS, decided_on=MEETS)
    assert not list(planning.limits(every(14, phase=Phase.CLOSURE, closure=decided)))
    assert not list(planning.limits(replace(short, died=True)))
    assert decided.id == CLOSURE


@pytest.mark.article("5(1.5)", "15(1)")
def test_a_review_opens_after_the_one_before() -> None:
    for days, opens in ((3, 1), (17, 1), (20, 4)):
        assert opens_on(plan_at(days)) == MEETS + timedelta(opens)


@pytest.mark.article("5(1.5)")
def test_the_table_sets_its_rhythm_in_a_meeting_and_says_why() -> None:
    check_rhythm(MET, 1, "Rreziku.")
    check_rhythm(MET, 31, "Rreziku.")
    check_rhythm(MET, None, "Rreziku u ul.")
    with pytest.raises(NoMeetingHeld):
        check_rhythm(None, 14, "Rreziku.")
    for days in (0, 32):
        with pytest.raises(RhythmTooLong) as refused:
            check_rhythm(MET, days, "Rreziku.")
        assert str(refused.value.basis) == "5(1.5)"
    with pytest.raises(RhythmWithoutReason) as ours:
        check_rhythm(MET, 14, " ")
    assert ours.value.basis == DEFAULTS.RHYTHM


@pytest.mark.article("15(1)")
def test_a_meeting_is_a_review_with_the_plan_on_its_agenda() -> None:
    assert REVIEW_ITEM in agenda_for(MeetingKind.REVIEW)
    assert REVIEW_ITEM not in agenda_for(MeetingKind.EXTRAORDINARY)
    with_plan = agenda_for(MeetingKind.EXTRAORDINARY, on_review=True)
    assert with_plan[-2:] == [REVIEW_ITEM, "next_meeting"]
    assert agenda_for(MeetingKind.REVIEW, on_review=True).count(REVIEW_ITEM) == 1


@pytest.mark.article("5(1.5)", "15(2)")
def test_findings_are_written_down_at_any_time_after_the_plan() -> None:
    early = every(None, unreviewed=HeldFacts(LAST, MEETS + timedelta(days=5)))
    assert Duty.SETTLE_REVIEW in {duty.duty for duty in planning.duties(early)}


@pytest.mark.article("15(3)")
def test_a_change_says_why_and_uncompleted_is_not_in_process_again() -> None:
    going, not_done = ActionStatus.IN_PROCESS, ActionStatus.UNCOMPLETED
    check_changes([ChangeFacts(1, going, not_done), ChangeFacts(2, not_done, not_done)])
    check_changes([ChangeFacts(1, not_done, ActionStatus.COMPLETED)])
    check_changes([ChangeFacts(1, going, going, is_changed=True, reason="Nuk nevojitet.")])
    with pytest.raises(ChangeWithoutReason) as ours:
        check_changes([ChangeFacts(1, going, going, is_changed=True, reason=" ")])
    assert ours.value.basis == DEFAULTS.CHANGE_REASON
    with pytest.raises(UncompletedStays) as ours_too:
        check_changes([ChangeFacts(1, going, going), ChangeFacts(2, not_done, going)])
    assert (ours_too.value.basis, ours_too.value.facts["number"]) == (DEFAULTS.UNCOMPLETED, 2)
