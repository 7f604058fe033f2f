"""What still opens to an officer once they declared a conflict of interest: Art. 10(2)."""

from datetime import timedelta

import pytest
from PIL import Image

from casework.table import participants
from tests.builders import HEAD, MANAGER
from tests.casework.table.test_chairing import replace_manager
from tests.conftest import At
from tests.documents.camera import jpeg
from tests.portal.conftest import SignIn
from tests.portal.test_scanned_pages import rows, send


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


@pytest.mark.article("10(2)")
def test_who_has_a_conflict_sees_of_pages_that_nobody_knows_only_their_own_of_later(
    sign_in: SignIn, a_case: At
) -> None:
    """It may be of the very case."""
    case = a_case("reviewed")
    manager, head = sign_in(MANAGER), sign_in(HEAD)
    blank = jpeg(Image.new("RGB", (1240, 1754), "white"))
    send(manager, blank, "blank.jpg")
    (_, (before,)) = rows()
    with case.manager() as work:
        participants.declare_as_chair(work, case.case, conflict=True)
    for path in (f"/scans/{before.id}", f"/scans/{before.id}/picture.jpg"):
        assert manager.client.get(path).status_code == 404
        assert head.client.get(path).status_code == 200
    assert manager.post(f"/scans/{before.id}/reject", {"reason": "E imja."}).status_code == 404
    assert "waits to be filed" not in manager.get("/?lang=en").text
    case.clock.moment += timedelta(minutes=1)
    send(manager, blank, "later.jpg")
    later = max(rows()[1], key=lambda row: row.brought_at)
    assert manager.client.get(f"/scans/{later.id}").status_code == 200
    assert "1 page waits to be filed" in manager.get("/?lang=en").text
