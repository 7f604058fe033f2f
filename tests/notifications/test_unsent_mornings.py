"""After days without a mail server each officer gets one mail, of that morning: nothing of it has
passed, and nothing of the earlier ones is missing. Decision 0164."""

from collections.abc import Sequence
from datetime import date, timedelta
from email.message import EmailMessage
from uuid import UUID

import pytest
from sqlalchemy import select

from models.outbox import Message, MessageStatus
from models.session import unit_of_work
from notifications import delivery
from notifications.at_hand import restored
from notifications.notices.reminders import OfficerReminder
from rules.mornings import MailSection
from tests.builders import HEAD, MANAGER
from tests.casework.municipality.test_mornings import DAY, everything, next_morning
from tests.conftest import At
from tests.notifications.conftest import Lead
from tests.notifications.mail_server import MailServer, free_port

AWAY = 4
"""Mornings without a mail server."""


def officers() -> Sequence[Message]:
    with unit_of_work(read_only=True) as work:
        mails = select(Message).where(Message.template == "reminders/officer")
        return work.session.scalars(mails.order_by(Message.queued_at, Message.id)).all()


def rounds() -> set[UUID]:
    return {each.life_id for each in officers() if each.life_id}


def send() -> None:
    for life in rounds():
        delivery.deliver(life)


def told(mails: Sequence[Message]) -> set[tuple[str, str]]:
    """Every line and item in them, by reader."""
    lines = {
        (str(each.recipient_id), line["key"]) for each in mails for line in each.context["lines"]
    }
    return lines | {
        (str(each.recipient_id), item["subject_id"])
        for each in mails
        for item in each.context["items"]
    }


def happened(said: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """What is told once and then no more."""
    return {(who, key) for who, key in said if not key.startswith(("nears:", "late:", "centre:"))}


def to_whom(server: MailServer, email: str) -> list[EmailMessage]:
    return [mail for to, mail in server.accepted if to == email]


@pytest.mark.article("14(1)", "16(1)")
@pytest.mark.parametrize("broken_off", [False, True])
def test_after_an_outage_of_days_each_officer_gets_one_mail(
    a_case: At, server: MailServer, lead_to: Lead, *, broken_off: bool
) -> None:
    case = a_case("planned")
    send()
    everything(case)
    server.accepted.clear()
    before = {each.id for each in officers()}
    lead_to(free_port())
    for _ in range(AWAY):
        next_morning(case)
        if broken_off:
            _break_off()
        send()
    unsent = [each for each in officers() if each.id not in before]
    assert len({each.queued_at for each in unsent}) > 1, "on more than one morning there was news"
    lead_to(server.port)
    next_morning(case)
    case.clock.moment += timedelta(hours=6)  # whatever waits has its time by then
    send()
    new = [each for each in officers() if each.id not in before]
    left = [each for each in new if each.status == MessageStatus.SENT]
    assert {each.status for each in new} == {MessageStatus.SENT, MessageStatus.OBSOLETE}
    newest = {each.recipient_id: each.id for each in new}
    assert {each.id for each in left} == set(newest.values())
    assert happened(told(unsent)) <= told(left)
    for email in (HEAD, MANAGER):
        assert len(to_whom(server, email)) == 1


def _break_off() -> None:
    """The process that had them in hand is gone; whether a server took them nobody knows."""
    with unit_of_work() as work:
        for each in work.session.scalars(
            select(Message).where(
                Message.template == "reminders/officer", Message.status == MessageStatus.QUEUED
            )
        ):
            each.status, each.attempts = MessageStatus.SENDING, each.attempts + 1
            each.lease_until = work.clock.now() - timedelta(days=365)


@pytest.mark.article("14(1)", "16(1)")
def test_what_is_near_is_not_said_of_a_day_that_has_passed(
    a_case: At, server: MailServer, lead_to: Lead
) -> None:
    case = a_case("proposed")
    lead_to(free_port())
    next_morning(case)
    send()
    near = [each for each in officers() if each.status == MessageStatus.QUEUED and _nears(each)]
    assert near
    lead_to(server.port)
    case.clock.moment += 30 * DAY  # nobody was at work meanwhile, and mail leaves before the round
    for each in near:
        assert _nears(each)
        assert not _nears(each, case.clock.today())
    send()
    assert {each.status for each in officers()} <= {MessageStatus.SENT, MessageStatus.OBSOLETE}


def _nears(message: Message, today: date | None = None) -> bool:
    notice = restored(message)
    assert isinstance(notice, OfficerReminder)
    said = notice if today is None else notice.as_of(today)
    return any(line.section is MailSection.NEARS for line in said.lines)
