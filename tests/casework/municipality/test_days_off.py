"""What is ours leaves neither at a weekend nor on a public holiday: beside 8(9), 14(1), 14(3.2)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from casework.case import reports, supervision
from casework.record.morning import MorningFacts, morning_facts
from core.clock import at_local, local_day
from core.working_days import around
from models.life import Life, LifeKind
from models.outbox import Message
from models.session import unit_of_work
from queries import open_duties
from rules.days import is_working_day
from tests.builders import MANAGER, SILENT, ACase
from tests.casework.conftest import At
from workflow import last_look

DAY = timedelta(days=1)
OURS = ("reminders/owed", "reminders/officer", "reports/superior_again")


def is_open(day: date) -> bool:
    return is_working_day(day, around(day))


def ours(case: ACase) -> list[date]:
    """The days on which anything of ours was queued."""
    return [local_day(each.queued_at) for name in OURS for each in case.messages(name)]


def to_a_thursday(case: ACase) -> date:
    """The last day of its reports is a Monday: two of their days are a weekend's."""
    case.convene(case.at(45))
    meeting = case.meeting().day
    assert meeting.strftime("%A") == "Thursday"
    case.stage.move_to(meeting - 9 * DAY)
    return meeting - 3 * DAY


@pytest.mark.article("8(9)", "14(3.2)")
def test_three_reminders_before_a_monday_are_of_three_working_days(a_case: At) -> None:
    case = a_case("review_opened")
    due = to_a_thursday(case)
    foretold = reminders_foretold(case)
    assert foretold == [due - 5 * DAY, due - 4 * DAY, due - 3 * DAY]
    case.stage.move_to(due + DAY)
    found = case.request(SILENT)
    assert [local_day(each.sent_at) for each in found.reminders] == foretold
    assert [(each.number, each.due_on) for each in found.reminders] == [
        (number, day) for number, day in enumerate(foretold, 1)
    ]
    assert [local_day(each.queued_at) for each in texts(case)] == [due]


def reminders_foretold(case: ACase) -> Sequence[date]:
    with unit_of_work(read_only=True) as work:
        tasks = open_duties.of_life(work, case.case)
    (task,) = [each for each in tasks if each.duty.duty == "write_report"]
    return list(task.reminders)


def texts(case: ACase) -> Sequence[Message]:
    return list(case.messages("reminders/last_call", case.person(SILENT)))


@pytest.mark.article("14(3.2)")
def test_an_instruction_for_three_reminders_is_reached_over_a_weekend(a_case: At) -> None:
    case = a_case("review_opened")
    with case.manager() as work:
        by = case.account(MANAGER).id
        reports.instruct(work, case.case, after_reminders=3, last_chance_days=2, by=by)
    due = to_a_thursday(case)
    case.stage.move_to(due + DAY)
    chances = case.messages("reports/last_chance", case.person(SILENT))
    assert [local_day(each.queued_at) for each in chances] == [due + DAY]


@pytest.mark.article("8(9)", "10(1)", "14(1)")
@pytest.mark.parametrize("scene", ["appointed", "proposed", "one_silent", "reviewed", "decided"])
def test_in_a_quarter_nothing_of_ours_leaves_on_a_day_off(a_case: At, scene: str) -> None:
    case = a_case(scene)
    begins = case.clock.today()
    case.stage.move_to(begins + 30 * DAY)
    days = {day for day in ours(case) if day > begins}
    assert days
    assert {day for day in days if not is_open(day)} == set()


@pytest.mark.article("8(9)", "14(1)")
def test_a_machine_that_comes_back_on_saturday_reminds_on_monday_and_once(a_case: At) -> None:
    case = a_case("one_silent")
    friday = case.request(SILENT).due_on
    assert friday.strftime("%A") == "Friday"
    before = len(case.request(SILENT).reminders)
    case.stage.looked_on = None
    case.clock.move_to(at_local(friday + DAY))  # it stood still since
    case.stage.settle()
    assert len(case.request(SILENT).reminders) == before
    assert set(ours(case)) & {friday + DAY, friday + 2 * DAY} == set()
    assert wakes_on() == friday + 3 * DAY
    case.stage.move_to(friday + 3 * DAY)
    sent = [local_day(each.sent_at) for each in case.request(SILENT).reminders[before:]]
    assert sent == [friday + 3 * DAY]


def wakes_on() -> date:
    with unit_of_work(read_only=True) as work:
        query = select(Life).where(Life.kind == LifeKind.REMINDERS, Life.key == "ferizaj")
        moment = last_look.until(work.session.scalars(query).one())
    assert moment is not None
    return local_day(moment)


@pytest.mark.article("14(1)")
@pytest.mark.parametrize("later", [1, 2, 3])
def test_what_is_to_be_done_on_days_off_or_right_after_is_told_on_friday(
    a_case: At, later: int
) -> None:
    case = a_case("proposed")
    friday = date(2026, 9, 18)
    facts = owed_by(case, friday + later * DAY, friday - 2 * DAY)
    assert facts.of(friday - 3 * DAY) == {}
    first = friday - DAY if later == 1 else friday
    assert facts.next_day(friday - 2 * DAY) == first
    told = facts.of(first)
    assert {line.section.value for lines in told.values() for line in lines} == {"nears"}


def owed_by(case: ACase, due: date, today: date) -> MorningFacts:
    """What the officers of the centre owe, all of it by this day, and nothing told of it yet."""
    with unit_of_work(read_only=True) as work:
        query = select(Life).where(Life.kind == LifeKind.REMINDERS, Life.key == "ferizaj")
        found = morning_facts(work.session, work.session.scalars(query).one(), today)
        own = [replace(each, due=due) for each in found.dated.near if each.row.officer_id is None]
    assert own
    owed = replace(found.dated, near=own, next_due=due)
    return replace(found, dated=owed, happened=(), told={}, since=today)


@pytest.mark.article("14(1)", "16(1)")
def test_what_happened_on_saturday_is_told_on_monday(a_case: At) -> None:
    case = a_case("appointed")
    saturday = date(2026, 9, 12)
    case.stage.move_to(saturday)
    with case.head() as work:
        supervision.ask(work, case.case, words="Pse?", asked_on=saturday)
    case.stage.move_to(saturday + 3 * DAY)
    told = [
        local_day(mail.queued_at)
        for mail in case.messages("reminders/officer", case.account(MANAGER).id)
        if "asked" in {line["what"] for line in mail.context["lines"]}
    ]
    assert told == [saturday + 2 * DAY]
