"""A page costs the same number of statements, however many cases there are: Art. 14(1), 16(1)."""

import pytest

from bench.copies import copy_case
from bench.statements import counted
from core.clock import FrozenClock
from tests.builders import HEAD, MANAGER
from tests.database import Cleaner
from tests.portal.conftest import Browser, SignIn
from tests.scenes import Scenes


def statements(browser: Browser, path: str) -> int:
    browser.get(path)  # what is read once a process is read
    with counted() as seen:
        assert browser.get(path).status_code == 200
    return len(seen)


@pytest.mark.article("16(1)")
def test_no_page_asks_more_for_thirty_cases_than_for_three(
    sign_in: SignIn, scenes: Scenes, clock: FrozenClock, cleaner: Cleaner
) -> None:
    case = scenes.stop_at("overdue", clock)
    manager, head = sign_in(MANAGER), sign_in(HEAD)
    asked = [
        *((manager, "/", 18), (manager, "/cases", 17)),
        *((head, "/", 22), (head, "/cases", 21), (head, "/cases?group=late", 21)),
        (manager, f"/cases/{case.row().number}", 43),
    ]
    copy_case(cleaner.connection, case.case, 1, 2)
    few = [statements(browser, path) for browser, path, _ in asked]
    copy_case(cleaner.connection, case.case, 3, 29)
    many = [statements(browser, path) for browser, path, _ in asked]
    assert "30 open cases" in manager.get("/").text
    assert few == many
    for (_, path, most), count in zip(asked, many, strict=True):
        assert count <= most, path
