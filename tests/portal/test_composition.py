"""Choosing the table, changing it, and who of the family is heard: Art. 4(3) to 4(6), 8(6)."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.case import assessment
from casework.record.table import sitting
from models.case import Child, FamilyPerson
from models.people import Professional
from models.session import unit_of_work
from rules.assessment import Risk
from rules.composition import ChildStatus
from simulation import words
from simulation.life import MANAGER, CaseStory
from simulation.stage import acting
from tests.portal.acts import fields_of
from tests.portal.conftest import Browser

NEWCOMER: dict[str, object] = {
    "kind": "1.12",
    "institution": "Foster family service",
    "name": "Invented Newcomer",
    "language": "sr",
    "email": "newcomer@shelter.example",
    "phone": "044 123 456",
}


def table_of(story: CaseStory) -> str:
    """The manager has assessed the child's needs; nobody is chosen."""
    story.refer()
    with acting(MANAGER) as work:
        assessment.record_initial(
            work, story.case, risk=Risk.HIGH, summary=words.SUMMARY, indicators=words.INITIAL
        )
    return f"/cases/{story.number()}/table"


def seated(story: CaseStory) -> int:
    with unit_of_work() as work:
        return len(sitting(work.session, story.case))


@pytest.mark.article("4(3)")
def test_the_manager_ticks_and_says_why(story: CaseStory, manager: Browser) -> None:
    address = table_of(story)
    fields: dict[str, object] = dict(fields_of(manager.get(address).text))
    fields |= {"people.0.chosen": "yes", "people.0.reason": "Advocates for victims."}
    assert "Say on which day it was" in manager.post(address, fields | {"on": ""}).text
    today = story.stage.today()
    yesterday, tomorrow = (f"{today + timedelta(days=days):%d.%m.%Y}" for days in (-1, 1))
    assert "is still to come" in manager.post(address, fields | {"on": tomorrow}).text
    assert manager.post(address, fields | {"on": yesterday}).status_code == 303
    assert seated(story) == 1
    page = manager.get(address).text
    assert "Advocates for victims." in page
    assert re.search(r"Chosen on \d+ \w+( \d{4})? <span class=\"quiet\">\(entered on", page)


@pytest.mark.article("4(3)")
def test_nobody_is_chosen_before_the_needs_are_assessed(story: CaseStory, manager: Browser) -> None:
    story.refer()
    address = f"/cases/{story.number()}/table"
    fields = dict(fields_of(manager.get(address).text))
    chosen = {"people.0.chosen": "yes", "people.0.reason": "Advocates for victims."}
    answer = manager.post(address, fields | chosen)
    assert answer.status_code == 409
    assert "Advocates for victims." in answer.text
    assert seated(story) == 0


@pytest.mark.article("4(3)")
def test_nobody_is_chosen_without_a_reason(story: CaseStory, manager: Browser) -> None:
    address = table_of(story)
    page = manager.get(address).text
    assert '<li class="asks">' in page  # the reason is asked beside the tick, folded nowhere
    fields = dict(fields_of(page))
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
    assert len({said for _, said in links}) == 8
    for row, said in links:
        name = re.search(rf'for="f-people-{row}-chosen">([^<]+)', page)
        assert name is not None
        assert said.startswith(f"{name[1]}, Why this member: Write in one sentence")
        assert said.endswith("Art. 4(3)")


@pytest.mark.article("4(3)", "4(6)")
def test_a_child_from_abroad_and_missing_reasons_are_told_in_one_round(
    story: CaseStory, manager: Browser
) -> None:
    address = table_of(story)
    with unit_of_work() as work:
        child = work.session.scalars(select(Child).where(Child.case_id == story.case)).one()
        child.status = ChildStatus.REFUGEE
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
    unsourced = manager.post(f"{address}/family", father)
    assert unsourced.status_code == 422
    assert "Write who said so, or which paper says it." in unsourced.text
    father |= {"source": "The police"}
    assert manager.post(f"{address}/family", father).status_code == 303
    page = manager.get(address).text
    assert "is heard, does not sit at the table" in page
    assert "Invented Father" not in page
    answer = manager.post(f"{address}/family", father | {"perpetrator": "", "contact": "kept"})
    assert answer.status_code == 422
    assert "kept" in answer.text
    assert "Say whether the contact is safe; not knowing is an answer too." in answer.text
    again = manager.post(f"{address}/family", father | {"perpetrator": "unknown"})
    assert again.status_code == 409  # a mark is lifted where its history stands, with a reason
    assert "Correct what is known of them" in again.text
    another = father | {"perpetrator": "unknown", "kin_name": "Second Father", "relation": "carer"}
    assert manager.post(f"{address}/family", another).status_code == 303
    with unit_of_work() as work:
        people = work.session.scalars(select(FamilyPerson)).all()
        said = {person.relation: person.alleged_perpetrator for person in people}
    assert said == {"child": None, "father": True, "carer": None}
