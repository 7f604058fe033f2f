"""Somebody pressed "this is spam": the manager is told to call, and nothing is cut: RFC 5965."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select

from deployments import bounces
from models.case import Member
from models.mail_complaint import MailComplaint
from models.outbox import Message
from models.people import MemberLink
from models.session import unit_of_work
from notifications.channels.came_back import understood
from notifications.channels.complaints import complained
from notifications.delivery import deliver
from notifications.given_back import Became
from queries import said_at_the_door
from rules.duties import Duty
from tests.builders import MANAGER, ACase
from tests.casework.municipality.test_mornings import mornings, next_morning
from tests.conftest import At
from tests.notifications.mail_server import MailServer
from tests.notifications.returned_mails import ABOUT_THE_ADDRESS, NO_FAILURE, mail
from tests.notifications.test_undelivered import invitation, row
from tests.portal.members import HEALTH
from tests.quarters import Q4, meeting, opened

SPAM = ("yahoo_spam", "microsoft_spam")


def open_links(case: ACase) -> int:
    with unit_of_work() as work:
        query = select(MemberLink.id).join(Member, Member.id == MemberLink.member_id)
        theirs = query.where(Member.professional_id == case.person(HEALTH))
        return len(work.session.scalars(theirs.where(MemberLink.revoked_at.is_(None))).all())


def complaints() -> Sequence[MailComplaint]:
    with unit_of_work(read_only=True) as work:
        return work.session.scalars(select(MailComplaint)).all()


@pytest.mark.article("6(1.1)", "8(3)")
@pytest.mark.parametrize("name", SPAM)
def test_the_manager_is_told_once_and_nothing_else_changes(
    a_case: At, server: MailServer, name: str
) -> None:
    case = a_case("invited")
    sent, links = invitation(case), open_links(case)
    raw = mail(name, sent.message_id, HEALTH)
    assert bounces.take(raw) is Became.UNWANTED
    now = row(sent.id)
    assert (now.status, now.cause, now.accepted_at, now.reply) == (
        sent.status,
        sent.cause,
        sent.accepted_at,
        sent.reply,
    )
    assert open_links(case) == links > 0
    assert Duty.CORRECT_CONTACT not in case.duties()
    assert [(each.member_id, each.mail_id) for each in complaints()] == [
        (case.seat(HEALTH), sent.id)
    ]
    assert case.messages("members/obstacle") == [], "it is none of a mail's business"
    with unit_of_work(read_only=True) as work:
        (word,) = said_at_the_door.of_life(work, case.case)
    assert (word.member.id, word.obstacle) == (case.seat(HEALTH), "unwanted"), "on the page"
    assert bounces.take(raw) is Became.NOTHING, "it is told once a day"
    assert len(complaints()) == 1
    next_morning(case)
    assert mornings(case, MANAGER)[-1].count(("happened", "unwanted")) == 1, "and no mail beside it"


@pytest.mark.article("6(1.1)", "8(2)")
def test_the_convener_of_the_municipal_table_is_told_at_once(
    a_case: At, server: MailServer
) -> None:
    case = a_case("quarter_agreed")
    life = opened(Q4)
    case.stage.move_to(meeting(life).day - timedelta(days=7))
    deliver(life)
    with unit_of_work(read_only=True) as work:
        mails = select(Message).where(Message.life_id == life, Message.status == "sent")
        mails = mails.where(Message.template == "quarterly/invitation")
        sent = work.session.scalars(mails.order_by(Message.id).limit(1)).one()
    raw = mail("microsoft_spam", sent.message_id, HEALTH)
    assert bounces.take(raw) is Became.UNWANTED
    assert bounces.take(raw) is Became.NOTHING
    assert [each.mail_id for each in complaints()] == [sent.id]
    with unit_of_work(read_only=True) as work:
        told = select(Message).where(Message.template == "quarterly/obstacle")
        (notice,) = work.session.scalars(told).all()
        assert (notice.context["obstacle"], notice.status) == ("unwanted", "queued")
        (word,) = said_at_the_door.of_life(work, life)
    assert word.obstacle == "unwanted"


def test_what_is_no_complaint_or_of_no_mail_of_ours_changes_nothing(
    a_case: At, server: MailServer
) -> None:
    case = a_case("invited")
    sent = invitation(case)
    assert bounces.take(mail("yahoo_not_spam", sent.message_id, HEALTH)) is Became.NOTHING
    strange = sent.message_id.replace(sent.message_id[1:9], "0" * 8)
    for name in SPAM:
        assert bounces.take(mail(name, strange, HEALTH)) is Became.NOTHING
    assert complaints() == []
    with unit_of_work() as work:
        officers = select(Message).where(Message.recipient == "account", Message.status == "sent")
        other = work.session.scalars(officers.limit(1)).first()
    if other is not None:
        assert bounces.take(mail("yahoo_spam", other.message_id, MANAGER)) is Became.NOTHING


@pytest.mark.parametrize("name", [*NO_FAILURE, *(name for name, _ in ABOUT_THE_ADDRESS)])
def test_a_report_of_a_server_is_no_complaint(name: str) -> None:
    raw = mail(name, f"<{'a' * 32}@qps-ferizaj.example>", HEALTH)
    assert complained(raw) == frozenset()


@pytest.mark.parametrize("name", SPAM)
def test_a_complaint_is_no_report_of_a_server(name: str) -> None:
    raw = mail(name, f"<{'a' * 32}@qps-ferizaj.example>", HEALTH)
    assert understood(raw) is None
    assert complained(raw) == {f"<{'a' * 32}@qps-ferizaj.example>"}


@pytest.mark.parametrize("cut", [0, 1, 200, 500, 900])
def test_half_a_complaint_is_none_or_harmless(cut: int) -> None:
    raw = mail("yahoo_spam", f"<{'a' * 32}@qps-ferizaj.example>", HEALTH)[:cut]
    assert complained(raw) == frozenset()
