"""Behind the link in a notice to a superior it is said that it is not for them: 14(3.2), 0180."""

from datetime import timedelta

import pytest

from core.clock import local_day
from rules.duties import Duty
from tests.builders import MANAGER, SILENT
from tests.casework.case.test_superior_by_sms import notified
from tests.casework.municipality.test_mornings import next_morning
from tests.casework.municipality.test_mornings import said as told_in_the_morning
from tests.casework.table.test_contacts import ask, call, pending
from tests.conftest import At
from tests.notifications.rows import requests_have_left
from tests.portal.conftest import SignIn
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
