"""What the family is given on paper: letter on a meeting, sheet for an opinion: 8(10), 17(2)."""

from uuid import UUID

import pytest
from sqlalchemy import select

from casework.record.table import meetings
from core.i18n import LANGUAGES
from models.case import FamilyPerson
from rules.composition import Relation
from simulation.life import CaseStory
from tests.builders import ADMIN, HEAD, MANAGER, OTHER_CENTRES_MANAGER, OTHER_MANAGER, ACase
from tests.conftest import At
from tests.documents.pdf import faults
from tests.onrecord import reading
from tests.portal.acts import planned
from tests.portal.conftest import Browser, SignIn
from tests.portal.test_annex_paper import paper
from tests.portal.test_known import form, kin

COME = "You may be invited to take part"


def family(case: ACase) -> dict[Relation, UUID]:
    with reading() as work:
        query = select(FamilyPerson).where(FamilyPerson.case_id == case.case)
        return {each.relation: each.id for each in work.session.scalars(query)}


def of_meeting(case: ACase) -> str:
    with reading() as work:
        return f"/meetings/{meetings(work.session, case.case)[-1].id}/family"


@pytest.mark.article("8(10)", "10(5)")
def test_each_of_the_family_has_a_letter_in_words_of_their_own_without_a_name(
    sign_in: SignIn, a_case: At
) -> None:
    case = a_case("invited")
    people, at, manager = family(case), of_meeting(case), sign_in(MANAGER)
    page = manager.get(at).text
    for relation, id in people.items():
        assert f"{at}/{id}/sq.pdf" in page
        for language in LANGUAGES:
            read = paper(manager.client.get(f"{at}/{id}/{language}.pdf"))
            assert faults(read, language) == []
            assert "Lirie" not in read.text
            assert len(read.pages) == 1
        is_child = relation is Relation.CHILD
        assert ("You may also say nothing." in read.text) == is_child
        assert ("Art. 8(10)" in read.text) != is_child
        assert "Blerim Hoxha" in read.text


@pytest.mark.article("4(5)")
def test_who_may_not_take_part_is_not_told_that_they_may(sign_in: SignIn, a_case: At) -> None:
    case = a_case("invited")
    people, at, manager = family(case), of_meeting(case), sign_in(MANAGER)
    adults = [id for relation, id in people.items() if relation is not Relation.CHILD]
    with reading() as work:
        barred = {id: work.session.get_one(FamilyPerson, id).alleged_perpetrator for id in adults}
    assert len(set(barred.values())) > 1
    for id, said in barred.items():
        text = paper(manager.client.get(f"{at}/{id}/en.pdf")).text
        assert (COME in text) == (said is False)


@pytest.mark.article("17(2)")
def test_an_opinion_is_written_by_hand_on_a_sheet_of_its_own(sign_in: SignIn, a_case: At) -> None:
    case = a_case("closure_proposed")
    people, manager = family(case), sign_in(MANAGER)
    home = f"/cases/{case.row().number}/closure/opinions"
    for relation, id in people.items():
        assert f"{home}/{id}/sr.pdf" in manager.get(f"{home}/{id}").text
        for language in LANGUAGES:
            read = paper(manager.client.get(f"{home}/{id}/{language}.pdf"))
            assert faults(read, language) == []
            assert "Lirie" not in read.text
            assert len(read.pages) == 1
        assert ("Art. 17(2)" in read.text) == (relation is not Relation.CHILD)
        assert "☑" not in read.text


@pytest.mark.article("17(3.5)")
def test_nobody_writes_to_who_has_died(story: CaseStory, manager: Browser) -> None:
    case, today = planned(story), f"{story.stage.today():%d.%m.%Y}"
    child = kin(story, Relation.CHILD)
    with reading() as work:
        at = f"/meetings/{meetings(work.session, story.case)[-1].id}/family"
    assert manager.client.get(f"{at}/{child}/sq.pdf").status_code == 200
    address = f"{case}/known/{child}/death"
    died = form(manager, address, choice="yes", source="The police", valid_from=today)
    assert manager.post(address, died).status_code == 303
    for path in (f"{at}/{child}", f"{case}/closure/opinions/{child}"):
        assert manager.client.get(f"{path}/sq.pdf").status_code == 404
    assert f"{at}/{child}/sq.pdf" not in manager.get(at).text


@pytest.mark.article("18(1)")
@pytest.mark.parametrize("email", [OTHER_MANAGER, OTHER_CENTRES_MANAGER, ADMIN])
def test_nobody_else_has_one(sign_in: SignIn, a_case: At, email: str) -> None:
    case = a_case("closure_proposed")
    child, stranger = family(case)[Relation.CHILD], sign_in(email)
    for address in (
        f"{of_meeting(case)}/{child}",
        f"/cases/{case.row().number}/closure/opinions/{child}",
    ):
        answer = stranger.client.get(f"{address}/sq.pdf")
        assert answer.status_code in {403, 404}
        assert b"%PDF" not in answer.content
    assert sign_in(HEAD).client.get(f"{of_meeting(case)}/{child}/sq.pdf").status_code == 200
