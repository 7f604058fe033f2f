"""Monitoring and review of the plan as PDFs, for hand filling and filled: Art. 14(6), 15."""

import re

import pytest
from sqlalchemy import select

from core.i18n import LANGUAGES
from models.life import AuditEntry
from tests.builders import ADMIN, HEAD, MANAGER, OTHER_CENTRES_MANAGER, OTHER_MANAGER, ACase
from tests.conftest import At
from tests.documents.pdf import faults
from tests.onrecord import reading
from tests.portal.conftest import Browser, SignIn
from tests.portal.test_annex_paper import paper
from tests.portal.test_monitoring import FOUND, typed

FORM = r"/monitoring/([0-9a-f-]{36})/sq\.pdf"
REVIEW = r"/review/([0-9a-f-]{36})/sq\.pdf"


def monitor(case: ACase, manager: Browser) -> str:
    """Put a form on record; where its paper is."""
    home = f"/cases/{case.row().number}"
    fields = typed(manager.get(f"{home}/monitoring/form").text)
    fields |= {"actions.0.finding": FOUND, "finding": "Plani ecën."}
    fields |= {"on": f"{case.clock.today():%d.%m.%Y}"}
    assert manager.post(f"{home}/monitoring/form/1", fields).status_code == 303
    (found,) = set(re.findall(FORM, manager.get(f"{home}/monitoring").text))
    return f"{home}/monitoring/{found}"


@pytest.mark.article("14(6)")
def test_a_monitoring_form_is_printed_empty_with_the_open_actions_and_as_filled(
    sign_in: SignIn, a_case: At
) -> None:
    case = a_case("review_met")
    manager, home = sign_in(MANAGER), f"/cases/{case.row().number}"
    filled = monitor(case, manager)
    page = manager.get(f"{home}/monitoring").text
    assert f"{home}/monitoring/form/sr.pdf" in page
    for language in LANGUAGES:
        for at in (f"{home}/monitoring/form", filled):
            read = paper(manager.client.get(f"{at}/{language}.pdf"))
            assert faults(read, language) == []
            assert "Lirie" not in read.text
    read = paper(manager.client.get(f"{home}/monitoring/form/en.pdf"))
    plan = case.plans()[-1]
    for action in plan.actions:
        assert (f"{action.number}. {action.action}" in read.text) == action.is_open
    assert read.text.count("☐ better ☐ the same ☐ worse ☐ not known") == len(plan.actions)
    assert "What the table is to be told (Art. 14(3.4))" in read.text
    read = paper(manager.client.get(f"{filled}/en.pdf"))
    assert FOUND in read.text
    assert "Plani ecën." in read.text
    assert "the same" in read.tagged("/TD")
    assert "what was done is not known by: not stated known when: not stated" in read.text
    with reading() as work:
        acts = list(work.session.scalars(select(AuditEntry.act)))
    assert acts.count("monitoring printed") == 4
    assert acts.count("monitoring form printed") == 4


@pytest.mark.article("15(2)", "5(1.5)")
def test_a_review_is_printed_for_the_meeting_and_as_the_table_found_it(
    sign_in: SignIn, a_case: At
) -> None:
    case = a_case("reviewed")
    head, home = sign_in(HEAD), f"/cases/{case.row().number}"
    page = head.get(f"{home}/plan").text
    (review,) = set(re.findall(REVIEW, page))
    assert f"{home}/review/sr.pdf" in page
    for language in LANGUAGES:
        for at in ("review", f"review/{review}"):
            read = paper(head.client.get(f"{home}/{at}/{language}.pdf"))
            assert faults(read, language) == []
            assert "Lirie" not in read.text
    text = paper(head.client.get(f"{home}/review/{review}/en.pdf")).text
    assert "Progress in the child's well-being (Art. 15(2))" in text
    assert text.count("☑") == 1
    form = paper(head.client.get(f"{home}/review/en.pdf"))
    assert "☑" not in form.text
    assert "At least once a month" in form.text
    assert form.text.count("☐ in process ☐ completed ☐ uncompleted") == sum(
        action.is_open for action in case.plans()[-1].actions
    )


@pytest.mark.article("13(1)")
def test_without_a_plan_there_is_none(sign_in: SignIn, a_case: At) -> None:
    case = a_case("assessed")
    manager, home = sign_in(MANAGER), f"/cases/{case.row().number}"
    for at in ("monitoring/form", "review"):
        assert manager.client.get(f"{home}/{at}/sq.pdf").status_code == 404


@pytest.mark.article("18(1)")
@pytest.mark.parametrize("email", [OTHER_MANAGER, OTHER_CENTRES_MANAGER, ADMIN])
def test_nobody_else_has_one(sign_in: SignIn, a_case: At, email: str) -> None:
    case = a_case("reviewed")
    home, stranger = f"/cases/{case.row().number}", sign_in(email)
    review = re.findall(REVIEW, sign_in(HEAD).get(f"{home}/plan").text)[0]
    for at in ("monitoring/form", "review", f"review/{review}"):
        answer = stranger.client.get(f"{home}/{at}/sq.pdf")
        assert answer.status_code in {403, 404}
        assert b"%PDF" not in answer.content
