"""A superior hears by SMS that a mail was sent to them: Art. 14(3.2), decision 0180."""

from datetime import timedelta

import pytest

from casework.case import absence
from casework.table.contacts import Asked
from core.i18n import LANGUAGES, Language
from models.outbox import Channel, Message, MessageStatus
from models.people import Professional
from models.session import unit_of_work
from notifications import letters, posting, preview, samples
from notifications.channels import sms
from notifications.notices.attendance import MemberAbsentBySms
from notifications.notices.reports import SuperiorNotifiedBySms
from rules.contacts import SuperiorWithoutMail
from rules.duties import Duty
from tests.builders import HOUR, MANAGER, SILENT, ACase
from tests.casework.case.test_superior import confirm, receive
from tests.casework.conftest import At
from tests.casework.table.test_contacts import ask, call, pending, person

MOBILE = "+38344111222"
OTHER = "+38344333444"
TEXT = "reports/superior_text"


def give_mobile(case: ACase, number: str | None = MOBILE) -> None:
    with unit_of_work() as work:
        work.session.get_one(Professional, case.person(SILENT)).superior_phone = number


def notified(case: ACase) -> Message:
    """The superior was notified, and the text beside it, if any."""
    confirm(case)
    case.stage.move_to(case.clock.today() + timedelta(days=3))
    assert case.request(SILENT).notified_at is not None
    return case.messages("reports/superior")[0]


def as_it_leaves(message: Message) -> posting.Content | None:
    with unit_of_work() as work:
        return posting.prepare(work, work.session.get_one(Message, message.id))


@pytest.mark.article("14(3.2)")
def test_a_text_beside_the_mail_says_that_it_was_sent_and_nothing_of_it(a_case: At) -> None:
    case = a_case("overdue")
    give_mobile(case)
    mail = notified(case)
    (text,) = case.messages(TEXT)
    assert (text.channel, text.recipient, text.article) == (Channel.SMS, "superior", "14(3.2)")
    assert (text.life_id, text.link_id) == (mail.life_id, None)
    said = as_it_leaves(text)
    assert isinstance(said, sms.Sms)
    assert said.to == MOBILE
    assert "14(3.2)" in said.words
    with unit_of_work() as work:
        member = work.session.get_one(Professional, case.person(SILENT))
        hidden = (case.row().number, member.name, member.institution, member.superior_name, "http")
    assert not [each for each in hidden if each and sms.plain(each) in said.words]
    case.again("notify_superior", case.request(SILENT).id)
    assert len(case.messages(TEXT)) == 1


@pytest.mark.article("14(3.2)")
def test_without_a_mobile_the_mail_leaves_alone(a_case: At) -> None:
    case = a_case("overdue")
    notified(case)
    assert case.messages(TEXT) == []


@pytest.mark.article("14(3.2)")
def test_no_text_speaks_of_a_mail_that_was_taken_back(a_case: At) -> None:
    case = a_case("overdue")
    give_mobile(case)
    notified(case)
    (text,) = case.messages(TEXT)
    receive(case)
    assert case.messages("reports/superior")[0].status == MessageStatus.OBSOLETE
    assert case.messages(TEXT)[0].status == MessageStatus.OBSOLETE
    with unit_of_work() as work:  # also one that no act found
        work.session.get_one(Message, text.id).status = MessageStatus.QUEUED
    assert as_it_leaves(text) is None


@pytest.mark.article("14(3.2)")
def test_nothing_is_owed_for_a_number_that_was_taken_out(a_case: At) -> None:
    case = a_case("overdue")
    give_mobile(case)
    notified(case)
    give_mobile(case, None)
    case.stage.settle()
    assert as_it_leaves(case.messages(TEXT)[0]) is None
    assert Duty.CORRECT_CONTACT not in case.duties()


@pytest.mark.article("9", "14(3.2)")
def test_of_an_absence_the_superior_has_a_text_too(a_case: At) -> None:
    case = a_case("minuted")
    give_mobile(case)
    case.convene(case.at(42))
    case.tell_family()
    case.stage.move_to(case.meeting().day, HOUR)
    case.hold(absent={case.seat(SILENT): ""})
    with case.manager() as work:
        absence.notify_of_absence(work, case.seat(SILENT))
    (mail,) = case.messages("attendance/absent")
    (text,) = case.messages("attendance/absent_text")
    assert (text.channel, text.context["of_mail"]) == (Channel.SMS, mail.key)
    with unit_of_work() as work:
        work.session.get_one(Message, mail.id).status = MessageStatus.OBSOLETE
    assert as_it_leaves(text) is None


@pytest.mark.article("14(3.2)", "18(1)")
def test_a_first_number_is_taken_at_once_and_another_only_after_a_call(a_case: At) -> None:
    case = a_case("overdue")
    shared, seat = case.person(SILENT), case.seat(SILENT)
    assert ask(case.case, seat, by=MANAGER, superior_phone="044 111 222") == Asked.IN_FORCE
    assert person(shared).superior_phone == MOBILE
    assert ask(case.case, seat, by=MANAGER, superior_phone=OTHER) == Asked.WAITS
    assert person(shared).superior_phone == MOBILE
    call(pending().id)
    assert person(shared).superior_phone == OTHER
    with pytest.raises(SuperiorWithoutMail):
        ask(case.case, seat, by=MANAGER, superior_email="", superior_name="", superior_phone=OTHER)


@pytest.mark.parametrize("kind", [SuperiorNotifiedBySms, MemberAbsentBySms])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("configured")
def test_it_names_the_centres_telephone_where_one_is_on_record(
    kind: type[SuperiorNotifiedBySms | MemberAbsentBySms], language: Language
) -> None:
    notice, reader = samples.sample(kind.template), preview.reader(language)
    assert "0290 320 100" in letters.short(notice, reader)
    assert sms.parts(letters.short(notice, reader)) == 1
