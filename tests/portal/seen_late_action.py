"""An action whose day has passed, as eyes see it: Art. 14(2)."""

from sqlalchemy import select

from casework.case import action_words, report_corrections
from core.settings import Settings
from models.people import MemberLink
from models.session import unit_of_work
from rules.late_actions import ActionWord
from rules.planning import ActionStatus
from tests.builders import MANAGER, ACase
from tests.casework.case.test_late_actions import both_asked
from tests.portal.conftest import Browser, SignIn
from tests.portal.eyes import Eyes
from tests.portal.members import Guest


def over_a_late_action(
    case: ACase, browser: Browser, sign_in: SignIn, demo: Settings, eyes: Eyes
) -> None:
    """An action whose day has passed, as the manager reads it and as its member answers."""
    _, question = both_asked(case)
    home = f"/cases/{case.row().number}"
    eyes.become(sign_in(MANAGER))
    for path in ("/plan", f"/reports/{question.id}/word"):
        eyes.at(home + path)
    with unit_of_work() as work:
        link = select(MemberLink).where(MemberLink.subject_id == question.id)
        guest = Guest(browser, demo, f"/l/{work.session.scalars(link).one().token}")
    guest.enter()
    eyes.become(browser)
    eyes.at(f"{guest.home}/action")
    browser.client.cookies.clear()
    word = ActionWord(ActionStatus.UNCOMPLETED)
    with case.manager() as work:
        action_words.answer(work, question.id, word, words="Jo.", on_paper=True)
    eyes.become(sign_in(MANAGER))
    eyes.at(f"{home}/reports/{question.id}/correction")
    with case.manager() as work:
        report_corrections.take_back(work, question.id, why="Tjetër veprim.")
    eyes.at(f"{home}/reports/{question.id}/word")
