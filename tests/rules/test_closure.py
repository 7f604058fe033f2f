"""Closing a case: Art. 8(11), 17."""

from dataclasses import replace
from datetime import date, timedelta
from typing import cast

import pytest

from rules import closure
from rules.assessment import Risk
from rules.duties import Duty
from rules.facts import CaseFacts, ClosureFacts, HeldFacts
from rules.grounds import (
    GROUNDS,
    ActionsStillOpen,
    BestInterestMissing,
    BirthDateUnknown,
    Ground,
    GroundDetailMissing,
    GroundFacts,
    GroundMissing,
    NotYetEighteen,
    check_ground,
)
from rules.phases import Phase
from tests.rules.known import (
    LAST,
    MEMBER,
    a_closure,
    a_meeting,
    a_table,
    held,
    in_implementation,
    some_minutes,
)

TODAY = date(2026, 11, 20)
APPROVED = date(2026, 11, 3)
SAFE = GroundFacts(
    Ground.OUT_OF_DANGER, "", date(2020, 1, 1), planned=True, open_actions=0, risk=Risk.LOW
)
SIGNED = some_minutes(approved=True, asked_on=TODAY, unsigned=())


def facts(closure_facts: ClosureFacts | None, **table: object) -> CaseFacts:
    known = {"last": held(), "minutes": (SIGNED,), "composed": True, **table}
    return in_implementation(phase=Phase.CLOSURE, closure=closure_facts, table=a_table(**known))


def planned(known: CaseFacts) -> list[str]:
    return [step.act for step in closure.steps(known)]


def owed(known: CaseFacts) -> list[Duty]:
    return [duty.duty for duty in closure.duties(known)]


@pytest.mark.article("17(3)", "17(3.1)", "17(3.2)", "17(3.3)", "17(3.4)", "17(3.5)")
def test_there_are_five_grounds_and_the_annexs_own() -> None:
    law = [str(article) for article in GROUNDS.values()]
    assert law == ["17(3.1)", "17(3.2)", "17(3.3)", "17(3.4)", "17(3.5)", "20(1.1)"]


@pytest.mark.article("17(3)")
@pytest.mark.parametrize("ground", ["", "X0", "X7", "17(3.1)"])
def test_a_case_is_closed_on_a_ground_of_the_list(ground: str) -> None:
    with pytest.raises(GroundMissing):
        check_ground(replace(SAFE, ground=cast("Ground", ground)), TODAY)


@pytest.mark.article("17(3.1)", "5(2)")
@pytest.mark.parametrize(
    ("open_actions", "risk", "closes"),
    [
        (0, Risk.NONE, True),
        (0, Risk.LOW, True),  # 5(2): reduced; T1
        (0, Risk.MEDIUM, False),
        (0, Risk.HIGH, False),
        (0, None, False),
        (1, Risk.NONE, False),
    ],
)
def test_out_of_danger_means_everything_done_and_the_risk_down(
    open_actions: int, risk: Risk | None, closes: bool
) -> None:
    known = replace(SAFE, open_actions=open_actions, risk=risk)
    if closes:
        check_ground(known, TODAY)
        return
    with pytest.raises(ActionsStillOpen) as refused:
        check_ground(known, TODAY)
    assert refused.value.facts["open"] == open_actions


@pytest.mark.article("17(3.2)")
@pytest.mark.parametrize(
    ("born", "today", "refusal"),
    [
        (date(2008, 11, 20), TODAY, None),  # the birthday itself
        (date(2008, 11, 21), TODAY, NotYetEighteen),
        (date(2008, 2, 29), date(2026, 2, 27), NotYetEighteen),
        (date(2008, 2, 29), date(2026, 2, 28), None),  # born on a leap day
        (None, TODAY, BirthDateUnknown),
    ],
)
def test_eighteen_is_reached_on_the_birthday(
    born: date | None, today: date, refusal: type[Exception] | None
) -> None:
    known = replace(SAFE, ground=Ground.EIGHTEEN, birth_date=born)
    if refusal is None:
        check_ground(known, today)
        return
    with pytest.raises(refusal):
        check_ground(known, today)


@pytest.mark.article("17(3.3)", "17(3.4)")
@pytest.mark.parametrize("ground", [Ground.OTHER_CENTRE, Ground.OTHER_COUNTRY, Ground.OTHER])
def test_a_move_names_who_takes_over(ground: Ground) -> None:
    with pytest.raises(GroundDetailMissing) as refused:
        check_ground(replace(SAFE, ground=ground, detail=" "), TODAY)
    assert refused.value.basis == GROUNDS[ground]
    moved = replace(SAFE, ground=ground, detail="QPS Gjilan e pranoi rastin.")
    check_ground(replace(moved, best_interest="Pranë tezes."), TODAY)
    if ground is not Ground.OTHER_COUNTRY:
        check_ground(moved, TODAY)
        return
    with pytest.raises(BestInterestMissing) as unsaid:
        check_ground(replace(moved, best_interest=" "), TODAY)
    assert str(unsaid.value.basis) == "17(3.4)"


@pytest.mark.article("17(3.5)")
def test_a_death_needs_no_further_words_and_no_end_of_the_plan() -> None:
    died = GroundFacts(
        Ground.DEATH, "", None, planned=True, open_actions=3, risk=Risk.HIGH, died=True
    )
    check_ground(died, TODAY)


@pytest.mark.article("17(3)")
def test_the_head_is_asked_then_the_manager_is_told() -> None:
    proposal = a_closure()
    assert planned(facts(proposal)) == ["ask_closure_approval"]
    assert planned(facts(replace(proposal, asked=True))) == []
    approved = replace(proposal, asked=True, approved_on=APPROVED)
    assert planned(facts(approved)) == ["answer_closure"]
    assert planned(facts(replace(proposal, asked=True, returned=True))) == ["answer_closure"]
    assert planned(facts(None)) == []


@pytest.mark.article("17(3)")
def test_a_decision_before_the_question_needs_no_question() -> None:
    assert planned(facts(a_closure(approved_on=APPROVED))) == ["answer_closure"]


@pytest.mark.article("17(2)", "8(11)")
def test_after_the_approval_come_opinions_and_meeting() -> None:
    approved = a_closure(asked=True, approved_on=APPROVED, answered=True)
    assert owed(facts(approved)) == [Duty.RECORD_OPINIONS, Duty.PLAN_MEETING]
    assert owed(facts(approved, meeting=a_meeting(kind="closure"))) == [Duty.RECORD_OPINIONS]
    assert owed(facts(replace(approved, opinions=True))) == [Duty.PLAN_MEETING]


@pytest.mark.article("17(3)")
@pytest.mark.parametrize(
    ("day", "duty"),
    [
        (APPROVED, Duty.DECIDE_CLOSURE),
        (APPROVED + timedelta(days=10), Duty.DECIDE_CLOSURE),
        (APPROVED - timedelta(days=1), Duty.PLAN_MEETING),  # on an earlier proposal
        (None, Duty.PLAN_MEETING),
    ],
)
def test_the_table_decides_in_a_meeting_on_this_closure(day: date | None, duty: Duty) -> None:
    met = HeldFacts(LAST, day) if day else None
    approved = a_closure(approved_on=APPROVED, opinions=True, answered=True, meeting=met)
    assert owed(facts(approved)) == [duty]


@pytest.mark.article("17(3)", "5(1.5)")
def test_a_decision_is_written_down_also_after_a_review_met_meanwhile() -> None:
    met = HeldFacts(MEMBER, APPROVED + timedelta(days=3))
    approved = a_closure(approved_on=APPROVED, opinions=True, answered=True, meeting=met)
    later = held(APPROVED + timedelta(days=10), kind="review")
    assert owed(facts(approved, last=later)) == [Duty.DECIDE_CLOSURE]
    planned = a_meeting(kind="review")
    assert owed(facts(approved, last=later, meeting=planned)) == [Duty.DECIDE_CLOSURE]


@pytest.mark.article("17(3)")
def test_a_returned_proposal_asks_nothing_of_anybody() -> None:
    assert owed(facts(a_closure(returned=True, answered=True))) == []
    assert owed(facts(a_closure(asked=True))) == [Duty.APPROVE_CLOSURE]


@pytest.mark.article("17(5)")
def test_the_closing_form_is_signed_and_then_the_file_is_sealed() -> None:
    decided = a_closure(
        approved_on=APPROVED, answered=True, opinions=True, decided_on=TODAY, asked=True
    )
    assert planned(facts(decided)) == ["ask_closing_signatures"]
    waiting = replace(decided, signatures_asked_on=TODAY, unsigned=(MEMBER,))
    assert planned(facts(waiting)) == []
    assert owed(facts(waiting)) == [Duty.SIGN_CLOSURE]
    own = replace(waiting, unsigned=(), chair_unsigned=True)
    assert planned(facts(own)) == []
    assert owed(facts(own)) == [Duty.CHAIR_SIGNS_CLOSURE]
    assert planned(facts(replace(waiting, unsigned=()))) == ["seal_file"]


@pytest.mark.article("17(5)", "10(1)")
@pytest.mark.parametrize(
    "missing",
    [
        {"minutes": ()},  # the last meeting's are not written
        {"minutes": (some_minutes(),)},
        {"minutes": (some_minutes(approved=True),)},
        {"minutes": (some_minutes(approved=True, asked_on=TODAY, unsigned=(MEMBER,)),)},
        {"meeting": a_meeting(kind="closure")},
    ],
)
def test_no_file_is_sealed_over_something_open(missing: dict[str, object]) -> None:
    decided = a_closure(
        approved_on=APPROVED,
        answered=True,
        opinions=True,
        asked=True,
        decided_on=TODAY,
        signatures_asked_on=TODAY,
    )
    assert SIGNED.meeting_id == LAST
    assert planned(facts(decided)) == ["seal_file"]
    assert planned(facts(decided, **missing)) == []
