"""What the head's week asks of the database does not grow with the cases: 0175."""

from datetime import date

import pytest

from bench.copies import copy_case
from bench.statements import counted
from casework.record import head_week
from casework.record.morning import morning_facts
from core.clock import FrozenClock
from models.session import unit_of_work
from notifications.notices.morning import MorningLine
from rules.mornings import MailSection, Side
from tests.builders import HEAD
from tests.casework.municipality.test_head_week import to_monday
from tests.casework.municipality.test_mornings import reminders_of
from tests.database import Cleaner
from tests.scenes import Scenes


@pytest.mark.article("16(1)")
def test_however_many_cases_the_statements_of_a_week_are_as_many(
    scenes: Scenes, clock: FrozenClock, cleaner: Cleaner
) -> None:
    case = scenes.stop_at("overdue", clock)
    to_monday(case)

    def read() -> tuple[int, int]:
        with unit_of_work(read_only=True) as work:
            life = reminders_of(work.session)
            facts = morning_facts(work.session, life, work.clock.today())
            reader = case.account(HEAD).id
            lines = {reader: [week_line(work.clock.today())]}
            with counted() as seen:
                ahead = head_week.weeks(work, life, facts, lines)
        return len(seen), len(ahead[reader].lines)

    copy_case(cleaner.connection, case.case, 1, 1)
    few, one = read()
    copy_case(cleaner.connection, case.case, 2, 9)
    many, ten = read()
    assert many == few
    assert ten > one


def week_line(day: date) -> MorningLine:
    key = f"week:{day.isoformat()}"
    return MorningLine(MailSection.WEEK, Side.HEAD, "", "", day, article="16(1)", key=key)
