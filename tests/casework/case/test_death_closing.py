"""What becomes of a closing, on its way or decided, with a death and without it: Art. 17(3.5)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.case import referral
from core.clock import local_day
from models.breach import BreachRow
from models.closure import Closure
from rules.breaches import Wrong
from rules.closure import ClosureAlreadyProposed
from rules.composition import Relation
from rules.duties import Duty
from rules.grounds import Ground
from rules.known import FactName
from rules.phases import Phase
from rules.proposal import NoMeetingPlanned
from tests.builders import HEAD, OTHER_MANAGER
from tests.casework.case.test_death import alive, died, held
from tests.casework.known import state
from tests.conftest import At
from tests.onrecord import reading

DAY = timedelta(days=1)


@pytest.mark.article("17(3)", "17(3.5)")
def test_an_approved_closing_falls_with_its_ground_and_its_meeting_is_called_off(
    a_case: At,
) -> None:
    case = a_case("prepared")
    died(case)
    case.propose_closure(ground=Ground.DEATH)
    case.approve_closure()
    case.convene(case.at(63))
    phase = case.row().phase
    alive(case)
    fell = case.closure()
    assert (phase, case.row().phase) == (Phase.CLOSURE, Phase.ASSESSMENT)
    assert (fell.ground, fell.fell_for) == (Ground.DEATH, "Emri u ngatërrua.")
    with pytest.raises(NoMeetingPlanned):
        case.meeting()
    assert ("closure fell with its ground", "17(3.5)") in case.trail()
    assert not {Duty.APPROVE_CLOSURE, Duty.RECORD_OPINIONS} & set(case.duties())


@pytest.mark.article("17(3.5)", "17(5)")
def test_a_closing_on_another_ground_stands_whoever_was_said_to_have_died(a_case: At) -> None:
    case = a_case("decided")
    died(case)
    alive(case)
    assert case.closure().is_open
    assert Duty.SIGN_CLOSURE in case.duties()


@pytest.mark.article("17(3.5)", "17(5)")
def test_a_closing_decided_after_the_death_falls_also_where_its_day_is_corrected(
    a_case: At,
) -> None:
    case = a_case("decided")
    decided_on = case.closure().decided_on
    assert decided_on is not None
    died(case)
    assert case.closure().is_open
    early = {"valid_from": decided_on - timedelta(days=3), "reason": "Dita ishte gabim."}
    state(case, Relation.CHILD, FactName.DEATH, True, corrects=held(case), **early)
    fell = case.closure()
    assert (fell.fell_at, fell.fell_for) == (case.clock.now(), None)
    assert fell.decided_on == decided_on
    assert Duty.SIGN_CLOSURE not in case.duties()
    assert Duty.PROPOSE_CLOSURE in case.duties()
    case.propose_closure(ground=Ground.DEATH)
    assert (case.closure().ground, case.closure().decided_on) == (Ground.DEATH, None)


@pytest.mark.article("17(1)", "17(3.5)")
def test_a_closing_that_fell_is_judged_by_who_managed_the_case_as_it_is_known_now(
    a_case: At,
) -> None:
    """What was wrong with its proposal stays wrong, whenever it comes to light; nothing of what the
    table decided is judged any more."""
    case = a_case("decided")
    decided_on = case.closure().decided_on
    assert decided_on is not None
    died(case)
    early = {"valid_from": decided_on - timedelta(days=3), "reason": "Dita ishte gabim."}
    state(case, Relation.CHILD, FactName.DEATH, True, corrects=held(case), **early)
    fell = case.closure()
    assert fell.fell_at is not None
    with case.head() as work:  # typed late: on the day of the proposal it was another's case
        by, to = case.account(HEAD).id, case.account(OTHER_MANAGER).id
        referral.appoint(work, case.case, to, by=by, on=local_day(fell.proposed_at) - DAY)
    with reading() as work:
        query = select(BreachRow.duty).where(BreachRow.subject_id == fell.id)
        assert set(work.session.scalars(query)) == {Wrong.CLOSED_UNMANAGED}


@pytest.mark.article("17(1)", "17(3.5)")
def test_a_closing_on_another_ground_makes_room_once_the_child_has_died(a_case: At) -> None:
    case = a_case("closure_approved")
    case.convene(case.at(63))
    died(case)
    with pytest.raises(ClosureAlreadyProposed):
        case.propose_closure(ground=Ground.OTHER_CENTRE, detail="QPS Gjilan")
    overtaken = case.closure()
    case.propose_closure(ground=Ground.DEATH)
    case.stage.settle()
    with reading() as work:
        former = work.session.get_one(Closure, overtaken.id)
        assert (former.fell_at, former.fell_for) == (case.clock.now(), None)
        assert former.approved_at is not None
    assert (case.closure().ground, case.closure().approved_at) == (Ground.DEATH, None)
    with pytest.raises(NoMeetingPlanned):
        case.meeting()
    assert Duty.APPROVE_CLOSURE in case.duties()
    with pytest.raises(ClosureAlreadyProposed):
        case.propose_closure(ground=Ground.DEATH)
