"""What everybody at a table declared, on one page, and what a member says who does not sign."""

import re

import pytest
from sqlalchemy import select

from casework.case import referral
from casework.table import participants
from casework.table.meetings import family_of
from core.settings import Settings
from models.case import Member, Replacement
from models.life import Life, LifeKind
from models.participant import ParticipantWord
from models.session import unit_of_work
from rules.duties import Duty
from simulation.people import PASSWORD
from tests.builders import HEAD, HOUR, MANAGER, OTHER_MANAGER, SILENT
from tests.conftest import At
from tests.notifications.test_together_rounds import tables_meet
from tests.portal.acts import fields_of
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import HEALTH, Guest, link_of
from tests.portal.test_annex_paper import paper
from tests.portal.test_meetings import came
from tests.scenes import FAMILY


@pytest.mark.article("10(2)", "18(2)")
def test_the_manager_signs_with_the_password_and_a_conflict_goes_to_the_head(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("agreed")
    manager, page = sign_in(MANAGER), f"/declarations/{case.case}"
    assert "not signed yet" in manager.get(page).text
    unsaid = manager.post(page, {"password": PASSWORD})
    assert "Say whether you have a conflict of interest." in unsaid.text
    assert Duty.CHAIR_DECLARES in case.duties()
    wrong = manager.post(page, {"conflict": "no", "password": "another"})
    assert "This is not your password" in wrong.text
    assert Duty.CHAIR_DECLARES in case.duties()
    assert manager.post(page, {"conflict": "no", "password": PASSWORD}).status_code == 303
    assert Duty.CHAIR_DECLARES not in case.duties()
    twice = manager.post(page, {"conflict": "no", "password": PASSWORD})
    assert twice.status_code == 409
    assert manager.post(page, {"conflict": "yes", "password": PASSWORD}).status_code == 303
    assert Duty.APPOINT_MANAGER in case.duties()
    head = sign_in(HEAD)
    assert "conflict of interest" in head.get(page).text
    assert "Appoint a case manager" in head.get("/").text
    assert head.post(page, {"conflict": "no", "password": PASSWORD}).status_code == 404


@pytest.mark.article("10(2)", "18(2)")
def test_a_conflict_that_was_told_is_printed_as_nobodys_signature(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("prepared")
    manager, page, seat = sign_in(MANAGER), f"/declarations/{case.case}", case.seat(SILENT)
    manager.get(page)
    said = {"who": str(seat), "what": "conflict", "seen_by": "Drita"}
    assert manager.post(f"{page}/word", said).status_code == 303
    printed = paper(manager.client.get(f"{page}/{seat}/en.pdf")).text
    assert "nobody signed these words here" in printed
    assert "seen by Drita" in printed
    assert "Signature" not in printed


@pytest.mark.article("10(2)", "18(2)")
def test_what_came_on_paper_records_what_was_said_and_nothing_besides(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("prepared")
    manager, page = sign_in(MANAGER), f"/declarations/{case.case}"
    for name in ("Ardita", "Besa"):
        brought = {"part": "interpreter", "their_name": name, "comes_from": "romisht"}
        assert manager.post(f"{page}/bring", brought).status_code == 303
    with unit_of_work() as work:
        mother = next(p.id for p in family_of(work, case.case) if p.relation == "mother")
        people = {each.name: each.id for each in participants.of_life(work, case.case)}
    seat = case.seat(SILENT)
    said = [(people["Ardita"], "signed"), (people["Besa"], "refused"), (mother, "conflict")]
    manager.get(page)
    for who, what in [*said, (people["Ardita"], "conflict")]:
        word = {"who": str(who), "what": what, "seen_by": f"Arta {what}"}
        assert manager.post(f"{page}/word", word).status_code == 303
    for what in ("refused", "signed"):  # a member; what they signed at last counts
        word = {"who": str(seat), "what": what, "seen_by": f"Drita {what}"}
        assert manager.post(f"{page}/word", word).status_code == 303
    shown = manager.get(f"{page}?lang=en").text
    for name, counts in (
        *(("Arta refused", True), ("Arta conflict", True), ("Drita signed", True)),
        *(("Arta signed", False), ("Drita refused", False)),
    ):
        assert (f"seen by {name}" in shown) is counts
    printed = paper(manager.client.get(f"{page}/{seat}/en.pdf"))
    assert "seen by Drita signed" in printed.text
    again = manager.post(f"{page}/word", {"who": str(mother), "what": "conflict"})
    assert again.status_code == 409
    with unit_of_work() as work:
        query = select(ParticipantWord.word, ParticipantWord.conflict)
        found = work.session.execute(query.order_by(ParticipantWord.recorded_at)).all()
        signed = participants.declared_by(work, case.case, case.clock.today())
    words = [("signed", None), ("refused", None), ("conflict", True), ("conflict", True)]
    assert [tuple(row) for row in found][-4:] == words
    assert people["Ardita"] in signed
    assert mother not in signed
    excused = {"who": str(seat), "what": "excused", "reason": "Është i vogël."}
    refused = manager.post(f"{page}/word", excused)
    assert refused.status_code == 409
    assert "A member is no child that cannot sign" in refused.text


@pytest.mark.article("18(2)", "10(2)")
def test_a_member_says_that_they_do_not_sign_and_the_manager_sees_what_they_hold(
    browser: Browser, a_case: At, demo: Settings, sign_in: SignIn
) -> None:
    case = a_case("prepared")
    guest = Guest(browser, demo, link_of(HEALTH, "declare"))
    guest.enter()
    assert "I do not sign" in guest.get("/declare").text
    assert guest.post("/declare/refuse", {"reason": ""}).status_code == 303
    assert "You may still sign." in guest.get("/declare").text
    seat = case.seat(HEALTH)
    assert case.duties()[Duty.ASK_REPLACEMENT].subject_id == seat
    manager, number = sign_in(MANAGER), case.row().number
    assert "does not sign" in manager.get(f"/cases/{number}/table").text
    page = f"/cases/{number}/table/{seat}/replacement"
    assert "They hold no action of the plan" in manager.get(page).text
    assert manager.post(page, {"done": "not_needed", "words": "Mjafton."}).status_code == 303
    with unit_of_work() as work:
        assert work.session.scalars(select(Replacement.member_id)).all() == [seat]


@pytest.mark.article("10(2)")
def test_what_a_recused_member_holds_stands_on_the_page_of_their_replacement(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("reports_asked")
    seat = case.declare_conflict(SILENT)
    page = sign_in(MANAGER).get(f"/cases/{case.row().number}/table/{seat}/replacement").text
    assert "What they hold" in page
    assert "open action of the plan" in page or "open actions of the plan" in page
    assert "a report due on" in page


@pytest.mark.article("18(2)")
def test_at_the_municipal_table_one_declaration_is_asked_for(a_case: At, sign_in: SignIn) -> None:
    tables_meet(a_case("prepared"))
    with unit_of_work() as work:
        life = work.session.scalars(
            select(Life.id).where(Life.kind == LifeKind.QUARTERLY, Life.key.startswith("ferizaj:"))
        ).first()
        asked = work.session.scalars(select(Member.asked_at).where(Member.life_id == life)).all()
    assert asked
    assert all(asked)
    manager = sign_in(MANAGER)
    text = manager.get(f"/declarations/{life}").text
    assert "I have no conflict of interest" not in text
    assert manager.post(f"/declarations/{life}", {"password": PASSWORD}).status_code == 303


@pytest.mark.article("8(10)", "18(2)")
def test_the_record_says_who_has_not_signed_and_the_breach_who_it_was(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("told")
    manager, address = sign_in(MANAGER), f"/meetings/{case.meeting().id}"
    tied = {"part": "guest", "their_name": "Fatmir Berisha", "comes_from": "Gjykata Themelore"}
    tied |= {"why": "Masa e përkohshme.", "invited_on": f"{case.clock.today():%d.%m.%Y}"}
    assert manager.post(f"/declarations/{case.case}/bring", tied).status_code == 303
    case.stage.move_to(case.meeting().day, HOUR)
    page = manager.get(f"{address}/record").text
    unsigned = "Has not signed the declaration of confidentiality."
    kin = page[page.index('id="f-family"') : page.index("Who else was there?")]
    assert kin.count(unsigned) == kin.count(".person")
    assert unsigned in page[page.index("Fatmir Berisha") :]
    assert "The mother" in kin
    typed = came(manager, address) | {"beside.0.came": "yes"}
    for who in ("mother", "father"):
        row = re.search(rf"<h3>The {who}</h3>.*?name=\"(family\.\d)\.person", page, re.DOTALL)
        assert row is not None
        typed = {k: v for k, v in typed.items() if k != f"{row[1]}.views"}
        typed |= {f"{row[1]}.came": "yes"}
    assert manager.post(f"{address}/record", typed).status_code == 303
    text = manager.get(address).text
    assert "present" in text[text.index("<b>The mother</b>") :].split("</li>")[0]
    case_page = manager.get(f"/cases/{case.row().number}").text
    undeclared = "Somebody sat at the table who had not signed"
    assert f"{undeclared}: The mother" in case_page
    assert f"{undeclared}: Fatmir Berisha (Gjykata Themelore, guest at one meeting)" in case_page
    assert "Lirie" not in case_page
    violent = "A parent who is said to use violence took part"
    assert f"{violent}: The father, {FAMILY.father}" in case_page
    draft = fields_of(manager.get(f"{address}/minutes").text)["text"][0]
    here = next(line for line in draft.splitlines() if line.startswith("Prezent"))
    assert "Nëna" in here
    assert "Fatmir Berisha (Gjykata Themelore, i ftuar në një takim)" in here


@pytest.mark.article("18(2)")
def test_who_chaired_undeclared_and_manages_no_more_signs_and_sees_nothing_beside_it(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("agreed")
    case.stage.move_to(case.meeting().day, HOUR)
    case.tell_family()
    case.meet()
    with case.head() as work:
        other, head = case.account(OTHER_MANAGER).id, case.account(HEAD).id
        referral.appoint(work, case.case, other, by=head)
    former, page = sign_in(MANAGER), f"/declarations/{case.case}"
    assert page in former.get("/").text
    text = former.get(page).text
    assert "not signed yet" in text
    assert "Others who take part" not in text
    assert former.post(page, {"conflict": "no", "password": PASSWORD}).status_code == 303
    assert Duty.SUBSTITUTE_DECLARES not in case.duties()
    assert page not in former.get("/").text
    assert former.get(f"/cases/{case.row().number}").status_code == 404


@pytest.mark.article("18(2)")
def test_the_head_enters_what_whoever_chairs_signed_on_paper(a_case: At, sign_in: SignIn) -> None:
    case = a_case("agreed")
    manager, head = sign_in(MANAGER), sign_in(HEAD)
    page = f"/declarations/{case.case}/chair"
    assert page in head.get(f"/declarations/{case.case}").text
    assert page not in manager.get(f"/declarations/{case.case}").text
    file = f"/cases/{case.row().number}"
    assert page in head.get(file).text
    assert page not in manager.get(file).text
    for browser in (head, manager):  # as a duty's line, and beside what else is possible
        assert browser.get(file).text.count(f'href="/declarations/{case.case}"') > 1
    assert manager.get(page).status_code in {403, 404}
    said = {
        "officer": str(case.account(MANAGER).id),
        "what": "signed",
        "on": f"{case.clock.today():%d.%m.%Y}",
    }
    head.get(page)
    nowhere = head.post(page, said)
    assert nowhere.status_code == 422
    assert "Write where it lies" in nowhere.text
    assert Duty.CHAIR_DECLARES in case.duties()
    assert head.post(page, said | {"lies": "The paper file"}).status_code == 303
    assert Duty.CHAIR_DECLARES not in case.duties()
    assert "Nobody who chairs has still to sign." in head.get(page).text
    own = head.post(page, said | {"officer": str(case.account(HEAD).id), "not_known": "yes"})
    assert own.status_code == 409
