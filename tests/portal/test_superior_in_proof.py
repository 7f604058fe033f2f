"""What the proof of notice says of a superior: Art. 14(3.2), decision 0172."""

from datetime import timedelta

import pytest

from core.clock import local_time
from models.people import Professional
from models.session import unit_of_work
from portal.message_words import kind_words
from tests.builders import MANAGER, SILENT
from tests.casework.case.test_superior_by_sms import notified
from tests.conftest import At
from tests.notifications.rows import requests_have_left
from tests.portal.conftest import SignIn
from tests.portal.test_proof_of_notice import page_of, section
from tests.portal.test_superior_reply import in_the_mail, said, stranger


@pytest.mark.article("14(3.2)")
def test_the_proof_names_who_was_notified_and_that_they_opened_it(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("overdue")
    at = in_the_mail(notified(case))
    requests_have_left()

    def of_the_superior() -> str:
        text = section(page_of(sign_in(MANAGER), case), case, SILENT)
        return text.partition("To their superior")[2]

    with unit_of_work() as work:
        person = work.session.get_one(Professional, case.person(SILENT))
    before = of_the_superior()
    for words in (person.superior_name, person.superior_email):
        assert words
        assert words in before
    assert "not known" in before
    case.clock.moment += timedelta(minutes=17)
    assert stranger(sign_in).post(at, said(case)).status_code == 303
    after = of_the_superior()
    assert f"{local_time(case.clock.moment):%H:%M}" in after
    assert "not known" not in after


@pytest.mark.article("14(3.2)", "14(3.3)")
def test_a_last_chance_for_an_action_is_called_so() -> None:
    assert kind_words("reports/last_chance", "action") == "Last chance for word on an action"
    assert kind_words("reports/last_chance", "inquiry") == "Last chance for an answer"
    assert kind_words("reports/last_chance") == "Last chance for a report"
    assert kind_words("reports/superior", "action") == "Notice to a superior"
    assert kind_words("reminders/last_call") != kind_words("reminders/owed")
