"""The log is read by pages, entered, corrected, and shown beside what the table writes: 12(1)."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.case import logbook
from casework.case.logbook import Logged, OfOneChild
from models.logbook import LogEntry
from rules.logbook import ChildSeen, LogKind
from tests.builders import HEAD, HOUR, MANAGER, ACase
from tests.casework.case.test_logbook import a_brother, visit
from tests.conftest import At
from tests.onrecord import reading
from tests.portal.asking import a_minuted_case, seen
from tests.portal.conftest import SignIn
from tests.portal.members import ADVOCATE

__all__ = ["a_minuted_case"]

DAY = timedelta(days=1)
FOUND = "Kanarina 4471 flinte në kuzhinë."
OTHER = "Kanarina 9902 ishte te gjyshja."


def entries() -> list[LogEntry]:
    with reading() as work:
        return list(work.session.scalars(select(LogEntry).order_by(LogEntry.recorded_at)))


@pytest.mark.article("12(1)", "12(2)", "18(1)")
def test_a_visit_is_entered_in_two_files_corrected_and_shown_beside_the_forms(
    case: ACase, sign_in: SignIn
) -> None:
    a_brother(case)
    case.stage.move_to(case.clock.today() + DAY)
    manager, number = sign_in(MANAGER), case.row().number
    page = f"/cases/{number}/log"
    shown = manager.get(page).text
    assert "checked" not in shown
    assert "Nothing has been entered in the log." in shown
    (brother,) = set(re.findall(r'name="also.0.number" value="([^"]+)"', shown))
    assert f"{page}" in manager.get(f"/cases/{number}").text
    on = f"{case.clock.today():%d.%m.%Y}"
    fields = {"kind": "visit", "on": on, "by": "officer", "with_whom": "Nëna", "words": FOUND}
    lacking = manager.post(page, fields | {"also.0.number": brother})
    assert lacking.status_code == 422
    for words in ("Write the place", "Say so for each child", "words of its own"):
        assert words in seen(lacking.text)
    assert FOUND in seen(lacking.text)
    fields |= {"place": "Shtëpia", "seen": "alone"}
    his = {"also.0.number": brother, "also.0.seen": "not_seen", "also.0.words": OTHER}
    twice = manager.post(page, fields | {"name": "Dikush"})
    assert "one of the three" in seen(twice.text)
    to_come = manager.post(page, fields | {"on": f"{case.clock.today() + DAY:%d.%m.%Y}"})
    assert to_come.status_code == 409
    assert manager.post(page, fields | his).status_code == 303
    assert [each.words for each in entries()].count(FOUND) == 1
    for mine, theirs, of in ((FOUND, OTHER, number), (OTHER, FOUND, brother)):
        text = seen(manager.get(f"/cases/{of}/log").text)
        assert mine in text
        assert theirs not in text
    for beside in ("assessment/comprehensive?again=yes",):
        text = seen(manager.get(f"/cases/{number}/{beside}").text)
        assert "In the log since the meeting before" not in text  # it came after that meeting
    entry = next(each for each in entries() if each.words == FOUND)
    form = manager.get(f"{page}/{entry.id}").text
    assert "What was wrong?" in form
    wrong = manager.post(f"{page}/{entry.id}", fields | {"seen": "with_others"})
    assert "Write what was wrong in the entry." in seen(wrong.text)
    right = fields | {"seen": "with_others", "reason": "Motra ishte aty."}
    assert manager.post(f"{page}/{entry.id}", right).status_code == 303
    text = seen(manager.get(page).text)
    assert "Entry 1, corrected" in text
    assert "Corrects entry 1: Motra ishte aty." in text
    assert "Corrected by entry 2" in seen(manager.get(f"{page}/{entry.id}").text)
    assert "What was wrong?" not in manager.get(f"{page}/{entry.id}").text
    assert manager.post(f"{page}/{entry.id}", right).status_code == 409
    assert manager.get(f"/cases/{brother}/log/{entry.id}").status_code == 404


@pytest.mark.article("20(1)", "5(1.1)")
def test_what_a_child_was_given_before_the_referral_stands_with_it(
    case: ACase, sign_in: SignIn
) -> None:
    manager, number = sign_in(MANAGER), case.row().number
    page = f"/cases/{number}/log"
    before = f"{case.begins - DAY:%d.%m.%Y}"
    fields = {"kind": "food", "on": before, "by": "other", "name": "Kujdestarja e natës"}
    assert "Choose what it was given." in seen(manager.post(f"{page}/service", {}).text)
    other = manager.post(f"{page}/service", fields | {"kind": "other_service"})
    assert "Write which service it was." in seen(other.text)
    assert manager.post(f"{page}/service", fields | {"kind": "visit"}).status_code == 422
    assert manager.post(f"{page}/service", fields).status_code == 303
    by_seat = fields | {"kind": "shelter", "by": str(case.seat(ADVOCATE)), "name": ""}
    assert manager.post(f"{page}/service", by_seat).status_code == 409  # no seat on that day
    read = seen(manager.get(f"/cases/{number}/referral").text)
    assert "Services given before the referral" in read
    assert "Kujdestarja e natës" in read
    text = seen(manager.get(page).text)
    assert "before the referral: Annex 1" in text
    assert "entered late" in text
    (entry,) = entries()
    again = fields | {"kind": "clothes", "reason": "Nuk ishte ushqim."}
    assert manager.post(f"{page}/{entry.id}", again).status_code == 303
    chief = sign_in(HEAD)
    assert "Enter a contact or a visit" not in chief.get(page).text
    assert chief.post(f"{page}/service", fields).status_code == 404


@pytest.mark.article("10(4)", "15(2)", "12(2)")
def test_beside_minutes_and_review_stands_what_the_meeting_could_be_told(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("reports_asked")
    with case.manager() as work:
        logbook.enter(work, case.case, visit(case.clock.today(), OfOneChild(FOUND, ChildSeen.SEEN)))
    case.stage.move_to(case.meeting().day, HOUR)
    meeting = case.meeting().id
    case.meet()
    manager, number = sign_in(MANAGER), case.row().number
    for page in (
        f"/cases/{number}/review",
        f"/cases/{number}/assessment/comprehensive?again=yes",
        f"/meetings/{meeting}/minutes",
    ):
        text = seen(manager.get(page).text)
        aside = text.rpartition("In the log since the meeting before")[2]
        assert FOUND in aside, page
        assert FOUND not in "".join(re.findall(r"<textarea.*?</textarea>", text, re.DOTALL))


@pytest.mark.article("12(1)")
def test_a_long_log_is_read_by_pages_of_fifty(case: ACase, sign_in: SignIn) -> None:
    with case.manager() as work:
        for number in range(52):
            logbook.enter(
                work,
                case.case,
                Logged(
                    LogKind.CALL,
                    case.begins - number * DAY,
                    OfOneChild(f"Thirrja {number}."),
                    with_whom="Nëna",
                ),
            )
    manager, page = sign_in(MANAGER), f"/cases/{case.row().number}/log"
    first = manager.get(f"{page}?lang=en").text
    assert "1 to 50 of 52" in first
    last = manager.get(f"{page}?page=2").text
    assert "Thirrja 51." in last
    assert "Thirrja 0." not in last
