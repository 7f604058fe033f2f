"""Progress reports as PDFs, one and all of a meeting: who has them and what is on them: 8(9)."""

import re

import pytest
from sqlalchemy import func, select

from casework.record.table import meetings
from core.i18n import LANGUAGES
from models.life import AuditEntry
from tests.builders import ADMIN, HEAD, MANAGER, OTHER_CENTRES_MANAGER, OTHER_MANAGER, ACase
from tests.conftest import At
from tests.documents.pdf import faults
from tests.onrecord import reading
from tests.portal.conftest import SignIn
from tests.portal.test_annex_paper import paper


def of_the_review(case: ACase) -> str:
    with reading() as work:
        meeting = meetings(work.session, case.case)[-1]
    return f"/cases/{case.row().number}/reports/of/{meeting.id}"


def times(act: str) -> int:
    with reading() as work:
        query = select(func.count()).where(AuditEntry.act == act)
        return work.session.scalar(query) or 0


@pytest.mark.article("8(9)", "18(1)")
def test_all_reports_of_a_meeting_are_one_paper_with_who_has_not_written(
    sign_in: SignIn, a_case: At
) -> None:
    case = a_case("overdue")
    browser, at = sign_in(MANAGER), of_the_review(case)
    assert f"{at}/sr.pdf" in browser.get(f"/cases/{case.row().number}/reports?lang=en").text
    for language in LANGUAGES:
        read = paper(browser.client.get(f"{at}/{language}.pdf"))
        assert faults(read, language) == []
        assert "Lirie" not in read.text
    text = read.text
    silent = text.index("Fatmir Gashi")
    assert "This report has not arrived." in text[silent : silent + 100]
    arrived = text.count("received on")
    assert arrived >= 3
    assert times("report read") == 3 * arrived
    assert times("reports printed") == 3


@pytest.mark.article("8(9)")
def test_one_report_is_a_paper_once_it_is_there(sign_in: SignIn, a_case: At) -> None:
    case = a_case("overdue")
    browser, home = sign_in(HEAD), f"/cases/{case.row().number}/reports"
    ids = dict.fromkeys(re.findall(rf"{home}/([0-9a-f-]{{36}})\"", browser.get(home).text))
    answers = [browser.client.get(f"{home}/{each}/en.pdf") for each in ids]
    there = [paper(each).text for each in answers if each.status_code == 200]
    assert there
    assert all("What was done" in text and "received on" in text for text in there)
    assert [each.status_code for each in answers if each.status_code != 200] in ([], [404])


@pytest.mark.article("18(1)")
@pytest.mark.parametrize("email", [OTHER_MANAGER, OTHER_CENTRES_MANAGER, ADMIN])
def test_nobody_else_has_one(sign_in: SignIn, a_case: At, email: str) -> None:
    at = of_the_review(a_case("overdue"))
    answer = sign_in(email).client.get(f"{at}/sq.pdf")
    assert answer.status_code in {403, 404}
    assert b"%PDF" not in answer.content
