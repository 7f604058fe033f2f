"""The only door to a case: what is not yours is not there: Art. 18(1), 10(2)."""

from uuid import UUID

import pytest
from sqlalchemy import select

from identity import access
from identity.access import (
    NotThere,
    case_for,
    life_for,
    meeting_for,
)
from models.case import Case
from models.life import AuditEntry, Life
from models.people import Account
from models.session import Actor, unit_of_work
from rules.roles import Role
from simulation.stage import acting
from tests.builders import (
    ADMIN,
    HEAD,
    MANAGER,
    OTHER_CENTRES_MANAGER,
    OTHER_HEAD,
    OTHER_MANAGER,
    ACase,
)
from tests.conftest import At
from tests.database import past_the_rights
from tests.listed import seen

STRANGERS = (OTHER_MANAGER, OTHER_HEAD, OTHER_CENTRES_MANAGER, ADMIN)


def opens(case: ACase, email: str, role: Role | None = None) -> bool:
    number = case.row().number
    try:
        with acting(email) as work:
            return case_for(work, number, role=role).id == case.case
    except NotThere:
        return False


@pytest.mark.article("18(1)")
@pytest.mark.parametrize("email", [HEAD, MANAGER])
def test_head_and_manager_open_the_case_and_that_is_on_record(a_case: At, email: str) -> None:
    case = a_case("appointed")
    assert opens(case, email)
    entry = case.recorded("case opened")
    assert (entry.article, entry.actor_id) == ("18(1)", case.account(email).id)


@pytest.mark.article("18(1)", "10(6)")
@pytest.mark.parametrize("email", STRANGERS)
def test_for_everybody_else_the_case_is_not_there(a_case: At, email: str) -> None:
    case = a_case("proposed")
    assert not opens(case, email)
    assert ("case opened", "18(1)") not in case.trail()
    with acting(email) as work:
        assert seen(work) == []
    meeting = case.meeting().id
    with pytest.raises(NotThere), acting(email) as work:
        meeting_for(work, meeting)


@pytest.mark.article("4(2)", "17(3)")
@pytest.mark.parametrize(
    ("email", "role", "lets_in"),
    [
        (HEAD, "head", True),
        (HEAD, "manager", False),
        (MANAGER, "manager", True),
        (MANAGER, "head", False),
    ],
)
def test_each_act_has_its_own_officer(a_case: At, email: str, role: Role, lets_in: bool) -> None:
    assert opens(a_case("appointed"), email, role) is lets_in


@pytest.mark.article("18(1)")
def test_a_case_without_a_manager_is_the_heads_only(a_case: At) -> None:
    case = a_case("referred")
    assert opens(case, HEAD)
    assert not opens(case, MANAGER)


@pytest.mark.article("18(1)")
@pytest.mark.parametrize("email", [HEAD, MANAGER])
def test_who_left_office_opens_nothing(a_case: At, email: str) -> None:
    case = a_case("appointed")
    with unit_of_work() as work:
        account = work.session.get_one(Account, case.account(email).id)
        account.disabled_at = work.clock.now()
    assert not opens(case, email)


@pytest.mark.article("18(1)")
@pytest.mark.parametrize("kind", ["member", "system", "staff"])
def test_nobody_without_an_account_opens_a_case(a_case: At, kind: str) -> None:
    case = a_case("declared")
    number = case.row().number
    with pytest.raises(NotThere), unit_of_work(Actor(kind, case.members()[0])) as work:  # type: ignore[arg-type]
        case_for(work, number)


def test_a_number_that_does_not_exist_is_answered_the_same_way(a_case: At) -> None:
    a_case("appointed")
    with pytest.raises(NotThere), acting(HEAD) as work:
        case_for(work, "R-26-4711")
    with pytest.raises(NotThere), acting(HEAD) as work:
        meeting_for(work, UUID(int=1))


@pytest.mark.article("18(1)")
def test_closed_cases_stand_in_a_list_of_their_own(a_case: At) -> None:
    case = a_case("closed")
    with acting(MANAGER) as work:
        assert seen(work) == []
        assert seen(work, closed=True) == [case.row().number]


@pytest.mark.article("8(2)")
@pytest.mark.parametrize(
    ("email", "lets_in"),
    [
        (HEAD, True),
        (MANAGER, True),  # convenes the municipal meeting: T6
        (OTHER_MANAGER, False),
        (OTHER_HEAD, False),
        (OTHER_CENTRES_MANAGER, False),
        (ADMIN, False),
    ],
)
def test_a_quarter_belongs_to_its_head_and_its_convener(
    a_case: At, email: str, lets_in: bool
) -> None:
    a_case("appointed")
    with unit_of_work() as work:
        query = select(Life.id).where(Life.kind == "quarterly", Life.key.startswith("ferizaj"))
        quarter = work.session.scalars(query).first()
        assert quarter is not None
    if lets_in:
        with acting(email) as work:
            assert life_for(work, quarter).id == quarter
        return
    with pytest.raises(NotThere), acting(email) as work:
        life_for(work, quarter)


@pytest.mark.article("18(1)")
def test_a_case_opened_as_a_life_goes_through_the_same_door(a_case: At) -> None:
    case = a_case("appointed").case
    for stranger in (OTHER_MANAGER, OTHER_HEAD, ADMIN):
        with pytest.raises(NotThere), acting(stranger) as work:
            life_for(work, case)
    with acting(HEAD) as work:
        life_for(work, case)
    with unit_of_work() as work:
        opened = select(AuditEntry.act).where(AuditEntry.life_id == case)
        assert work.session.scalars(opened.order_by(AuditEntry.number.desc())).first() == (
            "case opened"
        )


def test_siblings_point_at_each_other(a_case: At) -> None:
    case = a_case("appointed")
    with past_the_rights() as work:
        from casework.case import referral
        from tests.scenes import a_referral

        place = referral.municipality(work, "ferizaj").id
        brother = referral.refer(work, place, a_referral())
        brother.sibling_of_id = case.case
    with unit_of_work() as work:
        mine = work.session.get_one(Case, case.case)
        his = access.siblings_of(work.session, mine)
        assert [found.id for found in his] == [brother.id]
        assert [found.id for found in access.siblings_of(work.session, his[0])] == [case.case]
