"""A closed file is held against its seal when somebody asks: Art. 17(5)."""

import pytest

from tests.builders import HEAD, OTHER_HEAD
from tests.conftest import At
from tests.database import Cleaner
from tests.portal.conftest import SignIn


@pytest.mark.article("17(5)")
def test_a_row_that_somebody_changed_past_us_is_seen_on_the_page(
    a_case: At, sign_in: SignIn, cleaner: Cleaner
) -> None:
    number = a_case("closed").row().number
    head = sign_in(HEAD)
    assert "Take it anew now" in head.get(f"/cases/{number}?lang=en").text
    assert "The file says what was sealed" in head.get(f"/cases/{number}/seal").text
    cleaner.tamper("UPDATE plan_action SET due_on = due_on + 1")
    page = head.get(f"/cases/{number}/seal").text
    assert "The file does not say what was sealed" in page
    assert "The file says what was sealed" not in page


@pytest.mark.article("18(1)")
def test_of_a_case_that_is_open_or_anothers_there_is_no_seal(a_case: At, sign_in: SignIn) -> None:
    number = a_case("decided").row().number
    assert sign_in(HEAD).get(f"/cases/{number}/seal").status_code == 404
    assert sign_in(OTHER_HEAD).get(f"/cases/{number}/seal").status_code == 404


@pytest.mark.article("17(5)")
def test_a_file_whose_seal_was_taken_away_does_not_hold(
    a_case: At, sign_in: SignIn, cleaner: Cleaner
) -> None:
    number = a_case("closed").row().number
    cleaner.tamper("UPDATE cases SET seal = NULL")
    page = sign_in(HEAD).get(f"/cases/{number}/seal?lang=en")
    assert page.status_code == 200
    assert "The file does not say what was sealed" in page.text
