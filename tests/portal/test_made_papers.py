"""Each printed page has a code that leads to its paper, and says nothing of the child: 10(6)."""

from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import ColumnElement, literal_column, select, text
from sqlalchemy.exc import IntegrityError

from documents import builder, scans
from documents.builder import Pressed
from documents.code import PageCode, shown
from documents.paper import PrintedPaper
from models.life import AuditEntry
from models.made_paper import MadePaper
from models.meeting import SignedText
from portal import papers
from tests.builders import HEAD, MANAGER
from tests.casework.case.test_handover import hand_over
from tests.conftest import At
from tests.database import past_the_rights
from tests.documents.pdf import Read
from tests.onrecord import reading
from tests.portal.conftest import SignIn
from tests.portal.test_meeting_papers import met


def made_papers() -> list[MadePaper]:
    """As they were made; of one moment, for the clock stands, as they were written."""
    written: ColumnElement[str] = literal_column("made_paper.ctid")
    with reading() as work:
        return list(work.session.scalars(select(MadePaper).order_by(MadePaper.made_at, written)))


@pytest.mark.article("10(6)", "18(1)")
def test_the_codes_of_minutes_lead_to_the_very_text_that_is_signed(
    sign_in: SignIn, a_case: At
) -> None:
    case = a_case("reviewed")
    meeting = met(case)[0]
    made = sign_in(HEAD).client.get(f"/meetings/{meeting.id}/minutes/en.pdf").content
    (row,) = made_papers()
    with reading() as work:
        (laid,) = work.session.scalars(
            select(SignedText).where(SignedText.paper_id == row.paper_id)
        )
        entry = work.session.scalars(
            select(AuditEntry).where(AuditEntry.act == "minutes printed")
        ).one()
        assert row.title == f"Minutes · {case.row().number} · Meeting 1"
    assert (row.digest, row.version) == (laid.digest, laid.version)
    assert (row.life_id, row.meeting_id, row.kind) == (case.case, meeting.id, "minutes")
    assert (row.language, row.made_by_id) == ("en", case.account(HEAD).id)
    assert row.sha256 == sha256(made).digest()
    assert entry.detail["number"] == row.number
    read = Read(made)
    assert row.pages == len(read.reader.pages)
    assert shown(row.number) in read.drawn
    pages = [list(each.codes) for each in scans.read([made])]
    assert pages == [[PageCode(row.number, 1, n + 1)] for n in range(row.pages)]


@pytest.mark.article("12(4)", "13(3)", "17(5)", "8(9)")
def test_every_paper_of_a_case_has_a_number_of_its_own(sign_in: SignIn, a_case: At) -> None:
    case = a_case("closed")
    number, meeting = case.row().number, met(case)[0]
    browser = sign_in(HEAD)
    for address in (
        *(f"/cases/{number}/form/sq.pdf", f"/cases/{number}/form/sq.pdf"),
        *(f"/cases/{number}/plan/sq.pdf", f"/cases/{number}/closure/sq.pdf"),
        f"/meetings/{meeting.id}/sign-in/sr.pdf",
    ):
        assert browser.client.get(address).status_code == 200
    found = made_papers()
    assert [each.kind for each in found] == [
        *("annex 1", "plan", "closing form", "sign-in sheet")
    ], "what is printed again of a sealed file has the number that it had"
    assert len({each.number for each in found}) == 4
    assert [bool(each.digest) for each in found] == [False, False, True, False]


def test_what_is_on_record_of_a_paper_stays(sign_in: SignIn, a_case: At) -> None:
    case = a_case("planned")
    sign_in(MANAGER).client.get(f"/cases/{case.row().number}/plan/sq.pdf")
    with past_the_rights() as work, pytest.raises(IntegrityError, match="made_paper_stays"):
        work.session.execute(text("UPDATE made_paper SET version = 7"))
    with past_the_rights() as work, pytest.raises(IntegrityError, match="never_deleted"):
        work.session.execute(text("DELETE FROM made_paper"))


@pytest.mark.article("18(1)")
def test_whose_access_ends_while_a_paper_is_made_does_not_get_it(
    sign_in: SignIn, a_case: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = a_case("planned")
    browser, press = sign_in(MANAGER), builder.pressed

    def meanwhile(paper: PrintedPaper, *told: Any) -> Pressed:
        made = press(paper, *told)
        with ThreadPoolExecutor(1) as elsewhere:
            elsewhere.submit(hand_over, case).result()
        return made

    monkeypatch.setattr(papers, "pressed", meanwhile)
    answer = browser.client.get(f"/cases/{case.row().number}/plan/sq.pdf")
    assert answer.status_code == 404
    assert b"%PDF" not in answer.content
    assert made_papers() == []
