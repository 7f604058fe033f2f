"""Whom no mail reaches is not reminded, and no superior hears that they are silent: 14(3.2)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from casework.table import contacts, disowned_addresses
from core.clock import local_day
from models.case import Member
from models.outbox import Channel, Message, MessageStatus, RecipientKind
from models.plan import ReportRequest
from models.session import unit_of_work
from tests.builders import SILENT, ACase
from tests.casework.case.test_superior import instruct
from tests.conftest import At


def reminded_on(case: ACase) -> list[date]:
    with unit_of_work() as work:
        request = work.session.get_one(ReportRequest, case.request(SILENT).id)
        return [local_day(each.sent_at) for each in request.reminders]


def day_by_day(case: ACase, days: int) -> None:
    for _ in range(days):
        case.stage.move_to(case.clock.today() + timedelta(days=1))
        case.stage.settle()


@pytest.mark.article("14(3.2)", "6(1.1)")
def test_nobody_counts_as_reminded_by_what_never_left(a_case: At) -> None:
    case = a_case("one_silent")
    instruct(case, 2)
    before = reminded_on(case)
    with unit_of_work() as work:
        disowned_addresses.disown(work, work.session.get_one(Member, case.seat(SILENT)))
    day_by_day(case, 12)
    assert reminded_on(case) == before
    for template in ("reports/last_chance", "reports/superior"):
        assert case.messages(template) == []
    with case.manager() as work:
        disowned_addresses.confirm_right(work, case.case, case.seat(SILENT), "Drejtoresha.")
    right_on = case.clock.today()
    day_by_day(case, 4)  # over a weekend
    (again,) = reminded_on(case)[len(before) :]
    assert again >= right_on + timedelta(days=3), "the links that left anew asked for all of it"


@pytest.mark.article("14(3.2)", "6(1.1)")
def test_nor_by_what_their_server_refused(a_case: At) -> None:
    case = a_case("one_silent")
    instruct(case, 2)
    before = reminded_on(case)
    with unit_of_work() as work:
        person = work.session.get_one(Member, case.seat(SILENT)).professional
        last = select(Message.id).where(
            Message.recipient == RecipientKind.MEMBER,
            Message.recipient_id == person.id,
            Message.channel == Channel.MAIL,
            Message.status == MessageStatus.SENT,
        )
        last = last.order_by(Message.queued_at.desc()).limit(1)
        refused = {"status": MessageStatus.FAILED, "answered_at": work.clock.now()}
        work.session.execute(
            update(Message).where(Message.id.in_(last.scalar_subquery())).values(**refused)
        )
        same = contacts.Contact(
            person.email or "", person.phone or "", person.superior_name or "",
            person.superior_email or "", person.superior_language, person.superior_phone or "",
        )  # fmt: skip
    day_by_day(case, 12)
    assert reminded_on(case) == before
    for template in ("reports/last_chance", "reports/superior"):
        assert case.messages(template) == []
    with case.manager() as work:
        asked = contacts.change(work, case.case, case.seat(SILENT), same, "Kutia ishte plot.")
        assert asked is contacts.Asked.SENT_AGAIN
    day_by_day(case, 3)
    assert len(reminded_on(case)) == len(before) + 1
