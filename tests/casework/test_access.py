"""The only door to a case: what is not yours is not there: Art. 18(1), 10(2)."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from casework.table import composition
from core.ids import digest, new_token
from identity import access, links
from identity.access import (
    NotThere,
    Role,
    case_for,
    guest_for,
    life_for,
    link_for,
    meeting_for,
    visible_cases,
)
from models.case import Case
from models.life import AuditEntry, Life
from models.people import Account, MemberLink, MemberSession
from models.session import Actor, unit_of_work
from simulation.stage import acting
from tests.builders import (
    ADMIN,
    HEAD,
    MANAGER,
    OTHER_CENTRES_MANAGER,
    OTHER_HEAD,
    OTHER_MANAGER,
    SILENT,
    ACase,
)
from tests.conftest import At

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
        assert visible_cases(work) == []
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
        assert visible_cases(work) == []
        assert [found.id for found, _ in visible_cases(work, closed=True)] == [case.case]


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


def link_of(case: ACase, email: str = SILENT) -> MemberLink:
    with unit_of_work() as work:
        return links.issue(work, case.seat(email), "read", case.meeting().id)


def come_in(link: MemberLink) -> str:
    """A member's session, as after the code."""
    token = new_token()
    with unit_of_work() as work:
        now = work.clock.now()
        work.session.add(
            MemberSession(
                link_id=link.id,
                token_digest=digest(token),
                created_at=now,
                expires_at=now + timedelta(minutes=20),
            )
        )
    return token


@pytest.mark.article("18(2)", "10(6)")
def test_a_link_leads_its_member_to_one_duty(a_case: At) -> None:
    case = a_case("invited")
    link = link_of(case)
    session = come_in(link)
    other = link_of(case, "valon.mehmeti@komuna-ferizaj.example")
    with unit_of_work() as work:
        assert link_for(work, link.token or "").id == link.id
        assert guest_for(work, session, link.id).member.id == case.seat(SILENT)
        for wrong in ((session, other.id), ("guessed", link.id)):
            with pytest.raises(NotThere):
                guest_for(work, *wrong)
        with pytest.raises(NotThere):
            link_for(work, "guessed")


@pytest.mark.article("10(2)", "8(6)")
@pytest.mark.parametrize("way", ["recused", "released"])
def test_who_does_not_sit_any_more_is_out_at_once(a_case: At, way: str) -> None:
    case = a_case("invited")
    link = link_of(case)
    session = come_in(link)
    if way == "recused":
        case.declare_conflict(SILENT)
    else:
        seat = case.seat(SILENT)
        with case.manager() as work:
            composition.release(work, case.case, seat, reason="U transferua.")
    with unit_of_work() as work:
        with pytest.raises(NotThere):
            guest_for(work, session, link.id)
        with pytest.raises(NotThere):
            link_for(work, link.token or "")


def test_a_session_ends_by_itself(a_case: At) -> None:
    case = a_case("invited")
    link = link_of(case)
    session = come_in(link)
    case.clock.moment += timedelta(minutes=20)
    with pytest.raises(NotThere), unit_of_work() as work:
        guest_for(work, session, link.id)


@pytest.mark.article("17(5)")
def test_a_sealed_file_is_closed_to_every_link(a_case: At) -> None:
    case = a_case("closed")
    with unit_of_work() as work:
        seats = set(case.members())
        query = select(MemberLink).where(MemberLink.member_id.in_(seats))
        left = [link for link in work.session.scalars(query) if link.revoked_at is None]
    assert left == []


def test_siblings_point_at_each_other(a_case: At) -> None:
    case = a_case("appointed")
    with unit_of_work() as work:
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
