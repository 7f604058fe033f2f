"""What had left to an address whose reader says "not for me" counts as not sent: 8(3), 0176."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update

from casework.record.notice_facts import served
from casework.table import contacts, disowned_addresses
from casework.table.contacts import Contact
from core.settings import Settings
from models.breach import BreachRow
from models.case import Member
from models.contacts import ContactChange, DisownedAddress
from models.outbox import Message
from models.people import LinkPurpose, MemberLink
from models.session import unit_of_work
from rules.breaches import Wrong
from rules.contacts import DisownEnd
from rules.convening import last_day_to_invite
from simulation.stage import acting
from tests.builders import MANAGER, SILENT, ACase
from tests.casework.table.test_contacts import call
from tests.conftest import At
from tests.database import past_the_rights
from tests.onrecord import reading
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import ADVOCATE, HEALTH, Guest, link_of
from tests.portal.test_not_me import NOT_ME, links
from tests.portal.test_proof_of_notice import page_of, row_of, say, section

NOT_THEIRS = "accepted first; its reader says that it is not for them"


@pytest.fixture
def invited(browser: Browser, a_case: At) -> ACase:
    """Everybody's invitation was taken by a server, with a day to spare."""
    case = a_case("invited")
    for email in (HEALTH, SILENT, ADVOCATE):
        say(row_of(case, email).id, status="sent", accepted_at=case.clock.moment)
    return case


def press(case: ACase, browser: Browser, demo: Settings) -> None:
    """Behind the newest link to the papers."""
    case.clock.moment += timedelta(minutes=5)
    with unit_of_work() as work:
        query = select(MemberLink).where(MemberLink.member_id == who(case, HEALTH).id)
        query = query.where(MemberLink.purpose == LinkPurpose.READ)
        link = work.session.scalars(query.where(MemberLink.revoked_at.is_(None))).one()
    guest = Guest(browser, demo, f"/l/{link.token}")
    guest.get(NOT_ME + "?lang=en")
    assert guest.post(NOT_ME).status_code == 303


def who(case: ACase, email: str) -> Member:
    """Their seat, also where another address is in force by now."""
    name = {HEALTH: "Valon Mehmeti"}.get(email)
    with reading() as work:
        every = work.session.scalars(select(Member).where(Member.life_id == case.case)).all()
        return next(
            each
            for each in every
            if name == each.professional.name or each.professional.email == email
        )


def invited_on(case: ACase, email: str = HEALTH) -> date | None:
    meeting = case.meeting().id
    with unit_of_work() as work:
        return served(work.session, [meeting])[meeting][who(case, email).id].linked_on


def lapses(case: ACase, email: str = HEALTH) -> list[bool]:
    """Each with whether it stands, as it is on record."""
    with unit_of_work() as work:
        query = select(BreachRow).where(
            BreachRow.member_id == who(case, email).id, BreachRow.duty == Wrong.SHORT_NOTICE
        )
        return [each.struck_on is None for each in work.session.scalars(query)]


def past_the_last_day(case: ACase) -> None:
    case.stage.move_to(last_day_to_invite(case.meeting().day) + timedelta(days=1))
    case.stage.settle()


def right(case: ACase) -> None:
    with acting(MANAGER) as work:
        disowned_addresses.confirm_right(work, case.case, who(case, HEALTH).id, "Drejtoresha.")


def found_so() -> None:
    """The centre has found it so, whatever address followed."""
    with past_the_rights() as work:
        values = {"ended_at": work.clock.now(), "ended_as": DisownEnd.CHANGED}
        work.session.execute(update(DisownedAddress).values(values))


def move_contact(case: ACase) -> UUID:
    """To another mailbox, on the word of a call."""
    with acting(MANAGER) as work:
        seat = contacts.member_of(work, case.case, who(case, HEALTH).id)
        person = seat.professional
        superior = (person.superior_name or "", person.superior_email or "")
        wanted = Contact("v.mehmeti@komuna.example", person.phone or "", *superior)
        contacts.change(work, case.case, seat.id, wanted, "Nga komuna.")
    with unit_of_work() as work:
        query = select(ContactChange.id).order_by(ContactChange.asked_at.desc())
        change = work.session.scalars(query.limit(1)).one()
    call(change)
    return change


def newest(case: ACase) -> Message:
    mails = case.messages("convening/invitation", who(case, HEALTH).professional_id)
    return max(mails, key=lambda each: each.queued_at)


@pytest.mark.article("8(3)", "6(1.1)")
def test_a_press_without_a_code_is_a_question_and_makes_nothing_late(
    invited: ACase, browser: Browser, demo: Settings, sign_in: SignIn
) -> None:
    was = invited_on(invited)
    press(invited, browser, demo)
    past_the_last_day(invited)
    assert invited_on(invited) == was
    assert lapses(invited) == []
    said = section(page_of(sign_in(MANAGER), invited), invited, HEALTH)
    assert "The centre asks: what had left to that address counts as sent" in said
    assert NOT_THEIRS not in said
    right(invited)
    said = section(page_of(sign_in(MANAGER), invited), invited, HEALTH)
    assert "what had left there counts as sent" in said
    assert (invited_on(invited), lapses(invited)) == (was, [])


@pytest.mark.article("8(3)")
def test_once_the_centre_finds_it_so_the_invitation_was_not_sent(
    invited: ACase, browser: Browser, demo: Settings, sign_in: SignIn
) -> None:
    press(invited, browser, demo)
    past_the_last_day(invited)
    move_contact(invited)
    assert invited_on(invited) is None
    assert invited_on(invited, SILENT) is not None, "nobody else's"
    assert (lapses(invited), lapses(invited, SILENT)) == ([True], [])
    said = page_of(sign_in(MANAGER), invited)
    assert NOT_THEIRS in said
    assert "Another address is in force since" in said


@pytest.mark.article("8(3)", "6(1.1)")
@pytest.mark.parametrize("in_time", [True, False])
def test_what_is_sent_to_the_new_address_has_an_acceptance_of_its_own(
    invited: ACase, browser: Browser, demo: Settings, *, in_time: bool
) -> None:
    press(invited, browser, demo)
    if not in_time:
        past_the_last_day(invited)
    move_contact(invited)
    again = newest(invited)
    assert again.accepted_at is None, "it is another mail"
    assert invited_on(invited) is None, "it has not left yet"
    say(again.id, status="sent", accepted_at=invited.clock.moment)
    assert invited_on(invited) == invited.clock.today()
    past_the_last_day(invited) if in_time else invited.stage.settle()
    assert lapses(invited) == ([] if in_time else [True])


@pytest.mark.article("8(3)", "18(2)")
def test_what_somebody_opened_by_a_code_no_press_of_another_undoes(
    invited: ACase, browser: Browser, demo: Settings
) -> None:
    invited.clock.moment += timedelta(minutes=5)
    Guest(browser, demo, link_of(HEALTH, "read")).enter()
    browser.client.cookies.clear()
    was = invited_on(invited)
    press(invited, browser, demo)
    past_the_last_day(invited)
    move_contact(invited)
    assert invited_on(invited) == was is not None
    assert lapses(invited) == []


@pytest.mark.article("8(3)")
def test_what_left_since_they_last_came_in_was_not_sent(
    invited: ACase, browser: Browser, demo: Settings
) -> None:
    invited.clock.moment += timedelta(minutes=5)
    Guest(browser, demo, link_of(HEALTH, "declare")).enter()
    browser.client.cookies.clear()
    invited.clock.moment += timedelta(hours=1)
    say(row_of(invited, HEALTH).id, accepted_at=invited.clock.moment)
    press(invited, browser, demo)
    move_contact(invited)
    assert invited_on(invited) is None


@pytest.mark.article("8(3)")
def test_a_mail_to_a_former_address_and_one_before_an_address_was_found_right_stay_sent(
    invited: ACase, browser: Browser, demo: Settings
) -> None:
    was = invited_on(invited)
    invited.clock.moment += timedelta(minutes=5)
    move_contact(invited)
    say(newest(invited).id, status="sent", accepted_at=invited.clock.moment + timedelta(minutes=1))
    invited.clock.moment += timedelta(minutes=2)
    press(invited, browser, demo)
    assert invited_on(invited) == was, "who reads at the new address says nothing of the former"
    right(invited)
    press(invited, browser, demo)
    assert invited_on(invited) == was
    assert links(who(invited, HEALTH).professional_id)[None] == 0
