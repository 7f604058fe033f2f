"""The plans as PDFs: what is on them and who has them: Art. 6(1.5), 13."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.case import assessment
from casework.case.plan_rows import ActionDraft
from core.i18n import LANGUAGES
from models.life import AuditEntry
from tests.builders import ADMIN, HEAD, MANAGER, OTHER_CENTRES_MANAGER, OTHER_MANAGER
from tests.conftest import At
from tests.documents.pdf import faults
from tests.onrecord import reading
from tests.portal.conftest import SignIn
from tests.portal.test_annex_paper import paper


@pytest.mark.article("13(2)")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plan_has_goal_who_answers_and_until_when(
    sign_in: SignIn, a_case: At, language: str
) -> None:
    case = a_case("reviewed")
    number, browser = case.row().number, sign_in(MANAGER)
    read = paper(browser.client.get(f"/cases/{number}/plan/{language}.pdf"))
    assert faults(read, language) == []
    plan = case.plans()[-1]
    for action in plan.actions:
        assert f"{action.number}. {action.action}" in read.text
    assert plan.goal is not None
    assert plan.goal in read.text
    assert "Fatmir Gashi" in read.text
    assert "Lirie" not in read.text


@pytest.mark.article("6(1.5)", "8(7)")
def test_the_initial_plan_has_the_notes_of_its_actions(sign_in: SignIn, a_case: At) -> None:
    case = a_case("prepared")
    noted = ActionDraft(
        "Kontakt", "Vizita", "QPS", case.clock.today() + timedelta(days=20), notes="Vetëm pasdite."
    )
    with case.manager() as work:
        assessment.draft_initial_plan(work, case.case, goal="Siguria", actions=[noted])
    at = f"/cases/{case.row().number}/plan/initial/en.pdf"
    assert "Notes: Vetëm pasdite." in paper(sign_in(MANAGER).client.get(at)).text


@pytest.mark.article("6(1.5)", "18(1)")
def test_the_initial_plan_is_a_paper_too_and_which_one_was_printed_is_on_record(
    sign_in: SignIn, a_case: At
) -> None:
    number = a_case("reviewed").row().number
    browser = sign_in(HEAD)
    home = f"/cases/{number}/plan"
    assert f"{home}/sr.pdf" in browser.get(f"{home}?lang=en").text
    assert f"{home}/initial/sr.pdf" in browser.get(f"{home}/initial?lang=en").text
    made = paper(browser.client.get(f"{home}/initial/en.pdf"))
    assert faults(made, "en") == []
    assert "Initial plan" in made.text
    old = paper(browser.client.get(f"{home}/en.pdf?version=1")).text
    assert "version 1" in old
    with reading() as work:
        query = select(AuditEntry).where(AuditEntry.act.like("%plan printed"))
        acts = {each.act: each.detail for each in work.session.scalars(query)}
    assert set(acts) == {"initial plan printed", "plan printed"}
    assert {each["plan"] for each in acts.values()} == {1}
    assert browser.client.get(f"{home}/en.pdf?version=99").status_code == 404


@pytest.mark.article("18(1)")
@pytest.mark.parametrize("email", [OTHER_MANAGER, OTHER_CENTRES_MANAGER, ADMIN])
def test_nobody_else_has_one(sign_in: SignIn, a_case: At, email: str) -> None:
    number = a_case("reviewed").row().number
    stranger = sign_in(email)
    for each in ("plan/sq.pdf", "plan/initial/sq.pdf"):
        answer = stranger.client.get(f"/cases/{number}/{each}")
        assert answer.status_code in {403, 404}
        assert b"%PDF" not in answer.content


def test_where_there_is_no_plan_there_is_no_paper(sign_in: SignIn, a_case: At) -> None:
    number = a_case("appointed").row().number
    browser = sign_in(MANAGER)
    for each in ("plan/sq.pdf", "plan/initial/sq.pdf"):
        assert browser.client.get(f"/cases/{number}/{each}").status_code == 404
