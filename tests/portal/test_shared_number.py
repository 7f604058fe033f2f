"""Two of one centre who are reached at one telephone: lawful, said, and no code of the other's."""

import pytest
from sqlalchemy import select

from core.settings import Settings
from models.people import Professional
from models.session import unit_of_work
from simulation.life import CaseStory
from tests.builders import ADMIN, HEAD, MANAGER, ACase
from tests.conftest import At
from tests.portal.asking import seen
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import COMMUNITIES, HEALTH, Guest, link_of, newest_code
from tests.portal.test_composition import NEWCOMER
from tests.portal.test_people_file import AT, HEAD_LINE, TWO, counted, upload

WARNED = "The same mobile number stands for somebody else"


def share(case: ACase) -> None:
    with unit_of_work() as work:
        one = work.session.get_one(Professional, case.person(HEALTH))
        work.session.get_one(Professional, case.person(COMMUNITIES)).phone = one.phone


@pytest.mark.article("18(1)")
def test_a_shared_number_is_said_where_it_matters(a_case: At, sign_in: SignIn) -> None:
    case = a_case("invited")
    manager, number = sign_in(MANAGER), case.row().number
    pages = [
        f"/cases/{number}/members/{case.seat(HEALTH)}/contact",
        f"/codes/{case.case}/{case.seat(HEALTH)}",
    ]
    assert not any(WARNED in manager.get(page).text for page in pages)
    share(case)
    with unit_of_work() as work:
        other = work.session.get_one(Professional, case.person(COMMUNITIES)).name
    for page in pages:
        text = manager.get(page).text
        assert WARNED in text
        assert f"<b>{other}</b>" in text
    with unit_of_work() as work:
        phone = work.session.get_one(Professional, case.person(HEALTH)).phone
    sharing = {case.seat(HEALTH), case.seat(COMMUNITIES)}
    third = next(id for id in case.members() if id not in sharing)
    contact = f"/cases/{number}/members/{third}/contact"
    fields = {"email": "zyra.re@institucioni.example", "phone": phone, "reason": "Zyra."}
    assert manager.post(contact, fields).status_code == 303  # nobody refuses it
    waits = sign_in(HEAD).get("/").text
    assert "/contacts/" in waits
    decides = waits.split('href="/contacts/', 1)[1].split('"', 1)[0]
    assert WARNED in sign_in(HEAD).get(f"/contacts/{decides}").text


@pytest.mark.article("18(1)")
def test_a_code_of_one_opens_nothing_of_the_other(
    a_case: At, browser: Browser, demo: Settings
) -> None:
    case = a_case("invited")
    share(case)
    one, other = (Guest(browser, demo, link_of(email, "read")) for email in (HEALTH, COMMUNITIES))
    one.get("?lang=en")
    assert one.post("/code").status_code == 303
    of_one = newest_code(demo)
    other.get("?lang=en")
    assert other.post("/code").status_code == 303
    of_other = newest_code(demo)
    assert of_one != of_other
    other.get("/code")
    refused = other.post("/open", {"code": of_one})
    assert refused.status_code != 303
    assert other.post("/open", {"code": of_other}).status_code == 303
    one.get("/code")
    assert one.post("/open", {"code": of_other}).status_code != 303
    assert one.post("/open", {"code": of_one}).status_code == 303


@pytest.mark.article("4(3)", "18(1)")
def test_who_shares_a_telephone_is_taken_into_the_list_with_a_tick(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("prepared")
    manager, page = sign_in(MANAGER), f"/cases/{case.row().number}/table/new"
    with unit_of_work() as work:
        phone = work.session.get_one(Professional, case.person(HEALTH)).phone
    manager.get(page)
    refused = manager.post(page, NEWCOMER | {"phone": phone})
    assert refused.status_code == 409
    assert "The same mobile number stands for somebody else in the list." in refused.text
    assert manager.post(page, NEWCOMER | {"phone": phone, "shares_phone": "yes"}).status_code == 303


@pytest.mark.article("4(3)", "18(1)")
def test_who_shares_a_mailbox_is_taken_into_the_list_with_a_tick_and_a_number_of_their_own(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("prepared")
    manager, page = sign_in(MANAGER), f"/cases/{case.row().number}/table/new"
    with unit_of_work() as work:
        person = work.session.get_one(Professional, case.person(HEALTH))
        same = {"email": (person.email or "").upper()}
        both = same | {"phone": person.phone, "shares_phone": "yes", "shares_mail": "yes"}
    manager.get(page)
    refused = manager.post(page, NEWCOMER | same)
    assert (refused.status_code, "tick that they share it" in refused.text) == (409, True)
    refused = manager.post(page, NEWCOMER | both)
    assert (refused.status_code, "the two are told apart" in refused.text) == (409, True)
    assert manager.post(page, NEWCOMER | same | {"shares_mail": "yes"}).status_code == 303
    with unit_of_work() as work:
        people = work.session.scalars(select(Professional)).all()
    there = [each for each in people if (each.email or "").casefold() == HEALTH]
    assert len({each.phone for each in there}) == len(there) == 2


@pytest.mark.article("4(1)")
def test_the_second_person_of_a_mailbox_is_entered_beside_the_first(
    story: CaseStory, sign_in: SignIn
) -> None:
    admin, before = sign_in(ADMIN), counted()
    head = HEAD_LINE + ";Shared mailbox"
    one = f"{TWO};"
    two = TWO.replace("Željko Đorđević", "Ana Ilić").replace("333", "444") + ";yes"
    admin.get(f"{AT}/file?lang=en")
    for text, says in (
        ((head, one), "New: 1."),
        ((head, two), "New: 1."),
        ((head, two, two.replace("Ana", "Eva")), "Line 3, Mail address: Somebody"),
        ((head, two, two.replace("Ana", "Eva").replace("444", "555").removesuffix("yes")),
         "Line 3, Mail address: The same mail address stands for somebody else"),
    ):  # fmt: skip
        answer = admin.post(f"{AT}/file", {"lines": "\n".join(text), "step": "enter"})
        assert says in seen(answer.text).replace("<b>", "").replace("</b>", ""), says
    with unit_of_work() as work:
        people = work.session.scalars(select(Professional)).all()
        theirs = {
            each.name: each.phone for each in people if each.email == "zeljko@policia.example"
        }
    assert counted() == before + 2
    assert set(theirs) == {"Željko Đorđević", "Ana Ilić"}
    again = admin.client.get(f"{AT}/people.csv?lang=en").content
    assert "Nothing changes" in upload(admin, AT, again).text
