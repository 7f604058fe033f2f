"""Attendance of those invited, and what absence suggests, on the pages: Art. 9, 14(3.2)."""

import re

import pytest
from sqlalchemy import update

from models.outbox import Message
from models.people import Professional
from notifications import answered, delivery
from notifications.channels import Reply, Verdict
from queries import attendance
from rules.planning import ActionStatus
from simulation.stage import acting
from tests.builders import HEAD, HOUR, MANAGER, SILENT, ACase
from tests.conftest import At
from tests.database import past_the_rights
from tests.portal.conftest import Browser, SignIn

MISSED = "has missed 2 meetings running"


def miss(case: ACase, reason: str) -> None:
    """The day of the meeting comes, and one member does not."""
    case.tell_family()
    case.stage.move_to(case.meeting().day, HOUR)
    case.hold(absent={case.seat(SILENT): reason})


@pytest.mark.article("9", "14(3.2)")
def test_who_misses_two_meetings_running_is_a_line_for_the_manager(
    sign_in: SignIn, a_case: At
) -> None:
    case = a_case("overdue")
    manager, head = sign_in(MANAGER), sign_in(HEAD)
    table = f"/cases/{case.row().number}/table"
    miss(case, "")
    assert "Attendance by institution" in manager.get(table).text
    assert "running" not in manager.get("/").text  # once is no pattern
    once = f"/cases/{case.row().number}/members/{case.seat(SILENT)}/absence"
    assert "missed the last meeting" in manager.get(table).text  # no pattern, and yet a way
    assert f'href="{once}"' in manager.get(table).text
    assert f'href="{once}"' not in head.get(table).text
    case.review(status=ActionStatus.IN_PROCESS)
    case.write_minutes()
    case.convene(case.at(63))
    miss(case, "E sëmurë.")
    (line,) = [each for each in of_case(case) if each.suggests]
    found = line.facts
    assert (found.invited, found.came, found.excused, found.unexcused) == (3, 1, 1, 1)
    assert sorted(each.facts.came for each in of_case(case)) == [1, 3, 3, 3, 3, 3]
    for path in ("/", table):
        page = manager.get(path).text
        assert MISSED in page
        assert f"{once}/told" in page
    page = head.get("/").text
    assert MISSED not in page  # the manager decides
    assert re.search(r'data-label="Absent without a word">1<', page)
    assert "Absent since they came last" in manager.get(once).text
    assert head.get(once).status_code == 404
    day = f"{case.clock.today():%d.%m.%Y}"
    assert manager.post(once).status_code == 303
    (mail,) = delivery.take(Message.template == "attendance/absent")
    answered.record([(mail, Reply(Verdict.ACCEPTED, "250 2.0.0 Ok"))])
    typed = {"means": "call", "on": day, "witness": "The assistant"}
    assert manager.get(f"{once}/told").status_code == 200
    assert manager.post(f"{once}/told", typed | {"witness": ""}).status_code == 422
    assert manager.post(f"{once}/told", typed).status_code == 303
    assert MISSED not in manager.get("/").text
    assert manager.post(once).status_code == 409  # told already
    reports = manager.get(f"/cases/{case.row().number}/reports").text
    assert "Absences that a superior was notified of" in reports
    (reply,) = re.findall(r'href="(/cases/[^"]+/absences/[^"]+/reply)"', reports)
    came = {"came": "yes", "came_on": day, "words": "She will come."}
    assert head.post(reply, came).status_code == 404
    assert manager.post(reply, {"came": "yes"}).status_code == 422
    assert manager.post(reply, came).status_code == 303
    assert "She will come." in head.get(reply).text
    shown_as_corrected(case, manager, reports)


def shown_as_corrected(case: ACase, manager: Browser, reports: str) -> None:
    assert "(by mail)" in reports  # each with its own means
    assert "(by a call)" in reports
    assert "does not hold" not in reports
    who = {"people.0.id": str(case.seat(SILENT)), "people.0.of": "members", "people.0.was": "yes"}
    said = {"on": f"{case.clock.today():%d.%m.%Y}", "source": "A list", "reason": "The wrong row."}
    corrected = manager.post(f"/meetings/{case.held().id}/correction", who | said)
    assert corrected.status_code == 303
    assert "absence that does not hold" in manager.get(corrected.headers["location"]).text
    reports = manager.get(f"/cases/{case.row().number}/reports").text
    assert "This member was present: the notice does not hold." in reports
    assert "The wrong row." in reports
    assert reports.count("<s>superior notified on") == 2  # what was told stays to be read
    (act,) = re.findall(r'action="(/cases/[^"]+/taken-back)"', reports)
    assert manager.post(act).status_code == 303
    assert (
        "The superior was told so on"
        in manager.get(act.partition("/absences")[0] + "/reports").text
    )
    assert manager.post(act).status_code == 409
    assert "absence that does not hold" not in manager.get(corrected.headers["location"]).text


def of_case(case: ACase) -> list[attendance.AttendanceLine]:
    with acting(MANAGER) as work:
        return attendance.of_case(work, case.row())


@pytest.mark.article("9", "8(3)")
def test_who_was_invited_after_the_meeting_alone_missed_nothing(a_case: At) -> None:
    """Papers of it that reach a contact once that is right invite nobody."""
    case = a_case("told")
    miss(case, "I sëmurë")
    theirs = case.person(SILENT)
    with acting(MANAGER) as work:
        who = work.session.get_one(Professional, theirs).affiliation
    assert who in {line.institution for line in of_case(case)}
    with past_the_rights() as work:
        later = update(Message).where(Message.recipient_id == theirs)
        work.session.execute(later.values(accepted_at=case.clock.now()))
    assert who not in {line.institution for line in of_case(case)}
