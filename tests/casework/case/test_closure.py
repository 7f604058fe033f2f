"""Closing a case, from the manager's proposal to the sealed file: Art. 8(11), 17, 18."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from casework.table import composition
from models.case import Child
from models.session import unit_of_work
from rules.after_eighteen import AfterEighteenUnanswered
from rules.approving import HeadHasDecided, OwnApproval
from rules.closure import ClosureAlreadyProposed, HeadHasNotApproved
from rules.duties import Duty
from rules.grounds import (
    ActionsStillOpen,
    BestInterestMissing,
    BirthDateUnknown,
    GroundDetailMissing,
    GroundMissing,
    NotYetEighteen,
)
from rules.opinions import OpinionsMissing
from simulation import words
from tests.builders import DOCTOR, HEAD, MANAGER, ACase
from tests.casework.conftest import At
from workflow.life import lock


def born(case: ACase, day: date | None) -> None:
    with unit_of_work() as work:
        lock(work, case.case)
        query = select(Child).where(Child.case_id == case.case)
        work.session.scalars(query).one().birth_date = day


@pytest.mark.article("17(1)")
def test_the_manager_recommends_and_the_head_is_asked_once(a_case: At) -> None:
    case = a_case("closure_proposed")
    assert len(case.messages("closure/approve", case.account(HEAD).id)) == 1
    assert case.row().phase == "implementation"
    case.again("ask_closure_approval", case.closure().id)
    assert len(case.messages("closure/approve")) == 1
    assert ("closure proposed", "17(1)") in case.trail()
    assert ("head asked to approve closure", "17(3)") in case.trail()


@pytest.mark.article("17(3)", "17(3.1)")
@pytest.mark.parametrize(
    ("ground", "detail", "refusal"),
    [
        ("X0", "", GroundMissing),
        ("X1", "", ActionsStillOpen),  # the risk is high and nothing is done
        ("X2", "", NotYetEighteen),
        ("X3", " ", GroundDetailMissing),
        ("X4", "", GroundDetailMissing),
        ("X6", "", GroundDetailMissing),
    ],
)
def test_a_ground_the_file_does_not_carry_is_refused(
    a_case: At, ground: str, detail: str, refusal: type[Exception]
) -> None:
    case = a_case("minuted")
    with pytest.raises(refusal):
        case.propose_closure(ground, detail)
    assert Duty.APPROVE_CLOSURE not in case.duties()


@pytest.mark.article("17(3.2)", "17(4)")
def test_eighteen_counts_from_the_birthday_on(a_case: At) -> None:
    case = a_case("minuted")
    today = case.clock.today()
    born(case, None)
    with pytest.raises(BirthDateUnknown):
        case.propose_closure("X2")
    born(case, today.replace(year=today.year - 18) + timedelta(days=1))
    with pytest.raises(NotYetEighteen):
        case.propose_closure("X2")
    case.clock.move_to(today + timedelta(days=1))
    with pytest.raises(AfterEighteenUnanswered):
        case.propose_closure("X2")
    case.propose_closure("X2", needs_services=False)


@pytest.mark.article("17(3.3)", "17(3.4)", "17(3.5)")
@pytest.mark.parametrize(
    ("ground", "detail"),
    [("X3", "QPS Gjilan e pranoi."), ("X4", "Gjermani; me nënën.")],
)
def test_a_move_or_a_death_closes_whatever_is_open(a_case: At, ground: str, detail: str) -> None:
    case = a_case("minuted")
    if ground == "X4":
        with pytest.raises(BestInterestMissing):
            case.propose_closure(ground, detail, best_interest="")
    case.propose_closure(ground, detail)
    proposed = case.closure()
    assert (proposed.ground, proposed.ground_detail) == (ground, detail)
    assert proposed.best_interest == (words.BEST_INTEREST if ground == "X4" else None)


@pytest.mark.article("17(1)")
def test_there_is_one_proposal_at_a_time(a_case: At) -> None:
    with pytest.raises(ClosureAlreadyProposed):
        a_case("closure_proposed").propose_closure()


@pytest.mark.article("17(3)")
def test_nobody_approves_their_own_assessment(a_case: At) -> None:
    case = a_case("closure_proposed")
    with pytest.raises(OwnApproval):
        case.approve_closure(by=MANAGER)
    assert case.closure().approved_at is None


@pytest.mark.article("17(3)")
def test_the_head_decides_once_and_the_manager_is_told(a_case: At) -> None:
    case = a_case("closure_approved")
    assert case.row().phase == "closure"
    assert case.closure().approved_by_id == case.account(HEAD).id
    assert len(case.messages("closure/decided", case.account(MANAGER).id)) == 1
    with pytest.raises(HeadHasDecided):
        case.approve_closure()
    case.again("answer_closure", case.closure().id)
    assert len(case.messages("closure/decided")) == 1
    assert case.trail().count(("manager told the head's decision", "17(3)")) == 1


@pytest.mark.article("17(3)")
def test_one_decision_is_one_line_in_the_trail(a_case: At) -> None:
    case = a_case("closure_proposed")
    before = len(case.trail())
    case.approve_closure()
    case.stage.settle()
    assert [act for act, _ in case.trail()[before:]] == [
        "closure approved",
        "manager told the head's decision",
    ]


@pytest.mark.article("17(3)")
def test_a_proposal_sent_back_leaves_the_case_as_it_was(a_case: At) -> None:
    case = a_case("closure_proposed")
    case.approve_closure(approve=False)
    case.stage.settle()
    assert case.row().phase == "implementation"
    told = case.messages("closure/decided")[0].context
    assert (told["approved"], told["own"]) == (False, True)
    with pytest.raises(HeadHasNotApproved):
        case.decide(close=True)
    case.propose_closure()
    assert Duty.APPROVE_CLOSURE in case.duties()


@pytest.mark.article("17(2)", "17(3)")
@pytest.mark.parametrize(
    ("scene", "refusal"),
    [
        ("reviewed", HeadHasNotApproved),
        ("closure_proposed", HeadHasNotApproved),
        ("closure_approved", OpinionsMissing),
        ("closure_met", OpinionsMissing),
    ],
)
def test_the_table_does_not_close_before_approval_and_opinions(
    a_case: At, scene: str, refusal: type[Exception]
) -> None:
    case = a_case(scene)
    with pytest.raises(refusal):
        case.decide(close=True)
    assert case.row().phase != "closed"


@pytest.mark.article("8(11)")
def test_all_who_sit_at_the_table_are_invited_to_the_closure_meeting(a_case: At) -> None:
    case = a_case("closure_approved")
    chosen = {case.person(DOCTOR): "Shëndeti."}
    with case.manager() as work:
        composition.choose(work, case.case, chosen)
    case.convene(case.at(63))
    case.stage.move_to(case.meeting().day - timedelta(days=5))
    meeting = str(case.meeting().id)
    invited = [
        message.recipient_id
        for message in case.messages("convening/invitation")
        if message.context["meeting_id"] == meeting
    ]
    assert len(invited) == len(case.members())
    assert case.person(DOCTOR) in invited
    assert case.meeting().kind == "closure"
    assert "closure" in case.meeting().agenda
