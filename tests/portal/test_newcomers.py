"""Somebody new in the list, somebody who leaves, somebody in their place: Art. 4(3), 10(2)."""

import re

import pytest
from sqlalchemy import func, select, update

from casework.record.table import sitting
from casework.table import composition, professionals
from casework.table.contacts import Contact
from casework.table.professionals import Profession
from models.case import Member
from models.outbox import Message
from models.session import unit_of_work
from rules.duties import Duty
from simulation.life import CaseStory
from tests.builders import MANAGER, SILENT
from tests.conftest import At
from tests.portal.acts import ADMIN, OTHER_HEAD, OTHER_MANAGER
from tests.portal.conftest import Browser, SignIn
from tests.portal.test_composition import NEWCOMER, seated, table_of


def test_somebody_new_comes_into_the_list_once(story: CaseStory, manager: Browser) -> None:
    address = table_of(story)
    manager.get(f"{address}/new")
    assert manager.post(f"{address}/new", NEWCOMER).headers["location"] == address
    assert "Invented Newcomer" in manager.get(address).text
    again = manager.post(f"{address}/new", NEWCOMER | {"email": "Newcomer@Shelter.example"})
    assert again.status_code == 409
    assert "in the list already" in again.text


@pytest.mark.parametrize(
    ("change", "sentence", "status"),
    [
        ({"email": "nobody"}, "Write the whole address", 422),
        ({"phone": "call me"}, "Write digits only", 422),
        ({"phone": "038 200 100"}, "or leave it empty: a code is then read out", 422),
        ({"name": ""}, "Write the name.", 422),
        ({"language": "de"}, "Choose one of these.", 422),
        ({"kind": "99"}, "The kind of institution is not one of Art. 4.", 409),
        ({"superior_email": "x"}, "Write the whole address", 422),
    ],
)
def test_a_newcomer_must_be_reachable(
    story: CaseStory, manager: Browser, change: dict[str, object], sentence: str, status: int
) -> None:
    address = f"{table_of(story)}/new"
    manager.get(address)
    answer = manager.post(address, NEWCOMER | {"unit": "kept"} | change)
    assert answer.status_code == status
    assert sentence in answer.text
    assert 'value="kept"' in answer.text


@pytest.mark.article("8(6)")
def test_a_member_leaves_with_a_reason_only(story: CaseStory, manager: Browser) -> None:
    address = table_of(story)
    story.prepare()
    before = seated(story)
    with unit_of_work() as work:
        member = sitting(work.session, story.case)[0].id
    manager.get(f"{address}/{member}")
    assert "Choose what happened." in manager.post(f"{address}/{member}", {}).text
    leave = {"departure": "other_choice", "on": f"{story.stage.today():%d.%m.%Y}"}
    assert "Write in one sentence why they leave" in manager.post(f"{address}/{member}", leave).text
    reasoned = leave | {"reason": "Moved."}
    assert manager.post(f"{address}/{member}", reasoned).status_code == 303
    assert seated(story) == before - 1


def test_the_head_reads_the_table_and_nobody_else_sees_it(
    story: CaseStory, chief: Browser, sign_in: SignIn
) -> None:
    address = table_of(story)
    assert "<textarea" not in chief.get(address).text
    for path in (address, f"{address}/family"):
        assert chief.post(path, {}).status_code == 404
    for email in (OTHER_MANAGER, OTHER_HEAD):
        browser = sign_in(email)
        browser.get("/")
        assert browser.get(address).status_code == 404
        assert browser.post(address, {}).status_code == 404
        assert browser.get(f"{address}/new").status_code == 404
        assert browser.post(f"{address}/new", NEWCOMER).status_code == 404
    assert sign_in(ADMIN).get(address).status_code == 403
    with unit_of_work() as work:
        query = select(func.count()).where(Member.life_id == story.case)
        assert work.session.scalar(query) == 0


@pytest.mark.article("10(2)")
def test_a_recusal_is_told_to_the_manager_who_asks_the_institution_for_somebody_else(
    sign_in: SignIn, a_case: At
) -> None:
    case = a_case("invited")
    manager = sign_in(MANAGER)
    with unit_of_work() as work:
        work.session.execute(
            update(Message)
            .where(Message.template == "convening/invitation")
            .values(status="sent", accepted_at=work.clock.now())
        )
    seat = case.declare_conflict(SILENT)
    (told,) = case.messages("members/recused")
    assert told.recipient_id == case.account(MANAGER).id
    duty = case.duties()[Duty.ASK_REPLACEMENT]
    assert (duty.actor, duty.is_ours) == ("manager", True)
    number = case.row().number
    page = manager.get(f"/cases/{number}").text
    assert "not invited" not in page, "the invitation had left, and is said to have left"
    assert "accepted" not in re.sub(r"\d of \d accepted", "", page)
    assert "sent on" in page
    address = f"/cases/{number}/table/{seat}/replacement"
    assert address in manager.get("/").text
    assert manager.post(address, {"done": "asked"}).status_code == 422
    early = {"done": "asked", "on": "01.01.2020", "words": "Komandanti"}
    assert "lies before the seat was to be filled" in manager.post(address, early).text
    today = f"{case.clock.today():%d.%m.%Y}"
    assert manager.post(address, early | {"on": today}).status_code == 303
    assert "institution asked on" in manager.get(f"/cases/{number}/table").text
    assert Duty.ASK_REPLACEMENT not in case.duties()
    assert case.recorded("replacement asked for").article == "10(2)"
    assert manager.post(address, early | {"on": today}).status_code == 409


@pytest.mark.article("10(2)")
def test_somebody_of_the_same_kind_seated_since_takes_the_place(a_case: At) -> None:
    case = a_case("declared")
    case.declare_conflict(SILENT)
    with case.manager() as work:
        police = Profession("1.6", "Policia e Kosovës", "Njësia", "Nora Deda", "sq")
        place = case.row().municipality_id
        other = professionals.register(work, place, police, Contact("nora.deda@policia.example"))
        composition.choose(work, case.case, {other.id: "Siguria."})
    assert Duty.ASK_REPLACEMENT not in case.duties()
