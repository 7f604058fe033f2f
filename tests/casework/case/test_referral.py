"""A child is referred, and the centre appoints a manager: Art. 4(2), 5(1.1), 8(1)."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import select, text

from casework.case import referral
from casework.case.referral import FIRST_NUMBER, next_number
from casework.municipality import offices
from models.case import Appointment, Case, Child
from models.session import unit_of_work
from rules.duties import Duty
from rules.phases import StepOutOfTurn
from rules.referral import AlreadyManaged, NoCategory, NotAnOfficerOfTheCentre
from simulation.stage import acting
from tests.builders import (
    ADMIN,
    HEAD,
    MANAGER,
    OTHER_CENTRES_MANAGER,
    OTHER_MANAGER,
    ACase,
)
from tests.casework.conftest import At
from tests.database import past_the_rights
from tests.scenes import FAMILY, a_referral
from tests.waiting import wait_until


def appoint(case: ACase, email: str) -> None:
    officer = case.account(email).id
    with case.head() as work:
        referral.appoint(work, case.case, officer, by=case.account(HEAD).id)


@pytest.mark.article("5(1.1)", "8(1)")
def test_a_referral_opens_a_case_that_waits_for_its_manager(a_case: At) -> None:
    case = a_case("referred")
    assert case.row().number == f"R-26-{FIRST_NUMBER}"
    assert case.row().phase == "assessment"
    assert case.life().waiting_for == "AwaitingManager"
    assert ("case referred", "5(1.1)") in case.trail()
    with unit_of_work() as work:
        child = work.session.scalars(select(Child)).one()
        assert child.name == FAMILY.child.name
        assert child.birth_date == FAMILY.child.birth_date


@pytest.mark.article("5(1.1)")
def test_a_referral_without_a_category_leaves_nothing_behind(begun: ACase) -> None:
    with unit_of_work() as work:
        place = referral.municipality(work, "ferizaj").id
    with pytest.raises(NoCategory) as refused, begun.head() as work:
        referral.refer(work, place, replace(a_referral(), categories={}))
    assert str(refused.value.basis) == "5(1.1)"
    with unit_of_work() as work:
        assert work.session.scalars(select(Case)).all() == []


@pytest.mark.article("4(2)")
def test_the_head_is_told_once_of_a_referral(a_case: At) -> None:
    case = a_case("referred")
    head = case.account(HEAD).id
    assert len(case.messages("referral/received", head)) == 1
    case.again("announce_referral", case.case)
    assert len(case.messages("referral/received")) == 1
    assert case.trail().count(("head told of referral", "4(2)")) == 1


@pytest.mark.article("4(2)")
def test_the_appointed_officer_manages_and_is_told(a_case: At) -> None:
    case = a_case("appointed")
    manager = case.account(MANAGER).id
    assert case.row().manager_id == manager
    assert len(case.messages("appointment/appointed", manager)) == 1
    assert case.recorded("manager appointed").article == "4(2)"
    assert case.recorded("manager appointed").detail == {
        "officer": str(manager),
        "on": str(case.begins),
    }


@pytest.mark.article("4(2)")
@pytest.mark.parametrize("email", [HEAD, ADMIN, OTHER_CENTRES_MANAGER])
def test_only_an_officer_of_the_centre_is_appointed(a_case: At, email: str) -> None:
    case = a_case("referred")
    with pytest.raises(NotAnOfficerOfTheCentre):
        appoint(case, email)
    assert case.row().manager_id is None


@pytest.mark.article("4(2)")
def test_an_officer_who_left_office_is_not_appointed(a_case: At) -> None:
    case = a_case("referred")
    with unit_of_work() as work:
        former = case.account(OTHER_MANAGER)
        work.session.merge(former).disabled_at = work.clock.now()
    with pytest.raises(NotAnOfficerOfTheCentre):
        appoint(case, OTHER_MANAGER)


@pytest.mark.article("4(2)")
def test_a_change_of_manager_keeps_the_history(a_case: At) -> None:
    case = a_case("appointed")
    with pytest.raises(AlreadyManaged):
        appoint(case, MANAGER)
    appoint(case, OTHER_MANAGER)
    case.stage.settle()
    with unit_of_work() as work:
        ended = {row.account_id: row.ended_on for row in work.session.scalars(select(Appointment))}
    assert ended == {
        case.account(MANAGER).id: case.clock.today(),
        case.account(OTHER_MANAGER).id: None,
    }
    assert len(case.messages("appointment/appointed")) == 2


@pytest.mark.article("8(1)", "12(1)")
def test_an_appointed_manager_owes_assessment_table_and_meeting(a_case: At) -> None:
    duties = a_case("appointed").duties()
    opening = {Duty.RECORD_ASSESSMENT, Duty.CHOOSE_COMPOSITION, Duty.PLAN_MEETING}
    assert opening | {Duty.NAME_FAMILY, Duty.CHAIR_DECLARES} == set(duties)


@pytest.mark.parametrize(
    ("taken", "following"),
    [
        ([], "R-26-1001"),
        (["R-26-1001"], "R-26-1002"),
        (["R-26-9999"], "R-26-10000"),
        (["R-26-9999", "R-26-10000"], "R-26-10001"),
        (["R-25-4000"], "R-26-1001"),  # a series a year
    ],
)
def test_case_numbers_follow_each_other(begun: ACase, taken: list[str], following: str) -> None:
    for number in taken:
        with begun.head() as work:
            case = referral.refer(work, referral.municipality(work, "ferizaj").id, a_referral())
        with past_the_rights() as work:
            work.session.get_one(Case, case.id).number = number
    with unit_of_work() as work:
        assert next_number(work) == following


@pytest.mark.article("4(2)", "17(5)")
def test_a_sealed_file_has_no_new_manager(a_case: At) -> None:
    case = a_case("closed")
    with pytest.raises(StepOutOfTurn):
        appoint(case, OTHER_MANAGER)


@pytest.mark.article("4(2)")
def test_nobody_is_appointed_who_leaves_the_office_in_the_same_moment(a_case: At) -> None:
    """The account is held: what the one did not see when it asked, it sees when it writes."""
    case = a_case("referred")
    admin, other = case.account(ADMIN).id, case.account(OTHER_MANAGER).id
    with ThreadPoolExecutor(1) as elsewhere:
        with acting(ADMIN) as work:
            offices.disable(work, other, by=admin)
            done = elsewhere.submit(appoint, case, OTHER_MANAGER)
            waits = text("SELECT count(*) > 0 FROM pg_locks WHERE NOT granted")
            wait_until(lambda: bool(work.session.scalar(waits)))
        with pytest.raises(NotAnOfficerOfTheCentre):
            done.result(60)
    assert case.row().manager_id is None
