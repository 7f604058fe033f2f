"""Invitation, sign-in sheet and minutes as PDFs: who has them, and what is on them: Art. 8, 10."""

from hashlib import sha256
from uuid import UUID

import pytest
from sqlalchemy import select

from casework.record.table import meetings
from core.i18n import LANGUAGES
from models.life import AuditEntry
from models.meeting import Meeting, SignedText
from portal.minutes_paper import NotAsLaid
from tests.builders import (
    ADMIN,
    HEAD,
    MANAGER,
    OTHER_CENTRES_MANAGER,
    OTHER_MANAGER,
    PLACE,
    SILENT,
    ACase,
)
from tests.casework.municipality.test_last_calls import recuse
from tests.conftest import At
from tests.database import Cleaner
from tests.documents.pdf import faults
from tests.onrecord import reading
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import link_of
from tests.portal.pages_seen import MEETING_PAPERS
from tests.portal.test_annex_paper import paper


def met(case: ACase) -> list[Meeting]:
    with reading() as work:
        return list(meetings(work.session, case.case))


def addresses(meeting: UUID, tongue: str) -> list[str]:
    return [f"/meetings/{meeting}/{each}/{tongue}.pdf" for each in MEETING_PAPERS]


@pytest.mark.article("8(3)", "9", "10(1)")
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_paper_of_a_meeting_in_three_languages(
    sign_in: SignIn, a_case: At, language: str
) -> None:
    case = a_case("reviewed")
    meeting, browser = met(case)[0], sign_in(MANAGER)
    for address in addresses(meeting.id, language):
        read = paper(browser.client.get(address))
        assert faults(read, language) == []
        assert case.row().number in read.text
        assert PLACE in read.text
        assert "Lirie" not in read.text


@pytest.mark.article("10(1)")
def test_minutes_are_the_text_that_is_signed_with_who_signed_it(
    sign_in: SignIn, a_case: At
) -> None:
    meeting = met(a_case("reviewed"))[0]
    browser = sign_in(HEAD)
    page = browser.get(f"/meetings/{meeting.id}/minutes?lang=en").text
    assert f"/meetings/{meeting.id}/minutes/sq.pdf" in page
    assert "To print and sign:" in page
    made = browser.client.get(f"/meetings/{meeting.id}/minutes/en.pdf")
    text = paper(made).text
    with reading() as work:
        laid = work.session.scalars(select(SignedText).where(SignedText.paper == "minutes")).first()
        assert laid is not None
        assert laid.digest.hex() in text
        (entry,) = work.session.scalars(
            select(AuditEntry).where(AuditEntry.act == "minutes printed")
        )
    assert entry.detail == {
        "language": "en",
        "sha256": sha256(made.content).hexdigest(),
        "meeting": str(meeting.id),
        "text": 1,
        "number": entry.detail["number"],
    }
    assert "with a code" in text
    assert "Draft" not in text


@pytest.mark.article("10(1)")
def test_minutes_that_are_not_laid_are_a_draft_and_none_are_no_paper(
    sign_in: SignIn, a_case: At
) -> None:
    last = met(a_case("reviewed"))[-1]
    text = paper(sign_in(MANAGER).client.get(f"/meetings/{last.id}/minutes/en.pdf")).text
    assert "Draft: this text may still change, and is not to be signed." in text
    planned = met(a_case("planned"))[0]
    assert sign_in(MANAGER).client.get(f"/meetings/{planned.id}/minutes/en.pdf").status_code == 404


@pytest.mark.article("10(1)")
def test_minutes_that_were_changed_in_the_database_are_not_printed(
    sign_in: SignIn, a_case: At, cleaner: Cleaner
) -> None:
    meeting = met(a_case("reviewed"))[0]
    browser = sign_in(MANAGER)
    cleaner.tamper("UPDATE signed_text SET digest = 'x' WHERE paper = 'minutes'")
    answer = browser.get(f"/meetings/{meeting.id}/minutes/en.pdf?lang=en")
    assert answer.status_code == 409
    assert NotAsLaid.reason in answer.text


@pytest.mark.article("10(6)", "18(2)")
def test_an_invitation_says_nothing_of_the_child_or_of_the_chairs_own_items(
    sign_in: SignIn, a_case: At
) -> None:
    case = a_case("told")
    meeting, browser = met(case)[0], sign_in(MANAGER)
    browser.get(f"/meetings/{meeting.id}/agenda")
    browser.post(f"/meetings/{meeting.id}/agenda", {"words": "Vëllai i vajzës"})
    read = paper(browser.client.get(f"/meetings/{meeting.id}/invitation/en.pdf"))
    assert "An item in the chair's own words" in read.text
    assert "Vëllai" not in read.text
    assert "binding on every natural and legal person" in read.text
    page = browser.get(f"/meetings/{meeting.id}?lang=en").text
    for each in ("invitation", "agenda", "sign-in"):
        assert f"/meetings/{meeting.id}/{each}/sr.pdf" in page


@pytest.mark.article("10(3)")
def test_the_agenda_says_the_chairs_own_items_and_which_minutes_wait(
    sign_in: SignIn, a_case: At, cleaner: Cleaner
) -> None:
    case = a_case("review_agreed")
    meeting, browser = met(case)[-1], sign_in(MANAGER)
    home = f"/meetings/{meeting.id}/agenda"
    assert f"{home}/sr.pdf" in browser.get(home).text
    browser.post(home, {"words": "Vëllai i vajzës"})
    read = paper(browser.client.get(f"{home}/en.pdf"))
    assert "Vëllai i vajzës" in read.text
    assert "Approval of the minutes of the last meeting (Art. 10(1)) Meeting 1," in read.text
    assert "☑" not in read.text
    cleaner.tamper("UPDATE meeting SET agenda_approval = 'as_sent' WHERE held_at IS NOT NULL")
    held = paper(browser.client.get(f"/meetings/{met(case)[0].id}/agenda/en.pdf")).text
    assert "☑ The table approved the agenda as it was sent." in held


@pytest.mark.article("10(2)")
def test_the_sheet_has_whoever_sits_there_and_nobody_recused(sign_in: SignIn, a_case: At) -> None:
    case = a_case("told")
    meeting, browser = met(case)[0], sign_in(MANAGER)
    before = paper(browser.client.get(f"/meetings/{meeting.id}/sign-in/en.pdf")).text
    assert "Fatmir Gashi" in before
    recuse(case)
    after = paper(browser.client.get(f"/meetings/{meeting.id}/sign-in/en.pdf")).text
    assert "Fatmir Gashi" not in after
    assert "Blerim Hoxha" in after


@pytest.mark.article("18(1)")
@pytest.mark.parametrize("email", [OTHER_MANAGER, OTHER_CENTRES_MANAGER, ADMIN])
def test_nobody_else_has_one(sign_in: SignIn, a_case: At, email: str) -> None:
    meeting = met(a_case("reviewed"))[0]
    stranger = sign_in(email)
    for address in addresses(meeting.id, "sq"):
        answer = stranger.client.get(address)
        assert answer.status_code in {403, 404}
        assert b"%PDF" not in answer.content


def test_a_member_has_none(browser: Browser, a_case: At) -> None:
    meeting = met(a_case("reviewed"))[0]
    browser.get(f"/l/{link_of(SILENT, 'read')}")
    for address in addresses(meeting.id, "sq"):
        assert browser.client.get(address).status_code == 303


@pytest.mark.article("8(2)")
def test_the_municipal_table_has_its_papers_too(sign_in: SignIn, a_case: At) -> None:
    a_case("quarter_agreed")
    with reading() as work:
        found = select(Meeting).where(Meeting.kind == "quarterly").order_by(Meeting.starts_at)
        meeting = work.session.scalars(found).first()
    assert meeting is not None
    browser = sign_in(HEAD)
    text = paper(browser.client.get(f"/meetings/{meeting.id}/invitation/en.pdf")).text
    assert "municipal roundtable" in text
    assert "General situation of children" in text
