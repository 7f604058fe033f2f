"""What is missing of one member at one moment is one mail to their superior: 14(3.2), 0180."""

from uuid import UUID

import pytest

from casework.case import superior_door
from casework.tell import silence, superiors
from identity import superior_links
from models.outbox import Message, MessageStatus
from models.people import Professional
from models.plan import ReportRequest
from models.session import unit_of_work
from models.superior import SuperiorReply
from notifications import delivery
from rules.superior import SuperiorOutcome, WhatTheyDid
from tests.builders import ACase
from tests.casework.case.test_late_actions import both_asked
from tests.casework.case.test_superior_by_sms import MOBILE, TEXT
from tests.conftest import At
from tests.notifications.mail_server import MailServer
from workflow.life import deliver, look_again

NOTICE = "reports/superior"


def silent_twice(case: ACase) -> list[ReportRequest]:
    """A report for the meeting, and a word on an action, of one member; both are told now."""
    asked = list(both_asked(case))
    deliver(case.case)
    with unit_of_work() as work:
        for each in asked:
            request = work.session.get_one(ReportRequest, each.id)
            request.member.professional.superior_phone = MOBILE
            request.notified_at, request.last_chance_on = work.clock.now(), work.clock.today()
            superiors.superior(work, request, work.clock.today())
    look_again(case.case)
    assert len({each.member_id for each in asked}) == 1
    return asked


def superior_of(request: ReportRequest) -> str:
    with unit_of_work() as work:
        member = work.session.get_one(ReportRequest, request.id).member
        return work.session.get_one(Professional, member.professional_id).superior_email or ""


@pytest.mark.article("14(3.2)")
def test_two_silences_are_one_mail_with_the_evidence_and_a_link_of_each(
    a_case: At, server: MailServer
) -> None:
    case = a_case("assessed")
    asked = silent_twice(case)
    server.accepted.clear()
    deliver(case.case)
    deliver(case.case)
    mails = [mail for to, mail in server.accepted if to == superior_of(asked[0])]
    assert len(mails) == 1
    body = mails[0].get_body(("plain",))
    assert body is not None
    assert body.get_content().count("/s/") == 2
    rows = case.messages(NOTICE)
    assert [row.status for row in rows] == [MessageStatus.SENT] * 2
    assert len({row.left_as for row in rows}) == 1
    assert {row.context["request_id"] for row in rows} == {str(each.id) for each in asked}
    assert [row.status for row in case.messages(TEXT)] == [MessageStatus.SENT], "and one text"
    with unit_of_work() as work:
        link = superior_links.issue(work, case.case, request_id=asked[0].id)
        did = WhatTheyDid(SuperiorOutcome.SPOKEN, work.clock.today())
        superior_door.reply(work, link.token or "", did, "Do të raportojë.")
    with unit_of_work() as work:
        (reply,) = work.session.query(SuperiorReply).all()
        assert reply.request_id == asked[0].id, "the other is asked about still"


@pytest.mark.article("14(3.2)")
def test_what_was_taken_back_meanwhile_is_not_in_it_and_the_rest_leaves(
    a_case: At, server: MailServer
) -> None:
    case = a_case("assessed")
    asked = silent_twice(case)
    with unit_of_work() as work:
        gone = next(row for row in case.messages(NOTICE) if told_of(row) == asked[0].id)
        work.session.get_one(Message, gone.id).status = MessageStatus.OBSOLETE
    server.accepted.clear()
    deliver(case.case)
    (mail,) = [mail for to, mail in server.accepted if to == superior_of(asked[0])]
    body = mail.get_body(("plain",))
    assert body is not None
    assert body.get_content().count("/s/") == 1
    assert case.messages(TEXT)[0].status == MessageStatus.SENT


@pytest.mark.article("14(3.2)")
def test_whoever_finds_one_of_them_after_a_kill_sends_the_same_again(
    a_case: At, server: MailServer
) -> None:
    case = a_case("assessed")
    silent_twice(case)
    first = delivery.take(Message.template == NOTICE)
    assert len(first) == 2
    with unit_of_work() as work:  # killed: the leases are over
        for row in case.messages(NOTICE):
            held = work.session.get_one(Message, row.id)
            held.status, held.lease_until = MessageStatus.QUEUED, None
            held.not_before, held.reply = work.clock.now(), "no answer"
    again = delivery.take(Message.template == NOTICE)
    assert {each.message for each in again} == {each.message for each in first}
    ids = {getattr(each.content, "message_id", None) for each in (*first, *again)}
    assert len(ids) == 1


def told_of(row: Message) -> UUID:
    return UUID(row.context["request_id"])


@pytest.mark.article("14(3.2)")
def test_being_asked_again_about_two_is_one_mail(a_case: At, server: MailServer) -> None:
    case = a_case("assessed")
    asked = silent_twice(case)
    deliver(case.case)
    with unit_of_work() as work:
        for each in asked:
            request = work.session.get_one(ReportRequest, each.id)
            silence.superior_again(work, request, work.clock.today(), work.clock.today())
    server.accepted.clear()
    deliver(case.case)
    deliver(case.case)
    (mail,) = [mail for to, mail in server.accepted if to == superior_of(asked[0])]
    body = mail.get_body(("plain",))
    assert body is not None
    assert body.get_content().count("/s/") == 2
    rows = case.messages("reports/superior_again")
    assert [row.status for row in rows] == [MessageStatus.SENT] * 2
    assert len({row.left_as for row in rows}) == 1
