"""The monthly review while closing the case is prepared: Art. 5(1.5), 15."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rules import planning
from rules.duties import Duty, OpenDuty
from rules.facts import CaseFacts, HeldFacts
from rules.phases import Phase
from rules.planning import NothingToReview, check_review, review_due
from tests.rules.known import LAST, MEETS, a_closure, a_meeting, a_table, held, in_implementation

APPROVED = date(2026, 10, 1)


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
    opened = replace(facts, review_opened=True)
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
    facts = in_implementation(phase=Phase.CLOSURE, closure=met, review_opened=True)
    assert owed(facts).keys() == {Duty.REVIEW_PLAN}
    declined = replace(met, returned=True)  # the table met and did not close the case
    goes_on = replace(facts, phase=Phase.REVIEW, closure=declined)
    assert owed(goes_on).keys() == {Duty.PLAN_REVIEW, Duty.REVIEW_PLAN}
