"""A reminder reminds once a server has taken it: Art. 14(3.2), decision 0174."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.record import facts
from core.clock import local_day
from models.plan import Reminder
from models.session import unit_of_work
from queries import open_duties
from tests.builders import SILENT, ACase
from tests.casework.case.test_superior import instruct
from tests.casework.municipality.test_shut_out import day_by_day
from tests.conftest import At
from tests.notifications.conftest import Lead
from tests.notifications.mail_server import MailServer
from tests.notifications.rows import requests_have_left

NOBODY_LISTENS = 9
OWED = "reminders/owed"


def counted(case: ACase) -> int:
    """By the facts on which a notice to the superior rests."""
    with unit_of_work(read_only=True) as work:
        known = facts.of_case(work.session, case.case)
    (report,) = (each for each in known.reports if each.member_id == case.seat(SILENT))
    assert len(report.reminded_on) == report.reminders
    return report.reminders


def queued(case: ACase) -> int:
    with unit_of_work(read_only=True) as work:
        asked = select(Reminder.id).where(Reminder.request_id == case.request(SILENT).id)
        return len(work.session.scalars(asked).all())


@pytest.mark.article("14(3.2)")
def test_what_lay_in_an_outage_counts_for_no_superior_and_the_last_one_from_when_it_left(
    a_case: At, server: MailServer, lead_to: Lead
) -> None:
    case = a_case("reports_asked")
    requests_have_left()
    instruct(case, 2)
    case.stage.deliver = True
    lead_to(NOBODY_LISTENS)
    due = case.request(SILENT).due_on
    case.stage.move_to(due - timedelta(days=4))
    day_by_day(case, 2)
    assert (queued(case), counted(case)) == (2, 0), "nobody was reminded"
    lead_to(server.port)
    day_by_day(case, 1)
    assert counted(case) == 1
    (left,) = (each for each in case.messages(OWED, case.person(SILENT)) if each.accepted_at)
    assert left.accepted_at is not None
    with case.manager() as work:
        said = {each.reminded_on for each in open_duties.of_life(work, case.case)}
    assert local_day(left.accepted_at) in said
    case.stage.move_to(due + timedelta(days=1))
    assert case.messages("reports/last_chance") == [], "once, though the instruction says twice"


@pytest.mark.article("14(3.2)")
def test_what_left_after_the_last_day_brings_no_superior_in(
    a_case: At, server: MailServer, lead_to: Lead
) -> None:
    """An outage over that day: what comes after it is about nothing that can be done in time."""
    case = a_case("reports_asked")
    requests_have_left()
    instruct(case, 1)
    case.stage.deliver = True
    lead_to(NOBODY_LISTENS)
    due = case.request(SILENT).due_on
    case.stage.move_to(due - timedelta(days=2))
    day_by_day(case, 4)
    assert (queued(case) > 0, counted(case)) == (True, 0)
    lead_to(server.port)
    day_by_day(case, 2)
    left = [each for each in case.messages(OWED, case.person(SILENT)) if each.accepted_at]
    assert left, "it leaves all the same"
    assert counted(case) == 0
    assert case.messages("reports/last_chance") == []
