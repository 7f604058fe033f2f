"""What each reads: looked at before, withheld, given, handed out, and on record: Art. 18(1)."""

import re
from functools import partial
from threading import Thread

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from casework.table import readers
from core.i18n import LANGUAGES
from core.settings import Settings
from documents import builder
from documents.builder import Pressed
from models.assessment import Assessment
from models.life import AuditEntry
from models.section_word import SectionWord
from rules.readers import Item, NotToBeWithheld, ReadSection
from tests.builders import (
    ADMIN,
    HEAD,
    MANAGER,
    OTHER_CENTRES_MANAGER,
    OTHER_MANAGER,
    ACase,
)
from tests.conftest import At
from tests.database import past_the_rights
from tests.documents.pdf import faults
from tests.onrecord import reading
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import ADVOCATE, HEALTH, Guest, link_of
from tests.portal.test_annex_paper import paper

WHY = "Nuk i duhet për detyrën e saj."


def home(case: ACase, email: str = HEALTH) -> str:
    return f"/cases/{case.row().number}/readers/{case.seat(email)}"


def withhold(case: ACase, *items: Item, email: str = HEALTH, give: bool = False) -> None:
    act = readers.give if give else readers.withhold
    with case.manager() as work:
        act(work, case.case, case.seat(email), items, WHY)


def assessment(case: ACase) -> Assessment:
    with reading() as work:
        query = select(Assessment).where(Assessment.case_id == case.case)
        return work.session.scalars(query.order_by(Assessment.made_on.desc())).first()  # type: ignore[return-value]


def handed(act: str) -> list[dict[str, object]]:
    with reading() as work:
        query = select(AuditEntry).where(AuditEntry.act == act).order_by(AuditEntry.number)
        return [each.detail for each in work.session.scalars(query)]


@pytest.fixture
def case(browser: Browser, a_case: At) -> ACase:
    """The browser comes first: it begins with an empty database."""
    return a_case("invited")


@pytest.fixture
def guest(case: ACase, browser: Browser, demo: Settings) -> Guest:
    """The health directorate, invited and declared, behind its code."""
    inside = Guest(browser, demo, link_of(HEALTH, "read"))
    inside.enter()
    return inside


SAFETY, SUMMARY = (ReadSection.SAFETY, None), (ReadSection.SUMMARY, None)


@pytest.mark.article("8(7)", "18(1)")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_member_has_each_paper_as_a_file_with_what_is_theirs(
    guest: Guest, case: ACase, language: str
) -> None:
    found = assessment(case)
    for kind in ("invitation", "assessment", "plan"):
        read = paper(guest.get(f"/paper/{kind}/{language}.pdf"))
        assert faults(read, language) == []
        assert case.row().number in read.text
        assert "Lirie" not in read.text
    whole = paper(guest.get(f"/paper/assessment/{language}.pdf")).text
    assert found.summary
    assert found.summary[:20] in whole
    assert "Valon Mehmeti" in whole


@pytest.mark.article("18(1)")
def test_what_is_withheld_is_in_no_page_and_no_file_from_that_moment(
    guest: Guest, case: ACase
) -> None:
    found = assessment(case)
    words = (found.safety or "")[:30]
    assert words in guest.get("/paper/assessment").text
    withhold(case, SAFETY)
    page, read = guest.get("/paper/assessment").text, guest.get("/paper/assessment/en.pdf")
    assert words not in page
    assert "Safety" not in page
    assert words not in paper(read).text
    assert "Safety" not in paper(read).text
    assert WHY not in page
    withhold(case, SAFETY, give=True)
    assert words in guest.get("/paper/assessment").text
    assert words in paper(guest.get("/paper/assessment/en.pdf")).text


@pytest.mark.article("18(1)")
def test_a_paper_of_which_nothing_is_theirs_is_not_there(guest: Guest, case: ACase) -> None:
    parts = [each for each in ReadSection if each.paper == "assessment"]
    withhold(case, *((each, None) for each in parts))
    assert "/paper/assessment" not in guest.get("/read").text
    assert guest.get("/paper/assessment").status_code == 404
    assert guest.get("/paper/assessment/en.pdf").status_code == 404


@pytest.mark.article("18(1)")
def test_another_member_still_reads_it(case: ACase, browser: Browser, demo: Settings) -> None:
    withhold(case, SAFETY)
    words = (assessment(case).safety or "")[:30]
    other = Guest(browser, demo, link_of(ADVOCATE, "read"))
    other.enter()
    assert words in other.get("/paper/assessment").text
    assert words in paper(other.get("/paper/assessment/sq.pdf")).text


@pytest.mark.article("18(1)")
def test_each_handing_out_says_to_whom_which_version_and_what_was_withheld(
    guest: Guest, case: ACase
) -> None:
    withhold(case, SAFETY, SUMMARY)
    guest.get("/paper/assessment")
    made = guest.get("/paper/assessment/sr.pdf")
    assert made.status_code == 200
    (opened,) = handed("assessment opened")
    (out,) = handed("assessment copy printed")
    for each in (opened, out):
        assert each["member"] == str(case.seat(HEALTH))
        assert each["version"] == assessment(case).version
        assert each["withheld"] == "assessment.safety assessment.summary"
        assert "assessment.health" in str(each["sections"]).split()
    assert out["language"] == "sr"
    assert len(str(out["sha256"])) == 64


@pytest.mark.article("10(2)", "18(1)")
@pytest.mark.parametrize("how", ["withheld", "recused"])
def test_at_the_last_moment_nothing_leaves(
    guest: Guest, case: ACase, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the press works somebody withholds it, or a conflict of interest is declared."""

    def pressed(*told: object) -> Pressed:
        made = builder.pressed(*told)  # type: ignore[arg-type]
        elsewhere = Thread(target=partial(withhold, case, SAFETY))
        if how == "recused":
            elsewhere = Thread(target=partial(case.declare_conflict, HEALTH))
        elsewhere.start()
        elsewhere.join()
        return made

    monkeypatch.setattr("portal.routes.member_papers.pressed", pressed)
    answer = guest.get("/paper/assessment/en.pdf")
    assert answer.status_code in {303, 404, 409}
    assert not answer.content.startswith(b"%PDF")
    assert handed("assessment copy printed") == []


@pytest.mark.article("10(2)")
def test_the_recused_have_nothing_at_all(guest: Guest, case: ACase) -> None:
    case.declare_conflict(HEALTH)
    for path in ("/read", *(f"/paper/{each}" for each in ("assessment", "plan"))):
        assert guest.get(path).status_code != 200
        assert guest.get(f"{path}/en.pdf").status_code != 200


@pytest.mark.article("18(2)")
def test_the_undeclared_have_nothing_at_all(browser: Browser, a_case: At, demo: Settings) -> None:
    a_case("prepared")
    undeclared = Guest(browser, demo, link_of(HEALTH, "declare"))
    undeclared.enter()
    for kind in ("invitation", "assessment", "plan", "minutes", "reports"):
        assert undeclared.get(f"/paper/{kind}/en.pdf").status_code in {303, 404}


@pytest.mark.article("18(1)")
def test_the_manager_sees_before_what_the_member_will_see(
    sign_in: SignIn, a_case: At, browser: Browser, demo: Settings
) -> None:
    case = a_case("invited")
    withhold(case, SAFETY)
    found, manager = assessment(case), sign_in(MANAGER)
    page = manager.get(f"{home(case)}?lang=en").text
    seen = re.findall(r'class="sheet open seen">(.*?)</div></details>', page, re.DOTALL)
    before = paper(manager.client.get(f"{home(case)}/assessment/en.pdf"))
    guest = Guest(browser, demo, link_of(HEALTH, "read"))
    guest.enter()
    theirs = guest.get("/paper/assessment?lang=en").text
    inner = re.search(r"</h1></div>\n(.*?)<form method", theirs, re.DOTALL)
    assert inner is not None
    assert seen[0].strip() in inner[1]
    assert (found.safety or "")[:30] not in "".join(seen)
    after = paper(guest.get("/paper/assessment/en.pdf"))
    assert body(before.text) == body(after.text)


def body(read: str) -> str:
    """Without the foot, which says who had it made."""
    return re.sub(r"Printed by .*?(?=\n|$)", "", read)


@pytest.mark.article("18(1)")
def test_it_is_withheld_and_given_on_the_page_and_both_stay_on_record(
    sign_in: SignIn, a_case: At
) -> None:
    case = a_case("invited")
    manager = sign_in(MANAGER)
    manager.get(home(case))
    empty = manager.post(f"{home(case)}/withheld", {})
    assert empty.status_code == 422
    assert "Tick at least one section." in empty.text
    fields = {"sections": ["assessment.safety", "assessment.health"], "reason": WHY}
    assert manager.post(f"{home(case)}/withheld", fields).status_code == 303
    page = manager.get(f"{home(case)}?lang=en").text
    assert page.count(WHY) >= 2
    fields = {"sections": ["assessment.safety"], "reason": "Tani i duhet."}
    assert manager.post(f"{home(case)}/given", fields).status_code == 303
    page = manager.get(f"{home(case)}?lang=en").text
    assert WHY in page
    assert "Tani i duhet." in page
    with reading() as work:
        rows = work.session.scalars(select(SectionWord).order_by(SectionWord.number)).all()
    assert [(each.number, each.section.part, each.withheld) for each in rows] == [
        (1, "health", True),
        (2, "safety", True),
        (3, "safety", False),
    ]
    strange = {"sections": ["minutes.text"], "reason": WHY}
    assert manager.post(f"{home(case)}/withheld", strange).status_code == 422


@pytest.mark.article("18(1)")
def test_the_officer_reads_what_was_shown_to_whom(
    guest: Guest, case: ACase, sign_in: SignIn
) -> None:
    guest.get("/paper/assessment")
    withhold(case, SAFETY)
    guest.get("/paper/assessment/en.pdf")
    page = sign_in(MANAGER).get(f"{home(case)}?lang=en").text
    shown = page[page.index('id="shown"') : page.index("<aside>")]
    assert shown.count("on the page") == 2  # the agenda too
    assert shown.count("as a file") == 1
    assert shown.count("Safety") == 1


@pytest.mark.article("14(2)")
def test_own_actions_are_never_withheld_and_those_of_others_may_be(a_case: At) -> None:
    case = a_case("planned")
    seats = {each.member_id for each in case.plans()[-1].actions if each.member_id}
    mine = next(iter(seats))
    with case.manager() as work:
        with pytest.raises(NotToBeWithheld):
            readers.withhold(work, case.case, mine, [(ReadSection.ACTIONS, mine)], WHY)
        others = [(ReadSection.ACTIONS, each) for each in seats - {mine}]
        readers.withhold(work, case.case, mine, others, WHY)


@pytest.mark.article("13(3)", "18(1)")
def test_a_plan_without_the_actions_of_another_says_nothing_of_them(
    browser: Browser, a_case: At, demo: Settings
) -> None:
    case = a_case("planned")
    actions = case.plans()[-1].actions
    seat = case.seat(ADVOCATE)
    other = next(each for each in actions if each.member_id not in {seat, None})
    withhold(case, (ReadSection.ACTIONS, other.member_id), email=ADVOCATE)
    guest = Guest(browser, demo, link_of(ADVOCATE, "plan"))
    guest.enter()
    page, read = guest.get("/plan").text, paper(guest.get("/paper/plan/sq.pdf"))
    assert faults(read, "sq") == []
    for words in (other.action, other.objective):
        assert words
        assert words not in page
        assert words not in read.text


@pytest.mark.article("8(9)", "18(1)")
def test_a_report_is_withheld_from_one_reader(browser: Browser, a_case: At, demo: Settings) -> None:
    case = a_case("overdue")
    guest = Guest(browser, demo, link_of(HEALTH, "read"))
    guest.enter()
    assert "Shpresa" in guest.get("/paper/reports").text
    assert "Shpresa" in paper(guest.get("/paper/reports/sq.pdf")).text
    withhold(case, (ReadSection.REPORT, case.seat(ADVOCATE)))
    assert "Shpresa" not in guest.get("/paper/reports").text
    read = paper(guest.get("/paper/reports/sq.pdf"))
    assert "Shpresa" not in read.text
    assert "Valon" in read.text
    assert faults(read, "sq") == []


@pytest.mark.article("10(1)")
@pytest.mark.parametrize(("scene", "purpose"), [("minuted", "minutes"), ("review_met", "sign")])
def test_minutes_to_approve_and_to_sign_are_a_file(
    browser: Browser, a_case: At, demo: Settings, scene: str, purpose: str
) -> None:
    a_case(scene).stage.settle()
    guest = Guest(browser, demo, link_of(ADVOCATE, purpose))
    guest.enter()
    read = paper(guest.get("/paper/minutes/sq.pdf"))
    assert faults(read, "sq") == []
    assert handed("minutes copy printed")[0]["sections"] == "minutes.text"


@pytest.mark.article("18(1)")
@pytest.mark.parametrize("email", [OTHER_MANAGER, OTHER_CENTRES_MANAGER, ADMIN])
def test_nobody_else_looks(sign_in: SignIn, a_case: At, email: str) -> None:
    case = a_case("invited")
    stranger = sign_in(email)
    for path in ("", "/assessment/en.pdf"):
        assert stranger.client.get(home(case) + path).status_code in {403, 404}


def test_the_head_looks_and_withholds_nothing(sign_in: SignIn, a_case: At) -> None:
    case = a_case("invited")
    head = sign_in(HEAD)
    assert "Withhold something" not in head.get(f"{home(case)}?lang=en").text
    fields = {"sections": ["assessment.safety"], "reason": WHY}
    assert head.post(f"{home(case)}/withheld", fields).status_code == 404


def test_what_was_said_is_never_changed(a_case: At) -> None:
    withhold(a_case("invited"), SAFETY)
    for change in ("UPDATE section_word SET withheld = false", "DELETE FROM section_word"):
        with past_the_rights() as work, pytest.raises(IntegrityError, match="section_word"):
            work.session.execute(text(change))
