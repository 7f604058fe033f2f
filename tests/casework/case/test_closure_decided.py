"""The table decides on a closure, or goes on: Art. 17."""

from datetime import timedelta

import pytest

from casework.case import closure
from models.assessment import Assessment
from models.session import unit_of_work
from rules.after_eighteen import ServicesAnswer
from rules.assessment import AssessmentKind, Risk
from rules.closure import AlreadyDecided, ClosureMeetingNotHeld
from rules.duties import Duty
from rules.grounds import ActionsStillOpen, Ground
from rules.planning import ActionStatus, NothingToReview
from tests.builders import MANAGER, ACase
from tests.casework.case.test_closure import born
from tests.casework.conftest import At
from workflow.life import lock


@pytest.mark.article("17(3)", "8(11)")
def test_the_table_decides_in_a_meeting_on_this_proposal(a_case: At) -> None:
    case = a_case("closure_approved")
    case.record_opinions()
    with pytest.raises(ClosureMeetingNotHeld) as refused:
        case.decide(close=True)
    assert str(refused.value.basis) == "17(3)"


@pytest.mark.article("17(3)", "8(11)")
def test_an_earlier_meeting_does_not_carry_a_new_proposal(a_case: At) -> None:
    case = a_case("opinions")
    case.decide(close=False)
    case.write_minutes()
    case.stage.settle()
    case.stage.move_to(case.clock.today() + timedelta(days=1))
    case.propose_closure()
    case.stage.settle()
    case.approve_closure()
    case.record_opinions()
    assert Duty.PLAN_MEETING in case.duties()
    with pytest.raises(ClosureMeetingNotHeld):
        case.decide(close=True)


@pytest.mark.article("17(3)")
def test_a_case_the_table_does_not_close_goes_on(a_case: At) -> None:
    case = a_case("opinions")
    case.decide(close=False)
    assert case.row().phase == "implementation"
    assert ("table did not close", "17(3)") in case.trail()
    former = case.closure()
    assert former.declined_on == case.held().day
    assert former.approved_at is not None  # the head's word stays on record
    case.stage.settle()
    assert case.row().phase == "review"  # a month has passed since the last one
    assert Duty.PLAN_REVIEW in case.duties()


@pytest.mark.article("17(3)", "17(3.1)")
def test_the_ground_is_looked_at_again_when_the_table_decides(a_case: At) -> None:
    """The file may have moved since the head approved."""
    case = a_case("opinions")
    with unit_of_work() as work:
        lock(work, case.case)
        again = Assessment(
            case_id=case.case,
            kind=AssessmentKind.COMPREHENSIVE,
            version=3,
            made_on=case.clock.today(),
            recorded_at=case.clock.now(),
            recorded_by_id=case.account(MANAGER).id,
            risk=Risk.HIGH,
        )
        work.session.add(again)
    with pytest.raises(ActionsStillOpen):
        case.decide(close=True)
    case.decide(close=False)


@pytest.mark.article("17(3)")
def test_the_table_decides_once(a_case: At) -> None:
    case = a_case("decided")
    with pytest.raises(AlreadyDecided):
        case.decide(close=False)
    assert case.closure().decided_on == case.held().day


@pytest.mark.article("17(3)")
def test_a_planned_review_is_held_before_the_closure_is_convened(a_case: At) -> None:
    """Approved while a review was on the calendar: that meeting is not the closure's."""
    case = a_case("reports_asked")
    case.propose_closure("X3", "QPS Gjilan e pranoi.")
    case.stage.settle()
    case.approve_closure()
    case.meet()
    assert case.held().kind == "review"
    case.record_opinions()
    assert Duty.PLAN_MEETING in case.duties()
    with pytest.raises(ClosureMeetingNotHeld):
        case.decide(close=True)


MOVES = ("X3", "QPS Gjilan e pranoi.")


def in_closure(case: ACase) -> ACase:
    """The head approves closing: the child moves, whatever the plan says."""
    case.propose_closure(*MOVES)
    case.stage.settle()
    case.approve_closure()
    case.stage.settle()
    assert case.row().phase == "closure"
    return case


@pytest.mark.article("5(1.5)", "15(1)")
def test_a_review_becomes_due_and_late_while_closing_is_prepared(a_case: At) -> None:
    case = in_closure(a_case("minuted"))
    due = case.duties()[Duty.REVIEW_PLAN].due
    assert due is not None
    case.stage.move_to(due - timedelta(days=16))
    assert len(case.messages("review/opened")) == 1
    assert case.row().phase == "closure"
    assert "open_review" not in case.steps()
    case.stage.move_to(due + timedelta(days=1))
    assert case.trail().count(("review opened", "5(1.5)")) == 1
    owed = case.duties()
    assert owed[Duty.REVIEW_PLAN].is_missed(case.clock.today())
    assert str(owed[Duty.PLAN_REVIEW].basis) == "15(1)"
    assert Duty.PLAN_MEETING in owed  # the closure's own meeting


@pytest.mark.article("5(1.5)", "15(2)")
def test_the_findings_of_a_review_are_written_down_while_closing_is_prepared(a_case: At) -> None:
    case = in_closure(a_case("review_met"))
    due = case.duties()[Duty.REVIEW_PLAN].due
    assert case.duties()[Duty.SETTLE_REVIEW].meeting_id == case.held().id
    case.review(status=ActionStatus.IN_PROCESS)
    assert case.row().phase == "closure"
    assert ("review settled", "15(2)") in case.trail()
    assert Duty.SETTLE_REVIEW not in case.duties()
    assert case.duties()[Duty.REVIEW_PLAN].due != due
    assert case.steps()["open_review"]  # for the month that begins


@pytest.mark.article("15(1)", "8(9)", "8(11)")
@pytest.mark.parametrize(("on_review", "kind"), [(True, "review"), (False, "closure")])
def test_the_manager_says_which_meeting_it_is_while_closing_is_prepared(
    a_case: At, on_review: bool, kind: str
) -> None:
    case = in_closure(a_case("minuted"))
    case.convene(case.at(28), on_review=on_review)
    assert case.meeting().kind == kind
    assert kind in case.meeting().agenda
    assert "ask_reports" in case.steps() or case.messages("reports/request")


@pytest.mark.article("17(3)", "15(2)")
def test_a_review_held_meanwhile_takes_neither_findings_nor_decision_away(a_case: At) -> None:
    case = in_closure(a_case("minuted"))
    case.convene(case.at(28))
    case.meet()
    case.write_minutes()
    case.convene(case.at(42), on_review=True)
    case.meet()
    assert case.duties().keys() >= {Duty.SETTLE_REVIEW, Duty.DECIDE_CLOSURE}
    case.record_opinions()
    case.accept_transfer()
    case.decide(close=True)
    assert case.closure().meeting_id != case.held().id
    case.review(status=ActionStatus.IN_PROCESS)
    assert case.row().phase == "closure"


@pytest.mark.article("15(1)")
def test_no_review_meeting_follows_the_tables_decision_to_close(a_case: At) -> None:
    case = a_case("decided")
    case.write_minutes()
    assert Duty.REVIEW_PLAN not in case.duties()
    with pytest.raises(NothingToReview) as refused:
        case.propose(case.at(80), on_review=True)
    assert str(refused.value.basis) == "15(1)"


@pytest.mark.article("17(4)")
def test_services_recommended_after_eighteen_are_kept(a_case: At) -> None:
    case = a_case("minuted")
    today = case.clock.today()
    born(case, today.replace(year=today.year - 18))
    with case.manager() as work:
        closure.propose(
            work,
            case.case,
            ground=Ground.EIGHTEEN,
            assessment="Mosha madhore.",
            services=ServicesAnswer(None, "Strehim i mbështetur; këshillim."),
            by=case.account(MANAGER).id,
        )
    assert case.closure().after_eighteen == "Strehim i mbështetur; këshillim."
