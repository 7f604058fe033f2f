"""An officer reads what they were told, of tables that they may see: Art. 18(1)."""

import pytest

from tests.builders import ADMIN, HEAD, MANAGER, OTHER_HEAD
from tests.conftest import At
from tests.portal.conftest import SignIn


@pytest.mark.article("18(1)")
def test_what_was_sent_to_an_officer_stands_on_a_page_of_theirs(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("proposed")
    number, head = case.row().number, sign_in(HEAD)
    page = head.get("/account/told").text
    assert "Date of a meeting" in page
    assert f'href="/cases/{number}">{number}</a>' in page
    assert 'href="/account/told"' in head.get("/account").text
    assert "Appointment" in sign_in(MANAGER).get("/account/told").text
    elsewhere = sign_in(OTHER_HEAD).get("/account/told").text
    assert number not in elsewhere
    assert sign_in(ADMIN).get("/account/told").status_code == 403
