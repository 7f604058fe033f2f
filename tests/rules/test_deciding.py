"""The acts of a closure, each asked of one rule: Art. 17."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from rules.approving import (
    ApprovalOfTheFormer,
    Former,
    HeadHasDecided,
    OwnApproval,
    check_approved_on,
    check_head_decides,
)
from rules.basis import Article
from rules.breaches import Wrong
from rules.closure import (
    AlreadyDecided,
    ClosureAlreadyProposed,
    ClosureMeetingNotHeld,
    HeadHasNotApproved,
    Met,
    ProposedClosure,
    check_decision,
    check_opinion_time,
    check_proposing,
    check_signing,
    meeting_on_closing,
    who_proposed,
)
from rules.composition import Relation
from rules.decided import DeathSaid, Decided, death_said, follows_record, lapses
from rules.defaults import DEFAULTS
from rules.meetings import MeetingKind
from rules.opinions import (
    Heard,
    Hearing,
    KinFacts,
    OpinionsAreFixed,
    OpinionsMissing,
    unheard,
)
from rules.refusals import Conflict, ProcedureRefused
from rules.reports import ReportAlreadyGiven, check_receipt
from rules.signing import NothingToSign, NotYoursToSign, RefusalWithoutReason, SignatureMethod
from tests.rules.known import LAST, MEMBER

DAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 11, tzinfo=UTC)
MANAGER, HEAD = UUID(int=7), UUID(int=8)
PROPOSED = ProposedClosure(MANAGER)
APPROVED = replace(PROPOSED, approved_at=NOON, approved_on=DAY)
READY = APPROVED
MET = Met(NOON)
SAID = Heard((KinFacts(MANAGER, Relation.MOTHER, outcome=Hearing.SAID),))


@pytest.mark.article("17(1)")
@pytest.mark.parametrize(
    ("managers", "whose"),
    [
        ({HEAD}, HEAD),
        ({MANAGER, HEAD}, MANAGER),
        (set(), MANAGER),
        ({HEAD, UUID(int=9)}, HEAD),  # two others: it was no work of who types it
    ],
)
def test_an_assessment_typed_late_is_of_who_managed_the_case_that_day(
    managers: set[UUID], whose: UUID
) -> None:
    assert who_proposed(managers, MANAGER) == whose


@pytest.mark.article("17(3)")
@pytest.mark.parametrize(
    ("proposal", "met", "heard", "on", "refusal"),
    [
        (None, MET, SAID, DAY, HeadHasNotApproved),
        (PROPOSED, MET, SAID, DAY, HeadHasNotApproved),
        (replace(READY, declined=True), MET, SAID, DAY, HeadHasNotApproved),
        (READY, MET, Heard(), DAY, OpinionsMissing),
        (replace(READY, decided_on=DAY), MET, SAID, DAY, AlreadyDecided),
        (READY, None, SAID, DAY, ClosureMeetingNotHeld),
        (READY, Met(NOON - timedelta(minutes=1)), SAID, DAY, ClosureMeetingNotHeld),
        (READY, MET, SAID, DAY - timedelta(days=1), HeadHasNotApproved),
    ],
)
def test_the_table_decides_approved_heard_and_met(
    proposal: ProposedClosure | None,
    met: Met | None,
    heard: Heard,
    on: date,
    refusal: type[Exception],
) -> None:
    with pytest.raises(refusal):
        check_decision(proposal, met, heard, on, DAY)
    check_decision(READY, MET, SAID, DAY, DAY)


@pytest.mark.article("17(1)", "17(3)", "8(11)")
@pytest.mark.parametrize(("days", "counts"), [(0, True), (1, False)])
def test_a_meeting_before_the_proposal_had_no_closing_before_it(days: int, counts: bool) -> None:
    began = NOON - timedelta(hours=11)  # the first hour of the day of the meeting
    late = replace(READY, proposed_at=began + timedelta(days=days))
    held = ((MeetingKind.REVIEW, NOON),)
    typed = NOON + timedelta(days=2)
    assert (meeting_on_closing(held, late.before_the_table, typed) == 0) is counts
    if counts:
        check_decision(late, MET, SAID, DAY, DAY)
        return
    with pytest.raises(ClosureMeetingNotHeld):
        check_decision(late, MET, SAID, DAY, DAY)


@pytest.mark.article("17(2)")
def test_a_decision_taken_unheard_is_a_breach_once_its_day_is_over() -> None:
    check_decision(READY, MET, Heard(), DAY, DAY + timedelta(days=1))
    (breach,) = unheard(Heard(), MEMBER, LAST, DAY)
    assert (breach.duty, str(breach.basis), breach.limit) == (Wrong.CLOSED_UNHEARD, "17(2)", DAY)
    assert not list(unheard(SAID, MEMBER, LAST, DAY))


@pytest.mark.article("17(2)", "17(3)")
def test_a_decision_is_held_to_what_goes_before_it_by_its_true_day() -> None:
    def wrong(on: date, heard: Heard, approved_on: date | None = DAY) -> list[str]:
        found = lapses(Decided(MEMBER, LAST, on, approved_on), heard)
        return [str(each.basis) for each in found if each.limit == on]

    before = DAY - timedelta(days=1)
    assert wrong(DAY, SAID) == []
    assert wrong(before, SAID) == wrong(DAY, SAID, None) == ["17(3)"]
    assert wrong(before, Heard()) == ["17(2)", "17(3)"]


@pytest.mark.article("17(5)")
def test_the_form_goes_with_the_record_until_somebody_has_signed_it() -> None:
    assert follows_record(signed=False)
    assert not follows_record(signed=True)


@pytest.mark.article("17(3.5)", "17(5)")
@pytest.mark.parametrize(
    ("days", "said"),
    [(-1, DeathSaid(died=True, on=DAY - timedelta(days=1))), (0, DeathSaid(died=True, on=DAY)),
     (1, DeathSaid()), (None, DeathSaid(died=True))],
)  # fmt: skip
def test_the_form_says_a_death_that_was_by_the_day_of_the_decision(
    days: int | None, said: DeathSaid
) -> None:
    died_on = None if days is None else DAY + timedelta(days=days)
    assert death_said(DAY, died=True, died_on=died_on) == said
    assert death_said(DAY, died=False, died_on=None) == DeathSaid()


@pytest.mark.article("17(3)")
def test_whoever_comes_second_sees_what_the_first_did() -> None:
    with pytest.raises(ClosureAlreadyProposed):
        check_proposing(PROPOSED)
    check_proposing(replace(PROPOSED, returned=True))
    with pytest.raises(HeadHasDecided):
        check_head_decides(APPROVED, HEAD)
    with pytest.raises(ReportAlreadyGiven):
        check_receipt(DAY)
    check_receipt(None)


@pytest.mark.parametrize(
    "race", [ClosureAlreadyProposed, HeadHasDecided, AlreadyDecided, ReportAlreadyGiven]
)
def test_a_race_is_a_conflict_and_no_article(race: type[Conflict]) -> None:
    assert issubclass(race, Conflict)
    assert race.basis is None


@pytest.mark.article("17(3)")
def test_the_head_decides_on_the_work_of_somebody_else() -> None:
    check_head_decides(PROPOSED, HEAD)
    with pytest.raises(OwnApproval):
        check_head_decides(PROPOSED, MANAGER)
    with pytest.raises(OwnApproval):
        check_head_decides(PROPOSED, HEAD, HEAD)
    check_head_decides(PROPOSED, MANAGER, HEAD, approve=False)  # the head since: they send it back
    with pytest.raises(OwnApproval):
        check_head_decides(PROPOSED, MANAGER, MANAGER, approve=False)
    for none in (None, replace(PROPOSED, returned=True)):
        with pytest.raises(HeadHasNotApproved):
            check_head_decides(none, HEAD)


@pytest.mark.article("17(2)")
def test_opinions_belong_to_a_proposal_on_its_way() -> None:
    with pytest.raises(HeadHasNotApproved):
        check_opinion_time(None)
    with pytest.raises(OpinionsAreFixed):
        check_opinion_time(replace(APPROVED, decided_on=DAY))
    check_opinion_time(PROPOSED)


@pytest.mark.article("17(5)")
def test_who_sat_at_the_table_signs_what_is_laid() -> None:
    laid = replace(READY, decided_on=DAY, laid=True, signatories=(MEMBER,))
    check_signing(laid, MEMBER, SignatureMethod.CODE, "")
    check_signing(laid, MEMBER, SignatureMethod.REFUSED, "Nuk u dëgjova.")
    check_signing(laid, MEMBER, SignatureMethod.REFUSED, None)
    with pytest.raises(NothingToSign) as open_to_nobody:
        check_signing(replace(laid, laid=False), MEMBER, SignatureMethod.CODE, "")
    with pytest.raises(NotYoursToSign) as strange:
        check_signing(laid, LAST, SignatureMethod.CODE, "")
    assert open_to_nobody.value.basis == strange.value.basis == Article(17, "5")
    with pytest.raises(ProcedureRefused) as ours:
        check_signing(laid, MEMBER, SignatureMethod.REFUSED, " ")
    assert ours.type is RefusalWithoutReason
    assert ours.value.basis == DEFAULTS.WHY_UNSIGNED


@pytest.mark.article("17(3)")
@pytest.mark.parametrize(
    ("former", "days", "refused"),
    [
        (None, -90, False),
        (Former(returned_on=DAY), -1, True),
        (Former(returned_on=DAY), 0, False),
        (Former(declined_on=DAY), 0, True),
        (Former(declined_on=DAY), 1, False),
        (Former(let_fall_on=DAY), -1, True),
        (Former(let_fall_on=DAY), 0, False),
        (Former(closed_on=DAY), 0, True),
        (Former(closed_on=DAY), 1, False),
    ],
)
def test_what_was_approved_before_is_not_this_assessment(
    former: Former | None, days: int, refused: bool
) -> None:
    """While another proposal was on its way there was no second one."""
    on, over = DAY + timedelta(days=days), Former(returned_on=date.min)
    formers = [former, over] if former else []
    if refused:
        with pytest.raises(ApprovalOfTheFormer):
            check_approved_on(formers, on)
    else:
        check_approved_on(formers, on)
