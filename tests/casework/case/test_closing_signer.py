"""Whose word as case manager a closing form needs, by the record of the meeting's day: 17(5)."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from casework.case import closure, referral
from casework.table import minutes, signature_corrections
from models.meeting import Signature
from models.outbox import Message
from models.session import unit_of_work
from rules.defaults import DEFAULTS
from rules.duties import Duty
from rules.phases import Phase
from rules.signature_corrections import SignatureIsTheirs
from rules.signing import OwnHandOnPaper, RefusalWithoutReason, SignatureMethod, SignedPaper
from simulation import by_code
from simulation.stage import member_acting
from tests.builders import HEAD, MANAGER, OTHER_MANAGER, ACase
from tests.casework.case.test_appointment_day import appointments, correct
from tests.casework.case.test_death import died
from tests.casework.case.test_handover import hand_over
from tests.casework.conftest import At
from tests.scenes import CLOSURE_MEETING

DAY = timedelta(days=1)


def sign_as(case: ACase, who: str) -> Signature:
    with unit_of_work() as work:
        officer, method = case.account(who).id, SignatureMethod.PASSWORD
        return closure.sign(work, case.closure().id, account_id=officer, method=method)


@pytest.mark.article("17(5)", "4(2)")
def test_the_form_waits_for_who_managed_the_case_by_the_corrected_record(a_case: At) -> None:
    """Signed by the one, before the other's appointment turns out to be of an earlier day."""
    case = a_case("closure_approved")
    case.convene(case.at(CLOSURE_MEETING))
    case.meet()
    case.record_opinions()
    case.decide(close=True)
    case.stage.settle()
    met_on = case.held().day
    case.stage.move_to(met_on + 2 * DAY)
    hand_over(case)
    case.sign_closing_form()
    assert Duty.CHAIR_SIGNS_CLOSURE not in case.duties()
    correct(case, appointments(case)[-1], met_on - DAY)
    assert Duty.CHAIR_SIGNS_CLOSURE in case.duties()
    assert case.row().phase != Phase.CLOSED
    sign_as(case, OTHER_MANAGER)
    assert Duty.CHAIR_SIGNS_CLOSURE not in case.duties()
    with unit_of_work() as work:
        officers = select(Signature.account_id).where(
            Signature.paper_id == case.closure().id, Signature.account_id.is_not(None)
        )
        assert set(work.session.scalars(officers)) == {
            case.account(who).id for who in (MANAGER, OTHER_MANAGER)
        }


def asked(case: ACase) -> list[str]:
    """Who was asked by mail to sign the form of a case that is not theirs, one after the other."""
    with unit_of_work() as work:
        names = {case.account(each).id: each for each in (MANAGER, OTHER_MANAGER)}
        query = select(Message).where(Message.template.startswith("chairing/sign"))
        rows = work.session.scalars(query.order_by(Message.queued_at, Message.id)).all()
        about = SignedPaper.CLOSURE.value
        return [names[row.recipient_id] for row in rows if row.context["paper"] == about]


@pytest.mark.article("17(5)", "4(2)")
def test_whoever_is_to_sign_by_another_appointment_is_asked_at_once(a_case: At) -> None:
    """Who handed the case over, and who turns out to have managed it on the meeting's day."""
    case = a_case("decided")
    case.stage.settle()
    met_on = case.held().met_on
    case.stage.move_to(met_on + 2 * DAY)
    assert asked(case) == []
    hand_over(case)
    assert asked(case) == [MANAGER]
    case.stage.move_to(met_on + 3 * DAY)
    with case.head() as work:
        head, back = case.account(HEAD).id, case.account(MANAGER).id
        referral.appoint(work, case.case, back, by=head)
    correct(case, appointments(case)[1], met_on - DAY)
    assert asked(case) == [MANAGER, OTHER_MANAGER]
    sign_as(case, OTHER_MANAGER)
    case.sign_minutes()
    assert asked(case) == [MANAGER, OTHER_MANAGER]


@pytest.mark.article("17(5)", "17(3.5)")
def test_a_paper_is_taken_of_a_form_that_was_laid_before_a_death(a_case: At) -> None:
    """What came after the table had decided says nothing of the words on the paper."""
    case = a_case("decided")
    met_on, member = case.held().met_on, case.members()[0]
    case.stage.move_to(met_on + 2 * DAY)
    died(case)
    with case.manager() as work:
        signature = closure.sign(
            work,
            case.closure().id,
            member_id=member,
            method=SignatureMethod.PAPER,
            on=met_on + DAY,
        )
    assert signature.signed_on == met_on + DAY


@pytest.mark.article("17(5)", "10(1)")
def test_the_manager_refuses_in_their_own_hand_and_the_file_goes_on_as_with_a_member(
    a_case: At,
) -> None:
    """Minutes of the closing meeting too, which the last word approves."""
    case = a_case("decided")
    case.sign_minutes()
    case.write_minutes()
    manager, paper = case.account(MANAGER).id, case.papers()[-1].id
    own: dict[str, Any] = {
        "account_id": manager,
        "method": SignatureMethod.REFUSED,
        "confirmed": True,
    }
    for member in case.members():
        with member_acting(member) as work:
            minutes.sign(work, paper, **by_code.signing_of(work, paper, member))
            closure.sign(
                work, case.closure().id, **by_code.signing_of(work, case.closure().id, member)
            )
    assert {Duty.CHAIR_SIGNS_MINUTES, Duty.CHAIR_SIGNS_CLOSURE} <= set(case.duties())
    with pytest.raises(OwnHandOnPaper), case.manager() as work:
        closure.sign(work, case.closure().id, **(own | {"reason": "Pika 2.", "confirmed": False}))
    with pytest.raises(RefusalWithoutReason) as asked, case.manager() as work:
        closure.sign(work, case.closure().id, **own)
    assert asked.value.basis == DEFAULTS.WHY_UNSIGNED
    with case.manager() as work:
        said = minutes.sign(work, paper, **(own | {"reason": "Pika 2."}))
    assert (said.entered_by_id, said.reason) == (None, "Pika 2.")
    assert case.papers()[-1].approved_on == case.clock.today()
    with pytest.raises(SignatureIsTheirs), case.manager() as work:
        signature_corrections.take_back(work, said.id, why="Gabim.")
    with case.manager() as work:
        closure.sign(work, case.closure().id, **(own | {"reason": None}))
    assert Duty.CHAIR_SIGNS_CLOSURE not in case.duties()
    case.stage.settle()
    assert case.row().phase == Phase.CLOSED
