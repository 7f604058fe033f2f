"""Signals for a reassessment on the pages of manager and head, and their answer: Art. 14(4)."""

import re
from datetime import timedelta

import pytest

from casework.case import information
from casework.table import convening
from core.i18n import LANGUAGES
from rules.assessment import INDICATORS
from tests.builders import HEAD, MANAGER, ACase
from tests.conftest import At
from tests.portal.asking import seen
from tests.portal.conftest import SignIn

WHY = "Kanarina 7713: asgjë nuk ndryshon."


@pytest.fixture
def case(sign_in: SignIn, a_case: At) -> ACase:  # the empty database came first
    """The day after the table assessed, something comes in."""
    case = a_case("minuted")
    case.stage.move_to(case.clock.today() + timedelta(days=1))
    with case.manager() as work:
        on = case.clock.today()
        information.enter(work, case.case, given_on=on, words="Fjalë.", source="Shkolla.")
    return case


@pytest.mark.article("14(4)")
def test_the_manager_answers_a_signal_with_nothing_chosen_beforehand_and_the_head_reads_it(
    case: ACase, sign_in: SignIn
) -> None:
    home = f"/cases/{case.row().number}"
    manager, head = sign_in(MANAGER), sign_in(HEAD)
    for reader in (manager, head):
        text = seen(reader.get(home).text)
        assert "Information 1 came in, and the assessment does not hold it" in text
        assert "Signals for a reassessment (1)" in text
        assert "our choice" in text
    page = manager.get(f"{home}/signals").text
    assert "checked" not in page
    assert "Put the answer on record" not in head.get(f"{home}/signals").text
    empty = seen(manager.post(f"{home}/signals", {}).text)
    for missing in ("Choose at least one of them.", "Choose the meeting, or that none is called."):
        assert missing in empty
    (signal,) = re.findall(r'name="signals" value="([^"]+)"', page)
    today = f"{case.clock.today():%d.%m.%Y}"
    fields = {"signals": signal, "meeting": "none", "on": today}
    unsaid = manager.post(f"{home}/signals", fields)
    assert unsaid.status_code == 422
    assert "Write why no meeting is called." in seen(unsaid.text)
    assert manager.post(f"{home}/signals", fields | {"signals": "odd"}).status_code == 422
    before = (case.clock.today() - timedelta(days=1)).strftime("%d.%m.%Y")
    early = manager.post(f"{home}/signals", fields | {"reason": WHY, "on": before})
    assert early.status_code == 409
    assert head.post(f"{home}/signals", fields | {"reason": WHY}).status_code == 404
    meeting = case.propose(case.at(30))
    by_meeting = fields | {"meeting": str(meeting.id)}
    assert manager.post(f"{home}/signals", by_meeting).status_code == 303
    assert "No signal waits for an answer." in seen(head.get(f"{home}/signals").text)
    with case.manager() as work:
        convening.cancel(work, case.case, meeting.id)
    again = "the meeting that answered it was called off"
    assert again in seen(manager.get(f"{home}/signals").text)
    assert manager.post(f"{home}/signals", fields | {"reason": WHY}).status_code == 303
    assert "Information 1 came in after" not in seen(manager.get(home).text)
    for language in LANGUAGES:
        assert WHY in seen(head.get(f"{home}/signals?lang={language}").text)


@pytest.mark.article("14(4)", "12(3.4)")
def test_the_table_says_which_indicator_is_worse_and_the_case_shows_it(
    case: ACase, sign_in: SignIn
) -> None:
    home, manager = f"/cases/{case.row().number}", sign_in(MANAGER)
    page = f"{home}/assessment/comprehensive"
    form = manager.get(f"{page}?again=yes").text
    assert "Which of them did the table find worse than before?" in seen(form)
    fields = dict.fromkeys(("summary", *INDICATORS), "Fjalë.")
    on = f"{case.held().met_on:%d.%m.%Y}"
    odd = fields | {"risk": "high", "on": on, "worse": "mood"}
    assert manager.post(page, odd).status_code == 422
    typed = odd | {"worse": "care", "why": "Kujdesi ndryshoi."}
    assert manager.post(page, typed).status_code == 303
    assert seen(manager.get(page).text).count("Worse than before") == 1
