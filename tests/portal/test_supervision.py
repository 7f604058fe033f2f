"""Questions, months and visits are read by manager and head alone: Art. 16(1), 16(2)."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.case import supervision, visits
from casework.case.visits import Follows, Visited
from casework.municipality import months
from core.clock import FrozenClock
from core.i18n import LANGUAGES, Language
from models.supervision import SignedMonth, SupervisionQuestion
from models.visit import FollowUp, MonitoringVisit
from rules.months import (
    last_of,
)
from simulation.people import PASSWORD
from tests.builders import HEAD, MANAGER, OTHER_MANAGER, ACase
from tests.onrecord import reading
from tests.portal.asking import TOLD_OF_THE_CHILD, seen
from tests.portal.conftest import SignIn
from tests.portal.test_information import letter_of
from tests.scenes import Scenes

WHY, SAID = "Kanarina 5521: pse nuk u vizitua?", "Kanarina 9904: babai ishte jashtë."
DAY = timedelta(days=1)


@pytest.fixture
def case(sign_in: SignIn, scenes: Scenes, clock: FrozenClock) -> ACase:
    """The database begins with the portal; then the scene."""
    return scenes.stop_at("overdue", clock)


@pytest.mark.article("16(1)")
def test_the_head_asks_the_manager_answers_and_the_head_closes(
    case: ACase, sign_in: SignIn
) -> None:
    number, today = case.row().number, f"{case.clock.today():%d.%m.%Y}"
    head, manager, page = sign_in(HEAD), sign_in(MANAGER), f"/cases/{number}/supervision"
    assert f'href="{page}"' in head.get(f"/cases/{number}").text
    assert f'href="{page}"' in manager.get(f"/cases/{number}").text
    empty = head.get(page)
    assert "The head has asked nothing yet." in empty.text
    assert "checked" not in empty.text
    assert "Ask the case manager" not in manager.get(page).text
    asked = {"of": "case::", "words": WHY, "on": today}
    assert "Choose what it is about." in seen(head.post(page, asked | {"of": ""}).text)
    assert head.post(page, asked | {"of": "plan::"}).status_code == 404
    assert manager.post(page, asked).status_code == 404
    assert head.post(page, asked).status_code == 303
    with reading() as work:
        one = f"{page}/{work.session.scalars(select(SupervisionQuestion.id)).one()}"
    said = {"words": SAID, "on": today}
    assert head.post(f"{one}/answer", said).status_code == 404
    assert manager.post(f"{one}/decide", said | {"turn": "closed"}).status_code == 404
    unanswered = head.post(f"{one}/decide", {"turn": "closed", "on": today})
    assert unanswered.status_code == 409
    assert "Write why it is closed without one." in seen(unanswered.text)
    assert "Write the answer." in seen(manager.post(f"{one}/answer", {"on": today}).text)
    assert manager.post(f"{one}/answer", said).status_code == 303
    assert "answered, waits for the head" in seen(head.get(page).text)
    assert SAID in seen(head.get(one).text)
    assert head.post(f"{one}/decide", {"turn": "closed", "on": today}).status_code == 303
    assert "closed" in seen(manager.get(page).text)


@pytest.mark.article("16(1)")
def test_a_month_is_signed_with_the_password_and_read_by_whose_it_is(
    case: ACase, sign_in: SignIn
) -> None:
    officer, month = case.account(MANAGER).id, case.clock.today().replace(day=1)
    one = f"/supervision/{officer}/{month:%Y-%m}"
    head = sign_in(HEAD)
    assert 'href="/supervision"' in head.get("/").text
    assert "Sign the month off" not in head.get(one).text
    case.stage.move_to(last_of(month) + 2 * DAY)
    manager, head = sign_in(MANAGER), sign_in(HEAD)
    assert 'href="/supervision"' in manager.get("/").text
    assert one in head.get("/supervision").text
    page = head.get(one).text
    assert "Sign the month off" in page
    assert "Sign the month off" not in manager.get(one).text
    shown = page.split('name="shown" value="')[1].split('"')[0]
    signed = {"shown": shown, "remark": WHY, "password": PASSWORD}
    assert manager.post(f"{one}/sign", signed).status_code == 404
    assert head.post(f"{one}/sign", signed | {"password": "x"}).status_code == 422
    assert head.post(f"{one}/sign", signed).status_code == 303
    assert "Write the remark." in seen(head.post(f"{one}/remark", {"words": ""}).text)
    assert head.post(f"{one}/remark", {"words": SAID}).status_code == 303
    assert manager.post(f"{one}/remark", {"words": SAID}).status_code == 404
    for reader in (head, manager):
        text = seen(reader.get(one).text)
        assert WHY in text
        assert SAID in text
    assert "signed off on" in seen(manager.get("/supervision").text)
    assert sign_in(OTHER_MANAGER).get(one).status_code == 404
    assert head.get(f"/supervision/{officer}/october").status_code == 404
    with reading() as work:
        assert work.session.scalars(select(SignedMonth.month)).all() == [month]


@pytest.mark.article("16(2)")
def test_a_visit_is_entered_followed_up_and_shut_to_everybody_else(
    case: ACase, sign_in: SignIn
) -> None:
    number, today = case.row().number, f"{case.clock.today():%d.%m.%Y}"
    head, manager, page = sign_in(HEAD), sign_in(MANAGER), f"/cases/{number}/visits"
    assert "No visit is on record." in manager.get(page).text
    assert "checked" not in head.get(page).text
    made = {"on": today, "who": "Drita Krasniqi", "findings": SAID, "until": today}
    assert "Write what is to follow" in seen(head.post(page, made).text)
    made |= {"follows": "Thirret mjeku."}
    assert manager.post(page, made).status_code == 404
    assert head.post(page, made).status_code == 303
    with reading() as work:
        one = f"{page}/{work.session.scalars(select(MonitoringVisit.id)).one()}"
        follows = work.session.scalars(select(FollowUp.id)).one()
    assert SAID in seen(manager.get(one).text)
    word = {"of": str(follows), "became": "not_done", "on": today}
    assert manager.post(f"{one}/followed", word).status_code == 409
    assert manager.post(f"{one}/followed", word | {"of": str(case.case)}).status_code == 404
    assert manager.post(f"{one}/followed", word | {"words": "Mbyllur."}).status_code == 303
    assert manager.post(f"{one}/more", {"words": "x"}).status_code == 404
    assert head.post(f"{one}/more", {"words": "Vizita përsëritet."}).status_code == 303
    assert "Vizita përsëritet." in seen(manager.get(page).text)
    assert "not done" in seen(head.get(one).text)
    assert sign_in(OTHER_MANAGER).get(one).status_code == 404


@pytest.mark.article("16(1)", "16(2)", "18(1)")
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_mail_of_it_says_what_it_is(case: ACase, language: Language) -> None:
    today, officer = case.clock.today(), case.account(MANAGER).id
    month = (today.replace(day=1) - DAY).replace(day=1)
    with case.head() as work:
        question = supervision.ask(work, case.case, asked_on=today, words=WHY).id
        visits.enter(work, case.case, Visited(today, "Drita", SAID, Follows(WHY)))
        months.sign_off(work, officer, month, remark=SAID)
    with case.manager() as work:
        supervision.answer(work, question, said_on=today, words=SAID)
    for kind in ("asked", "answered", "visit", "month"):
        (message,) = case.messages(f"supervision/{kind}")
        text = letter_of(message, language)
        told = [WHY, SAID, "Kanarina", *TOLD_OF_THE_CHILD]
        assert [words for words in told if words in text] == []


@pytest.mark.article("16(1)", "18(1)")
def test_the_head_reads_a_managers_work_and_who_looked_at_a_case(
    case: ACase, sign_in: SignIn
) -> None:
    number, officer, day = case.row().number, case.account(MANAGER).id, case.clock.today()
    supervision_question(case)
    manager, head = sign_in(MANAGER), sign_in(HEAD)
    manager.get(f"/cases/{number}")
    work = seen(head.get(f"/supervision/{officer}?lang=en").text)
    assert "What was asked of them (1)" in work
    assert re.search(r"Late with others in their cases \([1-9]", work)
    assert f'href="/supervision/{officer}"' in head.get("/cases").text
    assert manager.get(f"/supervision/{officer}").status_code == 200
    assert sign_in(OTHER_MANAGER).get(f"/supervision/{officer}").status_code == 404
    page = f"/cases/{number}/trail"
    assert f'href="{page}"' in head.get(f"/cases/{number}").text
    assert manager.get(page).status_code == 403
    trail = head.get(f"{page}?lang=en").text
    name = case.account(MANAGER).name
    assert name
    assert name in seen(trail)
    assert "opened the case" in seen(trail)
    one = seen(head.get(f"{page}?who={officer}&since={day:%d.%m.%Y}&until={day:%d.%m.%Y}").text)
    assert "opened the case" in one.partition("Search the trail")[2]
    none = seen(head.get(f"{page}?who={officer}&until=1.1.2020").text)
    assert "Nothing in the trail fits what you chose." in none
    assert "asked for this case and was refused" not in seen(trail)
    sign_in(OTHER_MANAGER).get(f"/cases/{number}")
    refused = seen(head.get(f"{page}?kind=refused").text)
    assert "asked for this case and was refused" in refused
    assert "searched this trail" in seen(head.get(page).text)


def supervision_question(case: ACase) -> None:
    with case.head() as work:
        supervision.ask(work, case.case, asked_on=case.clock.today(), words=WHY)
