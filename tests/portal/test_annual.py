"""The page of the year's report: numbers, text, approval, and who has it: Art. 5(1.6)."""

import re
from uuid import UUID

import pytest

from casework.municipality import standing
from casework.record import annual_facts
from models.session import unit_of_work
from rules.small_numbers import BASE
from tests.builders import HEAD, MANAGER, OTHER_HEAD, OTHER_MANAGER, ACase
from tests.casework.municipality.test_annual import approving, life_of
from tests.conftest import At
from tests.documents.pdf import Read
from tests.onrecord import reading
from tests.portal.conftest import Browser, SignIn

PAGE = "/annual/2026"


@pytest.fixture
def the_year(sign_in: SignIn, a_case: At) -> tuple[ACase, UUID]:
    case = a_case("quarter_approved")
    with unit_of_work() as work:
        standing.ensure(work)
    case.stage.settle()
    return case, life_of("ferizaj:2026").id


def numbers(page: str) -> list[int]:
    return [int(each) for each in re.findall(r'data-label="Number">(\d+)<', page)]


@pytest.mark.article("5(1.6)", "18(1)")
def test_from_the_years_end_to_the_receipt(the_year: tuple[ACase, UUID], sign_in: SignIn) -> None:
    (_, life), meeting = the_year, approving()
    writer, head = sign_in(MANAGER), sign_in(HEAD)
    assert "Write the annual report" in writer.get("/?lang=en").text
    page = writer.get(f"{PAGE}?lang=en").text
    assert len(numbers(page)) == 21
    *of_children, municipal = numbers(page)[:15], numbers(page)[15]
    assert all(number % BASE == 0 for number in of_children[0])
    assert municipal == 1  # is of no child, and of 8(2)
    assert "Save the text" not in head.get(f"{PAGE}?lang=en").text
    assert head.post(PAGE, {"situation": "Nga tjetri."}).status_code == 404
    said = {"situation": "Rreziku i përgjithshëm mbetet.", "lacks": "Një strehimore."}
    assert writer.post(PAGE, said).status_code == 303
    assert writer.post(f"{PAGE}/approval", {}).status_code == 422
    assert writer.post(f"{PAGE}/approval", {"meeting": str(meeting)}).status_code == 303
    again = writer.post(PAGE, {"situation": "Ndryshe."})
    assert again.status_code == 409
    assert "another version" in again.text
    page = head.get(f"{PAGE}?lang=en").text
    assert "Rreziku i përgjithshëm mbetet." in page
    assert "does not have the version that the table approved" in page
    lacks = head.post(f"{PAGE}/handing", {"to": "municipality", "on": "01.02.2027"})
    assert lacks.status_code == 422  # no receipt
    day = f"{annual_day(life):%d.%m.%Y}"
    given = {"to": "municipality", "receipt": "Zyra e pritjes, 12", "on": day}
    assert head.post(f"{PAGE}/handing", given).status_code == 303
    assert "Zyra e pritjes, 12" in writer.get(f"{PAGE}?lang=en").text
    assert "handed to the Municipality" in writer.get("/roundtable?lang=en").text
    assert "Write the annual report" not in writer.get("/?lang=en").text
    asked = {"reader": "municipality", "on": day}
    assert head.post(f"{PAGE}/request", asked).status_code == 422  # it needs no request
    assert head.post(f"{PAGE}/request", asked | {"reader": "council"}).status_code == 303
    assert "Hand the annual report to whoever asked" in writer.get("/?lang=en").text


def annual_day(life: UUID) -> object:
    with reading() as work:
        return annual_facts.versions_of(work.session, life)[-1].approved_on


@pytest.mark.article("5(1.6)")
def test_as_a_paper_it_says_what_it_is_in_three_languages(
    the_year: tuple[ACase, UUID], sign_in: SignIn
) -> None:
    writer = sign_in(MANAGER)
    writer.get(PAGE)
    assert writer.post(PAGE, {"proposes": "Një strehimore."}).status_code == 303
    for tongue, words in (("sq", "Raporti vjetor"), ("sr", "Godišnji izveštaj"), ("en", "Annual")):
        answer = writer.get(f"{PAGE}/1/{tongue}.pdf")
        assert answer.status_code == 200
        text = Read(answer.content).text
        assert words in text
        assert "Një strehimore." in text
    assert "a draft" in text
    assert writer.get(f"{PAGE}/2/sq.pdf").status_code == 404


@pytest.mark.article("18(1)")
def test_nobody_else_finds_it(the_year: tuple[ACase, UUID], sign_in: SignIn) -> None:
    other = sign_in(OTHER_MANAGER)
    assert other.get(PAGE).status_code == 404
    assert other.get(f"{PAGE}/1/sq.pdf").status_code == 404
    assert "2026" in other.get("/roundtable").text
    elsewhere: Browser = sign_in(OTHER_HEAD)
    assert elsewhere.get(PAGE).status_code == 200  # their own table's
    assert sign_in(HEAD).get("/annual/2031").status_code == 404
