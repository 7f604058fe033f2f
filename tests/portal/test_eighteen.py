"""A birthday that draws near, as manager and head see it: Art. 17(3.2), 17(4)."""

from datetime import date, timedelta

import pytest

from rules.days import add_months
from simulation.life import CaseStory
from tests.builders import ADMIN
from tests.portal.acts import planned
from tests.portal.conftest import Browser, SignIn
from tests.portal.test_known import form, kin


def nearly_eighteen(story: CaseStory, manager: Browser) -> tuple[str, date]:
    """The case's address and the birthday, a month and three days ahead."""
    case = planned(story)
    turns_on = add_months(story.stage.today() + timedelta(days=3), 1)
    born = add_months(turns_on, -18 * 12)
    address = f"{case}/known/{kin(story)}/birth_date"
    right = {"how": "correction", "reason": "The register was found."}
    said = form(manager, address, day=f"{born:%d.%m.%Y}", source="The register", **right)
    assert manager.post(address, said).status_code == 303
    story.stage.settle()
    return case, turns_on


@pytest.mark.article("17(3.2)", "17(4)")
def test_manager_and_head_see_the_day_and_what_is_to_be_prepared(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    case, turns_on = nearly_eighteen(story, manager)
    for path in ("/", case):
        page = manager.get(path).text
        assert f"Eighteen years old on {turns_on:%d.%m.%Y}" in page
        assert f'href="{case}/meeting"' in page
        assert "Eighteen years old on" in chief.get(path).text
    assert "answered with yes or no" in manager.get(case).text
    proposal = {"ground": "X2", "assessment": "Of age."}
    manager.get(f"{case}/closure")
    early = manager.post(f"{case}/closure", proposal)
    assert "The child has not turned eighteen." in early.text
    story.stage.move_to(turns_on)
    page = manager.get("/").text
    assert "Eighteen years old since" in page
    assert f'href="{case}/closure"' in page
    asked = manager.get(f"{case}/closure").text
    question = asked[asked.index("needs_services") : asked.index("after_eighteen")]
    assert "checked" not in question  # nothing is answered for the manager
    unanswered = manager.post(f"{case}/closure", proposal)
    assert unanswered.status_code == 409
    assert "Nobody has said whether services are needed" in unanswered.text
    assert manager.post(f"{case}/closure", proposal | {"needs_services": "no"}).status_code == 303
    assert "No services are needed." in manager.get(f"{case}/closure").text
    assert "Its closing is on the way." in manager.get("/").text


@pytest.mark.article("17(3)", "17(4)")
def test_the_head_is_asked_where_the_birthday_came_after_the_proposal(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    case, turns_on = nearly_eighteen(story, manager)
    proposal = {
        "ground": "X4",
        "detail": "Albania.",
        "best_interest": "Kin.",
        "assessment": "Moves.",
    }
    manager.get(f"{case}/closure")
    assert manager.post(f"{case}/closure", proposal).status_code == 303
    assert "needs_services" not in chief.get(f"{case}/closure").text
    story.stage.move_to(turns_on)
    asked = chief.get(f"{case}/closure").text
    question = asked[asked.index("needs_services") : asked.index("after_eighteen")]
    assert "checked" not in question
    decision = {"decision": "approve"}
    unanswered = chief.post(f"{case}/closure/decision", decision)
    assert unanswered.status_code == 409
    assert "Nobody has said whether services are needed" in unanswered.text
    said = decision | {"needs_services": "yes", "after_eighteen": "Supported housing."}
    assert chief.post(f"{case}/closure/decision", said).status_code == 303
    assert "Supported housing." in manager.get(f"{case}/closure").text


@pytest.mark.article("17(3.2)")
def test_the_list_of_a_year_says_what_each_day_rests_on(
    story: CaseStory, manager: Browser, chief: Browser, sign_in: SignIn
) -> None:
    case, turns_on = nearly_eighteen(story, manager)
    for reader in (manager, chief):
        page = reader.get("/eighteen").text
        assert f"Eighteen years old on {turns_on:%d.%m.%Y}, by an estimated date of birth" in page
        assert f'href="{case}"' in page
    assert sign_in(ADMIN).get("/eighteen").status_code == 403
    address = f"{case}/known/{kin(story)}/birth_date"
    wrong = {"how": "correction", "reason": "It was of another child."}
    unknown = form(manager, address, day="", not_known="1", source="The register", **wrong)
    assert manager.post(address, unknown).status_code == 303
    page = manager.get("/eighteen").text
    assert "Eighteen years old" not in page
    assert "The date of birth is not known." in page
