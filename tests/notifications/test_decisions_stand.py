"""A mail of a decision is held against the record as it leaves, not as queued: 4(2), 17(3)."""

import pytest
from sqlalchemy import select, update

from casework.case import referral
from casework.municipality import offices
from identity import alerts
from models.outbox import Message, MessageStatus
from models.session import unit_of_work
from notifications.delivery import deliver_now
from notifications.over import withdraw_what_is_over
from simulation.seed import officer
from simulation.stage import acting
from tests.builders import ADMIN, HEAD, MANAGER, OTHER_MANAGER, ACase
from tests.conftest import At
from tests.notifications.mail_server import MailServer


def status_of(message: Message) -> str:
    with unit_of_work() as work:
        return work.session.get_one(Message, message.id).status


def newest(case: ACase, template: str) -> Message:
    return case.messages(template)[-1]


@pytest.mark.article("17(3)")
def test_nobody_is_asked_to_approve_what_they_approved_before_the_mail_left(
    a_case: At, server: MailServer
) -> None:
    case = a_case("closure_proposed")
    asked = newest(case, "closure/approve")
    case.approve_closure()
    assert not deliver_now(asked.id)
    assert status_of(asked) == MessageStatus.OBSOLETE
    assert len(server.accepted) == 0


@pytest.mark.article("17(3)")
def test_while_it_waits_it_is_asked_for(a_case: At, server: MailServer) -> None:
    case = a_case("closure_proposed")
    assert deliver_now(newest(case, "closure/approve").id)
    assert len(server.accepted) == 1


@pytest.mark.article("17(3)")
@pytest.mark.parametrize("approved", [True, False])
def test_a_decision_is_told_as_it_stands_and_no_other(
    a_case: At, server: MailServer, *, approved: bool
) -> None:
    case = a_case("closure_approved")
    told = newest(case, "closure/decided")
    with unit_of_work() as work:
        row = work.session.get_one(Message, told.id)
        row.context = {**row.context, "approved": approved}
    assert deliver_now(told.id) is approved
    assert status_of(told) == (MessageStatus.SENT if approved else MessageStatus.OBSOLETE)


@pytest.mark.article("4(2)")
def test_who_manages_the_case_no_more_is_not_told_that_it_is_theirs(
    a_case: At, server: MailServer
) -> None:
    case = a_case("appointed")
    with case.head() as work:
        referral.appoint(
            work, case.case, officer(work, OTHER_MANAGER).id, by=officer(work, HEAD).id
        )
    case.stage.settle()
    first, second = (
        case.messages("appointment/appointed", case.account(who).id)[0]
        for who in (MANAGER, OTHER_MANAGER)
    )
    assert not deliver_now(first.id)
    assert deliver_now(second.id)


@pytest.mark.article("4(2)")
def test_what_rests_is_withdrawn_with_the_decision(a_case: At, server: MailServer) -> None:
    case = a_case("closure_proposed")
    asked = newest(case, "closure/approve")
    with unit_of_work() as work:
        rests = update(Message).where(Message.id == asked.id)
        work.session.execute(rests.values(status=MessageStatus.GIVEN_UP))
    with unit_of_work() as work:
        assert withdraw_what_is_over(work) == []
    case.approve_closure()
    with unit_of_work() as work:
        assert withdraw_what_is_over(work) == [case.case]
    assert status_of(asked) == MessageStatus.OBSOLETE


@pytest.mark.article("18(1)")
def test_whose_account_was_disabled_meanwhile_gets_nothing_of_a_case(
    a_case: At, server: MailServer
) -> None:
    case = a_case("closure_proposed")
    asked = newest(case, "closure/approve")
    with acting(ADMIN) as work:
        head = case.account(HEAD)
        alerts.tell_changed(work, head.id, "password")
        offices.disable(work, head.id, by=None)
    assert not deliver_now(asked.id)
    assert status_of(asked) == MessageStatus.SET_ASIDE, "for whoever comes after them"
    with unit_of_work(read_only=True) as work:
        of_the_account = select(Message.id).where(Message.template == "sign_in/changed")
        (about,) = work.session.scalars(of_the_account)
    assert deliver_now(about)
    assert len(server.accepted) == 1
