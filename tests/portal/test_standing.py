"""Who stands at the municipal table, on the page of the head: Art. 3, 4(1)."""

from datetime import timedelta

import pytest

from models.session import unit_of_work
from simulation.life import CaseStory
from simulation.seed import professional
from tests.builders import ADMIN, MANAGER, SILENT
from tests.portal.asking import seen
from tests.portal.conftest import Browser, SignIn

TRAFFICKING = "agron.rexhepi@policia-ferizaj.example"
PAGE = "/roundtable/members"
DAY = timedelta(days=1)


def who(email: str) -> str:
    with unit_of_work() as work:
        return str(professional(work, email).id)


@pytest.mark.article("3", "4(1)")
def test_the_head_sees_what_lacks_and_mends_it(
    story: CaseStory, chief: Browser, sign_in: SignIn
) -> None:
    today = story.stage.today()
    first = seen(chief.get("/").text)
    assert "What the municipal table lacks" in first
    assert "Kosovo Probation Service" in first
    page = chief.get(PAGE)
    assert "checked" not in page.text
    for typed, said in (
        ({"person": "", "reason": "Moved", "on": f"{today:%d.%m.%Y}"}, "Choose whose seat ended."),
        ({"person": who(SILENT), "reason": "", "on": f"{today:%d.%m.%Y}"}, "Write why it ended."),
        ({"person": who(SILENT), "reason": "Moved", "on": "31.2.2026"}, "There is no such day."),
    ):
        refused = chief.post(f"{PAGE}/end", typed)
        assert refused.status_code == 422
        assert said in seen(refused.text)
    ended = {"person": who(SILENT), "reason": "Moved", "on": f"{today:%d.%m.%Y}"}
    assert chief.post(f"{PAGE}/end", ended).status_code == 303
    assert "(1.6): no standing seat" in seen(chief.get(PAGE).text)
    assert "(1.6): no standing seat" in seen(sign_in(ADMIN).get("/").text)
    late = {"person": who(TRAFFICKING), "on": f"{today + DAY:%d.%m.%Y}"}
    assert chief.post(f"{PAGE}/seat", late).status_code == 409
    taken = {"person": who(TRAFFICKING), "on": f"{today:%d.%m.%Y}"}
    assert chief.post(f"{PAGE}/seat", taken).status_code == 303
    assert "(1.6): no standing seat" not in seen(chief.get(PAGE).text)
    assert chief.post(f"{PAGE}/seat", {**taken, "once": ""}).status_code == 409


@pytest.mark.article("3", "4(1)")
def test_somebody_who_is_not_in_the_list_takes_a_seat_at_once(
    story: CaseStory, chief: Browser
) -> None:
    today = story.stage.today()
    assert "(1.4): no standing seat" in seen(chief.get(PAGE).text)
    typed = {
        "kind": "1.4",
        "institution": "Shërbimi Sprovues",
        "name": "Kanarina Krasniqi",
        "email": "kanarina@sprovues.example",
        "phone": "044 123 987",
        "language": "sq",
        "superior_language": "sq",
        "on": f"{today:%d.%m.%Y}",
    }
    chief.get(f"{PAGE}/new")
    refused = chief.post(f"{PAGE}/new", typed | {"email": "nobody"})
    assert refused.status_code == 422
    assert "Kanarina Krasniqi" in refused.text
    assert chief.post(f"{PAGE}/new", typed).status_code == 303
    page = seen(chief.get(PAGE).text)
    assert "Kanarina Krasniqi" in page
    assert "(1.4): no standing seat" not in page


@pytest.mark.article("3")
def test_nobody_but_head_and_deputy_opens_it(story: CaseStory, sign_in: SignIn) -> None:
    story.refer()
    for email in (MANAGER, ADMIN):
        browser = sign_in(email)
        browser.get("/")
        assert browser.get(PAGE).status_code == 403
        assert browser.post(f"{PAGE}/end", {"person": who(SILENT)}).status_code == 403
