"""A superior replied behind their link, then it is said that it is not for them: 14(3.2), 0180."""

import pytest
from sqlalchemy import insert

from casework.case import absence
from core.ids import new_id
from models.outbox import Message, MessageStatus
from models.session import unit_of_work
from rules.attendance import NothingMissed
from rules.duties import Duty
from rules.reports import MemberNotInPlan, SuperiorInDoubt
from tests.builders import MANAGER, SILENT
from tests.casework.case.test_superior_by_sms import notified
from tests.casework.municipality.test_mornings import next_morning
from tests.casework.municipality.test_mornings import said as told_in_the_morning
from tests.casework.table.test_contacts import ask, call, pending
from tests.conftest import At
from tests.notifications.rows import requests_have_left
from tests.portal.conftest import SignIn
from tests.portal.test_proof_of_notice import page_of
from tests.portal.test_superior_reply import in_the_mail, said, stranger


@pytest.mark.article("14(3.2)", "16(1)")
def test_not_for_me_after_a_reply_leaves_the_reply_to_be_read_and_asks_the_manager(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("overdue")
    at = in_the_mail(notified(case))
    requests_have_left()
    browser, manager = stranger(sign_in), sign_in(MANAGER)
    assert browser.post(at, said(case)).status_code == 303
    assert browser.post(f"{at}/other").status_code == 303
    case.stage.settle()
    assert case.request(SILENT).notified_at is not None, "somebody had it, and replied"
    number = case.row().number
    shown = manager.get(f"/cases/{number}/reports?lang=en").text
    assert "superior notified on" in shown
    assert "its reader says" not in page_of(manager, case)
    assert browser.get(at).status_code == 404, "nor does the link lead anywhere"
    assert Duty.CORRECT_CONTACT in case.duties()
    next_morning(case)
    told = told_in_the_morning(case, MANAGER)
    assert told.count(("happened", "superior_disowned")) == 1
    assert told.count(("happened", "superior_replied")) == 1


@pytest.mark.article("14(3.2)")
def test_what_waits_to_leave_there_comes_back_and_what_had_left_stays(
    a_case: At, sign_in: SignIn
) -> None:
    """A notice that an outage holds up, where the superior had replied to another one."""
    case = a_case("overdue")
    mail = notified(case)
    requests_have_left()
    with unit_of_work() as work:
        copied = {c.name: getattr(mail, c.name) for c in Message.__table__.columns}
        told = {"id": new_id(), "key": f"{mail.key}:x", "message_id": "<x>"}
        told |= {"accepted_at": None, "status": MessageStatus.QUEUED}
        work.session.execute(insert(Message).values(**copied | told))
    browser, at = stranger(sign_in), in_the_mail(mail)
    for path, form in ((at, said(case)), (f"{at}/other", {})):
        assert browser.post(path, form).status_code == 303
    states = {each.key: (each.status, each.reply) for each in case.messages("reports/superior")}
    assert states[f"{mail.key}:x"] == ("failed", "not theirs")
    assert states[mail.key][0] != "failed"
    assert case.request(SILENT).notified_at is not None, "by the one that had left"


@pytest.mark.article("14(3.2)")
@pytest.mark.parametrize("by", ["another", "asked"])
def test_what_is_said_after_a_reply_stands_until_the_centre_has_seen_to_it(
    a_case: At, sign_in: SignIn, by: str
) -> None:
    case = a_case("overdue")
    at = in_the_mail(notified(case))
    requests_have_left()
    browser = stranger(sign_in)
    for path, form in ((at, said(case)), (f"{at}/other", {})):
        assert browser.post(path, form).status_code == 303
    with case.manager() as work, pytest.raises(SuperiorInDoubt):
        absence.notify_of_absence(work, case.seat(SILENT))
    if by == "another":
        ask(case.case, case.seat(SILENT), by=MANAGER, superior_email="ana@policia.example")
        call(pending().id)
    else:
        ask(case.case, case.seat(SILENT), by=MANAGER)  # as it stands: they asked, and it is right
    case.stage.settle()
    assert Duty.CORRECT_CONTACT not in case.duties()
    assert case.request(SILENT).notified_at is not None
    with case.manager() as work, pytest.raises((NothingMissed, MemberNotInPlan)):
        absence.notify_of_absence(work, case.seat(SILENT))
