"""Who stands at the municipal table, on the page of the head: Art. 3, 4(1)."""

import re
from datetime import timedelta

import pytest

from casework.table import disowned_addresses, succession
from models.case import Member
from models.session import unit_of_work
from rules.succession import Departure
from simulation.life import CaseStory
from simulation.seed import professional
from simulation.stage import member_acting
from tests.builders import ADMIN, HEAD, MANAGER, SILENT
from tests.conftest import At
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


SAID = "whoever sits there is said to have left"


@pytest.mark.article("3", "4(1)")
@pytest.mark.parametrize("ends", ["seat", "named", "right"])
def test_who_says_that_they_left_is_named_to_the_head_until_it_is_settled(
    a_case: At, sign_in: SignIn, ends: str
) -> None:
    """And nothing of the case behind whose link it was said."""
    case, chief = a_case("declared"), sign_in(HEAD)
    today, seat = case.clock.today(), case.seat(SILENT)
    assert SAID not in seen(chief.get("/").text)
    with member_acting(seat) as work:
        disowned_addresses.disown(work, work.session.get_one(Member, seat))
    first = seen(chief.get("/").text)
    assert f"(1.6): {SAID}" in first
    page = chief.get(PAGE).text
    assert "said to have left" in seen(page)
    assert case.row().number not in page
    case.clock.moment += timedelta(minutes=1)
    if ends == "seat":
        ended = {"person": who(SILENT), "reason": "Left", "on": f"{today:%d.%m.%Y}"}
        assert chief.post(f"{PAGE}/end", ended).status_code == 303
    elif ends == "named":
        (person,) = set(re.findall(r'href="(/people/[^"]+)">[^<]*until when', page))
        assert chief.get(person).status_code == 200
        until = {"until": f"{today + 200 * DAY:%d.%m.%Y}"}
        assert chief.post(f"{person}/seat", until).status_code == 303
    else:
        with case.manager() as work:
            disowned_addresses.confirm_right(work, case.case, seat, "Drejtoresha.")
    assert SAID not in seen(chief.get("/").text)
    assert "said to have left" not in seen(chief.get(PAGE).text)


@pytest.mark.article("3", "8(6)")
def test_whose_office_ended_in_a_case_and_stands_is_named_until_chosen_again(
    a_case: At, sign_in: SignIn
) -> None:
    case, chief = a_case("declared"), sign_in(HEAD)
    with case.manager() as work:
        end = succession.End(Departure.END_OF_OFFICE, "Ka kaluar në një punë tjetër.")
        succession.release(work, case.case, case.seat(SILENT), end)
    assert f"(1.6): {SAID}" in seen(chief.get("/").text)
