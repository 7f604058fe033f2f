"""Whose duty the chair's signature is, once the case is somebody else's: Art. 10(1), 17(5)."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from casework.municipality import months
from casework.record.morning import morning_facts
from casework.table import chairing, convening
from casework.table.chairing import Chaired
from core.clock import at_local
from models.life import Life, LifeKind
from models.session import unit_of_work
from queries import open_duties, supervision
from rules.duties import Duty
from rules.months import first_of
from rules.proposal import AllTheSame
from simulation.stage import acting
from tests.builders import HEAD, HOUR, MANAGER, OTHER_MANAGER
from tests.casework.conftest import At
from tests.casework.table.test_chairing import hold, name_other, replace_manager
from workflow.duties import duties_of

THIRD = "driton.shala@qps-ferizaj.example"


def told_of(duty: Duty, due: date, day: date) -> set[UUID]:
    """Whose mail of that morning has a line of it."""
    with unit_of_work() as work:
        reminders = work.session.scalars(
            select(Life).where(Life.kind == LifeKind.REMINDERS, Life.key == "ferizaj")
        ).one()
        mails = morning_facts(work.session, reminders, due - timedelta(days=2)).of(day)
    return {who for who, lines in mails.items() if any(line.what == duty for line in lines)}


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
    assert told_of(duty, due, due + timedelta(days=1)) == {case.account(MANAGER).id}


@pytest.mark.article("18(2)", "10(2)", "16(1)")
def test_the_declaration_of_who_chairs_one_meeting_is_theirs_by_name(a_case: At) -> None:
    """On their page, in their morning mail and their month; the manager sees it as another's."""
    case = a_case("agreed")
    name_other(case)
    duty, other = Duty.SUBSTITUTE_DECLARES, case.account(OTHER_MANAGER)
    owed = case.duties()[duty]
    assert (owed.actor, owed.officer, owed.meeting_id) == ("manager", other.id, owed.subject_id)
    with acting(OTHER_MANAGER) as work:
        (mine,) = [task for task in open_duties.own(work).lines if task.duty.duty is duty]
        month = months.text_of(work, other, first_of(case.clock.today()))
    assert mine.is_readers
    assert duty in {each.duty for each in month.open}
    with acting(MANAGER) as work:
        assert duty not in {task.duty.duty for task in open_duties.own(work).lines}
        others = {task.duty.duty: task for task in open_duties.of_others(work).lines}
        month = months.text_of(work, case.account(MANAGER), first_of(case.clock.today()))
    assert others[duty].officer == other.name
    assert duty not in {each.duty for each in month.open}
    assert owed.due is not None
    for day in (owed.due - timedelta(days=1), owed.due + timedelta(days=1)):
        assert told_of(duty, owed.due, day) == {other.id}


@pytest.mark.article("18(2)")
def test_who_chaired_one_meeting_and_who_is_to_chair_the_next_both_owe_it(a_case: At) -> None:
    case = a_case("told")
    chaired = case.account(OTHER_MANAGER).id
    name_other(case)
    hold(case, Chaired(account_id=chaired))
    case.stage.settle()
    starts_at = at_local(case.clock.today() + timedelta(days=10), HOUR)
    with case.manager() as work:
        beside = AllTheSame(all_the_same=True)
        convening.propose(work, case.case, starts_at=starts_at, place="QPS", beside=beside)
    case.agree()
    named = case.account(THIRD).id
    with case.head() as work:
        chairing.name_substitute(work, case.meeting().id, named, by=case.account(HEAD).id)
    with unit_of_work() as work:
        rows = [
            each for each in duties_of(work, case.case) if each.duty is Duty.SUBSTITUTE_DECLARES
        ]
    assert {each.officer for each in rows} == {chaired, named}
