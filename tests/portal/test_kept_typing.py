"""What a member typed into a page whose session was over: kept until it is sent: decision 0210."""

from datetime import timedelta

from core.clock import FrozenClock
from core.settings import Settings
from tests.conftest import At
from tests.portal.conftest import Browser
from tests.portal.members import HEALTH, Guest, acts, link_of, newest_code


def test_what_was_typed_into_a_page_that_was_open_too_long_is_kept(
    a_case: At, browser: Browser, demo: Settings, clock: FrozenClock
) -> None:
    a_case("reports_asked")
    guest = Guest(browser, demo, link_of(HEALTH, "report"))
    guest.enter()
    clock.moment += timedelta(minutes=21)
    late = guest.post("/report", {"done": "Një vizitë.", "step": "send"})
    assert late.status_code == 401
    assert "kept on this page" in late.text
    before = acts()
    typed = {"to": f"{guest.home}/report", "kept.done": "Një vizitë.", "kept.step": "send"}
    asked = guest.ask("/kept", typed | {"step": "ask"})
    wrong = guest.ask("/kept", typed | {"step": "open", "code": "12345"})
    assert (asked.status_code, wrong.status_code) == (200, 422)
    right = typed | {"step": "open", "code": newest_code(demo)}
    assert guest.ask("/kept", right | {"to": "/l/other/report"}).status_code == 404
    opened = guest.ask("/kept", right)
    for page in (late, asked, wrong):
        assert 'name="kept.done">\nNjë vizitë.</textarea>' in page.text
    assert 'name="done">\nNjë vizitë.</textarea>' in opened.text
    assert f'action="{guest.home}/report"' in opened.text
    assert acts()[len(before) :] == ["code sent", "wrong code", "link opened by code"]
    assert "Një vizitë." in guest.post("/report", {"done": "Një vizitë.", "step": "send"}).text
