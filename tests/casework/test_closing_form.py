"""The closing form is signed and the file sealed: Art. 17(5)."""

import pytest
from sqlalchemy import update

from casework import closure
from casework.seal import seal_of
from casework.table import NotThere
from models.case import Child
from models.session import unit_of_work
from rules.duties import Duty
from rules.minutes import NothingToSign, NotYoursToSign
from rules.phases import StepOutOfTurn
from simulation.stage import member_acting
from tests.builders import OTHER_HEAD, SILENT
from tests.casework.conftest import At


@pytest.mark.article("17(5)")
def test_everybody_is_asked_to_sign_the_closing_form_once(a_case: At) -> None:
    case = a_case("decided")
    assert len(case.messages("closure/sign")) == len(case.members())
    case.again("ask_closing_signatures", case.closure().id)
    assert len(case.messages("closure/sign")) == len(case.members())
    assert case.duties()[Duty.SIGN_CLOSURE].count == len(case.members())
    assert case.duties()[Duty.CHAIR_SIGNS_CLOSURE].actor == "manager"


@pytest.mark.article("17(5)")
def test_only_members_and_the_manager_sign_and_each_once(a_case: At) -> None:
    case = a_case("decided")
    form, member = case.closure().id, case.seat(SILENT)

    def sign(who: object = member, paper: object = form) -> None:
        with member_acting(member) as work:
            closure.sign(work, paper, member_id=who, method="code")  # type: ignore[arg-type]

    sign()
    with pytest.raises(NothingToSign):
        sign()
    with pytest.raises(NotYoursToSign):
        sign(who=case.case)
    with pytest.raises(NotThere):
        sign(paper=case.case)
    stranger = case.account(OTHER_HEAD).id
    with pytest.raises(NotYoursToSign), case.manager() as work:
        closure.sign(work, form, account_id=stranger, method="password")


@pytest.mark.article("17(5)")
def test_nothing_is_signed_before_the_table_decided(a_case: At) -> None:
    case = a_case("opinions")
    with pytest.raises(NothingToSign):
        case.sign_closing_form()


@pytest.mark.article("17(5)")
def test_the_last_signature_seals_the_file(a_case: At) -> None:
    case = a_case("decided")
    case.write_minutes()
    case.sign_minutes()
    assert case.row().phase == "closure"
    case.sign_closing_form()
    case.stage.settle()
    row, life = case.row(), case.life()
    assert (row.phase, life.waiting_for, life.wake_at) == ("closed", "Completed", None)
    assert life.ended_at is not None
    assert row.seal is not None
    assert case.recorded("file sealed").detail["seal"] == row.seal.hex()
    case.again("seal_file", case.closure().id)
    assert case.trail().count(("file sealed", "17(5)")) == 1


@pytest.mark.article("17(5)")
def test_the_seal_shows_any_later_change(a_case: At) -> None:
    case = a_case("closed")
    with unit_of_work() as work:
        assert seal_of(work.session, case.case) == case.row().seal
    with unit_of_work() as work:
        work.session.execute(update(Child).values(status="refugee"))
    with unit_of_work() as work:
        assert seal_of(work.session, case.case) != case.row().seal


@pytest.mark.article("17(5)")
def test_a_sealed_file_takes_nothing_more(a_case: At) -> None:
    case = a_case("closed")
    assert case.duties() == {}
    assert case.steps() == {}
    for act in (case.propose_closure, case.record_opinions, lambda: case.decide(close=False)):
        with pytest.raises(StepOutOfTurn):
            act()


@pytest.mark.article("17(5)")
def test_no_file_is_sealed_over_a_planned_meeting(a_case: At) -> None:
    from casework import convening

    case = a_case("decided")
    case.write_minutes()
    case.propose(case.at(90))
    case.sign_minutes()
    case.sign_closing_form()
    case.stage.settle()
    assert case.row().phase == "closure"
    with case.manager() as work:
        convening.cancel(work, case.case)
    case.stage.settle()
    assert case.row().phase == "closed"
