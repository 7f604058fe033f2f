"""A member says behind their link that their conflict of interest was a mistake: Art. 10(2)."""

from datetime import timedelta
from uuid import UUID

import pytest

from casework.table import composition, conflicts, professionals
from casework.table.contacts import Contact
from casework.table.professionals import Profession
from core.settings import Settings
from models.case import Member
from models.session import unit_of_work
from rules.duties import Duty
from simulation import by_code
from simulation.stage import member_acting
from tests.builders import HEAD, MANAGER, ACase
from tests.conftest import At
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import HEALTH, Guest, link_of

WITHDRAW = "/declare/withdraw"


def recused(case: ACase, browser: Browser, demo: Settings) -> Guest:
    """At the link by which they were asked, having ticked the wrong line."""
    guest = Guest(browser, demo, link_of(HEALTH, "declare"))
    guest.enter()
    said = guest.post("/declare", {"conflict": "yes", "language": "en"})
    assert "You do not take part in this case" in said.text
    assert WITHDRAW not in said.text, "they are out, and a form would be refused"
    assert f'<a href="{guest.home}">Open it now' in said.text
    return guest


def seat_of(seat: UUID) -> Member:
    with unit_of_work() as work:
        return work.session.get_one(Member, seat)


@pytest.mark.article("10(2)")
def test_a_member_withdraws_what_they_ticked_by_mistake(
    a_case: At, browser: Browser, demo: Settings
) -> None:
    case = a_case("prepared")
    seat, guest = case.seat(HEALTH), recused(case, browser, demo)
    assert guest.get("/declare").headers["location"] == guest.home  # their session is over
    guest.enter()
    today = f"{case.clock.today():%d.%m.%Y}"
    for missing in ({"on": today}, {"reason": "The wrong line.", "on": ""}):
        again = guest.post(WITHDRAW, missing)
        assert again.status_code == 422
        assert next(iter(missing.values())) in again.text
    early = guest.post(WITHDRAW, {"on": "01.01.2020", "reason": "The wrong line."})
    assert (early.status_code, "The wrong line." in early.text) == (409, True)
    assert seat_of(seat).conflict
    done = guest.post(WITHDRAW, {"on": today, "reason": "The wrong line."})
    assert done.headers["location"] == f"{guest.home}/declare"
    page = guest.get("/declare").text
    assert "Two declarations before the papers" in page
    assert seat_of(seat).sits
    assert Duty.ASK_REPLACEMENT not in case.duties()
    told = {each.recipient_id for each in case.messages("members/withdrawn")}
    assert told == {case.account(MANAGER).id, case.account(HEAD).id}
    with unit_of_work() as work:
        (kept,) = conflicts.withdrawals(work, case.case)
    assert (kept.recorded_by_id, kept.reason) == (None, "The wrong line.")
    assert guest.post(WITHDRAW, {"on": today, "reason": "Again."}).status_code == 409


@pytest.mark.article("10(2)", "18(2)")
def test_the_link_of_who_is_recused_opens_nothing_beside_it(
    a_case: At, browser: Browser, demo: Settings
) -> None:
    case = a_case("prepared")
    guest = recused(case, browser, demo)
    for path in ("/papers", "/information", "/asked", "/meeting"):
        assert guest.get(path).status_code in {303, 404}, path
    case.clock.moment += timedelta(hours=1)
    guest.enter()  # another code leads to the same page, and to no other
    assert "You do not take part in this case" in guest.get("/declare").text


@pytest.mark.article("10(2)")
def test_from_another_link_the_page_leads_to_that_of_the_declarations(
    a_case: At, browser: Browser, demo: Settings
) -> None:
    case = a_case("reports_asked")
    seat, guest = case.seat(HEALTH), Guest(browser, demo, link_of(HEALTH, "report"))
    guest.enter()
    said = guest.post("/declare", {"conflict": "yes", "language": "en"}).text
    way = link_of(HEALTH, "declare")
    assert f'href="{way}"' in said
    assert WITHDRAW not in said
    assert guest.post(WITHDRAW, {"reason": "x", "on": "01.01.2026"}).status_code == 404
    assert seat_of(seat).conflict
    own = Guest(browser, demo, way)
    own.enter()
    today = f"{case.clock.today():%d.%m.%Y}"
    assert own.post(WITHDRAW, {"on": today, "reason": "No."}).status_code == 303
    assert "Your declarations are on record" in own.get("/declare").text


@pytest.mark.article("10(2)")
def test_once_somebody_has_come_the_page_says_who_decides(
    a_case: At, browser: Browser, demo: Settings
) -> None:
    case = a_case("prepared")
    seat, guest = case.seat(HEALTH), recused(case, browser, demo)
    with case.manager() as work:
        kind = work.session.get_one(Member, seat).professional.kind
        of_it = Profession(kind, "Institucioni", "Njësia", "Nora Deda", "sq")
        place = case.row().municipality_id
        other = professionals.register(work, place, of_it, Contact("nora.deda@here.example"))
        composition.choose(work, case.case, {other.id: "Siguria."})
    guest.enter()
    page = guest.get("/declare").text
    assert "Somebody has come in your place since" in page
    assert WITHDRAW not in page
    today = f"{case.clock.today():%d.%m.%Y}"
    late = guest.post(WITHDRAW, {"on": today, "reason": "Kept words."})
    assert (late.status_code, "they decide who sits" in late.text) == (409, True)


@pytest.mark.article("10(2)")
def test_at_the_case_the_withdrawal_stands_with_its_words(a_case: At, sign_in: SignIn) -> None:
    case = a_case("declared")
    seat = case.declare_conflict(HEALTH)
    with member_acting(seat) as work:
        by_code.withdraw(work, seat, reason="Rreshti i gabuar.", on=None)
    assert "Rreshti i gabuar." in sign_in(MANAGER).get(f"/declarations/{case.case}").text
    with member_acting(seat) as work:  # a conflict that comes up after all is declared once more
        by_code.declare(work, seat, conflict=True, confidential=False)
    assert Duty.ASK_REPLACEMENT in case.duties()
