"""Who acts as the head: the head, and on the days appointed the deputy; never on an own case."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from casework.case import closure, referral
from casework.municipality import standing
from casework.table import convening
from identity import access
from identity.access import NotThere
from models.outbox import Message
from queries import open_duties
from queries.duty_of_life import DutyOfLife
from rules.approving import OwnApproval
from rules.deputies import (
    NotTheHead,
    OwnAgreement,
    OwnAppointment,
)
from rules.duties import Duty
from rules.roles import Role
from simulation.stage import acting
from tests.builders import (
    HEAD,
    MANAGER,
    OTHER_CENTRES_MANAGER,
    OTHER_HEAD,
    OTHER_MANAGER,
    ACase,
)
from tests.conftest import At
from tests.deputy import agree, ended, entry, named
from tests.listed import seen
from tests.onrecord import reading


@pytest.mark.article("8(3)", "6(1.3)")
def test_a_deputy_agrees_while_appointed_and_the_trail_says_for_whom(a_case: At) -> None:
    case = a_case("proposed")
    appointment = named(case)
    agree(case, OTHER_MANAGER)
    assert case.meeting().agreed_by_id == case.account(OTHER_MANAGER).id
    assert entry("date agreed").detail["deputy_for_the_head"] == str(appointment)


@pytest.mark.article("8(3)")
def test_the_head_stays_the_head_and_the_trail_names_no_deputy(a_case: At) -> None:
    case = a_case("proposed")
    named(case)
    agree(case, HEAD)
    assert "deputy_for_the_head" not in entry("date agreed").detail


@pytest.mark.article("8(3)")
@pytest.mark.parametrize(("begins", "days", "moved"), [(0, 0, 1), (1, 5, 0)])
def test_the_day_before_and_the_day_after_nobody_agrees_for_the_head(
    a_case: At, begins: int, days: int, moved: int
) -> None:
    case = a_case("proposed")
    named(case, begins=begins, days=days)
    case.clock.move_to(case.clock.today() + timedelta(days=moved))
    with pytest.raises(NotTheHead) as refused:
        agree(case, OTHER_MANAGER)
    assert str(refused.value.basis) == "8(3)"


@pytest.mark.article("8(3)")
def test_whoever_is_nobodys_deputy_does_not_agree(a_case: At) -> None:
    case = a_case("proposed")
    for email in (OTHER_MANAGER, OTHER_HEAD, OTHER_CENTRES_MANAGER):
        with pytest.raises(NotTheHead):
            agree(case, email)


@pytest.mark.article("8(3)")
def test_a_deputy_neither_agrees_nor_answers_otherwise_on_an_own_case(a_case: At) -> None:
    case = a_case("proposed")
    named(case, MANAGER)
    with pytest.raises(OwnAgreement):
        agree(case, MANAGER)
    with pytest.raises(OwnAgreement), acting(MANAGER) as work:
        convening.counter(work, case.meeting().id, note="Jo.")
    agree(case, HEAD)
    with pytest.raises(OwnAgreement), acting(MANAGER) as work:
        convening.withdraw_agreement(work, case.meeting().id)


@pytest.mark.article("8(3)", "17(3)")
def test_a_deputy_enters_no_word_of_the_head_on_an_own_case(a_case: At) -> None:
    """Two are wanted; the head types it, or whoever else decides for the centre."""
    case = a_case("proposed")
    named(case, MANAGER)
    head, day = case.account(HEAD).id, case.clock.today()
    meeting = case.meeting().id
    with pytest.raises(OwnAgreement), acting(MANAGER) as work:
        convening.agree(work, meeting, by=head, on=day)
    with pytest.raises(OwnAgreement), acting(MANAGER) as work:
        convening.counter(work, meeting, note="Jo.", by=head, on=day)


@pytest.mark.article("17(3)")
def test_a_deputy_enters_no_approval_of_the_head_on_an_own_assessment(a_case: At) -> None:
    case = a_case("closure_proposed")
    named(case, MANAGER)
    with pytest.raises(OwnApproval), acting(MANAGER) as work:
        closure.decide_by_head(work, case.case, approve=True, by=case.account(HEAD).id)


@pytest.mark.article("8(3)")
def test_who_proposed_the_day_does_not_agree_to_it_after_the_case_went_to_another(
    a_case: At,
) -> None:
    case = a_case("proposed")
    with case.head() as work:
        other = case.account(OTHER_MANAGER).id
        referral.appoint(work, case.case, other, by=case.account(HEAD).id)
    named(case, MANAGER)
    with pytest.raises(OwnAgreement):
        agree(case, MANAGER)


@pytest.mark.article("17(3)")
def test_a_deputy_approves_a_closure_but_never_an_own_one(a_case: At) -> None:
    case = a_case("closure_proposed")
    former = named(case, MANAGER)
    manager, other = case.account(MANAGER).id, case.account(OTHER_MANAGER).id
    for approve in (True, False):
        with pytest.raises(OwnApproval), acting(MANAGER) as work:
            closure.decide_by_head(work, case.case, approve=approve, by=manager)
    with pytest.raises(NotTheHead) as refused, acting(OTHER_MANAGER) as work:
        closure.decide_by_head(work, case.case, approve=True, by=other)
    assert str(refused.value.basis) == "17(3)"
    ended(case, former)
    appointment = named(case)
    with acting(OTHER_MANAGER) as work:
        closure.decide_by_head(work, case.case, approve=True, by=other)
    approved = entry("closure approved")
    assert (approved.actor_id, approved.article) == (other, "17(3)")
    assert approved.detail["deputy_for_the_head"] == str(appointment)


@pytest.mark.article("17(3)")
def test_whoever_took_the_case_over_does_not_approve_what_the_former_manager_wrote(
    a_case: At,
) -> None:
    case = a_case("closure_proposed")
    other = case.account(OTHER_MANAGER).id
    with case.head() as work:
        referral.appoint(work, case.case, other, by=case.account(HEAD).id)
    named(case)
    with pytest.raises(OwnApproval), acting(OTHER_MANAGER) as work:
        closure.decide_by_head(work, case.case, approve=True, by=other)


@pytest.mark.article("4(2)")
def test_a_deputy_appoints_a_manager_but_not_themselves(a_case: At) -> None:
    case = a_case("referred")
    appointment = named(case)
    deputy = case.account(OTHER_MANAGER).id
    with pytest.raises(OwnAppointment), acting(OTHER_MANAGER) as work:
        referral.appoint(work, case.case, deputy, by=deputy)
    with acting(OTHER_MANAGER) as work:
        referral.appoint(work, case.case, case.account(MANAGER).id, by=deputy)
    assert entry("manager appointed").detail["deputy_for_the_head"] == str(appointment)


@pytest.mark.article("4(2)")
def test_who_is_not_the_head_appoints_nobody(a_case: At) -> None:
    case = a_case("referred")
    other = case.account(OTHER_MANAGER).id
    with pytest.raises(NotTheHead), acting(OTHER_MANAGER) as work:
        referral.appoint(work, case.case, case.account(MANAGER).id, by=other)


def test_a_deputy_names_who_convenes_themselves_too(a_case: At) -> None:
    case = a_case("referred")
    appointment = named(case)
    with acting(OTHER_MANAGER) as work:
        standing.name_convener(work, case.account(OTHER_MANAGER).id)
    assert entry("convener named").detail["deputy_for_the_head"] == str(appointment)
    with pytest.raises(NotThere), acting(MANAGER) as work:
        standing.name_convener(work, case.account(MANAGER).id)


@pytest.mark.article("18(1)")
def test_a_deputy_opens_the_cases_of_the_centre_on_those_days_only(a_case: At) -> None:
    case = a_case("proposed")
    appointment = named(case, days=0)
    number = case.row().number
    with acting(OTHER_MANAGER) as work:
        assert access.case_for(work, number, role=Role.HEAD).id == case.case
        assert seen(work) == [number]
    opened = entry("case opened")
    assert opened.detail["deputy_for_the_head"] == str(appointment)
    with pytest.raises(NotThere), acting(OTHER_MANAGER) as work:
        access.case_for(work, number, role=Role.MANAGER)
    case.clock.move_to(case.clock.today() + timedelta(days=1))
    with acting(OTHER_MANAGER) as work:
        assert seen(work) == []
        with pytest.raises(NotThere):
            access.case_for(work, number)


@pytest.mark.article("18(1)")
def test_a_manager_who_opens_an_own_case_does_not_do_it_for_the_head(a_case: At) -> None:
    case = a_case("proposed")
    named(case, MANAGER)
    with acting(MANAGER) as work:
        access.case_for(work, case.row().number, role=Role.MANAGER)
    assert "deputy_for_the_head" not in entry("case opened").detail


def of(case: ACase, tasks: Sequence[DutyOfLife]) -> list[Duty]:
    return [task.duty.duty for task in tasks if task.life_id == case.case]


@pytest.mark.article("8(3)")
def test_the_decision_stands_before_the_deputy_but_not_before_the_manager(a_case: At) -> None:
    case = a_case("proposed")
    former = named(case, MANAGER)
    with acting(MANAGER) as work:
        assert of(case, open_duties.decisions(work).lines) == []
        assert Duty.AGREE_DATE in of(case, open_duties.of_others(work).lines)
    ended(case, former)
    named(case)
    with acting(OTHER_MANAGER) as work:
        assert of(case, open_duties.decisions(work).lines) == [Duty.AGREE_DATE]
        assert of(case, open_duties.own(work).lines) == []


def told(case: ACase, template: str) -> UUID:
    with reading() as work:
        query = select(Message).where(Message.template == template, Message.life_id == case.case)
        return work.session.scalars(query.order_by(Message.queued_at.desc())).first().recipient_id  # type: ignore[union-attr]


@pytest.mark.article("8(3)")
@pytest.mark.parametrize(("deputy", "asked"), [(OTHER_MANAGER, OTHER_MANAGER), (MANAGER, HEAD)])
def test_the_deputy_is_written_to_but_the_head_about_the_deputys_own_case(
    a_case: At, deputy: str, asked: str
) -> None:
    case = a_case("prepared")
    named(case, deputy)
    case.propose(case.at(14))
    case.stage.settle()
    assert told(case, "convening/agree_date") == case.account(asked).id
