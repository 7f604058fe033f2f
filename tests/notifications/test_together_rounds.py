"""The rounds of two centres on one morning, and who stands in the lists of both: 0175."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

import pytest
from sqlalchemy import select

from casework.municipality import quarterly
from casework.table import convening
from core.clock import FrozenClock, local_day
from models.life import Life
from models.meeting import PLANNED, Meeting
from models.outbox import Message, MessageStatus
from models.people import Account, Professional
from models.session import unit_of_work
from notifications.same_person import ALIKE
from rules.roles import Role
from tests.builders import TEACHER, ACase
from tests.notifications.mail_server import MailServer
from tests.notifications.two_centres import typed_a_code
from tests.scenes import Scenes

DAY = timedelta(days=1)
THERE = "luan.peci@policia-gjilan.example"


@pytest.fixture
def case(scenes: Scenes, clock: FrozenClock, server: MailServer) -> ACase:
    """Whom Gjilan has as a standing member is who is the teacher at Ferizaj's table."""
    found = scenes.stop_at("one_silent", clock)
    found.stage.deliver, found.stage.seen = True, None
    with unit_of_work() as work:
        people = {each.email: each for each in work.session.scalars(select(Professional))}
        here, there = people[TEACHER], people[THERE]
        there.email, there.phone, there.language = here.email, here.phone, here.language
    found.stage.settle()
    tables_meet(found)
    return found


def tables_meet(case: ACase) -> None:
    """Declarations are asked for, and reminded of, once the table's meeting is agreed: 0200."""
    with unit_of_work() as work:
        wait = (
            select(Meeting, Life)
            .join(Life, Life.id == Meeting.life_id)
            .where(Life.kind == quarterly.KIND.name, Meeting.agreed_at.is_(None), PLANNED)
        )
        for each, life in work.session.execute(wait):
            each.starts_at = max(each.starts_at, case.clock.now() + 21 * DAY)
            work.session.flush()
            head = select(Account.id).where(
                Account.municipality_id == life.municipality_id, Account.role == Role.HEAD
            )
            convening.agree(work, each.id, by=work.session.scalars(head).one())
    case.stage.settle()


def confirm(*emails: str) -> None:
    with unit_of_work() as work:
        for each in work.session.scalars(select(Professional)):
            if each.email in emails:
                typed_a_code(work, each.id, work.clock.now())
    ALIKE.forget()


def live(case: ACase) -> None:
    for _ in range(7):
        case.stage.move_to(case.clock.today() + DAY)


def reminders(server: MailServer, since: int) -> Sequence[EmailMessage]:
    return [
        mail
        for to, mail in server.accepted[since:]
        if to == TEACHER and str(mail["Subject"]).startswith("Kujtesë")
    ]


def test_both_rounds_of_a_morning_write_one_mail_to_one_person(
    case: ACase, server: MailServer
) -> None:
    confirm(TEACHER)
    before = len(server.accepted)
    live(case)
    found = reminders(server, before)
    days = [local_day(parsedate_to_datetime(str(mail["Date"]))) for mail in found]
    assert len(days) == len(set(days)) > 0, "one a morning"
    both = found[-1]
    part = both.get_body(("plain",))
    assert part is not None
    said = str(part.get_content())
    assert "QPS Ferizaj:" in said
    assert "QPS Gjilan:" in said
    with unit_of_work(read_only=True) as work:
        rows = [
            each
            for each in work.session.scalars(select(Message))
            if each.left_as == both["Message-ID"]
        ]
        places = {work.session.get_one(Life, each.life_id).municipality_id for each in rows}
    assert len(rows) == len(places) == 2
    assert {each.status for each in rows} == {MessageStatus.SENT}
    assert len({(each.reply, each.accepted_at) for each in rows}) == 1


def test_what_is_not_confirmed_there_stays_two_mails(case: ACase, server: MailServer) -> None:
    before = len(server.accepted)
    live(case)
    found = reminders(server, before)
    days = Counter(local_day(parsedate_to_datetime(str(mail["Date"]))) for mail in found)
    assert days[max(days)] == 2
