"""Choosing the table, changing it, and who of the family is heard: Art. 4(3) to 4(6), 8(6)."""

import re

import pytest
from sqlalchemy import func, select, update

from casework.record.table import sitting
from casework.table import composition, professionals
from casework.table.contacts import Contact
from casework.table.professionals import Profession
from models.case import Child, FamilyPerson, Member
from models.outbox import Message
from models.people import Professional
from models.session import unit_of_work
from rules.duties import Duty
from simulation.life import CaseStory
from tests.builders import MANAGER, SILENT
from tests.conftest import At
from tests.portal.acts import ADMIN, OTHER_HEAD, OTHER_MANAGER, fields_of
from tests.portal.conftest import Browser, SignIn

NEWCOMER: dict[str, object] = {
    "kind": "1.12",
    "institution": "Foster family service",
    "name": "Invented Newcomer",
    "language": "sr",
    "email": "newcomer@shelter.example",
    "phone": "044 123 456",
}


def table_of(story: CaseStory) -> str:
    story.refer()
    return f"/cases/{story.number()}/table"


def seated(story: CaseStory) -> int:
    with unit_of_work() as work:
        return len(sitting(work.session, story.case))


@pytest.mark.article("4(3)")
def test_the_manager_ticks_and_says_why(story: CaseStory, manager: Browser) -> None:
    address = table_of(story)
    fields: dict[str, object] = dict(fields_of(manager.get(address).text))
    fields |= {"people.0.chosen": "yes", "people.0.reason": "Advocates for victims."}
    assert manager.post(address, fields).status_code == 303
    assert seated(story) == 1
    assert "Advocates for victims." in manager.get(address).text


@pytest.mark.article("4(3)")
def test_nobody_is_chosen_without_a_reason(story: CaseStory, manager: Browser) -> None:
    address = table_of(story)
    fields = dict(fields_of(manager.get(address).text))
    answer = manager.post(
        address,
        fields | {"people.0.chosen": "yes", "people.1.chosen": "yes", "people.1.reason": "kept"},
    )
    assert answer.status_code == 422
    assert "Write in one sentence what the need of the child is" in answer.text
    assert "kept" in answer.text
    assert seated(story) == 0


@pytest.mark.article("4(3)")
def test_each_reason_that_is_missing_names_its_member(story: CaseStory, manager: Browser) -> None:
    address = table_of(story)
    page = manager.get(address).text
    fields: dict[str, object] = dict(fields_of(page))
    ticked = {f"people.{row}.chosen": "yes" for row in range(8)}
    answer = manager.post(address, fields | ticked)
    assert "correct 8 things" in answer.text
    links = re.findall(r'<a href="#f-people-(\d+)-reason">([^<]+)</a>', answer.text)
    assert len({words for _, words in links}) == 8
    for row, words in links:
        name = re.search(rf'for="f-people-{row}-chosen">([^<]+)', page)
        assert name is not None
        assert words.startswith(f"{name[1]}, Why this member: Write in one sentence")
        assert words.endswith("Art. 4(3)")


@pytest.mark.article("4(3)", "4(6)")
def test_a_child_from_abroad_and_missing_reasons_are_told_in_one_round(
    story: CaseStory, manager: Browser
) -> None:
    address = table_of(story)
    with unit_of_work() as work:
        child = work.session.scalars(select(Child).where(Child.case_id == story.case)).one()
        child.status = "refugee"
    fields: dict[str, object] = dict(fields_of(manager.get(address).text))
    answer = manager.post(address, fields | {"people.0.chosen": "yes"})
    assert answer.status_code == 422
    assert "Write in one sentence" in answer.text
    assert "Add at least one of the representatives of Art. 4(6)." in answer.text
    assert seated(story) == 0


def test_a_reason_without_a_tick_is_asked_about(story: CaseStory, manager: Browser) -> None:
    address = table_of(story)
    fields = dict(fields_of(manager.get(address).text)) | {"people.2.reason": "needed"}
    assert "There is a reason, but no tick." in manager.post(address, fields).text


@pytest.mark.article("4(3)")
def test_an_empty_table_is_refused(story: CaseStory, manager: Browser) -> None:
    address = table_of(story)
    manager.get(address)
    answer = manager.post(address, {})
    assert answer.status_code == 409
    assert "Nobody has been chosen for the table." in answer.text


def test_a_row_stays_with_its_person_when_somebody_else_was_seated_meanwhile(
    story: CaseStory, manager: Browser
) -> None:
    address = table_of(story)
    page = manager.get(address).text
    fields = dict(fields_of(page))
    first = dict(fields) | {"people.0.chosen": "yes", "people.0.reason": "First."}
    manager.post(address, first)
    late = manager.post(address, dict(fields) | {"people.3.reason": "about the fourth"})
    fourth = str(fields["people.3.person"][0])
    assert late.status_code == 422
    assert re.search(rf'name="people.3.person" value="{fourth}"', late.text)
    assert "about the fourth" in late.text


def test_people_of_another_municipality_are_not_there(story: CaseStory, manager: Browser) -> None:
    address = table_of(story)
    manager.get(address)
    with unit_of_work() as work:
        people = work.session.scalars(select(Professional)).all()
        stranger = next(each.id for each in people if each.email and "gjilan" in each.email)
    fields = {"people.0.person": stranger, "people.0.chosen": "yes", "people.0.reason": "x"}
    assert manager.post(address, fields).status_code == 404
    assert seated(story) == 0


@pytest.mark.article("4(5)")
def test_a_parent_said_to_use_violence_is_recorded_as_heard(
    story: CaseStory, manager: Browser
) -> None:
    address = table_of(story)
    manager.get(address)
    father = {"relation": "father", "kin_name": "Invented Father", "perpetrator": "yes"}
    assert manager.post(f"{address}/family", father).status_code == 303
    page = manager.get(address).text
    assert "is heard, does not sit at the table" in page
    assert "Invented Father" not in page
    answer = manager.post(f"{address}/family", father | {"perpetrator": "", "contact": "kept"})
    assert answer.status_code == 422
    assert "kept" in answer.text
    manager.post(f"{address}/family", father | {"perpetrator": "unknown"})
    with unit_of_work() as work:
        kin = select(FamilyPerson).where(FamilyPerson.relation == "father")
        assert work.session.scalars(kin).one().alleged_perpetrator is None


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
        ({"phone": ""}, "Write the mobile number.", 422),
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
    assert "Write why they leave." in manager.post(f"{address}/{member}", {}).text
    assert manager.post(f"{address}/{member}", {"reason": "Moved."}).status_code == 303
    assert seated(story) == before - 1


def test_the_head_reads_the_table_and_nobody_else_sees_it(
    story: CaseStory, chief: Browser, sign_in: SignIn
) -> None:
    address = table_of(story)
    assert "<textarea" not in chief.get(address).text
    for path, fields in ((address, {}), (f"{address}/family", {})):
        assert chief.post(path, fields).status_code == 404
    for email in (OTHER_MANAGER, OTHER_HEAD):
        browser = sign_in(email)
        browser.get("/")
        assert browser.get(address).status_code == 404
        assert browser.post(address, {}).status_code == 404
        assert browser.get(f"{address}/new").status_code == 404
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
    assert "accepted" not in page
    assert "sent on" in page
    address = f"/cases/{number}/table/{seat}/replacement"
    assert address in manager.get("/").text
    assert manager.post(address, {"done": "asked"}).status_code == 422
    early = {"done": "asked", "on": "01.01.2020", "words": "Komandanti"}
    assert "lies before the conflict" in manager.post(address, early).text
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
