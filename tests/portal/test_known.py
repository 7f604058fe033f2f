"""The page of what is known: read, stated, corrected, taken back: Art. 4(5), 4(6), 8(10), 18(1)."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from casework.record.known import answers
from models.case import FamilyPerson
from models.life import AuditEntry
from models.session import unit_of_work
from rules.composition import Relation
from rules.known import FactName, Value
from simulation.life import CaseStory
from simulation.words import Family
from tests.portal.acts import fields_of, invited
from tests.portal.conftest import Browser

FAMILY = Family()


def kin(story: CaseStory, relation: Relation = Relation.CHILD) -> UUID:
    with unit_of_work() as work:
        query = select(FamilyPerson.id).where(
            FamilyPerson.case_id == story.case, FamilyPerson.relation == relation
        )
        return work.session.scalars(query).one()


def prepared(story: CaseStory) -> str:
    story.refer()
    story.prepare()
    return f"/cases/{story.number()}/known"


def said(story: CaseStory, fact: FactName, relation: Relation = Relation.CHILD) -> list[Value]:
    person = kin(story, relation)
    with unit_of_work() as work:
        return [row.value for row in answers(work.session, person, fact)]


def form(browser: Browser, address: str, **typed: str) -> dict[str, object]:
    """What a browser sends back of the form, with what somebody typed."""
    return {**fields_of(browser.get(address).text), **typed}


@pytest.mark.article("18(1)")
def test_the_names_are_shown_to_whoever_asks_and_that_is_on_record(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    address = prepared(story)
    page = manager.get(address)
    assert FAMILY.child.name not in page.text
    assert FAMILY.father not in page.text
    assert "on record, not shown" in page.text
    shown = manager.post(address).text
    assert all(name in shown for name in (FAMILY.child.name, FAMILY.father))
    with unit_of_work() as work:
        acts = select(AuditEntry).where(AuditEntry.act == "name shown")
        assert len(work.session.scalars(acts).all()) == 1
    assert "/known/" not in chief.get(address).text  # the head reads


@pytest.mark.article("12(1)")
def test_only_the_person_and_the_question_are_filled_in(story: CaseStory, manager: Browser) -> None:
    address = f"{prepared(story)}/{kin(story)}/residence"
    fields = fields_of(manager.get(address).text)
    stands = fields.pop("stands")
    assert "known_on" not in fields  # no day is ticked
    assert stands != [""]
    fields.pop("to")  # of the form that chooses the language
    assert set(map(tuple, fields.values())) == {("",)}


@pytest.mark.article("12(1)")
def test_a_change_stands_beside_what_was_before(story: CaseStory, manager: Browser) -> None:
    known = prepared(story)
    address = f"{known}/{kin(story)}/residence"
    fields = form(manager, address, words="Lipjan", how="change", source="The mother")
    assert manager.post(address, fields).headers["location"] == known
    page = manager.get(known).text
    assert "It is on record." in page
    assert "Lipjan" in page
    assert "The mother" in page
    assert "1 earlier answer" in page
    assert said(story, FactName.RESIDENCE)[-1] == "Lipjan"


@pytest.mark.article("12(1)", "4(5)")
def test_what_is_refused_keeps_what_was_typed(story: CaseStory, manager: Browser) -> None:
    address = f"{prepared(story)}/{kin(story)}/residence"
    tomorrow = f"{story.stage.today() + timedelta(days=1):%d.%m.%Y}"
    wrong = form(
        manager, address, words="Kept words", how="correction", known_on=tomorrow, not_known="yes"
    )
    answer = manager.post(address, wrong)
    assert answer.status_code == 422
    assert "Kept words" in answer.text
    assert tomorrow in answer.text
    for sentence in (
        "There is an answer, and a tick that it is not known. Keep one.",
        "This day has not come yet.",
        "Write who said so, or which paper says it.",
        "Write the reason, or state the change with the day from which it holds.",
    ):
        assert sentence in answer.text
    empty = manager.post(address, form(manager, address, source="x")).text
    assert "Write the answer, or tick that it is not known." in empty
    assert "Say whether it has changed or was wrong." in empty


def test_two_at_once_do_not_correct_each_other_unseen(story: CaseStory, manager: Browser) -> None:
    address = f"{prepared(story)}/{kin(story)}/residence"
    seen = form(manager, address, how="change", source="The mother")
    assert manager.post(address, seen | {"words": "First"}).status_code == 303
    late = manager.post(address, seen | {"words": "Second"})
    assert late.status_code == 409
    assert "Second" in late.text
    assert "Somebody else changed this meanwhile." in late.text
    assert "First" in late.text  # what holds now
    again = fields_of(late.text) | {"words": ["Second"], "how": ["change"]}
    assert manager.post(address, again).status_code == 303


@pytest.mark.article("4(6)")
def test_a_status_that_changes_says_at_once_what_the_table_needs(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    known = prepared(story)
    address = f"{known}/{kin(story)}/status"
    fields = form(manager, address, choice="refugee", how="correction", source="UNHCR")
    assert manager.post(address, fields | {"reason": "Papers were found."}).status_code == 303
    assert "The table needs a representative" in manager.get(known).text
    case = known.removesuffix("/known")
    assert "Seat a representative for a child from elsewhere" in manager.get(case).text
    assert "A representative for a child from elsewhere is missing" in chief.get(case).text


@pytest.mark.article("4(5)")
def test_who_was_told_before_the_mark_is_listed_until_it_is_taken_back(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    meeting = invited(story)
    manager.post(f"{meeting}/family", _told(manager, meeting))
    known, mother = f"/cases/{story.number()}/known", kin(story, Relation.MOTHER)
    address = f"{known}/{mother}/violence"
    unasked = manager.post(address, form(manager, address, how="change", source="The police"))
    assert "Choose one; not knowing is an answer too." in unasked.text
    fields = form(manager, address, choice="yes", how="change", source="The police")
    manager.post(address, fields)
    page = manager.get(known).text
    assert "tell them that they do not take part" in page
    assert "not taken back yet" in page
    assert "not taken back yet" in chief.get(known).text
    back = f"{known}/{mother}/taken-back"
    empty = manager.post(back, {"told_on": "kept"})
    assert empty.status_code == 422
    assert "kept" in empty.text
    told = {"told_on": f"{story.stage.today():%d.%m.%Y}", "how": "phone"}
    assert chief.post(back, told).status_code == 404
    assert manager.post(back, told).status_code == 303
    assert "taken back on" in manager.get(known).text
    assert manager.post(back, told).status_code == 409


def _told(browser: Browser, meeting: str) -> dict[str, object]:
    with unit_of_work(read_only=True) as work:
        today = f"{work.clock.today():%d.%m.%Y}"
    fields: dict[str, object] = dict(fields_of(browser.get(f"{meeting}/family").text))
    for name in [name for name in fields if name.endswith(".person")]:
        row = name.removesuffix(".person")
        fields |= {f"{row}.told_on": today, f"{row}.how": "phone"}
    return fields


@pytest.mark.article("4(5)")
def test_a_mark_is_lifted_with_a_reason(story: CaseStory, manager: Browser) -> None:
    known = prepared(story)
    address = f"{known}/{kin(story, Relation.FATHER)}/violence"
    fields = form(manager, address, choice="no", how="change", source="The court")
    answer = manager.post(address, fields)
    assert answer.status_code == 422
    assert "Write why this does not hold any more; what was recorded" in answer.text
    assert manager.post(address, fields | {"reason": "Acquitted."}).status_code == 303
    assert "Acquitted." in manager.get(known).text
    assert said(story, FactName.VIOLENCE, Relation.FATHER) == [True, False]


@pytest.mark.article("4(5)")
def test_an_unanswered_question_is_shown_as_one(story: CaseStory, manager: Browser) -> None:
    known = prepared(story)
    kin_form = {"relation": "carer", "kin_name": "Invented Aunt", "perpetrator": "unknown"}
    table = known.replace("/known", "/table")
    manager.get(table)
    assert manager.post(f"{table}/family", kin_form | {"source": "A neighbour"}).is_redirect
    page = manager.get(known).text
    carer = page[page.index("<h2>The carer</h2>") :]
    carer = carer[: carer.index("</section>")]
    # contact, safety, interpreter, language, reading, death
    assert carer.count("not answered yet") == 6
    assert re.search(r"violence\?.*?<div>Not known", carer, re.S)
    assert said(story, FactName.VIOLENCE, Relation.CARER) == [None]


@pytest.mark.article("8(10)")
def test_whether_a_contact_is_safe_stands_before_the_form_that_tells(
    story: CaseStory, manager: Browser
) -> None:
    meeting = invited(story)
    known, mother = f"/cases/{story.number()}/known", kin(story, Relation.MOTHER)
    asked = manager.get(f"{meeting}/family").text
    assert re.search(r"not answered yet whether it is safe(</\w+>)*\s+<a", asked)
    contact, safe = f"{known}/{mother}/contact", f"{known}/{mother}/contact_safe"
    manager.post(contact, form(manager, contact, words="044 111 222", source="The mother"))
    assert "Whether this contact is safe to use is still to be answered." in manager.get(known).text
    manager.post(safe, form(manager, safe, choice="no", source="The police"))
    page = manager.get(f"{meeting}/family").text
    assert page.index("044 111 222") < page.index("not safe to use") < page.index("kin.2.told_on")
    moved = form(manager, contact, words="044 333 444", how="change", source="The mother")
    story.stage.move_to(story.stage.today() + timedelta(days=1))
    manager.post(contact, moved)
    page = manager.get(f"{meeting}/family").text
    assert "not safe to use" not in page


@pytest.mark.article("4(5)")
def test_the_centre_as_guardian_is_somebody_else_than_the_manager(
    story: CaseStory, manager: Browser
) -> None:
    known = prepared(story)
    guardian = {"relation": "guardian", "kin_name": "The centre", "perpetrator": "no"}
    table = known.replace("/known", "/table")
    manager.get(table)
    manager.post(f"{table}/family", guardian | {"source": "A decision"})
    address = f"{known}/{kin(story, Relation.GUARDIAN)}/officer"
    page = manager.get(address).text
    assert "Vjosa" in page
    assert not re.search(r"<label[^>]*>Blerim", page)
    chosen = re.findall(r'name="choice" value="([^"]+)"', page)
    fields = form(manager, address, choice=chosen[0], source="A decision")
    assert manager.post(address, fields).status_code == 303


def test_what_is_not_asked_of_somebody_is_not_there(story: CaseStory, manager: Browser) -> None:
    known = prepared(story)
    for path in (f"{kin(story)}/violence", f"{kin(story)}/nothing", f"{story.case}/name"):
        assert manager.get(f"{known}/{path}").status_code == 404
        assert manager.post(f"{known}/{path}", {"source": "x"}).status_code == 404
