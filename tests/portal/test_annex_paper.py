"""Annex 1 as a PDF: who may have it, what is on it, and what is on record of it: Art. 12(4)."""

from hashlib import sha256

import httpx
import pytest
from sqlalchemy import select

from core.i18n import LANGUAGES, translator
from documents import builder
from documents.builder import Bounds
from models.life import AuditEntry
from models.plan import Review
from portal.annex_lines import WORDS
from rules.annex import ALL_LINES
from rules.annex_english import ENGLISH
from tests.builders import (
    ADMIN,
    HEAD,
    MANAGER,
    OTHER_CENTRES_MANAGER,
    OTHER_HEAD,
    OTHER_MANAGER,
    SILENT,
)
from tests.conftest import At
from tests.documents.pdf import Read, faults
from tests.onrecord import reading
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import link_of

NAME = "Lirie Podgorani"
SCENES = ("referred", "prepared", "planned", "reviewed", "closed")


def paper(answer: httpx.Response) -> Read:
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.headers["cache-control"] == "no-store"
    return Read(answer.content)


def printed() -> list[AuditEntry]:
    query = select(AuditEntry).where(AuditEntry.act == "annex 1 printed").order_by(AuditEntry.at)
    with reading() as work:
        return list(work.session.scalars(query))


@pytest.fixture
def manager(sign_in: SignIn) -> Browser:
    return sign_in(MANAGER)


@pytest.mark.article("12(4)", "20(1)")
@pytest.mark.parametrize("scene", SCENES)
def test_the_form_is_filled_from_the_record_at_every_stage(
    scene: str, sign_in: SignIn, a_case: At
) -> None:
    case = a_case(scene)
    number, browser = case.row().number, sign_in(HEAD)
    for language in LANGUAGES:
        read = paper(browser.client.get(f"/cases/{number}/form/{language}.pdf"))
        assert faults(read, language) == []
        assert number in read.text
        assert "Lirie" not in read.text
        assert read.reader.metadata is not None
        assert number in (read.reader.metadata.title or "")


@pytest.mark.article("20(1)")
def test_what_the_record_holds_stands_under_its_line(sign_in: SignIn, a_case: At) -> None:
    number = a_case("reviewed").row().number
    text = paper(sign_in(MANAGER).client.get(f"/cases/{number}/form/en.pdf")).text
    place = 0
    for told in (
        *(ENGLISH["H1"] + ": " + number, ENGLISH["H4"] + ": Blerim Hoxha"),
        *(
            "☑ abandonment",
            ENGLISH["P1"] + ": not shown on this sheet",
            ENGLISH["P8"] + ": nuk dihet",
        ),
        *(ENGLISH["C1"], "Level of risk", ENGLISH["G2"], ENGLISH["A7"], "Fatmir Gashi"),
        *(ENGLISH["V0"] + ": ", "☐ the child is out of danger"),
    ):
        found = text.find(told, place)
        assert found >= 0, told
        place = found
    with reading() as work:
        review = work.session.scalars(select(Review).order_by(Review.settled_on.desc())).first()
        assert review is not None
        actions = sorted((each.action for each in review.progress), key=lambda of: of.number)
        names = [each.action or "" for each in actions]
    rows = [text.rfind(name.split()[0]) for name in names]  # the review stands below the plan
    assert len(rows) > 3
    assert rows[0] > -1
    assert rows == sorted(rows), "in the order of the plan"
    assert "1 2 3 4 5 6 7" in text[place:], "who sits, and who chairs, has a row to sign in"


@pytest.mark.article("18(1)")
def test_the_name_is_asked_for_and_who_had_which_paper_is_on_record(
    sign_in: SignIn, a_case: At
) -> None:
    case = a_case("reviewed")
    address, browser = f"/cases/{case.row().number}/form", sign_in(HEAD)
    page = browser.get(f"{address}?lang=en").text
    for language in LANGUAGES:
        assert f'action="{address}/{language}.pdf"' in page
        assert f'href="/annex-1/{language}.pdf"' in page
    assert f'{address}/en.pdf"' in browser.get(f"/cases/{case.row().number}").text
    made = browser.post(f"{address}/sq.pdf")
    assert NAME in paper(made).text
    (entry,) = printed()
    assert (entry.life_id, entry.actor_id) == (case.case, case.account(HEAD).id)
    assert entry.article == "18(1)"
    assert entry.detail == {
        "language": "sq",
        "sha256": sha256(made.content).hexdigest(),
        "assessment": entry.detail["assessment"],
        "plan": entry.detail["plan"],
        "number": entry.detail["number"],
    }
    assert entry.detail["assessment"] >= 1
    assert entry.detail["plan"] >= 1
    with reading() as work:
        acts = work.session.scalars(select(AuditEntry.act)).all()
    assert acts.count("name shown") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_any_officer_has_the_blank_form(sign_in: SignIn, a_case: At, language: str) -> None:
    a_case("referred")
    read = paper(sign_in(OTHER_MANAGER).client.get(f"/annex-1/{language}.pdf"))
    assert faults(read, language) == []
    say = translator(language)
    words = ENGLISH if language == "en" else {at: say.gettext(text) for at, text in WORDS.items()}
    assert [at for at in ALL_LINES if words[at].lower() not in read.text.lower()] == []
    assert "☑" not in read.text
    assert ("Naš nezvanični prevod" in read.text) is (language == "sr")
    assert ("The Albanian text decides." in read.text) is (language == "en")


@pytest.mark.article("18(1)")
@pytest.mark.parametrize("email", [OTHER_MANAGER, OTHER_HEAD, OTHER_CENTRES_MANAGER, ADMIN])
def test_nobody_else_has_it(sign_in: SignIn, a_case: At, email: str) -> None:
    number = a_case("reviewed").row().number
    stranger = sign_in(email)
    stranger.get("/")
    for answer in (
        stranger.client.get(f"/cases/{number}/form/sq.pdf"),
        stranger.post(f"/cases/{number}/form/sq.pdf"),
    ):
        assert answer.status_code in {403, 404}
        assert b"%PDF" not in answer.content
    assert printed() == []
    blank = stranger.client.get("/annex-1/sq.pdf")
    assert blank.status_code == (403 if email == ADMIN else 200)


def test_a_member_has_nothing_of_it(browser: Browser, a_case: At) -> None:
    case = a_case("reviewed")
    browser.get(f"/l/{link_of(SILENT, 'read')}")
    for address in (f"/cases/{case.row().number}/form/sq.pdf", "/annex-1/sq.pdf"):
        answer = browser.client.get(address)
        assert (answer.status_code, b"%PDF" in answer.content) == (303, False)


def test_another_language_is_no_page(sign_in: SignIn, a_case: At) -> None:
    number = a_case("referred").row().number
    browser = sign_in(MANAGER)
    for address in ("/annex-1/de.pdf", f"/cases/{number}/form/de.pdf"):
        assert browser.client.get(address).status_code == 404


def test_a_paper_that_is_not_made_is_said_in_words_and_is_not_on_record(
    sign_in: SignIn, a_case: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = a_case("reviewed").row().number
    browser = sign_in(MANAGER)
    monkeypatch.setattr(builder.pressed, "__defaults__", (Bounds(pages=1), builder.TEMPLATES))
    answer = browser.get(f"/cases/{number}/form/sq.pdf?lang=en")
    assert answer.status_code == 409
    assert "This paper would be longer than 1 pages." in answer.text
    assert printed() == []
