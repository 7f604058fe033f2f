"""Invitations whose limit passes while they wait to leave: Art. 8(3)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.record.table import planned_meetings
from casework.table import convening
from core.clock import FrozenClock, at_local
from models.meeting import Meeting
from models.outbox import Message, MessageStatus, RecipientKind
from models.session import unit_of_work
from notifications import letters, outbox, over, readers
from notifications.at_hand import restored
from notifications.notices.base import Recipient
from rules.convening import last_day_to_invite
from rules.duties import Duty
from tests.builders import HEAD, MANAGER, ACase
from tests.conftest import At
from tests.notifications.conftest import lead_to, server
from tests.notifications.mail_server import MailServer
from tests.scenes import appointed
from workflow.duties import owes
from workflow.life import deliver, due_steps, look_again, perform

__all__ = ["lead_to", "server"]

UNSENT = "convening/unsent"


def invited(case: ACase) -> list[Message]:
    with unit_of_work() as work:
        query = select(Message).where(
            Message.life_id == case.case, Message.template == "convening/invitation"
        )
        return list(work.session.scalars(query))


def act(case: ACase) -> list[str]:
    """What the system does by itself now."""
    done = []
    for step in due_steps(case.case):
        perform(step.act, case.case, step.subject_id)
        done.append(step.act)
    return done


def meeting_of(case: ACase) -> Meeting:
    with unit_of_work() as work:
        return planned_meetings(work.session, case.case)[0]


@pytest.fixture
def refused(a_case: At, server: MailServer) -> ACase:
    """Every invitation waits for a server that takes nothing."""
    case = a_case("invited")
    server.answers["RCPT"] += ["554 5.7.1 Not from you"] * 1000
    deliver(case.case)
    return case


@pytest.mark.article("8(3)")
def test_manager_and_head_are_told_on_the_day_on_which_the_limit_has_passed(
    refused: ACase, clock: FrozenClock
) -> None:
    meeting = meeting_of(refused)
    last = last_day_to_invite(meeting.day)
    clock.moment = at_local(last)
    assert "tell_unsent" not in act(refused)
    clock.moment = at_local(last + timedelta(days=1))
    assert "tell_unsent" in act(refused)
    told = refused.messages(UNSENT)
    assert {each.recipient_id for each in told} == {
        refused.account(HEAD).id,
        refused.account(MANAGER).id,
    }
    assert told[0].context["members"] == len(invited(refused))
    assert told[0].context["earliest"] > last.isoformat()
    assert "tell_unsent" not in act(refused)
    assert len(refused.messages(UNSENT)) == 2


@pytest.mark.article("8(3)")
def test_nobody_is_told_where_they_left_in_time_or_were_served_by_hand(
    a_case: At, server: MailServer, clock: FrozenClock
) -> None:
    case = a_case("invited")
    deliver(case.case)
    clock.moment = at_local(last_day_to_invite(meeting_of(case).day) + timedelta(days=1))
    assert "tell_unsent" not in act(case)


@pytest.mark.article("8(3)")
def test_an_invitation_that_never_left_is_not_sent_once_the_meeting_is_over(
    refused: ACase, clock: FrozenClock, server: MailServer
) -> None:
    clock.moment = meeting_of(refused).starts_at + timedelta(minutes=1)
    server.answers["RCPT"].clear()
    deliver(refused.case)
    assert {each.status for each in invited(refused)} == {MessageStatus.OBSOLETE}
    assert not [each for each, mail in server.accepted if "Fto" in mail["Subject"]]


@pytest.mark.article("8(3)")
@pytest.mark.parametrize("answer", ["450 4.2.1 Later", "550 5.1.1 No such user"])
def test_nobody_is_asked_for_a_day_that_is_agreed_meanwhile(
    a_case: At, server: MailServer, answer: str
) -> None:
    case = a_case("proposed")
    server.answers["RCPT"] += [answer] * 100
    deliver(case.case)
    (asked,) = case.messages("convening/agree_date")
    assert asked.status in {MessageStatus.QUEUED, MessageStatus.FAILED}
    meeting, head = meeting_of(case).id, case.account(HEAD).id
    with case.head() as work:
        convening.agree(work, meeting, by=head)
    server.answers["RCPT"].clear()
    with unit_of_work() as work:
        over.withdraw_what_is_over(work)
    case.clock.moment += timedelta(hours=1)
    deliver(case.case)
    (asked,) = case.messages("convening/agree_date")
    assert asked.status is MessageStatus.OBSOLETE


@pytest.mark.article("4(2)")
@pytest.mark.parametrize("answer", ["450 4.2.1 Later", "550 5.1.1 No such user"])
def test_nobody_is_asked_to_appoint_whom_they_appointed_meanwhile(
    a_case: At, server: MailServer, answer: str
) -> None:
    case = a_case("referred")
    server.answers["RCPT"] += [answer] * 100
    deliver(case.case)
    appointed(case)
    server.answers["RCPT"].clear()
    with unit_of_work() as work:
        over.withdraw_what_is_over(work)
    case.clock.moment += timedelta(hours=1)
    deliver(case.case)
    look_again(case.case)
    (asked,) = case.messages("referral/received")
    assert asked.status is MessageStatus.OBSOLETE
    assert [each.status for each in case.messages("appointment/appointed")] == [MessageStatus.SENT]


@pytest.mark.article("8(3)")
def test_what_rests_is_withdrawn_too_and_nobody_corrects_an_address_for_it(
    a_case: At, server: MailServer, clock: FrozenClock
) -> None:
    case = a_case("invited")
    server.answers["RCPT"].append("550 5.1.1 No such user")
    assert deliver(case.case).refused == 1
    with unit_of_work() as work:
        assert owes(work, case.case, Duty.CORRECT_CONTACT)
        assert over.withdraw_what_is_over(work) == []
    clock.moment = meeting_of(case).starts_at + timedelta(minutes=1)
    with unit_of_work() as work:
        assert over.withdraw_what_is_over(work) == [case.case]
    look_again(case.case)
    with unit_of_work() as work:
        assert not owes(work, case.case, Duty.CORRECT_CONTACT)
    assert MessageStatus.FAILED not in {each.status for each in invited(case)}


@pytest.mark.article("8(3)")
def test_word_of_the_lapse_leaves_also_once_the_meeting_has_passed(
    refused: ACase, clock: FrozenClock, server: MailServer
) -> None:
    """The invitations are of no use any more; that they had not left is told all the same."""
    meeting = meeting_of(refused)
    clock.moment = at_local(last_day_to_invite(meeting.day) + timedelta(days=1))
    assert "tell_unsent" in act(refused)
    deliver(refused.case)
    clock.moment = meeting.starts_at + timedelta(days=1)
    with unit_of_work() as work:
        over.withdraw_what_is_over(work)
    server.answers["RCPT"].clear()
    with unit_of_work() as work:
        outbox.requeue(work, Recipient(RecipientKind.ACCOUNT, refused.account(HEAD).id))
        outbox.requeue(work, Recipient(RecipientKind.ACCOUNT, refused.account(MANAGER).id))
    deliver(refused.case)
    assert {each.status for each in refused.messages(UNSENT)} == {MessageStatus.SENT}
    assert {each.status for each in invited(refused)} == {MessageStatus.OBSOLETE}
    assert told_english(refused, is_past=True) != told_english(refused, is_past=False)


def told_english(case: ACase, *, is_past: bool) -> str:
    notice = restored(case.messages(UNSENT)[0])
    day = meeting_of(case).day
    with unit_of_work() as work:
        reader = readers.addressee_of(work.session, notice, case.clock.today())
        return "".join(letters.said(notice.as_of(day + timedelta(days=int(is_past))), reader))


@pytest.mark.article("8(3)")
def test_the_lapse_is_told_where_nobody_was_at_work_until_the_meeting_had_passed(
    refused: ACase, clock: FrozenClock
) -> None:
    clock.moment = meeting_of(refused).starts_at + timedelta(days=2)
    assert "tell_unsent" in act(refused)
    assert len(refused.messages(UNSENT)) == 2
