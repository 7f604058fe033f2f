"""A grave decision is written down with its options, corrected, and read at the table: ours."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from casework.case import decision_records, logbook
from casework.case.logbook import Logged, OfOneChild
from casework.table import record_correction
from casework.table.chair_correction import Because
from casework.table.record_correction import WasSo
from models.decision_record import DecisionRecord
from rules.decision_records import DecisionSubject, Dissented
from rules.logbook import LogKind
from tests.builders import HEAD, MANAGER, ACase
from tests.casework.case.test_decision_records import DAY, a_placement
from tests.conftest import At
from tests.onrecord import reading
from tests.portal.asking import AtTheLink, a_minuted_case, entering, seen
from tests.portal.conftest import SignIn
from tests.portal.members import HEALTH

__all__ = ["a_minuted_case", "entering"]

OPTIONS = {
    f"options.{row}.{column}": f"{column} {row}"
    for row in (0, 1)
    for column in ("name", "safety", "attachment", "daily_life")
}


def records() -> list[DecisionRecord]:
    with reading() as work:
        return list(work.session.scalars(select(DecisionRecord).order_by(DecisionRecord.number)))


@pytest.mark.article("12(3)", "18(1)")
def test_a_decision_is_written_down_read_and_corrected(case: ACase, sign_in: SignIn) -> None:
    case.stage.move_to(case.clock.today() + DAY)
    with case.manager() as work:
        given = Logged(LogKind.SHELTER, case.clock.today(), OfOneChild("Strehimore."))
        logbook.enter(work, case.case, given)
    manager, number = sign_in(MANAGER), case.row().number
    page = f"/cases/{number}/decisions"
    assert f'href="{page}"' in manager.get(f"/cases/{number}").text
    shown = manager.get(page).text
    assert "checked" not in shown.partition("<main")[2]
    assert "The child was given shelter" in seen(shown)
    nothing = seen(manager.post(page, {}).text)
    for words in (
        "Choose what was decided.",
        "Write what else could have been done",
        "Write what the child said, or why nobody asked",
        "Choose the meeting in which the table did, or write who it was.",
        "Choose one of the three.",
    ):
        assert words in nothing
    fields = OPTIONS | {
        "subject": "placement",
        "on": f"{case.clock.today():%d.%m.%Y}",
        "rests_on": "Raporti.",
        "chosen": "4",
        "why": "Në shtëpi nuk është e sigurt.",
        "not_asked": "Dy vjeç.",
        "by_whom": "Gjykata",
        "dissented": "somebody",
        "dissent": "Shkolla.",
    }
    gone = manager.post(page, fields)
    assert gone.status_code == 422
    assert "Choose one of the options that are written." in seen(gone.text)
    assert "Shkolla." in gone.text
    more = manager.post(page, fields | {"more": "yes"}).text
    assert 'name="options.4.name"' in more
    assert "Shkolla." in more
    assert manager.post(page, fields | {"chosen": "2"}).status_code == 303
    (record,) = records()
    assert (record.chosen, record.dissented) == (2, Dissented.SOMEBODY)
    text = seen(manager.get(page).text)
    assert "The child was given shelter" not in text
    assert "one other option was weighed" in text
    one = f"{page}/{record.id}"
    chief = sign_in(HEAD)
    read = seen(chief.get(one).text)
    assert "Chosen: name 1" in read
    assert "Not chosen: name 0" in read
    assert "What was wrong?" not in chief.get(one).text
    assert chief.post(one, fields | {"chosen": "1", "reason": "Jo."}).status_code == 404
    assert chief.post(page, fields | {"chosen": "1"}).status_code == 404
    unsaid = manager.post(one, fields | {"chosen": "1"})
    assert "Write what was wrong in the record." in seen(unsaid.text)
    right = fields | {"chosen": "1", "reason": "U zgjodh tjetra."}
    assert manager.post(one, right).status_code == 303
    assert "Corrected by record 2" in seen(manager.get(one).text)
    assert "What was wrong?" not in manager.get(one).text
    assert manager.post(one, right).status_code == 409


@pytest.mark.article("12(3)", "18(1)")
def test_the_table_reads_what_it_decided_and_nothing_else(
    at_the_link: AtTheLink, case: ACase
) -> None:
    met = case.held()
    at_the_table = replace(
        a_placement(met.met_on),
        subject=DecisionSubject.CONTACT_LIMIT,
        meeting_id=met.id,
        by_whom="",
    )
    with case.manager() as work:
        decision_records.write(work, case.case, a_placement(met.met_on))
        wrong = decision_records.write(work, case.case, replace(at_the_table, why="Nga gabimi."))
    with case.manager() as work:
        decision_records.correct(work, wrong.id, at_the_table, reason="Arsyeja.")
    guest = at_the_link(HEALTH)
    text = seen(guest.get("/minutes").text)
    assert "A limit on contact" in text
    assert "Chosen: Kanarina te tezja" in text
    assert "the table, meeting 1" in text
    for words in ("Placement outside the family", "Gjykata", "Nga gabimi."):
        assert words not in text


@pytest.mark.article("17(1)")
def test_at_the_closing_it_is_said_whether_anything_else_was_weighed(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("closure_proposed")
    manager, chief, number = sign_in(MANAGER), sign_in(HEAD), case.row().number
    page = f"/cases/{number}/closure"
    assert "write it down" in seen(manager.get(page).text)
    assert "No record says what else was weighed" in seen(chief.get(page).text)
    assert "Closing was proposed" in seen(manager.get(f"/cases/{number}/decisions").text)


@pytest.mark.article("12(3)")
def test_a_meeting_whose_day_was_corrected_is_named_and_the_record_is_taken_back(
    at_the_link: AtTheLink, case: ACase, sign_in: SignIn
) -> None:
    met = case.held()
    there = replace(a_placement(met.met_on), meeting_id=met.id, by_whom="")
    with case.manager() as work:
        record = decision_records.write(work, case.case, there)
    sooner = WasSo(on=met.met_on - DAY)
    with case.manager() as work:
        record_correction.correct(work, met.id, sooner, Because("Shënimet.", "Gabim."))
    manager, page = sign_in(MANAGER), f"/cases/{case.row().number}/decisions"
    one, differs = f"{page}/{record.id}", "one of the two is to be corrected"
    guest = at_the_link(HEALTH)
    for text in (manager.get(page).text, manager.get(one).text, guest.get("/minutes").text):
        assert differs in seen(text)
    assert "Correct the day of this record below" in seen(manager.get(one).text)
    missing = manager.post(f"{one}/taken-back", {"why": " "})
    assert missing.status_code == 422
    assert "Write why the record is taken back." in seen(missing.text)
    head = sign_in(HEAD)
    assert "Take the record back" not in head.get(one).text
    assert head.post(f"{one}/taken-back", {"why": "Jo."}).status_code == 404
    assert manager.post(f"{one}/taken-back", {"why": "Fëmijë tjetër."}).status_code == 303
    for text in (manager.get(page).text, head.get(one).text):
        assert ("Fëmijë tjetër." in seen(text), differs in seen(text)) == (True, False)
    assert "Placement outside the family" not in seen(guest.get("/minutes").text)
    again = manager.post(f"{one}/taken-back", {"why": "Kanarina prapë."})
    assert (again.status_code, "Kanarina prapë." in again.text) == (409, True)
