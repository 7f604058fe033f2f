"""Behind the link in a notice to a superior it is said that it is not for them: 14(3.2), 0180."""

from datetime import timedelta

import pytest

from casework import messages
from casework.record.not_arrived import Sought
from core.clock import local_day
from models.outbox import Message, MessageStatus
from models.people import Professional
from models.session import unit_of_work
from notifications import posting
from notifications.channels import sms
from notifications.given_back import Became
from rules.duties import Duty
from tests.builders import MANAGER, SILENT, ACase
from tests.casework.case.test_superior_by_sms import (
    OTHER,
    TEXT,
    as_it_leaves,
    give_mobile,
    notified,
)
from tests.casework.municipality.test_mornings import next_morning
from tests.casework.municipality.test_mornings import said as told_in_the_morning
from tests.casework.table.test_contacts import ask, call, pending
from tests.conftest import At
from tests.database import WITHOUT_TRIGGERS, Cleaner
from tests.notifications.rows import requests_have_left
from tests.portal.conftest import SignIn
from tests.portal.test_dead_contacts import came_back
from tests.portal.test_proof_of_notice import page_of
from tests.portal.test_superior_reply import in_the_mail, said, stranger


@pytest.mark.article("14(3.2)", "6(1.1)")
def test_not_for_me_closes_the_link_and_has_the_contact_corrected(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("overdue")
    mail = notified(case)
    at = in_the_mail(mail)
    requests_have_left()
    browser, manager = stranger(sign_in), sign_in(MANAGER)
    assert f"{at}/other" in browser.get(at).text
    assert browser.get(f"{at}/other").status_code == 200
    assert browser.get(at).status_code == 200, "a look closes nothing"
    assert browser.post(f"{at}/other").status_code == 303
    thanks = browser.get(f"{at}?lang=en")
    assert (thanks.status_code, "Thank you" in thanks.text) == (404, True)
    for again in (browser.get(at), browser.post(at, said(case)), browser.post(f"{at}/other")):
        assert again.status_code == 404
    case.stage.settle()
    assert Duty.CORRECT_CONTACT in case.duties()
    number = case.row().number
    shown = manager.get(f"/cases/{number}/reports?lang=en").text
    assert "it is said behind their link that it is not for them" in shown
    proof = manager.get(f"/cases/{number}/notices?lang=en").text
    assert "accepted first; its reader says that it is not for them" in proof
    next_morning(case)
    assert told_in_the_morning(case, MANAGER).count(("happened", "superior_disowned")) == 1
    case.stage.move_to(case.clock.today() + timedelta(days=15))
    assert case.messages("reports/superior_again") == [], "nobody is asked again in that mailbox"


@pytest.mark.article("14(3.2)")
def test_once_the_superior_is_another_the_notice_leaves_anew(a_case: At, sign_in: SignIn) -> None:
    case = a_case("overdue")
    former = in_the_mail(notified(case))
    requests_have_left()
    assert stranger(sign_in).post(f"{former}/other").status_code == 303
    case.stage.move_to(case.clock.today() + timedelta(days=3))
    ask(case.case, case.seat(SILENT), by=MANAGER, superior_email="ana@policia.example")
    call(pending().id)
    case.stage.settle()
    assert Duty.CORRECT_CONTACT not in case.duties()
    (mail,) = case.messages("reports/superior")
    assert (mail.status, in_the_mail(mail) != former) == ("queued", True)
    notified_at = case.request(SILENT).notified_at
    assert notified_at is not None
    assert local_day(notified_at) == case.clock.today(), "from the day on which it was theirs"


def back_from(message: Message, address: str) -> None:
    assert came_back(message, address) is Became.NOT_SENT


def superiors_address(case: ACase) -> str:
    with unit_of_work() as work:
        return work.session.get_one(Professional, case.person(SILENT)).superior_email or ""


@pytest.mark.article("14(3.2)")
def test_a_notice_that_came_back_notified_nobody_and_its_link_opens_nothing(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("overdue")
    mail = notified(case)
    at = in_the_mail(mail)
    requests_have_left()
    case.stage.move_to(case.clock.today() + timedelta(days=3))
    back_from(mail, superiors_address(case))
    case.stage.settle()
    browser, manager = stranger(sign_in), sign_in(MANAGER)
    for closed in (browser.get(at), browser.post(at, said(case)), browser.post(f"{at}/other")):
        assert closed.status_code == 404
    assert Duty.CORRECT_CONTACT in case.duties()
    number = case.row().number
    shown = manager.get(f"/cases/{number}/reports?lang=en").text
    assert "superior notified on" not in shown
    assert "The superior of" in shown
    assert "The superior of" in manager.get("/messages?lang=en").text
    assert "accepted first, then given back" in page_of(manager, case)
    case.stage.move_to(case.clock.today() + timedelta(days=15))
    (still,) = case.messages("reports/superior")
    assert still.status == "failed", "it is not sent a second time by itself"
    assert case.messages("reports/superior_again") == []
    assert case.request(SILENT).notified_at is None


@pytest.mark.article("14(3.2)")
def test_nobody_is_asked_again_where_the_asking_came_back(a_case: At) -> None:
    case = a_case("overdue")
    notified(case)
    requests_have_left()
    while not case.messages("reports/superior_again"):
        case.stage.move_to(case.clock.today() + timedelta(days=1))
    requests_have_left()
    (asked,) = case.messages("reports/superior_again")
    back_from(asked, superiors_address(case))
    case.stage.move_to(case.clock.today() + timedelta(days=30))
    assert len(case.messages("reports/superior_again")) == 1
    assert case.request(SILENT).notified_at is not None, "they had been, before"


@pytest.mark.article("14(3.2)")
@pytest.mark.parametrize("replies", [False, True])
def test_a_mail_that_waits_is_held_against_the_press(
    a_case: At, sign_in: SignIn, cleaner: Cleaner, *, replies: bool
) -> None:
    """Of two requests the other one, where the superior had replied to the first."""
    case = a_case("overdue")
    at = in_the_mail(notified(case))
    requests_have_left()
    while not case.messages("reports/superior_again"):
        case.stage.move_to(case.clock.today() + timedelta(days=1))
    (waits,) = case.messages("reports/superior_again")
    browser = stranger(sign_in)
    if replies:
        browser.post(at, said(case))
        cleaner.connection.execute(WITHOUT_TRIGGERS)  # as a reply to another notice of that case
        cleaner.connection.execute("UPDATE superior_reply SET came_on = '2026-01-01'")
    with unit_of_work() as work:
        assert posting.prepare(work, work.session.get_one(Message, waits.id)) is not None
    assert browser.post(f"{at}/other").status_code == 303
    with unit_of_work() as work:
        assert posting.prepare(work, work.session.get_one(Message, waits.id)) is None


@pytest.mark.article("14(3.2)")
def test_to_the_new_address_it_leaves_with_a_link_and_a_text_to_the_new_mobile(a_case: At) -> None:
    case = a_case("overdue")
    give_mobile(case)
    mail = notified(case)
    former = in_the_mail(mail)
    requests_have_left()
    back_from(mail, superiors_address(case))
    new = {"superior_email": "b.rama@policia.example", "superior_phone": OTHER}
    ask(case.case, case.seat(SILENT), by=MANAGER, **new)
    call(pending().id)
    case.stage.settle()
    (mail,) = case.messages("reports/superior")
    assert (mail.status, in_the_mail(mail) != former) == ("queued", True)
    texts = {each.status: each for each in case.messages(TEXT)}
    assert set(texts) == {MessageStatus.SENT, MessageStatus.QUEUED}
    text = as_it_leaves(texts[MessageStatus.QUEUED])
    assert isinstance(text, sms.Sms)
    assert text.to == OTHER


@pytest.mark.article("14(3.2)")
@pytest.mark.parametrize("by", ["contact", "messages"])
def test_what_is_sent_again_as_it_is_has_a_link_too(a_case: At, by: str) -> None:
    case = a_case("overdue")
    mail = notified(case)
    former = in_the_mail(mail)
    requests_have_left()
    back_from(mail, superiors_address(case))
    if by == "contact":
        ask(case.case, case.seat(SILENT), by=MANAGER)
    else:
        with case.manager() as work:
            assert messages.send_again(work, Sought(message=mail.id)) == 1
    again = [each for each in case.messages("reports/superior") if each.status == "queued"]
    (mail,) = again  # from the list of what has not arrived it is another one beside the first
    assert in_the_mail(mail) != former
