"""A week in a centre's life: how many mails each person got, and which could have been one.

Five cases, each with its meeting a week ahead, and the table of the quarter. What was written to
whom stands in `a_week.txt`; `TRYEZA_WRITE=1 pytest tests/scenarios/test_a_week.py` writes it anew.
"""

import os
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import select

from bench.copies import copy_case
from core.clock import FrozenClock, local_day
from models.outbox import Message, MessageStatus
from models.people import Account, Professional
from models.session import unit_of_work
from rules.days import Quarter
from tests.database import Cleaner
from tests.scenes import Scenes

TABLE: Final = Path(__file__).with_name("a_week.txt")
CASES: Final = 5
DAY: Final = timedelta(days=1)
DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
OF_THE_MORNING: Final = frozenset({"reminders/owed", "reminders/officer"})
"""What leads to many things, or to none: of these a person gets one a morning."""
OF_ITS_OWN: Final = {
    "convening/invitation": "an entry of the calendar, an agenda and a notice of its own: 8(3)",
    "reports/request": "a limit of its own: 8(9)",
}
"""Why several of one kind on one day are no fewer: each of them leads to one case."""
Mails = Mapping[tuple[str, date], list[Message]]


@pytest.fixture
def monday(scenes: Scenes, clock: FrozenClock, cleaner: Cleaner) -> date:
    """The week has passed; it began on this day."""
    case = scenes.stop_at("one_silent", clock)
    copy_case(cleaner.connection, case.case, 1, CASES - 1)
    begins = clock.today() + (7 - clock.today().weekday()) % 7 * DAY
    case.stage.seen = None  # every centre lives on every day
    case.stage.move_to(begins - DAY)
    case.stage.move_to(begins + 6 * DAY)
    return begins


def mails(since: date) -> Mails:
    """By address and day what left, or would have."""
    found: dict[tuple[str, date], list[Message]] = defaultdict(list)
    with unit_of_work(read_only=True) as work:
        accounts = work.session.scalars(select(Account))
        people = work.session.scalars(select(Professional))
        addresses = {each.id: each.email or "" for each in (*accounts, *people)}
        query = select(Message).where(Message.status != MessageStatus.OBSOLETE)
        for mail in work.session.scalars(query.order_by(Message.queued_at)):
            on = local_day(mail.queued_at)
            if on >= since:
                found[addresses[mail.recipient_id], on].append(mail)
    return found


def written(week: Mails, monday: date) -> Iterator[str]:
    yield f"{CASES} cases and the municipal roundtable, two centres: what a week wrote to whom."
    yield "In brackets: of how much a mail speaks."
    yield ""
    for (who, on), found in sorted(week.items(), key=lambda each: each[0]):
        kinds = Counter(each.template for each in found)
        said = ", ".join(f"{kinds[kind]} {kind}{speaks_of(kind, found)}" for kind in sorted(kinds))
        yield f"{who:42} {DAYS[(on - monday).days]}  {said}"
    yield ""
    yield "In the week, and how many of them could have been one:"
    for who in sorted({who for who, _ in week}):
        days = [found for (each, _), found in week.items() if each == who]
        more = sum(max(len(of_the_morning(found)) - 1, 0) for found in days)
        yield f"{who:42} {sum(map(len, days)):3}  {more}"


def of_the_morning(found: list[Message]) -> list[Message]:
    return [each for each in found if each.template in OF_THE_MORNING]


def speaks_of(kind: str, found: list[Message]) -> str:
    if kind not in OF_THE_MORNING:
        return ""
    said = [
        len(each.context["items"]) + len(each.context.get("lines", ()))
        for each in found
        if each.template == kind
    ]
    return f" ({' + '.join(map(str, said))})"


@pytest.mark.article("8(9)", "14(1)", "16(1)", "18(2)")
def test_nobody_gets_a_second_mail_that_could_have_been_in_the_first(monday: date) -> None:
    week = mails(monday)
    for (who, on), found in week.items():
        assert len(of_the_morning(found)) <= 1, f"{who} on {on}"
        for kind in {each.template for each in found}:
            rows = [each for each in found if each.template == kind]
            times = len({each.left_as for each in rows})
            lives = {each.life_id for each in rows}
            assert len(rows) == len(lives), f"{who} on {on}: {kind} twice of one table"
            assert times == 1 or kind in OF_ITS_OWN, f"{who} on {on}: {times} {kind}"
    heads = [found for (who, on), found in week.items() if on == monday and "arta.berisha" in who]
    assert [bool(mail.context["week"]) for mail in heads[0]] == [True]
    lines = list(written(week, monday))
    if "TRYEZA_WRITE" in os.environ:
        TABLE.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    assert TABLE.read_text(encoding="utf-8").splitlines() == lines


def test_the_week_is_in_one_quarter(monday: date) -> None:
    """Or what a quarter asks would come and go with the day on which the story begins."""
    assert Quarter.of(monday) == Quarter.of(monday + 6 * DAY)
