"""What everybody at a table declared, on one page, and what a member says who does not sign."""

from datetime import timedelta

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
from rules.participants import Part
from simulation.people import PASSWORD
from tests.builders import HEAD, MANAGER, OTHER_MANAGER, SILENT
from tests.conftest import At
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import HEALTH, Guest, link_of
from tests.portal.test_meetings import came


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


@pytest.mark.article("18(2)")
def test_whoever_else_takes_part_is_recorded_signs_and_is_ticked_as_present(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("told")
    manager, page = sign_in(MANAGER), f"/declarations/{case.case}"
    nameless = manager.post(f"{page}/bring", {"part": "interpreter", "comes_from": "romisht"})
    assert "Write the name." in nameless.text
    assert 'value="romisht"' in nameless.text
    brought = {"part": "interpreter", "their_name": "Ardita Krasniqi", "comes_from": "romisht"}
    assert manager.post(f"{page}/bring", brought).status_code == 303
    assert "Ardita Krasniqi" in manager.get(page).text
    with unit_of_work() as work:
        (guest,) = [
            each for each in participants.of_life(work, case.case) if each.part is Part.INTERPRETER
        ]
        mother = next(p.id for p in family_of(work, case.case) if p.relation == "mother")
        child = next(p.id for p in family_of(work, case.case) if p.relation == "child")
    assert "Who else was there?" in manager.get(f"/meetings/{case.meeting().id}/record").text
    reasonless = manager.post(f"{page}/word", {"who": str(child), "what": "excused"})
    assert "have a guardian sign for the child" in reasonless.text
    for who, what in ((guest.id, "signed"), (mother, "refused")):
        assert manager.post(f"{page}/word", {"who": str(who), "what": what}).status_code == 303
    text = manager.get(page).text
    assert "no reason stated" in text
    tomorrow = f"{case.clock.today() + timedelta(days=1):%d.%m.%Y}"
    early = manager.post(f"{page}/word", {"who": str(child), "what": "signed", "on": tomorrow})
    assert early.status_code == 409


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
        assert manager.post(f"{page}/word", {"who": str(who), "what": what}).status_code == 303
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
    with unit_of_work() as work:
        assert work.session.get_one(Member, seat).refused_on is None


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
    a_case("prepared")
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


@pytest.mark.article("8(5)", "10(6)")
def test_a_guest_is_let_in_with_institution_and_reason_and_nobody_else_is(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("told")
    manager, page = sign_in(MANAGER), f"/declarations/{case.case}"
    who = {"part": "guest", "their_name": "Fatmir Berisha", "comes_from": "Gjykata Themelore"}
    closed = manager.post(f"{page}/bring", who)
    assert closed.status_code == 409
    assert "The meeting is closed" in closed.text
    assert "10(6)" in closed.text
    early = manager.post(f"{page}/bring", {**who, "part": "unasked", "why": "Kaloi."})
    assert early.status_code == 409
    tied = {**who, "why": "Masa e përkohshme.", "meeting": str(case.meeting().id)}
    assert manager.post(f"{page}/bring", tied).status_code == 303
    assert "Masa e përkohshme." in manager.get(page).text
    meeting = manager.get(f"/meetings/{case.meeting().id}").text
    assert "Who else may come" in meeting
    assert "Gjykata Themelore" in meeting


@pytest.mark.article("10(6)")
def test_who_sat_there_unasked_is_written_into_the_record_of_the_meeting(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("told")
    meeting = case.meeting()
    case.stage.move_to(meeting.day)
    manager = sign_in(MANAGER)
    address = f"/meetings/{meeting.id}"
    assert "Somebody sat there who was not invited" in manager.get(f"{address}/record").text
    typed = came(manager, address) | {"unasked.0.comes_from": "Kryetari i komunës"}
    assert manager.post(f"{address}/record", typed).status_code == 303
    text = manager.get(address).text
    assert "was not invited to this meeting" in text
    assert "no reason stated" in text
    assert "10(6)" in text
    late = {"part": "unasked", "their_name": "Ilir", "meeting": str(meeting.id)}
    assert manager.post(f"/declarations/{case.case}/bring", late).status_code == 303
    case_page = manager.get(f"/cases/{case.row().number}").text
    assert "Somebody was at the closed meeting who had not been invited" in case_page


@pytest.mark.article("18(2)")
def test_who_chaired_undeclared_and_manages_no_more_signs_and_sees_nothing_beside_it(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("agreed")
    case.stage.move_to(case.meeting().day)
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
