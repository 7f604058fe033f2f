"""Who has left their office while their mail is out: nothing goes to their mailbox, and whoever
comes after them hears of it: Art. 4(2), 18(1), decision 0090."""

import pytest
from sqlalchemy import select, update

from casework.case import referral
from casework.municipality import offices, standing
from casework.record.not_arrived import Sought, found_by
from core.clock import SystemClock
from models.outbox import Message, MessageStatus, RecipientKind
from models.session import unit_of_work
from notifications import delivery
from queries.set_aside import set_aside
from rules.roles import Role
from simulation.seed import officer
from simulation.stage import acting
from tests.builders import ADMIN, HEAD, MANAGER, OTHER_MANAGER, ACase
from tests.casework.case.informing import give
from tests.conftest import At
from tests.notifications.conftest import Lead
from tests.notifications.mail_server import MailServer
from tests.notifications.rows import requests_have_left
from tests.portal.members import HEALTH

NOBODY_LISTENS = 9
GIVEN, APPROVE, GONE = "information/given", "closure/approve", "sign_in/disabled"


def leaves(case: ACase, email: str) -> None:
    with acting(ADMIN) as work:
        offices.disable(work, case.account(email).id, by=case.account(ADMIN).id)


def becomes_head(case: ACase, email: str) -> None:
    account, admin = case.account(email).id, case.account(ADMIN).id
    with acting(ADMIN) as work:
        offices.change_role(work, account, Role.HEAD, SystemClock(), by=admin)
    with unit_of_work() as work:  # as the keeper does
        standing.ensure(work)


def standing_of(case: ACase, template: str, email: str) -> list[str]:
    return [each.status for each in case.messages(template, case.account(email).id)]


def told_of_who_left(case: ACase, email: str) -> list[str]:
    with unit_of_work() as work:
        theirs = Message.template == GONE, Message.recipient_id == case.account(email).id
        return list(work.session.scalars(select(Message.status).where(*theirs)))


def asked_to_see_to() -> set[str]:
    """What the administrator finds among the messages that have not arrived."""
    with acting(ADMIN) as work:
        of_officers = Message.recipient == RecipientKind.ACCOUNT
        found = select(Message.template).where(*found_by(work, Sought()), of_officers)
        return set(work.session.scalars(found))


@pytest.mark.article("4(2)", "18(1)")
def test_a_managers_mail_waits_for_who_is_appointed_in_their_place(
    a_case: At, server: MailServer, lead_to: Lead
) -> None:
    case = a_case("agreed")
    case.declare(case.seat(HEALTH))
    requests_have_left()
    lead_to(NOBODY_LISTENS)
    give(case)
    assert delivery.deliver(case.case).sent == 0
    give(case)
    with unit_of_work() as work:  # their mailbox is closed by now
        refused = update(Message).where(Message.template == GIVEN, Message.attempts == 0)
        work.session.execute(refused.values(status="failed", cause="address"))
    assert GIVEN in asked_to_see_to()
    leaves(case, MANAGER)
    assert GIVEN not in asked_to_see_to(), "no address of theirs is to be corrected"
    assert delivery.deliver(case.case).sent == 0
    assert standing_of(case, GIVEN, MANAGER) == [MessageStatus.SET_ASIDE] * 2
    with acting(ADMIN) as work:
        assert {each.reason for each in set_aside(work).lines} == {"NobodyToTell"}
    lead_to(server.port)
    give(case)  # whoever says something while nobody has taken the case over
    assert delivery.deliver(case.case).sent == 0
    assert standing_of(case, GIVEN, MANAGER) == [MessageStatus.SET_ASIDE] * 3
    with unit_of_work() as work:
        standing.ensure(work)
    assert standing_of(case, GIVEN, HEAD) == [], "it is the manager's, and the head appoints one"
    with case.head() as work:
        other = officer(work, OTHER_MANAGER).id
        referral.appoint(work, case.case, other, by=officer(work, HEAD).id)
    assert standing_of(case, GIVEN, OTHER_MANAGER) == [MessageStatus.QUEUED] * 3
    delivery.deliver(case.case)
    assert standing_of(case, GIVEN, OTHER_MANAGER) == [MessageStatus.SENT] * 3
    assert MANAGER not in {to for to, _ in server.accepted}


@pytest.mark.article("4(2)", "17(3)", "18(1)")
def test_a_heads_mail_goes_to_the_next_head_who_hears_who_has_left(
    a_case: At, server: MailServer
) -> None:
    case = a_case("closure_proposed")
    leaves(case, MANAGER)
    assert told_of_who_left(case, HEAD) == [MessageStatus.QUEUED]
    leaves(case, HEAD)
    delivery.deliver(case.case)
    assert standing_of(case, APPROVE, HEAD) == [MessageStatus.SET_ASIDE]
    delivery.deliver(None)
    assert told_of_who_left(case, HEAD) == [MessageStatus.OBSOLETE], "nor of their colleagues"
    becomes_head(case, OTHER_MANAGER)
    assert standing_of(case, APPROVE, OTHER_MANAGER) == [MessageStatus.QUEUED]
    assert told_of_who_left(case, OTHER_MANAGER) == [MessageStatus.QUEUED]
    delivery.deliver(case.case)
    delivery.deliver(None)
    assert standing_of(case, APPROVE, OTHER_MANAGER) == [MessageStatus.SENT]
    assert HEAD not in {to for to, _ in server.accepted}


@pytest.mark.article("4(2)")
def test_who_is_back_before_anybody_came_after_them_reads_it(
    a_case: At, server: MailServer
) -> None:
    case = a_case("closure_proposed")
    leaves(case, HEAD)
    delivery.deliver(case.case)
    with acting(ADMIN) as work:
        offices.enable(work, case.account(HEAD).id)
    assert standing_of(case, APPROVE, HEAD) == [MessageStatus.QUEUED]
    delivery.deliver(case.case)
    assert standing_of(case, APPROVE, HEAD) == [MessageStatus.SENT]
