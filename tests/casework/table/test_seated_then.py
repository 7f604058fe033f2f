"""Breaches held against who had a seat on the day, whenever that is typed: Art. 8(3), 8(7)."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from casework.record.table import sitting
from casework.table import conflicts, meetings, on_paper, succession
from casework.table.meetings import Presence
from casework.table.succession import End
from models.breach import BreachRow
from models.outbox import Message, MessageStatus
from models.session import unit_of_work
from rules.breaches import LATE_NOTICE
from rules.participants import Word
from rules.succession import Departure
from simulation import words
from tests.builders import SILENT, ACase
from tests.casework.conftest import At
from workflow.life import look_again

ABSENT = Presence(False, words.FATHERS_VIEWS)
REFUSED = {"status": MessageStatus.FAILED}  # taken by the mail server, and given back


def returned(a_case: At) -> ACase:
    """The invitation of one member came back, and nobody looked until the day of the meeting."""
    case = a_case("told")
    with unit_of_work() as work:
        theirs = Message.recipient_id == case.person(SILENT)
        mine = (theirs, Message.template == "convening/invitation")
        work.session.execute(update(Message).where(*mine).values(REFUSED))
    look_again(case.case)
    case.stage.move_to(case.clock.today() + timedelta(days=1))
    assert struck(case) == {False}
    return case


def struck(case: ACase) -> set[bool]:
    """Of each lapse of notice: whether it is struck through."""
    with unit_of_work() as work:
        query = select(BreachRow).where(BreachRow.duty.in_(LATE_NOTICE))
        return {row.struck_on is not None for row in work.session.scalars(query)}


@pytest.mark.article("8(3)", "8(7)", "8(6)")
@pytest.mark.parametrize(("days", "nothing_owed"), [(3, True), (2, False)])
def test_who_had_left_by_the_last_day_was_owed_nothing(
    a_case: At, days: int, *, nothing_owed: bool
) -> None:
    case = returned(a_case)
    over = Departure.END_OF_OFFICE
    with case.manager() as work:
        left_on = case.meeting().day - timedelta(days=days)
        succession.release(work, case.case, case.seat(SILENT), End(over, "Iku.", on=left_on))
    assert struck(case) == {nothing_owed}


@pytest.mark.article("8(3)", "8(7)", "10(2)")
@pytest.mark.parametrize(("days", "barred"), [(None, True), (2, True), (1, False)])
def test_a_conflict_of_that_day_strikes_it_until_the_day_on_which_it_was_a_mistake(
    a_case: At, days: int | None, *, barred: bool
) -> None:
    """Said by the last day it holds again; said later their own word had barred them."""
    case = returned(a_case)
    seat, before = case.seat(SILENT), case.meeting().day - timedelta(days=4)
    with case.manager() as work:
        on_paper.record(work, case.case, seat, Word.CONFLICT, on=before)
    assert struck(case) == {True}
    with case.manager() as work:
        on = None if days is None else before + timedelta(days=days)
        conflicts.withdraw(work, case.case, seat, reason="Gabim.", on=on)
    assert struck(case) == {barred}


@pytest.mark.article("8(3)", "8(7)")
def test_held_on_a_later_day_it_is_judged_by_that_day(a_case: At) -> None:
    case = returned(a_case)
    with case.manager() as work:
        end = End(Departure.END_OF_OFFICE, "Iku.")
        succession.release(work, case.case, case.seat(SILENT), end)
    assert struck(case) == {False}
    case.stage.move_to(case.clock.today() + timedelta(days=3))
    with case.manager() as work:
        there = {each.id: Presence(True) for each in sitting(work.session, case.case)}
        kin = {person.id: ABSENT for person in meetings.family_of(work, case.case)}
        meetings.hold(work, case.case, attendance=there, family=kin, on=case.clock.today())
    assert struck(case) == {True}
