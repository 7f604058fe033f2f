"""Claims are verified, and a later finding adds to an earlier one: Art. 12(1)."""

import pytest
from sqlalchemy import select

from casework.case import information
from identity.access import NotThere
from models.case import Member
from models.people import LinkPurpose, MemberLink
from models.session import unit_of_work
from rules.information import NothingIsVerified, Verification
from tests.builders import MANAGER
from tests.casework.case.informing import DAY, HOW, SAID, answer, findings, put, seen_behind
from tests.casework.conftest import At
from tests.portal.members import ADVOCATE, HEALTH


@pytest.mark.article("12(1)")
def test_a_claim_is_told_to_who_is_asked_and_a_later_outcome_adds(a_case: At) -> None:
    case = a_case("planned")
    claim, asked_on = put(case), case.clock.today()
    (message,) = case.messages("information/claim", case.person(HEALTH))
    with unit_of_work() as work:
        link = work.session.get_one(MemberLink, message.link_id)
        assert (link.purpose, link.subject_id) == (LinkPurpose.INFORMATION, claim)
    assert seen_behind(case).unverified == 1
    answer(case, claim, Verification.CONFIRMED)
    assert len(case.messages("information/answered", case.account(MANAGER).id)) == 1
    case.stage.move_to(asked_on + 5 * DAY)
    with case.manager() as work:
        information.enter_answer(
            work, claim, found=Verification.REFUTED, found_on=asked_on + 3 * DAY, words=HOW
        )
        information.enter_answer(  # typed last, found before
            work, claim, found=Verification.NOT_VERIFIABLE, found_on=asked_on + DAY, words=HOW
        )
    assert findings(case) == [
        (Verification.CONFIRMED, asked_on),
        (Verification.NOT_VERIFIABLE, asked_on + DAY),
        (Verification.REFUTED, asked_on + 3 * DAY),
    ]
    assert seen_behind(case).unverified == 0


@pytest.mark.article("12(1)", "8(6)")
def test_a_claim_is_answered_by_who_was_asked_and_nobody_else(a_case: At) -> None:
    case = a_case("planned")
    claim, managers = put(case), put(case, None)
    assert len(case.messages("information/claim")) == 1
    for whose in (claim, managers):
        with pytest.raises(NotThere):
            answer(case, whose, Verification.CONFIRMED, ADVOCATE)
    with case.manager() as work:
        information.enter_answer(
            work, managers, found=Verification.CONFIRMED, found_on=case.clock.today(), words=HOW
        )
        stranger = work.session.scalars(select(Member.id).where(Member.life_id != case.case))
        with pytest.raises(NotThere):
            information.put(
                work, case.case, asked_on=case.clock.today(), words=SAID,
                member_id=stranger.first() or case.case,
            )  # fmt: skip
        with pytest.raises(NotThere):
            information.put(
                work, case.case, asked_on=case.clock.today(), words=SAID, information_id=claim
            )


@pytest.mark.article("12(1)", "17(3)")
def test_once_closed_nothing_is_verified_and_what_comes_in_is_a_fact_until_the_seal(
    a_case: At,
) -> None:
    case = a_case("decided")
    case.stage.move_to(case.clock.today() + DAY)
    with pytest.raises(NothingIsVerified):
        put(case, None)
    with case.manager() as work:
        information.enter(
            work, case.case, given_on=case.clock.today(), words=SAID, source="Shkolla."
        )
