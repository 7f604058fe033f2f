"""What is odd is asked once: whoever sends the form again has answered, and nothing is lost."""

import re
from datetime import timedelta

import pytest

from models.case import Case
from models.session import unit_of_work
from portal import questions
from queries import case_file
from rules.composition import Relation
from simulation.life import CaseStory
from tests.builders import MANAGER
from tests.conftest import At
from tests.portal.acts import planned
from tests.portal.conftest import Browser, SignIn
from tests.portal.test_known import form, kin
from tests.portal.test_referral import REFERRAL


def meant(page: str) -> dict[str, str]:
    """What its form sends along."""
    found = set(re.findall(r'name="meant" value="([0-9a-f]+)"', page))
    assert len(found) == 1, "one page asks one thing"
    return {"meant": found.pop()}


@pytest.mark.article("17(3.2)")
def test_a_year_typed_wrong_is_asked_about_and_another_one_anew(
    story: CaseStory, manager: Browser
) -> None:
    address = f"{planned(story)}/known/{kin(story)}/birth_date"
    right = {"how": "correction", "reason": "The register was found.", "source": "The register"}
    odd = form(manager, address, day="3.5.1990", **right)
    asked = manager.post(address, odd)
    assert asked.status_code == 422
    assert "the child was 36 years old at the referral" in asked.text
    assert "look at one thing once more" in asked.text
    assert "The register was found." in asked.text, "nothing is lost"
    seen = meant(asked.text)
    other = manager.post(address, odd | {"day": "3.5.1991"} | seen)
    assert "was 35 years old" in other.text, "another answer is asked about anew"
    assert manager.post(address, odd | {"source": ""} | seen).status_code == 422, "no way around"
    assert manager.post(address, odd | seen).status_code == 303
    assert 'name="meant"' not in manager.get(address).text


def test_a_referral_of_long_ago_is_asked_about_but_not_one_from_paper(chief: Browser) -> None:
    chief.get("/cases/new")
    long_ago = REFERRAL | {"came": "1.9.2025", "birth_date": ""}
    assert "more than a year ago" in chief.post("/cases/new", long_ago).text
    from_paper = long_ago | {"paper_on": "1.9.2026"}
    assert chief.post("/cases/new", from_paper).status_code == 303


@pytest.mark.article("8(3)", "14(5)")
def test_a_saturday_and_an_odd_hour_are_asked_about_where_the_child_can_wait(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("prepared")
    manager, address = sign_in(MANAGER), f"/cases/{case.row().number}/meeting"
    page = manager.get(address).text
    assert "Few offices" not in page
    saturday = case.row().referred_on + timedelta(days=21)
    saturday += timedelta(days=5 - saturday.weekday())
    day = {"chosen": "other", "other_day": f"{saturday:%d.%m.%Y}", "hour": "22:00", "place": "2"}
    asked = manager.post(address, day).text
    assert "is a weekend or a public holiday." in asked
    assert "Few offices are open at this hour." in asked
    assert "look at 2 things once more" in asked
    assert manager.post(address, day | meant(asked)).status_code == 303


def referrer(story: CaseStory) -> str:
    with unit_of_work() as work:
        said = work.session.get_one(Case, story.case).referrer
    assert said
    return said


def child_of(story: CaseStory) -> str:
    with unit_of_work() as work:
        said = case_file.child_of(work, story.case).name
    assert said
    return said


@pytest.mark.article("4(5)")
def test_a_guardian_who_refers_and_a_child_in_the_wrong_line_are_asked_about(
    story: CaseStory, manager: Browser
) -> None:
    case = planned(story)
    manager.get(f"{case}/table")
    kin_of = {"relation": "guardian", "perpetrator": "no", "source": "The school"}
    guardian = kin_of | {"kin_name": referrer(story)}
    asked = manager.post(f"{case}/table/family", guardian).text
    assert "on record as who refers the child" in asked
    assert manager.post(f"{case}/table/family", guardian | meant(asked)).status_code == 303
    address = f"{case}/known/{kin(story, Relation.MOTHER)}/name"
    childs = {"words": child_of(story), "how": "correction", "reason": "-", "source": "School"}
    said = form(manager, address, **childs)
    asked = manager.post(address, said).text
    assert "The child is on record under this name." in asked
    assert manager.post(address, said | meant(asked)).status_code == 303


@pytest.mark.parametrize(
    ("name", "asks"),
    [
        ("Hatixhe Kryeziu", True),
        ("Kryeziu Hatixhe", True),
        ("Hatixhe Krieziu", True),
        ("Fatmir Kryeziu", False),
        ("Hatixhe", False),
    ],
)
def test_who_refers_is_known_again_beside_what_else_stands_in_that_line(
    name: str, *, asks: bool
) -> None:
    found = list(questions.of_a_relative(name, "Hatixhe Kryeziu, gjyshja", None, at="kin_name"))
    assert bool(found) is asks
