"""The monitoring review form, its signal, and what the table reads: Art. 14(6), 14(3.4)."""

import re
from datetime import timedelta

import pytest

from core.i18n import LANGUAGES, Language
from core.settings import Settings
from tests.builders import HEAD, MANAGER, ACase
from tests.conftest import At
from tests.portal.asking import TOLD_OF_THE_CHILD, a_minuted_case, seen
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import ADVOCATE, HEALTH, Guest, link_of
from tests.portal.test_information import letter_of

__all__ = ["a_minuted_case"]

FOUND = "Kanarina 4471 mungon sërish."
TOLD = "Kanarina 8813: plani po zbatohet."
DAY = timedelta(days=1)


def typed(page: str) -> dict[str, str]:
    """The rows of the form, every action the same."""
    rows = re.findall(r'name="(actions\.\d+)\.action" value="([^"]+)"', page)
    return {f"{row}.action": id for row, id in rows} | {
        f"{row}.indicator": "same" for row, _ in rows
    }


@pytest.mark.article("14(6)", "14(4)")
def test_the_form_keeps_what_was_typed_and_worse_stands_as_a_signal(
    case: ACase, sign_in: SignIn
) -> None:
    case.stage.move_to(case.clock.today() + DAY)
    manager, home = sign_in(MANAGER), f"/cases/{case.row().number}"
    page = manager.get(f"{home}/monitoring/form").text
    fields = typed(page)
    assert len(fields) == 2 * len(case.plans()[-1].actions)
    to = f"{home}/monitoring/form/1"
    fields |= {"actions.1.indicator": "worse", "actions.1.done": FOUND}
    again = manager.post(to, fields)
    assert again.status_code == 409
    assert FOUND in seen(again.text)
    manager.get(f"{home}/monitoring/form")
    fields |= {"actions.1.finding": FOUND, "on": f"{case.clock.today():%d.%m.%Y}"}
    twice = fields | {"actions.7.action": fields["actions.1.action"], "actions.7.indicator": "same"}
    assert manager.post(to, twice).status_code == 422
    assert manager.post(to, fields).status_code == 303
    head = sign_in(HEAD)
    assert FOUND in seen(head.get(f"{home}/monitoring").text)
    assert "The monitoring found action 2 of the plan worse" in seen(head.get(home).text)
    assert head.get(f"{home}/monitoring/form").status_code == 404


@pytest.mark.article("14(6)", "15(2)")
def test_the_review_shows_what_the_last_form_said(sign_in: SignIn, a_case: At) -> None:
    case = a_case("review_met")
    manager, home = sign_in(MANAGER), f"/cases/{case.row().number}"
    fields = typed(manager.get(f"{home}/monitoring/form").text)
    fields |= {"actions.0.finding": FOUND, "on": f"{case.clock.today():%d.%m.%Y}"}
    assert manager.post(f"{home}/monitoring/form/1", fields).status_code == 303
    assert FOUND in seen(manager.get(f"{home}/review").text)


@pytest.mark.article("14(3.4)", "18(1)")
def test_the_table_reads_what_it_is_told_and_nothing_of_the_form(
    case: ACase, sign_in: SignIn, browser: Browser, demo: Settings
) -> None:
    manager, home = sign_in(MANAGER), f"/cases/{case.row().number}/monitoring"
    fields = typed(manager.get(f"{home}/form").text)
    fields |= {"actions.0.finding": FOUND, "on": f"{case.clock.today():%d.%m.%Y}"}
    assert manager.post(f"{home}/form/1", fields).status_code == 303
    case.stage.move_to(case.clock.today() + DAY)
    assert "was told nothing of the monitoring" in manager.get(home).text
    again = manager.post(home, {"words": TOLD, "means": "paper", "told_on": ""})
    assert again.status_code == 422
    assert TOLD in seen(again.text)
    case.declare_conflict(HEALTH)
    assert manager.post(home, {"words": TOLD, "means": "link"}).status_code == 303
    page = seen(manager.get(home).text)
    assert TOLD in page
    assert "was told nothing of the monitoring" not in page
    case.stage.settle()
    guest = Guest(browser, demo, link_of(ADVOCATE, "findings"))
    guest.enter()
    page = seen(guest.get("/findings").text)
    assert TOLD in page
    assert FOUND not in page
    assert ("findings read", "18(1)") in case.trail()
    assert case.messages("monitoring/findings", case.person(HEALTH)) == []


@pytest.mark.article("14(3.4)", "18(1)")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mail_says_nothing_of_the_child(
    case: ACase, sign_in: SignIn, language: Language
) -> None:
    manager, home = sign_in(MANAGER), f"/cases/{case.row().number}/monitoring"
    manager.get(home)
    assert manager.post(home, {"words": TOLD, "means": "link"}).status_code == 303
    text = letter_of(case.messages("monitoring/findings")[0], language)
    assert case.row().number in text
    assert not [word for word in (*TOLD_OF_THE_CHILD, "Kanarina") if word in text]
