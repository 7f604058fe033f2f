"""An extraordinary meeting that cannot wait is called by SMS beside the mail: Art. 8(3), 14(5)."""

from datetime import timedelta

import pytest

from casework.record.table import sitting
from casework.table import convening, disputed_numbers, succession
from casework.table.succession import End
from core.clock import at_local
from core.settings import settings
from models.case import Member
from models.outbox import Channel, Message, MessageStatus
from models.people import Professional
from models.session import unit_of_work
from notifications.delivery import deliver
from notifications.mailbox import read_texts
from rules.assessment import Risk
from rules.succession import Departure
from tests.builders import PROSECUTOR, SILENT, ACase
from tests.conftest import At
from tests.notifications.table import change

SOON, OFF = "convening/soon", "convening/off"
NOT_THEIRS = "convening/not_theirs"
WAITS = MessageStatus.QUEUED


def called(case: ACase, days: int) -> None:
    starts_at = at_local(case.clock.today() + timedelta(days=days), case.clock.now().time())
    case.propose(
        starts_at + timedelta(hours=3),
        stated_risk=Risk.HIGH,
        extraordinary=True,
        short_notice_reason="Babai u kthye.",
    )
    case.stage.settle()
    case.agree()
    case.stage.settle()


@pytest.mark.article("8(3)", "14(5)")
def test_who_has_a_mobile_that_nobody_disputes_hears_of_it_there_too(a_case: At) -> None:
    case = a_case("planned")
    change(Professional, case.person(PROSECUTOR), lambda row: setattr(row, "phone", None))
    with unit_of_work() as work:
        disputed_numbers.dispute(work, work.session.get_one(Member, case.seat(SILENT)))
    called(case, 0)
    texts = case.messages(SOON)
    invited = {each.recipient_id for each in case.messages("convening/invitation")}
    assert {each.channel for each in texts} == {Channel.SMS}
    silent = {case.person(PROSECUTOR), case.person(SILENT)}
    assert {each.recipient_id for each in texts} == invited - silent
    assert deliver(case.case).sent >= len(texts)
    words = [each.words for each in read_texts(settings().state_dir)[-len(texts) :]]
    assert len(words) == len(invited) - 2
    assert not [each for each in words if case.row().number in each or "11:00" not in each]


@pytest.mark.article("8(3)")
def test_whom_a_mail_reaches_in_time_gets_no_text(a_case: At) -> None:
    case = a_case("planned")
    called(case, 6)
    assert case.messages("convening/invitation")
    assert case.messages(SOON) == []


@pytest.mark.article("8(3)", "14(5)")
def test_who_was_called_by_sms_hears_by_sms_that_it_is_called_off(a_case: At) -> None:
    """Whether their mail has left by then or not; whoever had no text gets none."""
    case = a_case("planned")
    change(Professional, case.person(PROSECUTOR), lambda row: setattr(row, "phone", None))
    called(case, 2)
    invitations = case.messages("convening/invitation")
    say(invitations, MessageStatus.SENT)
    say([each for each in invitations if each.recipient_id == case.person(SILENT)], WAITS)
    had, *never_left = case.messages(SOON)
    say([had], MessageStatus.SENT)
    unsaid, *waiting = never_left
    say([unsaid], MessageStatus.UNKNOWN)
    with case.manager() as work:
        convening.cancel(work, case.case)
    case.stage.settle()
    texts, mails = case.messages(OFF), case.messages("convening/cancelled")
    assert {each.channel for each in texts} == {Channel.SMS}
    assert sorted(each.recipient_id for each in texts) == sorted(
        each.recipient_id for each in (had, unsaid)
    )
    invited = {each.recipient_id for each in invitations}
    assert {each.recipient_id for each in mails} == invited - {case.person(SILENT)}
    assert [each.status for each in case.messages(SOON) if each.id in {w.id for w in waiting}] == [
        MessageStatus.OBSOLETE
    ] * len(waiting)
    assert deliver(case.case).sent >= len(texts)
    words = [each.words for each in read_texts(settings().state_dir)[-len(texts) :]]
    assert not [each for each in words if case.row().number in each or "11:00" not in each]


def say(messages: list[Message], status: MessageStatus) -> None:
    for each in messages:
        change(Message, each.id, lambda row: setattr(row, "status", status))


@pytest.mark.article("8(3)", "14(5)")
def test_who_was_called_by_sms_and_leaves_hears_by_sms_that_it_is_not_theirs(a_case: At) -> None:
    """Nobody else does; who was not called that way hears by mail alone, who has died nothing."""
    case = a_case("planned")
    change(Professional, case.person(PROSECUTOR), lambda row: setattr(row, "phone", None))
    called(case, 2)
    say([*case.messages("convening/invitation"), *case.messages(SOON)], MessageStatus.SENT)
    for who in (SILENT, PROSECUTOR):
        with case.manager() as work:
            ends = End(Departure.END_OF_OFFICE, reason="Detyrë tjetër.")
            succession.release(work, case.case, case.seat(who), ends)
    case.stage.settle()
    (text,) = case.messages(NOT_THEIRS)
    assert (text.recipient_id, text.channel) == (case.person(SILENT), Channel.SMS)
    left = {case.person(SILENT), case.person(PROSECUTOR)}
    assert {each.recipient_id for each in case.messages("convening/not_coming")} == left
    with case.manager() as work:
        (dead, *_) = sitting(work.session, case.case)
        succession.release(work, case.case, dead.id, End(Departure.DEATH))
    case.stage.settle()
    assert len(case.messages(NOT_THEIRS)) == 1
    assert {each.recipient_id for each in case.messages("convening/not_coming")} == left
    deliver(case.case)
    words = read_texts(settings().state_dir)[-1].words
    assert case.row().number not in words
    assert "nuk vlen" in words
