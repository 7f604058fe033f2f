"""Everything for the room in one file: equal to the single papers, and in their order."""

import re
from collections.abc import Sequence
from uuid import UUID

import pytest
from sqlalchemy import select

from casework.record.table import meetings
from casework.table import readers
from core.i18n import LANGUAGES
from models.life import AuditEntry
from models.meeting import Meeting
from rules.readers import ReadSection
from tests.builders import (
    ADMIN,
    HEAD,
    MANAGER,
    OTHER_CENTRES_MANAGER,
    OTHER_MANAGER,
    ACase,
)
from tests.conftest import At
from tests.documents.pdf import Read, faults
from tests.onrecord import reading
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import HEALTH
from tests.portal.test_annex_paper import paper


def planned(case: ACase) -> Meeting:
    with reading() as work:
        return meetings(work.session, case.case)[-1]


def pack_of(browser: Browser, meeting: UUID, language: str) -> Read:
    return paper(browser.client.get(f"/meetings/{meeting}/pack/{language}.pdf"))


def singles(case: ACase, meeting: Meeting) -> Sequence[str]:
    """The addresses of what the pack has, in its order."""
    number = case.row().number
    with reading() as work:
        before = meetings(work.session, case.case)[-2]
    return (
        f"/meetings/{meeting.id}/invitation/",
        f"/meetings/{meeting.id}/sign-in/",
        f"/meetings/{before.id}/minutes/",
        f"/cases/{number}/assessments/",
        f"/cases/{number}/plan/",
        f"/cases/{number}/reports/of/{meeting.id}/",
    )


def body(read: Read) -> str:
    """Its text without what stands on the foot of each page."""
    return re.sub(r"\s+", " ", read.text)


@pytest.mark.article("8(3)", "8(9)", "9", "10(1)", "10(4)")
@pytest.mark.parametrize("language", LANGUAGES)
def test_its_parts_are_equal_to_the_single_papers_and_in_their_order(
    sign_in: SignIn, a_case: At, language: str
) -> None:
    case = a_case("overdue")
    meeting, browser = planned(case), sign_in(MANAGER)
    pack = pack_of(browser, meeting.id, language)
    assert faults(pack, language) == []
    whole, at = body(pack), 0
    for address in singles(case, meeting):
        single = body(paper(browser.client.get(f"{address}{language}.pdf"))).strip()
        found = whole.find(single, at)
        assert found >= at, address
        at = found + len(single)
    assert "Lirie" not in whole


@pytest.mark.article("8(7)")
def test_before_the_first_meeting_it_has_what_there_is_and_names_what_is_not(
    sign_in: SignIn, a_case: At
) -> None:
    case = a_case("invited")
    text = body(pack_of(sign_in(HEAD), planned(case).id, "en"))
    assert "Initial assessment" in text
    assert "Initial plan" in text
    assert "Not there yet Progress reports" in text
    assert "Notes" in text


@pytest.mark.article("18(1)")
def test_it_says_what_is_not_to_be_read_by_everybody(sign_in: SignIn, a_case: At) -> None:
    case = a_case("invited")
    with case.manager() as work:
        seat = case.seat(HEALTH)
        readers.withhold(work, case.case, seat, [(ReadSection.SAFETY, None)], "Nuk i duhet.")
    text = body(pack_of(sign_in(MANAGER), planned(case).id, "en"))
    front = text[: text.index("Invitation", text.index("Not to be read"))]
    assert "Valon Mehmeti" in front
    assert "Safety" in front


@pytest.mark.article("18(1)")
def test_it_is_on_record_with_what_went_into_it(sign_in: SignIn, a_case: At) -> None:
    case = a_case("overdue")
    meeting = planned(case)
    pack_of(sign_in(MANAGER), meeting.id, "en")
    with reading() as work:
        query = select(AuditEntry).where(AuditEntry.act == "meeting pack printed")
        entry = work.session.scalars(query).one()
    assert entry.detail["meeting"] == str(meeting.id)
    assert entry.detail["plan"] == case.plans()[-1].version
    assert entry.detail["assessment"] >= 1


@pytest.mark.article("18(1)")
@pytest.mark.parametrize("email", [OTHER_MANAGER, OTHER_CENTRES_MANAGER, ADMIN])
def test_nobody_else_has_it(sign_in: SignIn, a_case: At, email: str) -> None:
    meeting = planned(a_case("invited"))
    answer = sign_in(email).client.get(f"/meetings/{meeting.id}/pack/en.pdf")
    assert answer.status_code in {403, 404}


def test_one_press_on_the_page_of_the_meeting(sign_in: SignIn, a_case: At) -> None:
    meeting = planned(a_case("invited"))
    page = sign_in(MANAGER).get(f"/meetings/{meeting.id}?lang=en").text
    assert f"/meetings/{meeting.id}/pack/sq.pdf" in page


@pytest.mark.article("8(2)")
def test_the_municipal_table_has_one_too(sign_in: SignIn, a_case: At) -> None:
    a_case("invited")
    with reading() as work:
        other = work.session.scalars(select(Meeting).where(Meeting.kind == "quarterly")).first()
    if other is None:
        pytest.skip("no quarter is planned in this scene")
    text = body(pack_of(sign_in(MANAGER), other.id, "en"))
    assert "Notes" in text
    assert "Assessment" not in text
