"""Whoever was barred by a mistake comes back to open links: Art. 10(2), 13(3), 14(2)."""

from uuid import UUID

import pytest
from sqlalchemy import select

from casework.case import information
from casework.table import conflicts, declarations
from models.people import LinkPurpose, MemberLink
from models.session import unit_of_work
from simulation.stage import member_acting
from tests.builders import MANAGER, SILENT, ACase
from tests.casework.conftest import At
from tests.casework.table.test_contacts import ask, call, pending

REASON = "U zgjodh rreshti i gabuar."


def open_links(seat: UUID) -> set[tuple[LinkPurpose, UUID | None]]:
    with unit_of_work() as work:
        query = select(MemberLink).where(MemberLink.member_id == seat)
        found = work.session.scalars(query.where(MemberLink.revoked_at.is_(None)))
        return {(LinkPurpose(each.purpose), each.subject_id) for each in found}


def barred(case: ACase) -> tuple[UUID, set[tuple[LinkPurpose, UUID | None]]]:
    """With a claim to verify and a plan to read, which the conflict closes."""
    seat = case.seat(SILENT)
    with case.manager() as work:
        words = "A jeton fëmija te gjyshja?"
        asked_on = case.clock.today()
        information.put(work, case.case, asked_on=asked_on, words=words, member_id=seat)
    case.stage.settle()
    before = open_links(seat)
    assert {purpose for purpose, _ in before} >= {LinkPurpose.INFORMATION, LinkPurpose.PLAN}
    with member_acting(seat) as work:
        declarations.declare(work, seat, conflict=True, confidential=False)
    assert {purpose for purpose, _ in open_links(seat)} <= {LinkPurpose.DECLARE}
    return seat, before


@pytest.mark.article("10(2)", "13(3)", "12(1)")
def test_what_a_conflict_by_mistake_had_closed_is_open_again(a_case: At) -> None:
    case = a_case("minuted")
    seat, before = barred(case)
    with case.manager() as work:
        conflicts.withdraw(work, case.case, seat, reason=REASON, on=None)
    assert open_links(seat) >= before


@pytest.mark.article("10(2)", "18(1)")
def test_what_lies_in_a_mailbox_that_was_left_meanwhile_stays_closed(a_case: At) -> None:
    case = a_case("minuted")
    seat, before = barred(case)
    ask(case.case, seat, by=MANAGER, email="tjeter.emer@komuna-ferizaj.example")
    call(pending().id)
    with case.manager() as work:
        conflicts.withdraw(work, case.case, seat, reason=REASON, on=None)
    assert not open_links(seat) & before
