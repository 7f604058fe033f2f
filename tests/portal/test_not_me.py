""" "Not for me, or I have left" at the door does what a mail does that came back: decision 0176."""

from collections import Counter
from uuid import UUID

import pytest
from sqlalchemy import select

from casework.table import contact_codes, disowned_addresses
from core.settings import Settings
from identity import guests
from identity.access import NotThere
from identity.member_links import link_for
from models.case import Member
from models.contacts import ContactChange, DisownedAddress
from models.outbox import Channel, Message, MessageStatus
from models.people import LinkEnd, LinkPurpose, MemberLink, MemberSession
from models.session import unit_of_work
from rules.duties import Duty
from simulation.stage import acting
from tests.builders import MANAGER, OTHER_MANAGER, SILENT, ACase
from tests.casework.table.test_contacts import call, colleagues_case
from tests.conftest import At
from tests.portal.acts import fields_of
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import HEALTH, Guest, link_of
from tests.portal.test_disputed_numbers import contact_of, living_link, owing
from tests.portal.test_many_at_once import CROWD, at_once, codes
from workflow.life import deliver

NOT_ME = "/other/person"
RIGHT = {"basis": "Drejtoresha Arta Hoxha, me telefon."}


@pytest.fixture
def prepared(browser: Browser, a_case: At) -> ACase:
    """The browser comes first: it begins with an empty database."""
    return a_case("prepared")


@pytest.fixture
def guest(prepared: ACase, browser: Browser, demo: Settings) -> Guest:
    guest = Guest(browser, demo, link_of(HEALTH, "declare"))
    guest.get("?lang=en")
    return guest


def said() -> list[DisownedAddress]:
    with unit_of_work() as work:
        return list(work.session.scalars(select(DisownedAddress).order_by(DisownedAddress.said_at)))


def links(person: UUID) -> Counter[str | None]:
    """How their links stand, at every table."""
    with unit_of_work() as work:
        query = select(MemberLink.closed_by).join(Member, Member.id == MemberLink.member_id)
        return Counter(work.session.scalars(query.where(Member.professional_id == person)))


@pytest.mark.article("6(1.1)")
def test_looking_closes_nothing_and_a_press_closes_every_link_and_session(
    prepared: ACase, guest: Guest
) -> None:
    person = prepared.person(HEALTH)
    token = guest.home.removeprefix("/l/")
    before = links(person)
    with unit_of_work() as work:
        session = guests.begin(work, person)
    for _ in range(2):  # a mail scanner follows links
        page = guest.get(NOT_ME)
        assert "It is not for me, or I have left: close the links" in page.text
        assert guest.browser.client.head(guest.home + NOT_ME).status_code in {200, 405}
    assert links(person) == before
    assert said() == []

    assert guest.post(NOT_ME).status_code == 303
    after = guest.get()
    assert after.status_code == 404
    assert "No link that it sent to this address opens anything any more" in after.text
    assert links(person)[LinkEnd.RETURNED] == before[None] > 0
    assert links(person)[None] == 0
    with unit_of_work() as work:
        ended = select(MemberSession.ended_at).where(MemberSession.professional_id == person)
        assert None not in work.session.scalars(ended).all()
        with pytest.raises(NotThere):
            link_for(work, token)
        with pytest.raises(NotThere):
            guests.guest(work, token, session)
    assert Duty.CORRECT_CONTACT in prepared.duties()
    told = prepared.messages("members/obstacle")
    assert [each.context["obstacle"] for each in told] == ["person"]
    assert prepared.recorded("member said: person").actor_id == prepared.seat(HEALTH)


@pytest.mark.article("6(1.1)")
def test_pressed_again_it_changes_nothing(prepared: ACase, guest: Guest) -> None:
    guest.get(NOT_ME)
    answers = at_once([lambda: guest.post(NOT_ME)] * CROWD)
    assert codes(answers) == {303: 1, 404: CROWD - 1}, "what it closed is closed for all"
    before = links(prepared.person(HEALTH))
    assert guest.post(NOT_ME).status_code == 404
    assert links(prepared.person(HEALTH)) == before
    assert [each.ended_at for each in said()] == [None]
    assert len(prepared.messages("members/obstacle")) == 1


@pytest.mark.article("6(1.1)")
def test_nobody_else_is_shut_out_and_no_new_link_leaves_to_that_address(
    prepared: ACase, guest: Guest
) -> None:
    others = links(prepared.person(SILENT))
    deliver(prepared.case)
    guest.get(NOT_ME)
    guest.post(NOT_ME)
    assert links(prepared.person(SILENT)) == others
    guest.get()
    assert guest.post("/anew").status_code == 303
    with unit_of_work() as work:
        query = select(Message.id).where(Message.template == "links/anew")
        asked = work.session.scalars(query).all()
    deliver(prepared.case)
    with unit_of_work() as work:
        left = [work.session.get_one(Message, id).status for id in asked]
    assert MessageStatus.SENT not in left


@pytest.mark.article("6(1.1)", "8(3)")
def test_once_the_address_is_corrected_what_is_open_leaves_there_and_the_former_mail_stays(
    prepared: ACase, guest: Guest, sign_in: SignIn
) -> None:
    person, seat = prepared.person(HEALTH), prepared.seat(HEALTH)
    deliver(prepared.case)
    link = living_link(seat)
    with unit_of_work() as work:
        asked = work.session.scalars(select(Message).where(Message.link_id == link.id)).one()
    guest.get(NOT_ME)
    guest.post(NOT_ME)
    manager = sign_in(MANAGER)
    overview = manager.get(f"/cases/{prepared.row().number}/reports?lang=en").text
    assert "it is said behind their link that it is not for them" in overview
    page = manager.get(contact_of(prepared)).text
    assert "The messages are not for them, or they have left, it is said" in page
    assert "They have left: choose who takes their place" in page
    form = {name: values[0] for name, values in fields_of(page).items() if name != "basis"}
    assert manager.post(contact_of(prepared), form).status_code == 409, "nothing leaves unasked"
    new = form | {"email": "v.mehmeti@komuna.example", "reason": "Nga komuna."}
    assert manager.post(contact_of(prepared), new).status_code == 303
    assert Duty.CORRECT_CONTACT not in prepared.duties(), "it waits for the head"
    with unit_of_work() as work:
        change = work.session.scalars(select(ContactChange)).one()
        assert contact_codes.channels(work, change) == [Channel.SMS], "no code to who reads there"
    call(change.id)
    assert [each.ended_as for each in said()] == ["changed"]
    assert Duty.CORRECT_CONTACT not in prepared.duties()
    assert links(person)[LinkEnd.RETURNED] == 0
    guest.home = f"/l/{living_link(seat).token}"
    manager.client.cookies.clear()
    assert guest.get("?lang=en").status_code == 200
    with unit_of_work() as work:
        assert work.session.get_one(Message, asked.id).accepted_at == asked.accepted_at, (
            "when a server took it stays to be read"
        )


@pytest.mark.article("6(1.1)")
def test_a_mistaken_press_is_undone_by_the_officer_who_asked(
    prepared: ACase, guest: Guest, sign_in: SignIn
) -> None:
    old = guest.home
    guest.get(NOT_ME)
    guest.post(NOT_ME)
    manager = sign_in(MANAGER)
    manager.get(contact_of(prepared) + "?lang=en")
    empty = manager.post(contact_of(prepared) + "/address", {"basis": " "})
    assert empty.status_code == 422
    assert "Write from whom you know it." in empty.text
    assert "The address is still in doubt" in empty.text
    assert manager.post(contact_of(prepared) + "/address", RIGHT).status_code == 303
    (row,) = said()
    assert (row.ended_as, row.decided_by_id) == ("right", prepared.account(MANAGER).id)
    assert Duty.CORRECT_CONTACT not in prepared.duties()
    assert "Arta Hoxha" in manager.get(contact_of(prepared)).text
    assert manager.post(contact_of(prepared) + "/address", RIGHT).status_code == 409
    manager.client.cookies.clear()
    assert guest.get().status_code == 404, "the link of before stays closed"
    link = living_link(prepared.seat(HEALTH))
    with unit_of_work() as work:
        carried = select(Message.id).where(Message.link_id == link.id)
        assert work.session.scalars(carried).all(), "and a mail carries the new one"
    guest.home = f"/l/{link.token}"
    assert guest.home != old
    assert guest.get("?lang=en").status_code == 200
    guest.get(NOT_ME)
    assert guest.post(NOT_ME).status_code == 303, "and it is said again, behind the new one"
    assert len(prepared.messages("members/obstacle")) == 2, "on the same day it is told again"


@pytest.mark.article("6(1.1)")
def test_at_every_table_of_the_centre_it_is_closed_and_owed(
    prepared: ACase, browser: Browser, demo: Settings, sign_in: SignIn
) -> None:
    other, seat = colleagues_case(prepared)
    person = prepared.person(SILENT)
    here = Guest(browser, demo, link_of(SILENT, "declare"))
    with unit_of_work() as work:
        declares = select(MemberLink).where(MemberLink.purpose == LinkPurpose.DECLARE)
        mine = declares.where(MemberLink.member_id.in_({prepared.seat(SILENT), seat}))
        homes = {f"/l/{link.token}" for link in work.session.scalars(mine)}
    assert len(homes) == 2
    here.get(NOT_ME + "?lang=en")
    assert here.post(NOT_ME).status_code == 303
    assert links(person)[None] == 0
    for home in homes:
        assert browser.get(home).status_code == 404
    prepared.stage.settle()
    assert owing(prepared.case, other) == {prepared.case, other}
    with acting(OTHER_MANAGER) as work:
        disowned_addresses.confirm_right(work, other, seat, "Drejtoresha.")
    prepared.stage.settle()
    assert owing(prepared.case, other) == set()
    with unit_of_work() as work:
        opened = select(Member.life_id).join(MemberLink, MemberLink.member_id == Member.id)
        opened = opened.where(Member.professional_id == person, MemberLink.revoked_at.is_(None))
        assert set(work.session.scalars(opened)) >= {prepared.case, other}
