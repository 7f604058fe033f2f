"""A notice to a superior that rested on nothing is shown as such, and put right: Art. 14(3.2)."""

import re
from datetime import date, timedelta
from uuid import UUID

import pytest

from casework.case import inquiries, reports
from models.outbox import Message
from notifications import answered, delivery
from notifications.channels import Reply, Verdict
from rules.inquiries import AnsweredBy
from rules.superior import SuperiorMeans
from tests.builders import HEAD, MANAGER, SILENT, ACase
from tests.casework.case.test_inquiries import ask, request_of
from tests.conftest import At
from tests.portal.conftest import SignIn

DAY = timedelta(days=1)
WAITS = "1 superior was notified of silence that was none, and has not been told so"
PRESS = "Tell the superior that it does not hold"
FELL = "in time, and was put on record on"


@pytest.mark.article("14(3.2)")
def test_a_notice_of_silence_that_was_none_is_struck_and_the_superior_told(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("planned")
    inquiry, due = _told(case)
    manager, head, home = sign_in(MANAGER), sign_in(HEAD), f"/cases/{case.row().number}"
    one, overview = f"{home}/inquiries/{inquiry}", f"{home}/reports"
    assert "Notice to the superior" in manager.get(one).text
    assert "<s>" not in manager.get(one).text
    assert "Inquiries without an answer" in manager.get(overview).text
    assert WAITS not in manager.get("/").text
    typed = {"how": "telephone", "source": "Sekretaria", "words": "Po."}
    assert manager.post(one, typed | {"on": f"{due:%d.%m.%Y}"}).status_code == 303
    for page in (one, overview):
        text = manager.get(page).text
        assert "<s>superior notified on" in text
        assert FELL in text
        assert PRESS in text
        assert PRESS not in head.get(page).text
        assert "The superior has not been told so." in head.get(page).text
    assert "Inquiries without an answer" not in manager.get(overview).text
    assert "Reminders that left after the day of the answer" not in manager.get(one).text
    assert WAITS in manager.get("/").text
    assert WAITS in head.get("/").text
    (act,) = re.findall(r'action="(/cases/[^"]+/taken-back)"', manager.get(one).text)
    assert head.post(act).status_code == 404
    assert manager.post(act).status_code == 303
    assert manager.post(act).status_code == 409
    assert "The superior was told so on" in manager.get(one).text
    assert PRESS not in manager.get(overview).text
    assert WAITS not in manager.get("/").text


@pytest.mark.article("14(3.2)")
def test_that_it_does_not_hold_is_said_by_call_too(a_case: At, sign_in: SignIn) -> None:
    case = a_case("planned")
    inquiry, due = _told(case)
    with case.manager() as work:
        inquiries.enter_answer(
            work, inquiry, said_on=due - 3 * DAY, how=AnsweredBy.PAPER, source="Zyra", words="Po."
        )
    manager, home = sign_in(MANAGER), f"/cases/{case.row().number}"
    one = f"{home}/inquiries/{inquiry}"
    assert "Reminders that left after the day of the answer" in manager.get(one).text
    (way,) = re.findall(r'href="(/cases/[^"]+/taken-back/told)"', manager.get(one).text)
    form = manager.get(way).text
    assert "Superior told by letter or call that the notice does not hold" in form
    day = f"{case.clock.today():%d.%m.%Y}"
    typed = {"means": SuperiorMeans.CALL.value, "on": day, "witness": "Asistentja Kanarina"}
    again = manager.post(way, typed | {"on": ""})
    assert (again.status_code, "Asistentja Kanarina" in again.text) == (422, True)
    early = manager.post(way, typed | {"on": f"{due - 9 * DAY:%d.%m.%Y}"})
    assert (early.status_code, "This notice stands" in early.text) == (409, True)
    assert sign_in(HEAD).post(way, typed).status_code == 404
    manager = sign_in(MANAGER)
    assert manager.post(way, typed).status_code == 303
    assert "The superior was told so on" in manager.get(f"{home}/reports").text
    assert (
        "Told that it does not hold:" in manager.get(way.replace("taken-back/told", "reply")).text
    )


def _told(case: ACase) -> tuple[UUID, date]:
    """A question whose superior was notified by mail, and its last day."""
    with case.manager() as work:
        by = case.account(MANAGER).id
        reports.instruct(work, case.case, after_reminders=2, last_chance_days=2, by=by)
    inquiry = ask(case, SILENT)
    due = case.clock.today() + 10 * DAY
    for _ in range(17):
        case.stage.move_to(case.clock.today() + DAY)
    (mail,) = delivery.take(Message.template == "reports/superior")
    answered.record([(mail, Reply(Verdict.ACCEPTED, "250 2.0.0 Ok"))])
    assert request_of(inquiry).due_on == due
    return inquiry, due
