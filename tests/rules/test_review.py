"""The monthly review while closing the case is prepared: Art. 5(1.5), 15."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rules import planning
from rules.duties import Duty, OpenDuty
from rules.facts import CaseFacts, HeldFacts, PlanFacts
from rules.phases import Phase
from rules.planning import NothingToReview, check_review, review_due
from tests.rules.known import LAST, MEETS, a_closure, a_meeting, a_table, held, in_implementation

APPROVED = date(2026, 10, 1)
OPENED = MEETS + timedelta(days=15)


def owed(facts: CaseFacts) -> dict[Duty, OpenDuty]:
    return {duty.duty: duty for duty in planning.duties(facts)}


@pytest.mark.article("5(1.5)", "15(1)")
def test_the_review_goes_on_while_closing_is_prepared() -> None:
    approved = a_closure(asked=True, answered=True, approved_on=APPROVED)
    facts = in_implementation(phase=Phase.CLOSURE, closure=approved)
    due = review_due(MEETS)
    assert owed(facts)[Duty.REVIEW_PLAN].due == due
    assert owed(facts)[Duty.REVIEW_PLAN].is_missed(due + timedelta(days=1))
    assert [step.act for step in planning.steps(facts)] == ["open_review"]
    opened = replace(facts, review_opened_on=OPENED)
    assert not list(planning.steps(opened))
    assert owed(opened).keys() == {Duty.PLAN_REVIEW, Duty.REVIEW_PLAN}
    planned = replace(opened, table=a_table(last=held(), meeting=a_meeting(kind="review")))
    assert owed(planned).keys() == {Duty.REVIEW_PLAN}


@pytest.mark.article("15(2)")
def test_findings_are_written_down_while_closing_is_prepared_and_after_the_decision() -> None:
    approved = a_closure(approved_on=APPROVED)
    met = HeldFacts(LAST, MEETS + timedelta(days=25))
    facts = in_implementation(phase=Phase.CLOSURE, closure=approved, unreviewed=met)
    assert owed(facts).keys() == {Duty.SETTLE_REVIEW, Duty.REVIEW_PLAN}
    assert owed(facts)[Duty.SETTLE_REVIEW].meeting_id == LAST
    decided = replace(facts, closure=replace(approved, decided_on=APPROVED))
    assert owed(decided).keys() == {Duty.SETTLE_REVIEW}


@pytest.mark.article("5(1.5)")
def test_the_tables_decision_to_close_ends_the_reviews() -> None:
    decided = a_closure(approved_on=APPROVED, decided_on=APPROVED)
    facts = in_implementation(phase=Phase.CLOSURE, closure=decided)
    assert not owed(facts)
    assert not list(planning.steps(facts))
    with pytest.raises(NothingToReview):
        check_review(facts)
    check_review(replace(facts, closure=a_closure(approved_on=APPROVED)))


@pytest.mark.article("15(1)")
def test_no_review_meeting_is_asked_for_while_the_decision_on_closing_is_written_down() -> None:
    held = HeldFacts(LAST, APPROVED)
    met = a_closure(proposed_on=APPROVED, approved_on=APPROVED, meeting=held)
    facts = in_implementation(phase=Phase.CLOSURE, closure=met, review_opened_on=OPENED)
    assert owed(facts).keys() == {Duty.REVIEW_PLAN}
    declined = replace(met, returned=True)  # the table met and did not close the case
    goes_on = replace(facts, phase=Phase.REVIEW, closure=declined)
    assert owed(goes_on).keys() == {Duty.PLAN_REVIEW, Duty.REVIEW_PLAN}


@pytest.mark.article("15(1)", "5(1.5)")
def test_another_review_has_a_date_within_days_of_its_opening_however_late_it_opened() -> None:
    """What was settled is typed later, or a closing came to nothing: nobody owed it before."""
    on_the_day = in_implementation(phase=Phase.REVIEW, review_opened_on=planning.opens_on(plan()))
    due = owed(on_the_day)[Duty.PLAN_REVIEW].due
    late = replace(on_the_day, review_opened_on=planning.opens_on(plan()) + timedelta(days=9))
    assert due is not None
    assert owed(late)[Duty.PLAN_REVIEW].due == due + timedelta(days=9)
    assert owed(late)[Duty.REVIEW_PLAN].due == review_due(MEETS), "the month is the law's"


def plan() -> PlanFacts:
    found = in_implementation().plan
    assert found is not None
    return found


@pytest.mark.article("15(2)")
def test_what_a_late_review_found_is_owed_from_its_day() -> None:
    met = HeldFacts(LAST, review_due(MEETS) + timedelta(days=9))
    facts = in_implementation(phase=Phase.REVIEW, unreviewed=met)
    assert owed(facts)[Duty.SETTLE_REVIEW].due == met.held_on
    assert owed(facts)[Duty.REVIEW_PLAN].due == review_due(MEETS), "the review itself is late"
