"""What an officer's first page leads to once they declared a conflict of interest: Art. 10(2)."""

import pytest

from casework.table import participants
from tests.builders import MANAGER
from tests.casework.table.test_chairing import replace_manager
from tests.conftest import At
from tests.portal.conftest import SignIn


@pytest.mark.article("10(2)", "10(1)")
@pytest.mark.parametrize("replaced", [False, True])
def test_no_line_leads_to_the_case(a_case: At, sign_in: SignIn, *, replaced: bool) -> None:
    """Also what is theirs by name, of a meeting that they chaired."""
    case = a_case("review_met")
    if replaced:
        replace_manager(case)
    manager, number = sign_in(MANAGER), case.row().number
    assert number in manager.get("/").text
    with case.manager() as work:
        participants.declare_as_chair(work, case.case, conflict=True)
    case.stage.settle()
    assert number not in manager.get("/").text
