"""Letters of a case and the proof of notice as PDFs: who has them, what they say: 8(3), 14, 19."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from core.i18n import LANGUAGES
from models.inquiry import Inquiry
from models.life import AuditEntry
from models.plan import ReportRequest
from simulation.life import CaseStory
from tests.builders import ADMIN, HEAD, MANAGER, OTHER_CENTRES_MANAGER, OTHER_MANAGER, ACase
from tests.conftest import At
from tests.documents.pdf import faults
from tests.onrecord import reading
from tests.portal.conftest import Browser, SignIn
from tests.portal.test_annex_paper import paper
from tests.portal.test_letters import WHICH, of_age, one, sent
from tests.portal.test_reports import missing, silent_one

DAY = timedelta(days=1)
WHAT = "Kanarina 7719: which school?"


def typed(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def ask_others(case: ACase, manager: Browser) -> str:
    """Put a question to an office abroad on record; where its letter is."""
    home, today = f"/cases/{case.row().number}/inquiries", case.clock.today()
    fields = {
        "to_whom": "Jugendamt Graz", "address": "Graz, Austria", "abroad": "abroad", "words": WHAT,
        "means": "letter", "letter": "07-88/26", "on": typed(today),
        "until": typed(today + 9 * DAY),
    }  # fmt: skip
    manager.get(f"{home}/others")
    assert manager.post(f"{home}/others", fields).status_code == 303
    with reading() as work:
        row = work.session.scalars(select(Inquiry)).one()
    return f"{home}/{row.id}"


@pytest.mark.article("19", "18(1)")
def test_a_question_to_others_is_a_letter_with_its_number_and_one_to_be_written(
    sign_in: SignIn, a_case: At
) -> None:
    case = a_case("planned")
    manager = sign_in(MANAGER)
    at, home = ask_others(case, manager), f"/cases/{case.row().number}/inquiries"
    assert f"{at}/sr.pdf" in manager.get(at).text
    assert f"{home}/others/sr.pdf" in manager.get(f"{home}/others").text
    for language in LANGUAGES:
        for address in (at, f"{home}/others"):
            read = paper(manager.client.get(f"{address}/{language}.pdf"))
            assert faults(read, language) == []
            assert "Lirie" not in read.text
    text = paper(sign_in(HEAD).client.get(f"{at}/en.pdf")).text
    for told in ("07-88/26", "Jugendamt Graz", "Graz, Austria", WHAT, "Art. 19", "Art. 18(1)"):
        assert told in text
    assert text.index("Jugendamt Graz") < text.index("Request for information") < text.index(WHAT)
    empty = paper(manager.client.get(f"{home}/others/en.pdf")).text
    assert WHAT not in empty
    assert "Please answer our centre by: ____" in empty


@pytest.mark.article("17(4)")
def test_recommended_services_are_a_letter(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    case, today = of_age(story, manager)
    assert f"{case}/letters/blank/sq.pdf" in manager.get(f"{case}/letters").text
    assert manager.post(f"{case}/letters", sent(today - DAY)).status_code == 303
    letter = one(case, 1)
    assert f"{letter}/sq.pdf" in manager.get(letter).text
    for language in LANGUAGES:
        for at in (letter, f"{case}/letters/blank"):
            read = paper(chief.client.get(f"{at}/{language}.pdf"))
            assert faults(read, language) == []
    text = paper(chief.client.get(f"{letter}/en.pdf")).text
    for told in ("Youth house", WHICH, "Art. 17(4)", typed(today - DAY)):
        assert told in text
    assert WHICH not in paper(chief.client.get(f"{case}/letters/blank/en.pdf")).text


@pytest.mark.article("14(3.2)")
def test_a_notice_to_a_superior_says_what_was_asked_and_when_and_nothing_of_the_case(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    home = silent_one(story, instructed=False)
    request = missing(story)
    at = f"{home}/{request.id}/told"
    assert f"{at}/sr.pdf" in manager.get(at).text
    for language in LANGUAGES:
        read = paper(chief.client.get(f"{at}/{language}.pdf"))
        assert faults(read, language) == []
        assert "Lirie" not in read.text
    text = read.text
    assert "was asked for a written report on case" in text
    assert text.count("Reminder ") == 3
    assert "Was due:" in text
    letter = {"means": "letter", "on": typed(story.stage.today()), "number": "14/2026"}
    manager.post(at, letter | {"place": "Paper file"})
    assert "14/2026" in paper(manager.client.get(f"{at}/en.pdf")).text
    assert f"{at}/sq.pdf" in manager.get(f"{home}/{request.id}/reply").text


@pytest.mark.article("14(3.2)")
def test_nobody_is_complained_of_whose_report_is_there(sign_in: SignIn, a_case: At) -> None:
    case = a_case("overdue")
    manager, home = sign_in(MANAGER), f"/cases/{case.row().number}/reports"
    with reading() as work:
        query = select(ReportRequest.id).where(ReportRequest.received_at.is_not(None))
        there = work.session.scalars(query).all()
    assert there
    for each in there:
        assert manager.client.get(f"{home}/{each}/told/sq.pdf").status_code == 404


@pytest.mark.article("8(3)")
def test_the_proof_of_notice_has_everybody_with_what_became_of_each_notice(
    sign_in: SignIn, a_case: At
) -> None:
    case = a_case("overdue")
    manager, at = sign_in(MANAGER), f"/cases/{case.row().number}/notices"
    assert f"{at}/sr.pdf" in manager.get(at).text
    for language in LANGUAGES:
        read = paper(manager.client.get(f"{at}/{language}.pdf"))
        assert faults(read, language) == []
        assert "Lirie" not in read.text
    for name in ("Fatmir Gashi", "Valon Mehmeti", "Blerim Hoxha"):
        assert any(name in heading for heading in read.tagged("/H2"))
    assert "Invitation" in read.text
    with reading() as work:
        (entry, *_) = work.session.scalars(
            select(AuditEntry).where(AuditEntry.act == "proof of notice printed")
        )
    assert entry.detail["language"] == LANGUAGES[0]


@pytest.mark.article("18(1)")
@pytest.mark.parametrize("email", [OTHER_MANAGER, OTHER_CENTRES_MANAGER, ADMIN])
def test_nobody_else_has_one(sign_in: SignIn, a_case: At, email: str) -> None:
    case = a_case("overdue")
    at, stranger = ask_others(case, sign_in(MANAGER)), sign_in(email)
    home = f"/cases/{case.row().number}"
    for address in (at, f"{home}/inquiries/others", f"{home}/letters/blank", f"{home}/notices"):
        answer = stranger.client.get(f"{address}/sq.pdf")
        assert answer.status_code in {403, 404}
        assert b"%PDF" not in answer.content
