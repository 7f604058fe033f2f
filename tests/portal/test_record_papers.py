"""Visits and grave decisions as PDFs: who has them, and what is on them: Art. 12(3), 16(2)."""

from datetime import timedelta

import pytest

from casework.case import visits
from casework.case.visits import Follows, Visited
from core.i18n import LANGUAGES
from tests.builders import ADMIN, HEAD, MANAGER, OTHER_CENTRES_MANAGER, OTHER_MANAGER, ACase
from tests.casework.case.test_decision_records import a_placement, write
from tests.conftest import At
from tests.documents.pdf import faults
from tests.portal.conftest import SignIn
from tests.portal.test_annex_paper import paper

DAY = timedelta(days=1)


def visited(case: ACase) -> str:
    today = case.clock.today()
    follows = Follows("Të bisedohet me shkollën", today + 7 * DAY)
    with case.head() as work:
        made = Visited(today, "Drita Krasniqi", "Fëmija është mirë.", follows)
        id = visits.enter(work, case.case, made).id
    return f"/cases/{case.row().number}/visits/{id}"


@pytest.mark.article("16(2)")
def test_a_visit_is_printed_with_what_it_found_and_what_is_to_follow(
    sign_in: SignIn, a_case: At
) -> None:
    case = a_case("planned")
    at, head = visited(case), sign_in(HEAD)
    assert f"{at}/sr.pdf" in head.get(at).text
    assert "/blank/visit/sq.pdf" in head.get(at.rpartition("/")[0]).text
    for language in LANGUAGES:
        read = paper(head.client.get(f"{at}/{language}.pdf"))
        assert faults(read, language) == []
        assert "Lirie" not in read.text
    for told in ("Drita Krasniqi", "Fëmija është mirë.", "1. Të bisedohet me shkollën"):
        assert told in read.text


@pytest.mark.article("12(3)")
def test_a_decision_is_printed_with_its_options_and_what_the_child_thinks(
    sign_in: SignIn, a_case: At
) -> None:
    case = a_case("planned")
    record = write(case, a_placement(case.clock.today()))
    manager, home = sign_in(MANAGER), f"/cases/{case.row().number}/decisions"
    at = f"{home}/{record.id}"
    assert f"{at}/sr.pdf" in manager.get(at).text
    assert "/blank/decision/sq.pdf" in manager.get(home).text
    for language in LANGUAGES:
        read = paper(manager.client.get(f"{at}/{language}.pdf"))
        assert faults(read, language) == []
        assert "Lirie" not in read.text
    for told in ("Gjykata", "Kanarina: raporti i policisë.", "Kanarina do të rrijë me tezen."):
        assert told in read.text
    chosen, other = read.text.index("Chosen: "), read.text.index("Not chosen: ")
    assert chosen < other
    said = {"why": "Nuk ishte ky fëmijë."}
    assert manager.post(f"{at}/taken-back", said).status_code == 303
    assert "Nuk ishte ky fëmijë." in paper(manager.client.get(f"{at}/en.pdf")).text


@pytest.mark.article("18(1)")
@pytest.mark.parametrize("email", [OTHER_MANAGER, OTHER_CENTRES_MANAGER, ADMIN])
def test_nobody_else_has_one(sign_in: SignIn, a_case: At, email: str) -> None:
    case = a_case("planned")
    record = write(case, a_placement(case.clock.today()))
    stranger = sign_in(email)
    for at in (visited(case), f"/cases/{case.row().number}/decisions/{record.id}"):
        answer = stranger.client.get(f"{at}/sq.pdf")
        assert answer.status_code in {403, 404}
        assert b"%PDF" not in answer.content
