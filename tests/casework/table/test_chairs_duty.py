"""Whose duty the chair's signature is, once the case is somebody else's: Art. 10(1), 17(5)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.municipality import months
from casework.record.morning import morning_facts
from models.life import Life, LifeKind
from models.session import unit_of_work
from queries import open_duties, supervision
from rules.duties import Duty
from rules.months import first_of
from simulation.stage import acting
from tests.builders import MANAGER, OTHER_MANAGER
from tests.casework.conftest import At
from tests.casework.table.test_chairing import replace_manager


@pytest.mark.article("10(1)", "17(5)", "16(1)")
@pytest.mark.parametrize(
    ("scene", "duty"),
    [("review_met", Duty.CHAIR_SIGNS_MINUTES), ("decided", Duty.CHAIR_SIGNS_CLOSURE)],
)
def test_the_chairs_signature_stays_theirs_who_chaired(a_case: At, scene: str, duty: Duty) -> None:
    """Whoever takes the case over sees it as another's; page, mail and month say so alike."""
    case = a_case(scene)
    case.stage.settle()
    case.stage.move_to(case.clock.today() + timedelta(days=1))
    replace_manager(case)
    with acting(OTHER_MANAGER) as work:
        theirs = {task.duty.duty: task for task in open_duties.own(work).lines}
        others = {task.duty.duty: task for task in open_duties.of_others(work).lines}
        month = months.text_of(work, case.account(OTHER_MANAGER), first_of(case.clock.today()))
        asked = {each.duty for each in supervision.subjects(work, case.row())}
    assert duty not in theirs
    assert others[duty].officer == case.account(MANAGER).name
    assert duty not in {each.duty for each in month.open}
    assert duty not in asked
    with acting(MANAGER) as work:
        mine = {task.duty.duty: task for task in open_duties.own(work).lines}
        month = months.text_of(work, case.account(MANAGER), first_of(case.clock.today()))
    assert mine.keys() >= {duty, Duty.CHAIR_SIGNS_MINUTES}
    assert (mine[duty].is_readers, mine[duty].duty) == (True, others[duty].duty)  # with its day
    assert {each.duty for each in month.open} == {duty, Duty.CHAIR_SIGNS_MINUTES}
    due = others[duty].duty.due
    assert due is not None
    with unit_of_work() as work:
        reminders = work.session.scalars(
            select(Life).where(Life.kind == LifeKind.REMINDERS, Life.key == "ferizaj")
        ).one()
        facts = morning_facts(work.session, reminders, due)
    late = facts.of(due + timedelta(days=1))
    told = {who for who, lines in late.items() if any(line.what == duty for line in lines)}
    assert told == {case.account(MANAGER).id}
