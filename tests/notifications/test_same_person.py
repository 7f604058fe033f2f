"""Whom the lists of several centres are agreed about, each for itself: 0175."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import update

from core.clock import FrozenClock
from core.ids import new_id
from models.case import Case
from models.contacts import ContactChange, DisownedAddress, DisputedNumber
from models.people import MemberLink, OneTimeCode
from models.session import unit_of_work
from notifications import delivery
from rules.contacts import ChangeEnd, ChangeMeans, DisputeEnd
from tests.notifications.mail_server import MailServer
from tests.notifications.table import change
from tests.notifications.two_centres import (
    DAY,
    MORNING,
    Centres,
    There,
    numbers,
    person,
    text,
    two_centres,
    typed_a_code,
)


@pytest.fixture
def centres(database: FrozenClock) -> Centres:
    return two_centres()


def separate(centres: Centres, server: MailServer) -> None:
    for each in centres:
        each.queue()
    for each in centres:
        delivery.deliver(each.round)
    assert numbers(server) == [["R-26-1001"], ["R-26-2002"]]
    assert len(set(server.message_ids)) == 2
    for _, mail in server.accepted:
        assert "CSW Gjilan:" not in text(mail)


@pytest.mark.parametrize(
    "otherwise",
    [
        {"phone": "+38344000009"},  # a shared mailbox: one message a person
        {"email": "arta.b@qkmf.example"},
        {"language": "sq"},
    ],
)
def test_another_number_address_or_language_is_a_mail_of_its_own(
    centres: Centres, server: MailServer, otherwise: dict[str, str]
) -> None:
    person(centres[1], **otherwise)
    separate(centres, server)


def test_what_nobody_confirmed_in_both_centres_is_put_together_with_nothing(
    database: FrozenClock, server: MailServer
) -> None:
    first, second = two_centres(confirmed=False)
    with unit_of_work() as work:
        typed_a_code(work, first.doctor, work.clock.now())
    separate((first, second), server)


def changed(there: There, *, ended: bool) -> None:
    with unit_of_work() as work:
        now = work.clock.now()
        change = ContactChange(
            professional_id=there.doctor,
            life_id=there.case,
            asked_by_id=work.session.get_one(Case, there.case).manager_id,
            asked_at=now,
            reason="-",
            email="arta.bytyqi@qkmf.example",
            phone="+38344000002",
            superior_language="sq",
            token_digest=new_id().bytes,
            token="-",
        )
        work.session.add(change)
        work.session.flush()
        if ended:
            typed_a_code(work, there.doctor, now, change.id)
            work.session.flush()
            change.ended_at, change.ended_as = now, ChangeEnd.IN_FORCE
            change.means = ChangeMeans.MAIL


@pytest.mark.parametrize("ended", [False, True])
def test_while_a_contact_changes_and_until_it_is_used_it_is_not_confirmed(
    centres: Centres, server: MailServer, *, ended: bool
) -> None:
    changed(centres[1], ended=ended)
    separate(centres, server)


@pytest.mark.parametrize("ended", [False, True])
def test_a_number_that_is_not_theirs_confirms_nothing_until_it_is_used_again(
    centres: Centres, server: MailServer, clock: FrozenClock, *, ended: bool
) -> None:
    said = said_against(DisputedNumber, centres[0])
    if ended:
        change(DisputedNumber, said, lambda row: end(row, clock.now()))
    separate(centres, server)
    if ended:
        clock.moment += timedelta(minutes=1)
        with unit_of_work() as work:
            typed_a_code(work, centres[0].doctor, clock.now())
        for each in centres:
            each.queue(morning=MORNING + DAY)
        assert delivery.deliver(centres[0].round).sent == 2


def test_an_address_that_was_disowned_at_one_centre_gets_what_is_the_others_alone(
    centres: Centres, server: MailServer
) -> None:
    said_against(DisownedAddress, centres[0])
    for each in centres:
        each.queue()
    for each in centres:
        delivery.deliver(each.round)
    assert numbers(server) == [["R-26-2002"]]


def said_against(kind: type[DisputedNumber] | type[DisownedAddress], there: There) -> UUID:
    with unit_of_work() as work:
        row = kind(
            professional_id=there.doctor,
            said_at=work.clock.now(),
            member_id=work.session.get_one(MemberLink, there.link).member_id,
        )
        work.session.add(row)
        work.session.flush()
        return row.id


def end(row: DisputedNumber, at: datetime) -> None:
    row.ended_at, row.ended_as = at, DisputeEnd.CHANGED


def test_a_code_that_nobody_typed_confirms_no_number(centres: Centres, server: MailServer) -> None:
    with unit_of_work() as work:
        work.session.execute(update(OneTimeCode).values(used_at=None))
    separate(centres, server)
