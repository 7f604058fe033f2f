"""The list of cases as the head's dashboard: Art. 14(1), 16(1), decision 0206."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import expect
from sqlalchemy import text

from core.i18n import translator
from models.case import Case
from portal.institutions import institution
from queries import dashboard
from queries.case_order import Wanted
from tests.builders import HEAD, MANAGER
from tests.conftest import At
from tests.database import WITHOUT_TRIGGERS, Cleaner, whole
from tests.portal.chromium import kept
from tests.portal.conftest import SignIn
from tests.portal.eyes import Eyes, window
from workflow.duties import duties_of


@pytest.fixture
def eyes(chromium: Chromium) -> Iterator[Eyes]:
    with window(chromium) as tab:
        yield Eyes(tab)


def plain(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@pytest.mark.article("16(1)")
@pytest.mark.parametrize("scene", ["reminded", "overdue"])
def test_a_line_says_everything_that_is_late_and_who_was_reminded(
    a_case: At, sign_in: SignIn, scene: str
) -> None:
    case, head = a_case(scene), sign_in(HEAD)
    with case.head() as work:
        (line,) = dashboard.listed(work, Wanted()).lines
        owed = duties_of(work, case.case)
        (load,) = dashboard.loads(work)
    late = sum(each.due is not None and each.due < case.stage.clock.today() for each in owed)
    page = plain(head.get("/cases?lang=en").text)
    assert line.late == load.late == late
    assert (f"and {late - 1} more late" in page) == (late > 1)
    assert ("last reminded on" in page.lower()) == (line.reminded_on is not None)
    assert all(institution(translator("en"), each) in page for each in line.who[:3])
    assert "Load per case manager Case manager Cases Cases with something late" in page
    assert line.reminded_on is not None
    assert line.since is not None
    assert line.waited_since(line.since - timedelta(days=1)) is None
    since = translator("en").day(line.since, case.stage.clock.today())
    assert f"Waited for since {since}" in page


@pytest.mark.article("15(2)")
def test_a_line_says_where_the_risk_comes_from(a_case: At, sign_in: SignIn) -> None:
    a_case("reviewed")
    page = plain(sign_in(HEAD).get("/cases?lang=en").text)
    assert re.search(r"higher, was: \w+|lower, was: \w+|as before", page)


@pytest.mark.parametrize("sort", ["due", "case", "phase", "risk", "actor", "manager", "late"])
def test_the_order_stands_in_the_address_and_is_kept_by_the_filters(
    a_case: At, sign_in: SignIn, sort: str
) -> None:
    case, head = a_case("overdue"), sign_in(HEAD)
    with case.head() as work:
        number = work.session.get_one(Case, case.case).number
    for asked in (sort, f"-{sort}"):
        page = head.get(f"/cases?group=late&sort={asked}").text
        assert f'href="/cases/{number}"' in page
        assert f"/cases?group=today&amp;sort={asked}" in page
    if sort not in ("late",):
        assert 'aria-sort="descending"' in page


@pytest.mark.article("16(1)")
def test_the_list_is_asked_whether_it_changed_and_that_keeps_nobody_signed_in(
    a_case: At, sign_in: SignIn, cleaner: Cleaner
) -> None:
    case, head = a_case("overdue"), sign_in(HEAD)
    before = head.get("/cases/changes").json()["mark"]
    assert f'data-mark="{before}"' in head.get("/cases").text
    cleaner.connection.execute(WITHOUT_TRIGGERS)
    cleaner.connection.execute("UPDATE staff_session SET seen_at = seen_at - interval '20 minutes'")
    cleaner.connection.execute("UPDATE cases SET risk = 'none' WHERE id = %s", [case.case])
    by_script = {"sec-fetch-dest": "empty", "sec-fetch-site": "same-origin"}
    seen = text("SELECT max(seen_at) FROM staff_session")
    with whole("staff_session").connect() as connection:
        was = connection.scalar(seen)
    after = head.client.get("/cases/changes", headers=by_script).json()["mark"]
    assert after != before
    with whole("staff_session").connect() as connection:
        assert connection.scalar(seen) == was
    head.get("/cases")
    with whole("staff_session").connect() as connection:
        assert connection.scalar(seen) != was


@pytest.mark.article("16(1)")
def test_attendance_and_punctuality_stand_by_institution(a_case: At, sign_in: SignIn) -> None:
    a_case("overdue")
    page = plain(sign_in(HEAD).get("/institutions?lang=en").text)
    assert "Attendance and punctuality by institution" in page
    assert "Municipal Community Office" in page
    assert sign_in(MANAGER).get("/institutions").status_code == 403


@pytest.mark.browser
@pytest.mark.article("16(1)")
def test_what_changed_elsewhere_is_seen_without_a_press(
    a_case: At, sign_in: SignIn, eyes: Eyes, cleaner: Cleaner
) -> None:
    case, head = a_case("overdue"), sign_in(HEAD)
    eyes.become(head)
    eyes.at("/institutions")
    kept(eyes.tab, "institutions")
    tab = eyes.tab
    for width, language in ((320, "sr"), (1280, "sq"), (1280, "en")):
        tab.set_viewport_size({"width": width, "height": 900})
        tab.goto(f"{eyes.base}/cases?lang={language}")
        kept(tab, f"dashboard-{width}-{language}")
    expect(tab.locator("[data-print]")).to_be_visible()
    cleaner.connection.execute(WITHOUT_TRIGGERS)
    cleaner.connection.execute("UPDATE cases SET risk = 'none' WHERE id = %s", [case.case])
    expect(tab.locator(".c-risk").first).to_contain_text("none")
    expect(tab.get_by_role("status")).to_have_text("The list has been renewed.")
    tab.locator(".c-nr a").first.focus()
    cleaner.connection.execute("UPDATE cases SET risk = 'high' WHERE id = %s", [case.case])
    expect(tab.get_by_role("status")).to_have_text("Changes: 1")
    expect(tab.locator(".c-risk").first).to_contain_text("none")
    tab.get_by_role("button", name="Show the changes").click()
    expect(tab.locator(".c-risk").first).to_contain_text("high")
    tab.emulate_media(media="print")
    expect(tab.locator("[data-print]")).to_be_hidden()
    assert eyes.found == [], "\n".join(eyes.found)
