"""A day put forward, and the head's word on it: Art. 8(1), 8(3), 8(8), 14(5)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from rules.beginning import Beginning, ToldBeforeTheReferral
from rules.convening import MeetingInThePast, MeetingTooSoon
from rules.days import StillToCome
from rules.facts import HeldFacts
from rules.meetings import MeetingKind
from rules.minutes import MinutesNotWritten
from rules.proposal import (
    AllTheSame,
    AssessmentExists,
    BeforeItWasProposed,
    InvitationsHaveLeft,
    MeetingAlreadyPlanned,
    NobodyAtRisk,
    NobodyManaged,
    NoMeetingPlanned,
    PlannedThatDay,
    Proposal,
    ProposalNotOpen,
    Unassessed,
    WithoutRisk,
    check_agreement,
    check_counter,
    check_kind,
    check_proposed,
    check_room,
    check_that_day,
    check_unassessed,
    check_undecided,
    check_withdrawal,
    has_lapsed,
    may_agree,
)
from rules.refusals import ProcedureRefused
from tests.rules.known import LAST, MEETS, REFERRED, a_table

OPEN = Proposal(MEETS)
TODAY = MEETS - timedelta(days=10)
UNWRITTEN = HeldFacts(LAST, REFERRED)
AT_RISK = Unassessed("Rrezik i menjëhershëm.", at_risk=True, assessed=False)


@pytest.mark.article("8(8)")
def test_both_conditions_of_the_exception_are_asked_for() -> None:
    check_unassessed(AT_RISK)
    with pytest.raises(NobodyAtRisk):
        check_unassessed(replace(AT_RISK, at_risk=False))
    with pytest.raises(AssessmentExists):
        check_unassessed(replace(AT_RISK, assessed=True))


@pytest.mark.article("8(8)")
@pytest.mark.parametrize("assessed", [True, False])
def test_without_a_reason_the_exception_is_not_asked_for(assessed: bool) -> None:
    check_unassessed(Unassessed("  ", at_risk=False, assessed=assessed))


@pytest.mark.article("10(1)", "14(5)")
@pytest.mark.parametrize("kind", sorted(set(MeetingKind) - {MeetingKind.EXTRAORDINARY}))
def test_minutes_first_holds_up_no_extraordinary_meeting(kind: MeetingKind) -> None:
    with pytest.raises(MinutesNotWritten):
        check_room([], UNWRITTEN, kind, TODAY)
    check_room([], None, kind, TODAY)
    check_room([], UNWRITTEN, MeetingKind.EXTRAORDINARY, TODAY)
    check_room([], UNWRITTEN, kind, TODAY, AllTheSame(all_the_same=True))


@pytest.mark.article("8(1)")
def test_one_meeting_at_a_time_is_a_choice_of_ours() -> None:
    with pytest.raises(MeetingAlreadyPlanned) as refused:
        check_room([OPEN], None, MeetingKind.REVIEW, TODAY)
    assert refused.value.basis == MeetingAlreadyPlanned.basis
    gone = [replace(OPEN, over=True), replace(OPEN, countered=True)]
    check_room(gone, None, MeetingKind.REVIEW, TODAY)
    check_room([OPEN], None, MeetingKind.REVIEW, MEETS)  # nobody agreed while it could be kept
    check_room([OPEN], None, MeetingKind.EXTRAORDINARY, TODAY)
    check_room([replace(OPEN, extraordinary=True)], None, MeetingKind.REVIEW, TODAY)
    check_room([OPEN], None, MeetingKind.REVIEW, TODAY, AllTheSame(all_the_same=True))


@pytest.mark.article("8(1)", "14(5)")
def test_each_further_meeting_of_one_day_is_asked_for_anew() -> None:
    two = [OPEN, replace(OPEN, extraordinary=True)]
    for known in (0, 1):
        with pytest.raises(PlannedThatDay) as refused:
            check_that_day(two, OPEN.day, TODAY, AllTheSame(all_the_same=True, that_day=known))
        assert refused.value.basis == PlannedThatDay.basis
    check_that_day(two, OPEN.day, TODAY, AllTheSame(that_day=2))
    check_that_day(two, OPEN.day + timedelta(days=1), TODAY)
    gone = [replace(OPEN, over=True), replace(OPEN, countered=True)]
    check_that_day(gone, OPEN.day, TODAY)


@pytest.mark.article("14(5)")
def test_the_condition_of_an_extraordinary_meeting_is_risk() -> None:
    with pytest.raises(WithoutRisk) as refused:
        check_kind(MeetingKind.EXTRAORDINARY, at_risk=False)
    assert str(refused.value.basis) == "14(5)"
    check_kind(MeetingKind.EXTRAORDINARY, at_risk=True)
    check_kind(MeetingKind.REVIEW, at_risk=False)


@pytest.mark.article("8(3)")
def test_a_proposal_can_be_agreed_to_while_three_days_are_left() -> None:
    last = MEETS - timedelta(days=3)
    assert may_agree(OPEN, last)
    assert not may_agree(OPEN, last + timedelta(days=1))
    assert has_lapsed(OPEN, last + timedelta(days=1))
    assert may_agree(replace(OPEN, excused=True), MEETS)
    assert not has_lapsed(replace(OPEN, agreed=True), MEETS)
    with pytest.raises(MeetingTooSoon):
        check_agreement(OPEN, a_table(), MEETS)
    with pytest.raises(MeetingInThePast):
        check_agreement(replace(OPEN, excused=True), a_table(), MEETS + timedelta(days=1))
    check_agreement(OPEN, a_table(), last)


@pytest.mark.article("8(3)")
@pytest.mark.parametrize("state", ["agreed", "countered", "over"])
def test_the_head_decides_once(state: str) -> None:
    decided = replace(OPEN, **{state: True})  # type: ignore[arg-type]
    assert not may_agree(decided, TODAY)
    with pytest.raises(ProposalNotOpen):
        check_undecided(decided)
    check_undecided(OPEN)


@pytest.mark.article("8(3)")
@pytest.mark.parametrize(
    ("proposal", "refusal"),
    [
        (OPEN, NoMeetingPlanned),
        (replace(OPEN, agreed=True, over=True), NoMeetingPlanned),
        (replace(OPEN, agreed=True, invited=True), InvitationsHaveLeft),
        (replace(OPEN, agreed=True), None),
    ],
)
def test_the_word_is_taken_back_until_the_invitations_leave(
    proposal: Proposal, refusal: type[ProcedureRefused] | None
) -> None:
    if refusal is None:
        check_withdrawal(proposal)
        return
    with pytest.raises(refusal):
        check_withdrawal(proposal)


@pytest.mark.article("8(3)")
@pytest.mark.parametrize("countered", [False, True])
@pytest.mark.parametrize("agreed", [False, True])
def test_a_word_given_earlier_is_entered_after_the_meeting_once(
    agreed: bool, countered: bool
) -> None:
    """Whatever its day was; unless the head's word is on record already."""
    held = replace(OPEN, agreed=agreed, countered=countered, over=True, held_on=MEETS)
    if agreed or countered:
        with pytest.raises(ProposalNotOpen):
            check_agreement(held, a_table(), TODAY)
    else:
        check_agreement(held, a_table(), TODAY)
        check_agreement(held, a_table(), MEETS + timedelta(days=3))
        with pytest.raises(ProposalNotOpen):
            check_agreement(replace(held, held_on=None), a_table(), TODAY)


@pytest.mark.article("6(1.3)", "8(3)")
def test_a_proposal_on_paper_is_of_its_own_day() -> None:
    referred, managed = TODAY - timedelta(days=5), TODAY - timedelta(days=3)
    since = Beginning(referred)
    assert check_proposed(None, since, managed, TODAY) == TODAY
    assert check_proposed(managed, since, managed, TODAY) == managed
    assert check_proposed(referred, since, None, TODAY) == referred
    with pytest.raises(StillToCome):
        check_proposed(TODAY + timedelta(days=1), since, managed, TODAY)
    with pytest.raises(ToldBeforeTheReferral):
        check_proposed(referred - timedelta(days=1), since, managed, TODAY)
    with pytest.raises(NobodyManaged) as refused:
        check_proposed(managed - timedelta(days=1), since, managed, TODAY)
    assert refused.value.facts == {"day": managed - timedelta(days=1), "since": managed}


@pytest.mark.article("8(3)")
def test_nobody_answers_before_the_day_is_put_forward() -> None:
    said = replace(OPEN, proposed_on=TODAY)
    before = TODAY - timedelta(days=1)
    check_agreement(said, a_table(), TODAY)
    check_counter(said, None, TODAY)
    with pytest.raises(BeforeItWasProposed):
        check_agreement(said, a_table(), before)
    with pytest.raises(BeforeItWasProposed) as refused:
        check_counter(said, None, before)
    assert refused.value.facts == {"day": TODAY}
    held = replace(said, over=True, held_on=MEETS)
    check_agreement(held, a_table(), before)  # what was said of it is put on record as it was
