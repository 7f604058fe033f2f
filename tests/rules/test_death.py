"""What a child's death ends, and what goes on: Art. 17(3.5)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rules import case_life
from rules.assessment import Risk
from rules.closure import (
    ClosureAlreadyProposed,
    ProposedClosure,
    check_proposing,
    check_seal,
    is_overtaken,
)
from rules.death import PlanEndedWithDeath, check_plan_goes_on, off_since
from rules.defaults import DEFAULTS
from rules.duties import Duty
from rules.facts import CaseFacts, Instruction
from rules.grounds import (
    DeathIsTheGround,
    DeathNotOnRecord,
    Ground,
    GroundFacts,
    check_ground,
    check_proposed_ground,
)
from rules.known import DeathIsCorrected, FactCorrectedWithoutReason, FactName, check_words
from rules.meetings import MeetingKind
from rules.phases import Phase
from rules.reports import NoMailOnceDead, NoReportOnTheDead, check_notice
from tests.rules.known import (
    CASE,
    MEETS,
    a_closure,
    a_managed_case,
    a_meeting,
    a_report,
    a_table,
    held,
    in_implementation,
    some_minutes,
)

TODAY = date(2026, 11, 20)


def owed(facts: CaseFacts) -> set[Duty]:
    return {duty.duty for duty in case_life.duties(facts)}


def steps(facts: CaseFacts) -> set[str]:
    return {step.act for step in case_life.steps(facts)}


@pytest.mark.article("17(3.5)")
def test_report_plan_and_review_end_and_come_back() -> None:
    late = a_report(reminders=3, last_chance_on=date(2026, 10, 18))
    alive = in_implementation(
        phase=Phase.REVIEW,
        reports=(late, a_report(superior_known=False, reminders=3)),
        instruction=Instruction(3, 2),
    )
    dead = replace(alive, died=True)
    assert owed(alive) >= {Duty.REVIEW_PLAN, Duty.PLAN_REVIEW, Duty.WRITE_REPORT}
    assert "notify_superior" in steps(alive)
    assert owed(dead) == {Duty.PROPOSE_CLOSURE}
    assert steps(dead) == set()


@pytest.mark.article("17(3.5)")
def test_a_plan_is_not_sent_and_nobody_settles_an_assessment() -> None:
    met = a_managed_case(table=a_table(last=held(), minutes=(some_minutes(),), composed=True))
    assert owed(met) == {Duty.SETTLE_ASSESSMENT}
    assert owed(replace(met, died=True)) == {Duty.PROPOSE_CLOSURE}
    unsent = in_implementation()
    unsent = replace(unsent, plan=unsent.plan and replace(unsent.plan, sent=False))
    assert "send_plan" in steps(unsent)
    assert "send_plan" not in steps(replace(unsent, died=True))


@pytest.mark.article("17(3.5)")
def test_what_closes_the_case_goes_on() -> None:
    approved = a_closure(approved_on=MEETS, answered=True, asked=True, ground=Ground.DEATH)
    dead = in_implementation(phase=Phase.CLOSURE, closure=approved, died=True)
    assert owed(dead) == {Duty.RECORD_OPINIONS, Duty.PLAN_MEETING}
    assert owed(replace(dead, closure=replace(approved, returned=True))) == {Duty.PROPOSE_CLOSURE}
    meeting = a_meeting(agreed=True, asked=True)
    planned = replace(dead, table=replace(dead.table, meeting=meeting))
    assert {Duty.INVITE, Duty.HOLD_MEETING} <= owed(planned)
    assert "ask_reports" not in steps(planned)
    assert "ask_reports" in steps(replace(planned, died=False))


@pytest.mark.article("17(3.5)")
def test_a_case_without_a_table_still_needs_one() -> None:
    begun = a_managed_case(assessed_initially=False, family_named=False)
    assert owed(begun) >= {Duty.RECORD_ASSESSMENT, Duty.NAME_FAMILY, Duty.PLAN_MEETING}
    assert owed(replace(begun, died=True)) == {Duty.CHOOSE_COMPOSITION, Duty.PROPOSE_CLOSURE}
    nobody = replace(begun, appointed_on=None, died=True)
    assert owed(nobody) == {Duty.APPOINT_MANAGER}


@pytest.mark.article("17(3.5)")
def test_no_day_is_set_for_the_recommendation() -> None:
    (duty,) = (
        duty
        for duty in case_life.duties(in_implementation(died=True))
        if duty.duty is Duty.PROPOSE_CLOSURE
    )
    assert (duty.due, duty.basis, duty.subject_id) == (None, DEFAULTS.AFTER_DEATH, CASE)


@pytest.mark.article("17(3.5)")
def test_the_ground_of_a_death_is_the_fact() -> None:
    known = GroundFacts(Ground.DEATH, "", None, planned=False, open_actions=3, risk=None)
    with pytest.raises(DeathNotOnRecord) as refused:
        check_ground(known, TODAY)
    assert str(refused.value.basis) == "17(3.5)"
    check_ground(replace(known, died=True), TODAY)


@pytest.mark.article("17(3.1)", "17(3.2)", "17(3.3)", "17(3.4)", "17(3.5)")
@pytest.mark.parametrize("ground", sorted(set(Ground) - {Ground.DEATH}))
def test_who_has_died_is_closed_on_no_other_ground_and_what_was_before_stays(
    ground: Ground,
) -> None:
    known = GroundFacts(
        *(ground, "Vjenë.", date(2008, 11, 1)),
        planned=True,
        open_actions=0,
        risk=Risk.NONE,
        best_interest="Pranë tezes.",
        died=True,
    )
    check_proposed_ground(replace(known, died=False), TODAY)
    check_proposed_ground(replace(known, died_on=TODAY + timedelta(days=1)), TODAY)  # typed later
    for died_on in (None, TODAY, TODAY - timedelta(days=1)):
        with pytest.raises(DeathIsTheGround) as refused:
            check_proposed_ground(replace(known, died_on=died_on), TODAY)
        assert str(refused.value.basis) == "17(3.5)"
    for died_on in (TODAY, TODAY + timedelta(days=3)):  # approved or decided by then, typed later
        check_ground(replace(known, died_on=died_on), TODAY)
    for unknown_or_before in (None, TODAY - timedelta(days=1)):
        with pytest.raises(DeathIsTheGround):
            check_ground(replace(known, died_on=unknown_or_before), TODAY)


@pytest.mark.article("17(1)", "17(3.5)")
def test_a_proposal_on_another_ground_makes_room_for_the_death_until_it_is_decided() -> None:
    moved = ProposedClosure(CASE, Ground.OTHER_CENTRE, approved_on=MEETS)
    check_proposing(moved, Ground.DEATH, died=True)
    for proposal, ground, died in (
        (moved, Ground.DEATH, False),
        (moved, Ground.OTHER, True),
        (replace(moved, ground=Ground.DEATH), Ground.DEATH, True),
        (replace(moved, decided_on=MEETS), Ground.DEATH, True),
    ):
        with pytest.raises(ClosureAlreadyProposed):
            check_proposing(proposal, ground, died=died, died_on=MEETS)
    open_one = a_closure(approved_on=MEETS, answered=True, asked=True, ground=Ground.OTHER_CENTRE)
    dead = in_implementation(phase=Phase.CLOSURE, closure=open_one, died=True)
    assert Duty.PROPOSE_CLOSURE in owed(dead)
    decided = replace(dead, closure=replace(open_one, decided_on=MEETS))
    assert Duty.PROPOSE_CLOSURE not in owed(decided)


@pytest.mark.article("17(3.5)", "17(5)")
@pytest.mark.parametrize(
    ("died_on", "falls"),
    [(MEETS - timedelta(days=1), True), (None, True), (MEETS, False), (TODAY, False)],
)
def test_what_was_decided_after_the_death_falls_is_not_sealed_and_makes_room(
    died_on: date | None, falls: bool
) -> None:
    other = ProposedClosure(CASE, Ground.OUT_OF_DANGER, approved_on=MEETS, decided_on=MEETS)
    assert is_overtaken(other, died=True, died_on=died_on) is falls
    assert not is_overtaken(replace(other, decided_on=None), died=True, died_on=died_on)
    assert not is_overtaken(replace(other, fell=True), died=True, died_on=died_on)
    assert not is_overtaken(other, died=False, died_on=None)
    if not falls:
        check_seal(other, died=True, died_on=died_on)
        return
    with pytest.raises(DeathIsTheGround) as refused:
        check_seal(other, died=True, died_on=died_on)
    assert str(refused.value.basis) == "17(3.5)"
    check_proposing(other, Ground.DEATH, died=True, died_on=died_on)  # the way out


@pytest.mark.article("17(3.5)", "17(5)")
def test_no_living_childs_file_is_sealed_on_its_death() -> None:
    on_it = ProposedClosure(CASE, Ground.DEATH, decided_on=MEETS)
    check_seal(on_it, died=True)
    check_seal(replace(on_it, ground=Ground.OUT_OF_DANGER), died=False)
    with pytest.raises(DeathNotOnRecord):
        check_seal(on_it, died=False)
    signed = a_closure(approved_on=MEETS, answered=True, asked=True, decided_on=MEETS)
    signed = replace(signed, signatures_asked_on=MEETS, ground=Ground.DEATH)
    paper = some_minutes(approved=True, asked_on=MEETS, unsigned=())
    over = a_table(last=held(), minutes=(paper,), composed=True)
    dead = in_implementation(phase=Phase.CLOSURE, closure=signed, died=True, table=over)
    assert "seal_file" in steps(dead)
    assert "seal_file" not in steps(replace(dead, died=False))


@pytest.mark.article("17(3.5)")
def test_a_death_is_taken_back_by_a_correction_alone() -> None:
    death, source = FactName.DEATH, "Policia."
    for value in (False, None):
        with pytest.raises(DeathIsCorrected):
            check_words(death, True, value, source=source, corrects=False, reason="Gabim.")
    with pytest.raises(FactCorrectedWithoutReason):
        check_words(death, True, False, source=source, corrects=True, reason="")
    check_words(death, True, False, source=source, corrects=True, reason="Gabim.")


@pytest.mark.article("14(3.2)", "17(3.5)")
def test_no_superior_hears_of_a_report_on_a_dead_child() -> None:
    late = a_report(reminders=3, received=False)
    check_notice(late, TODAY)
    with pytest.raises(NoReportOnTheDead) as refused:
        check_notice(replace(late, died=True, owed=False), TODAY)
    assert str(refused.value.basis) == "17(3.5)"
    with pytest.raises(NoMailOnceDead) as ours:  # it was owed: the limit is not the text's
        check_notice(replace(late, died=True), TODAY)
    assert ours.value.basis is DEFAULTS.DEATH_BY_HAND


@pytest.mark.article("8(3)", "8(10)", "17(3.5)")
def test_nothing_is_owed_for_a_meeting_on_the_plan_from_the_day_of_the_death() -> None:
    died_on, off = MEETS - timedelta(days=3), MEETS
    assert off_since(off, MeetingKind.REVIEW, died_on) == died_on
    assert off_since(off, MeetingKind.REVIEW, None) == off
    assert off_since(off, MeetingKind.REVIEW, TODAY) == off
    assert off_since(off, MeetingKind.CLOSURE, died_on) == off


@pytest.mark.article("17(3.5)")
def test_what_was_done_on_the_day_of_the_death_is_on_record() -> None:
    check_plan_goes_on(TODAY, None)
    check_plan_goes_on(TODAY, TODAY)
    with pytest.raises(PlanEndedWithDeath):
        check_plan_goes_on(TODAY, TODAY - timedelta(days=1))
