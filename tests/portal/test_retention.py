"""The pages of closed files: limits without a child, the head's steps, and nothing of what is
hidden to anybody: 18(1), decision 0259."""

from datetime import timedelta

import pytest

from rules.retention import APART
from tests.builders import ADMIN, HEAD, MANAGER
from tests.conftest import At
from tests.portal.asking import seen
from tests.portal.conftest import SignIn

ACT = "Ligji mbi arkivat, neni 1 (i shpikur)."
WHY = "Afati ka kaluar."


@pytest.mark.article("18(1)")
def test_a_file_goes_step_by_step_and_a_hold_brings_it_back(a_case: At, sign_in: SignIn) -> None:
    case = a_case("closed")
    number, admin = case.row().number, sign_in(ADMIN)
    here, home = f"/retention/{number}", f"/cases/{number}"
    assert "No limit is entered: nothing is erased." in seen(admin.get("/retention-limit").text)
    both = {"years": "1", "none_holds": "yes", "source": ACT}
    assert admin.post("/retention-limit", both).status_code == 422
    assert admin.post("/retention-limit", {"years": "1", "source": ACT}).status_code == 303
    assert number not in admin.get("/retention-limit").text
    assert admin.get("/retention").status_code == admin.get(here).status_code == 403
    case.clock.moment += timedelta(days=365)
    head, manager = sign_in(HEAD), sign_in(MANAGER)
    assert manager.get("/retention").status_code == manager.get(here).status_code == 403
    assert "kept" in head.get(here).text
    assert head.post(f"{here}/notice").status_code == 409, "its last day"
    case.clock.moment += APART
    head = sign_in(HEAD)
    assert number in head.get("/retention").text
    assert head.post(f"{here}/notice").status_code == 303
    assert head.post(f"{here}/hide").status_code == 409
    case.clock.moment += APART
    head, manager = sign_in(HEAD), sign_in(MANAGER)
    assert manager.get(home).status_code == 200
    assert head.get(here).status_code == 200
    assert head.post(f"{here}/hide").status_code == 303
    for reader in (manager, head):
        assert reader.get(home).status_code == 404
        assert reader.get(f"{home}/archive").status_code == 404
        assert number not in reader.get("/cases").text
    assert "hidden" in head.get(here).text
    assert number not in sign_in(ADMIN).get("/retention-limit").text
    assert head.post(f"{here}/hold", {"words": "", "until": ""}).status_code == 422
    assert head.post(f"{here}/hold", {"words": "Padi.", "until": "01.01.2020"}).status_code == 409
    assert head.post(f"{here}/hold", {"words": "Padi.", "until": ""}).status_code == 303
    assert manager.get(home).status_code == 200, "at once"
    page = head.get(here).text
    assert "While it is held back it is not erased." in seen(page)
    hold = page.split(f"{here}/holds/")[1].split('"')[0]
    assert head.post(f"{here}/holds/{hold}", {"words": "Përfundoi."}).status_code == 303
    assert "its time is over" in head.get(here).text
