"""A last chance runs from the day on which a server takes its mail: Art. 14(3.2), decision 0174."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from core.clock import local_day
from core.ids import new_id
from core.working_days import around
from models.case import Case
from models.outbox import Message, MessageStatus
from models.plan import ReportRequest
from models.session import unit_of_work
from notifications import last_chances, outbox, over
from notifications.at_hand import at_hand
from queries import report_file
from rules.superior import last_chance_until
from tests.builders import SILENT, ACase
from tests.casework.case.test_superior import instruct
from tests.casework.municipality.test_shut_out import day_by_day
from tests.conftest import At
from tests.notifications.conftest import Lead
from tests.notifications.mail_server import MailServer
from tests.notifications.rows import requests_have_left

CHANCE, SUPERIOR = "reports/last_chance", "reports/superior"
NOBODY_LISTENS = 9
DAYS = 2


def given_in_an_outage(a_case: At, lead_to: Lead) -> ACase:
    """A last chance whose mail nobody takes."""
    case = a_case("overdue")
    requests_have_left()
    lead_to(NOBODY_LISTENS)
    case.stage.deliver = True
    instruct(case, 3, days=DAYS)
    return case


def last_day(case: ACase) -> date:
    found = case.request(SILENT).last_chance_on
    assert found is not None
    return found


def until(taken_on: date) -> date:
    return last_chance_until(taken_on, DAYS, around(taken_on))


def waits(case: ACase) -> bool:
    """As the page of the reports says it."""
    with case.manager() as work:
        of_case = work.session.get_one(Case, case.case)
        return report_file.line_of(work, of_case, case.request(SILENT).id).chance_waits


def put_off(case: ACase) -> int:
    return sum("last chance put off" in act for act, _ in case.trail())


@pytest.mark.article("14(3.2)")
def test_after_an_outage_the_member_has_the_days_and_the_superior_hears_after_them(
    a_case: At, server: MailServer, lead_to: Lead
) -> None:
    case = given_in_an_outage(a_case, lead_to)
    assert last_day(case) == until(case.clock.today())
    is_not_over_before_somebody_has_had_it(case)
    assert waits(case)
    day_by_day(case, 4)
    assert case.messages(SUPERIOR) == [], "nobody was told of a day that has passed"
    assert last_day(case) >= case.clock.today()
    lead_to(server.port)
    day_by_day(case, 1)
    (chance,) = case.messages(CHANCE)
    assert chance.accepted_at is not None
    taken_on = local_day(chance.accepted_at)
    assert taken_on == case.clock.today()
    assert not waits(case)
    assert last_day(case) == until(taken_on)
    assert chance.context["last_chance_on"] == last_day(case).isoformat()
    (mail,) = [mail for _, mail in server.accepted if str(mail["Message-ID"]) == chance.left_as]
    assert f"{last_day(case).day}" in str(mail["Subject"])
    assert chance.left_as != chance.message_id, "a try before it may have left another day behind"
    assert put_off(case) >= 1
    before = put_off(case)
    while case.clock.today() < last_day(case):
        assert case.messages(SUPERIOR) == []
        day_by_day(case, 1)
    day_by_day(case, 4)  # over a weekend
    (notice,) = case.messages(SUPERIOR)
    assert local_day(notice.queued_at) > last_day(case)
    assert notice.context["last_chance_on"] == last_day(case).isoformat()
    assert put_off(case) == before
    once_more_keeps_its_day(case, chance)


def once_more_keeps_its_day(case: ACase, chance: Message) -> None:
    """To another address, say: a server had taken it."""
    assert chance.link_id is not None
    with unit_of_work() as work:
        assert outbox.move(work, chance.link_id, chance.link_id, new_id())
        copies = select(Message).where(
            Message.template == CHANCE, Message.status == MessageStatus.QUEUED
        )
        anew = work.session.scalars(copies).one()
        last_chances.prepare(work, anew, at_hand(work, [anew]))
        request = work.session.get_one(ReportRequest, case.request(SILENT).id)
        assert anew.context["last_chance_on"] == chance.context["last_chance_on"]
        assert str(request.last_chance_on) == chance.context["last_chance_on"]
        work.session.rollback()


def is_not_over_before_somebody_has_had_it(case: ACase) -> None:
    """Once its link is another one, say."""
    (chance,) = case.messages(CHANCE)
    assert chance.link_id is not None
    with unit_of_work() as work:
        past = over.past(last_day(case) + timedelta(days=3))
        assert outbox.move(work, chance.link_id, chance.link_id, new_id(), past) == 1
        waits = work.session.get_one(Message, chance.id, populate_existing=True)
        assert waits.status == MessageStatus.QUEUED
        work.session.rollback()
