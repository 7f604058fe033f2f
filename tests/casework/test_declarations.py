"""Conflict of interest and confidentiality, before any paper is opened: Art. 10(2), 18(2)."""

import pytest
from sqlalchemy import select

from casework import declarations
from casework.access import link_for
from casework.declarations import AlreadyDeclared, ConfidentialityNotSigned
from casework.table import NotThere
from models.case import Member
from models.people import MemberLink
from models.session import unit_of_work
from rules.duties import Duty
from simulation.stage import member_acting
from tests.builders import SILENT, ACase
from tests.casework.conftest import At


def member(case: ACase, email: str = SILENT) -> Member:
    with unit_of_work() as work:
        query = select(Member).where(
            Member.professional_id == case.person(email), Member.life_id == case.case
        )
        return work.session.scalars(query).one()


@pytest.mark.article("18(2)", "10(2)")
def test_every_member_is_asked_once(a_case: At) -> None:
    case = a_case("prepared")
    asked = case.messages("declarations/request")
    assert len(asked) == len(case.members())
    case.again("ask_declarations", case.seat(SILENT))
    assert len(case.messages("declarations/request")) == len(asked)
    assert case.trail().count(("declarations asked for", "18(2)")) == len(asked)


@pytest.mark.article("18(2)")
def test_without_confidentiality_the_papers_stay_closed(a_case: At) -> None:
    case = a_case("prepared")
    seat = case.seat(SILENT)
    assert not member(case).may_read
    with pytest.raises(ConfidentialityNotSigned) as refused, member_acting(seat) as work:
        declarations.declare(work, seat, conflict=False, confidential=False)
    assert str(refused.value.basis) == "18(2)"
    case.declare(seat)
    assert member(case).may_read
    assert case.recorded("declarations signed").actor_id == seat


@pytest.mark.article("18(2)")
def test_a_declaration_on_paper_counts(a_case: At) -> None:
    case = a_case("prepared")
    case.declare(case.seat(SILENT), on_paper=True)
    assert member(case).declared_on_paper
    assert member(case).may_read


@pytest.mark.article("18(2)")
def test_a_declaration_is_made_once(a_case: At) -> None:
    case = a_case("declared")
    with pytest.raises(AlreadyDeclared):
        case.declare(case.seat(SILENT))


@pytest.mark.article("10(2)")
@pytest.mark.parametrize("scene", ["prepared", "declared"])
def test_a_conflict_ends_the_seat_at_once_also_later(a_case: At, scene: str) -> None:
    case = a_case(scene)
    seat = case.declare_conflict(SILENT)
    assert seat not in case.members()
    assert not member(case).may_read
    assert case.recorded("conflict declared").article == "10(2)"
    with unit_of_work() as work:
        query = select(MemberLink).where(MemberLink.member_id == seat)
        links = work.session.scalars(query).all()
        assert links
        assert all(link.revoked_at for link in links)
        for link in links:
            with pytest.raises(NotThere):
                link_for(work, link.token or "")


@pytest.mark.article("10(2)")
def test_after_a_conflict_no_more_mail_leaves(a_case: At) -> None:
    case = a_case("agreed")
    case.declare_conflict(SILENT)
    case.stage.move_to(case.meeting().day)
    person = case.person(SILENT)
    assert case.messages("convening/invitation", person) == []
    everything = [case.messages(template, person) for template in ("declarations/request",)]
    assert all(message.status == "obsolete" for found in everything for message in found)


@pytest.mark.article("10(2)")
def test_a_conflict_is_not_taken_back(a_case: At) -> None:
    case = a_case("declared")
    seat = case.declare_conflict(SILENT)
    with pytest.raises(AlreadyDeclared):
        case.declare(seat)


@pytest.mark.article("18(2)")
def test_the_silent_are_waited_for(a_case: At) -> None:
    case = a_case("agreed")
    count = case.duties()[Duty.DECLARE].count
    case.declare(case.seat(SILENT))
    assert case.duties()[Duty.DECLARE].count == count - 1
