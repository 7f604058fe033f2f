"""A letter to a superior, the reply, and who stands above an institution: Art. 14(3.2)."""

import pytest

from simulation.life import CaseStory
from tests.portal.conftest import Browser
from tests.portal.test_reports import missing, silent_one


@pytest.mark.article("14(3.2)")
def test_a_letter_is_the_notice_and_its_reply_is_kept(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    home = silent_one(story, instructed=False)
    address, today = f"{home}/{missing(story).id}", f"{story.stage.today():%d.%m.%Y}"
    assert f"{address}/told" in manager.get(home).text
    letter = {"means": "letter", "on": today, "number": "14/2026"}
    asked = manager.post(f"{address}/told", letter)
    assert asked.status_code == 422
    assert "14/2026" in asked.text
    early = manager.post(f"{address}/reply", {"came": "no"})
    assert early.status_code == 409
    assert manager.post(f"{address}/told", letter | {"place": "Paper file"}).status_code == 303
    assert "by letter" in manager.get(home).text
    wordless = manager.post(f"{address}/reply", {"came": "yes", "came_on": today})
    assert wordless.status_code == 422
    reply = {"came": "yes", "came_on": today, "words": "It will come."}
    assert chief.post(f"{address}/reply", reply).status_code == 404
    assert manager.post(f"{address}/reply", reply).status_code == 303
    page = chief.get(f"{address}/reply").text
    assert "It will come." in page
    assert "Paper file" in page


@pytest.mark.article("14(3.2)")
def test_the_head_names_a_superior_for_an_institution(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    page = chief.get("/superiors").text
    with_name = {"institution": "Policia e Kosovës", "name": "Ana Krasniqi", "language": "sr"}
    assert "Ana Krasniqi" not in page
    assert chief.post("/superiors", with_name).status_code == 422
    known = {"mail": "ana@policia.example"}
    unknown = chief.post("/superiors", with_name | known | {"institution": "Nobody's"})
    assert unknown.status_code == 404
    name = page.split('<option value="')[2].split('"')[0]
    assert chief.post("/superiors", with_name | known | {"institution": name}).status_code == 303
    assert "Ana Krasniqi" in chief.get("/superiors").text
    assert manager.get("/superiors").status_code in {403, 404}
