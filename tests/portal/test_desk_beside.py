"""A member's page says what is theirs beside its table: decision 0249."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from core.database_roles import PORTAL
from core.settings import Settings
from models.case import Case
from models.session import unit_of_work
from tests.attacks.test_the_second_wall import client, session_of_seat
from tests.builders import SILENT
from tests.casework.table.test_contacts import colleagues_case
from tests.conftest import At
from tests.portal.conftest import Browser
from tests.portal.members import HEALTH, Guest, link_of
from tests.portal.test_address_in_doubt import change_page
from tests.portal.test_own_desk import said

__all__ = ["client"]


@pytest.mark.article("10(2)", "18(1)", "18(2)")
def test_what_waits_at_another_table_stands_there_until_they_are_no_part_of_it(
    browser: Browser, a_case: At, demo: Settings, client: Callable[..., Any]
) -> None:
    case = a_case("reports_asked")
    guest = Guest(browser, demo, link_of(SILENT, "declare"))
    other, seat = colleagues_case(case)
    with unit_of_work() as work:
        number = work.session.get_one(Case, other).number
    desk = guest.enter().text
    assert f"Case {number} your declarations are missing" in said(desk)
    (way,) = re.findall(rf'href="(/l/[^"]+/go)">Case {number}', desk)
    assert guest.browser.get(way).headers["location"].endswith("/declare"), "by the same code"

    link, session = guest.home.removeprefix("/l/"), session_of_seat(SILENT)
    found = "SELECT count(*) FROM own_other_tables() WHERE kind = 'case'"
    for tokens, tables in (
        ({"link": link, "seats": session}, 1),
        ({"link": link}, 0),
        ({"link": link, "acts": link}, 0),
        ({"link": link, "seats": session_of_seat(HEALTH)}, 0),
        ({"seats": session}, 0),
    ):
        with client(PORTAL, **tokens) as connection:
            assert connection.execute(found).fetchone() == (tables,), tokens

    case.declare(seat, conflict=True)
    assert number not in guest.enter().text


@pytest.mark.article("18(1)")
def test_a_contact_that_waits_stands_on_the_page_of_whose_it_is(
    browser: Browser, a_case: At, demo: Settings
) -> None:
    case = a_case("reports_asked")
    page = change_page(case, email="v.mehmeti@komuna.example")
    guest = Guest(browser, demo, link_of(HEALTH, "declare"))
    desk = guest.enter().text
    assert "another mail address waits for your word" in desk
    assert f'href="{page}"' in desk
    assert "v.mehmeti@" not in desk, "which one is shown there, after a code"
    colleague = Guest(browser, demo, link_of(SILENT, "declare"))
    assert "waits for your word" not in colleague.enter().text
