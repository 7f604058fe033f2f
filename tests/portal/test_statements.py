"""A page costs the same number of statements, however many cases there are: Art. 14(1), 16(1)."""

import math
import re

import pytest

from bench.copies import copy_case, copy_meetings
from bench.statements import counted
from casework.record.table import last_held
from core.clock import FrozenClock
from core.settings import Settings
from models import data_keys
from models.session import unit_of_work
from portal.app import create_app
from queries.paging import PAGE
from tests.builders import HEAD, MANAGER
from tests.database import WITHOUT_TRIGGERS, Cleaner
from tests.portal.conftest import Browser, SignIn
from tests.portal.test_doors import routes_of
from tests.scenes import Scenes


@pytest.fixture(autouse=True)
def _keys_of_children_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine that is slow today they are read anew in the midst of a comparison."""
    monkeypatch.setattr(data_keys, "KEPT_FOR", math.inf)


def statements(browser: Browser, path: str) -> int:
    """Of a page that was read before: what is read once a process is read."""
    with counted() as seen:
        assert browser.get(path).status_code == 200
    return len(seen)


@pytest.mark.article("16(1)")
def test_no_page_asks_more_for_thirty_cases_than_for_three(
    sign_in: SignIn, scenes: Scenes, clock: FrozenClock, cleaner: Cleaner
) -> None:
    case = scenes.stop_at("overdue", clock)
    manager, head = sign_in(MANAGER), sign_in(HEAD)
    # of Today's one asks what has not arrived, one what was added beside closed files, and one of
    # the head's whose cases a colleague has left behind, one how the centre is reached (0166), one
    # what superiors did (0180), one which new contacts wait for a word (0027),
    # one how many pages from paper wait for a person (0194), one what the reader has not
    # sent (0229), one which emergencies wait for somebody (0248);
    # of the case's one counts notices, and two ask of its picture when invitations left (0172);
    # of the list three ask whether it changed, whom its lines wait for and where the risk comes
    # from, and of the head's one how many messages have not arrived (0206);
    # of the calendar two ask whether the invitations have left (0172)
    asked = [
        *((manager, "/", 26), (manager, "/cases", 16)),
        *((head, "/", 31), (head, "/cases", 19), (head, "/cases?group=late", 19)),
        *((manager, "/calendar", 6), (head, "/calendar", 6), (head, "/account/told", 6)),
        (manager, f"/cases/{case.row().number}", 47),
        (head, f"/supervision/{case.account(MANAGER).id}", 12),
        (head, f"/cases/{case.row().number}/trail", 11),
    ]
    copy_case(cleaner.connection, case.case, 1, 2)
    for browser, path, _ in asked:
        browser.get(path)
    few = [statements(browser, path) for browser, path, _ in asked]
    copy_case(cleaner.connection, case.case, 3, 29)
    many = [statements(browser, path) for browser, path, _ in asked]
    assert "30 open cases" in manager.get("/").text
    assert few == many
    for (_, path, most), count in zip(asked, many, strict=True):
        assert count <= most, path


@pytest.mark.article("14(1)")
def test_no_page_of_a_case_asks_more_for_many_meetings(
    sign_in: SignIn, scenes: Scenes, clock: FrozenClock, cleaner: Cleaner, configured: Settings
) -> None:
    case = scenes.stop_at("overdue", clock)
    manager, number = sign_in(MANAGER), case.row().number
    with unit_of_work() as work:
        met = last_held(work.session, case.case)
    named = {"number": number, "meeting_id": met and met.id, "life_id": case.case}
    paths = [
        re.sub(r"{(\w+)[^}]*}", lambda part: str(named[part[1]]), path)
        for method, path in routes_of(create_app(configured))
        if method == "GET" and path.startswith(("/cases/{", "/meetings/{", "/declarations/{"))
        if set(re.findall(r"{(\w+)", path)) <= named.keys()
    ]
    pages = [path for path in paths if manager.get(path).status_code == 200]
    assert f"/cases/{number}/reports" in pages
    copy_meetings(
        cleaner.connection, case.case, 1, 1
    )  # what is new is read otherwise than what was
    few = {path: statements(manager, path) for path in pages}
    copy_meetings(cleaner.connection, case.case, 2, 2)
    many = {path: statements(manager, path) for path in pages}
    assert manager.get(f"/cases/{number}/reports").text.count("For the meeting on") > 3
    assert few == many
    assert many[f"/cases/{number}/reports"] <= 25
    # of them one says whose the page is (0149), one what was said at the door: 6(1.1), one whom no
    # mail reaches (0174)


@pytest.mark.article("16(1)")
def test_a_long_list_is_read_by_pages_and_counted_whole(
    sign_in: SignIn, scenes: Scenes, clock: FrozenClock, cleaner: Cleaner
) -> None:
    case = scenes.stop_at("overdue", clock)
    copy_case(cleaner.connection, case.case, 1, 119)
    head, manager = sign_in(HEAD), sign_in(MANAGER)
    first = head.get("/cases?group=late&lang=en").text
    assert first.count('class="c-nr"') == PAGE
    assert "Late (120)" in re.sub(r"<[^>]+>|\s+", " ", first).replace("  ", " ")
    assert "1 to 50 of 120" in first
    assert "/cases?group=late&amp;page=2#page" in first.replace("lang=en&amp;", "")
    last = head.get("/cases?group=late&page=3").text
    assert last.count('class="c-nr"') == 20
    numbers = [_numbers(head.get(f"/cases?page={page}").text) for page in (1, 2, 3)]
    assert len(set().union(*numbers)) == 120
    assert "1 to 50 of 120" in head.get("/cases?page=99").text  # the list has become shorter
    late = head.get("/").text
    assert "Nothing is late with others." not in head.get("/?late=9999").text
    assert late.count('<li class="duty late">') <= 2 * PAGE
    own = manager.get("/?own=3").text
    assert "on another page of this list" in own  # what is late is said on each of them
    cleaner.connection.execute(WITHOUT_TRIGGERS)
    cleaner.connection.execute(  # who chaired the copies is to declare
        "DELETE FROM participant_word USING participant"
        " WHERE participant.id = participant_id AND life_id <> %s",
        [case.case],
    )
    cleaner.connection.execute(
        "UPDATE cases SET manager_id = (SELECT id FROM account WHERE role = 'manager'"
        " AND municipality_id = cases.municipality_id AND id <> cases.manager_id LIMIT 1)"
    )
    chaired = manager.get("/?chair=3").text
    assert "You chair, or chaired (119)" in re.sub(r"\s+", " ", chaired)
    assert "101 to 119 of 119" in chaired


def _numbers(page: str) -> set[str]:
    return set(re.findall(r'class="nr" href="/cases/(R-[\w-]+)"', page))
