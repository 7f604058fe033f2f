"""A morning's round in a centre: what it costs, and which cases it looks at again: Art. 14(3.2)."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from bench.copies import copy_case
from bench.statements import counted
from core.clock import FrozenClock
from core.sealed import SealBroken
from models.case import Case
from models.duty import DutyRow
from models.life import Life, LifeKind, WakeReason, Wakeup
from models.plan import Reminder
from models.session import unit_of_work
from rules.duties import Duty
from rules.mornings import READ_AFTER_ACTS
from tests import written
from tests.builders import ACase
from tests.database import Cleaner
from tests.scenes import Scenes
from workflow import last_look
from workflow.activation import Activation
from workflow.life import due_steps, perform


def morning(case: ACase) -> tuple[int, int]:
    """The next one: how many statements, and how many reminders of reports on record after it."""
    with unit_of_work(read_only=True) as work:
        query = select(Life).where(Life.kind == LifeKind.REMINDERS, Life.key == "ferizaj")
        life = work.session.scalars(query).one()
        moment, life_id = last_look.until(life), life.id
    assert moment is not None
    case.clock.moment = moment + READ_AFTER_ACTS  # nor is anything waited for: 0175
    for step in due_steps(case.case):  # its own, of that hour
        perform(step.act, case.case, step.subject_id)
    with counted() as seen:
        perform("send_reminders", life_id, None)
    with unit_of_work(read_only=True) as work:
        return len(seen), len(work.session.scalars(select(Reminder.id)).all())


def until_reminded(case: ACase) -> tuple[int, int]:
    """The mornings pass until one reminds of reports; what that one cost, and of how many."""
    while True:
        statements, reminded = morning(case)
        if reminded:
            return statements, reminded


def woken(case: ACase) -> list[str]:
    return woken_for(case.case)


def woken_for(life: UUID) -> list[str]:
    with unit_of_work(read_only=True) as work:
        query = select(Wakeup.reason).where(Wakeup.life_id == life)
        return list(work.session.scalars(query.where(Wakeup.taken_at.is_(None))))


@pytest.mark.article("8(9)")
def test_however_many_cases_are_reminded_a_round_asks_no_more_of_the_database(
    scenes: Scenes, clock: FrozenClock, cleaner: Cleaner
) -> None:
    def of(copies: int) -> tuple[int, int]:
        case = scenes.stop_at("reports_asked", clock)
        cleaner.connection.execute("DELETE FROM member_link WHERE purpose = 'report'")
        if copies:
            copy_case(cleaner.connection, case.case, 1, copies)
        return until_reminded(case)

    alone, of_one = of(0)
    many, of_ten = of(9)
    assert of_ten == 10 * of_one
    assert many <= alone


@pytest.mark.article("14(3.2)")
def test_a_case_is_looked_at_again_by_the_reminder_that_asks_more_of_it(
    scenes: Scenes, clock: FrozenClock
) -> None:
    """Three are enough for the manager's word on the superior, and wake no case for it."""
    case = scenes.stop_at("reports_asked", clock)
    before = woken(case)
    found: list[tuple[date, int, bool]] = []
    while len(found) < 3:
        _, count = morning(case)
        if count > (found[-1][1] if found else 0):
            asked = Duty.CONFIRM_NOTICE in case.duties()
            found.append((case.clock.today(), count, asked))
    assert [asked for *_, asked in found] == [False, False, True]
    assert found[2][0] - found[0][0] == timedelta(days=3)
    assert woken(case) == before


@pytest.mark.article("14(3.2)")
def test_a_third_reminder_asks_no_more_of_the_database_for_twelve_cases_than_for_three(
    scenes: Scenes, clock: FrozenClock, cleaner: Cleaner
) -> None:
    """Each of them becomes a question to its manager, and all are written down together."""

    def of(cases: int) -> tuple[int, int]:
        case = scenes.stop_at("reports_asked", clock)
        cleaner.connection.execute("DELETE FROM member_link WHERE purpose = 'report'")
        copy_case(cleaner.connection, case.case, 1, cases - 1)
        statements = third_morning(case)
        written.check_now()
        return statements, len(asked_of_managers())

    few, of_three = of(3)
    many, of_twelve = of(12)
    assert (of_three, of_twelve) == (3, 12)
    assert many == few


@pytest.mark.article("14(3.2)")
def test_a_case_that_cannot_be_read_keeps_no_mail_back_and_is_looked_at_by_itself(
    scenes: Scenes, clock: FrozenClock, cleaner: Cleaner
) -> None:
    case = scenes.stop_at("reports_asked", clock)
    cleaner.connection.execute("DELETE FROM member_link WHERE purpose = 'report'")
    copy_case(cleaner.connection, case.case, 1, 3)
    with unit_of_work(read_only=True) as work:
        others = work.session.scalars(select(Case.id).where(Case.id != case.case)).all()
    broken = others[0]
    cleaner.tamper(f"UPDATE child SET birth_date_sealed = '\\x00' WHERE case_id = '{broken}'")
    mails = len(case.messages("reminders/owed"))
    third_morning(case)
    assert asked_of_managers() == {case.case, *others} - {broken}
    assert len(case.messages("reminders/owed")) > mails
    assert woken_for(broken) == [WakeReason.ELSEWHERE]
    with pytest.raises(SealBroken):
        list(Activation(broken).due_steps())  # which stalls it, and says so


def third_morning(case: ACase) -> int:
    """The mornings pass until the third that reminds of reports; what that one cost."""
    before, mornings, statements = 0, 0, 0
    while mornings < 3:
        statements, count = morning(case)
        mornings += count > before
        before = count
    return statements


def asked_of_managers() -> set[UUID]:
    """In which cases the manager owes a word on the superior."""
    with unit_of_work(read_only=True) as work:
        query = select(DutyRow.life_id).where(DutyRow.duty == Duty.CONFIRM_NOTICE)
        return set(work.session.scalars(query))
