"""The log names a day for the next visit, and is held to it: Art. 14(1), 14(4)."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from casework.case import logbook
from casework.case.logbook import Logged, OfOneChild
from casework.record import signal_facts
from models.case import Case
from models.logbook import LogEntry
from models.session import unit_of_work
from queries.visits_named import NamedVisit, VisitState, visits_named
from rules.duties import Duty
from rules.logbook import LogKind
from rules.signals import SignalKind, open_signals
from rules.visit_marks import NextVisitBefore
from tests.builders import ACase
from tests.casework.case.test_death import died
from tests.casework.case.test_logbook import a_brother, enter, visit
from tests.casework.conftest import At
from tests.database import past_the_rights

DAY = timedelta(days=1)


def call(on: date, until: date | None) -> Logged:
    said = OfOneChild("Kanarina.")
    return Logged(LogKind.CALL, on, said, with_whom="Nëna", next_visit_on=until)


def states(case: ACase) -> dict[int, VisitState]:
    with case.manager() as work:
        return dict(visits_named(work, work.session.get_one(Case, case.case)))


def signals(case: ACase) -> list[tuple[SignalKind, UUID, date]]:
    with unit_of_work() as work:
        facts = signal_facts.read(work.session, case.case).facts
    return [(each.kind, each.source, each.since) for each in open_signals(facts, _today(case))]


def _today(case: ACase) -> date:
    return case.clock.today()


@pytest.mark.article("14(1)", "14(4)")
def test_a_day_that_passes_is_a_line_and_a_signal_until_a_visit_is_entered(a_case: At) -> None:
    case = a_case("minuted")
    said = _today(case)
    with pytest.raises(NextVisitBefore):
        enter(case, call(said, said))
    entry = enter(case, call(said, said + 3 * DAY))
    assert case.duties()[Duty.MAKE_VISIT].due == said + 3 * DAY
    assert states(case) == {1: VisitState(NamedVisit.WAITING)}
    case.stage.move_to(said + 4 * DAY)
    assert signals(case) == [(SignalKind.VISIT_MISSED, entry.id, said + 4 * DAY)]
    assert states(case) == {1: VisitState(NamedVisit.MISSED)}
    with case.manager() as work:  # corrected, it is the same signal
        again = logbook.correct(work, entry.id, call(said, said + 3 * DAY), reason="Fjalët.")
    assert signals(case) == [(SignalKind.VISIT_MISSED, entry.id, said + 4 * DAY)]
    enter(case, call(_today(case), None))  # no visit
    assert signals(case) != []
    enter(case, visit(said + 2 * DAY))  # typed two days later, by its true day in time
    assert signals(case) == []
    assert Duty.MAKE_VISIT not in case.duties()
    assert states(case) == {again.number: VisitState(NamedVisit.MADE, said + 2 * DAY)}


@pytest.mark.article("14(1)", "14(4)")
def test_a_visit_after_its_day_ends_the_line_and_stays_late(a_case: At) -> None:
    case = a_case("minuted")
    said = _today(case)
    enter(case, visit(said, next_visit_on=said + DAY))
    enter(case, call(said, said + 2 * DAY))
    assert states(case)[1] == VisitState(NamedVisit.REPLACED)
    case.stage.move_to(said + 5 * DAY)
    assert case.duties()[Duty.MAKE_VISIT].due == said + 2 * DAY
    made = enter(case, visit(_today(case)))
    assert states(case)[2] == VisitState(NamedVisit.MADE_LATE, _today(case))
    assert signals(case) == []
    with case.manager() as work:  # it was a call
        logbook.correct(work, made.id, call(_today(case), None), reason="Thirrje.")
    assert [kind for kind, _, _ in signals(case)] == [SignalKind.VISIT_MISSED]
    assert case.duties()[Duty.MAKE_VISIT].due == said + 2 * DAY
    died(case)
    assert Duty.MAKE_VISIT not in case.duties()
    assert signals(case) == []


@pytest.mark.article("14(1)")
def test_the_day_is_of_one_child_and_stays_as_it_was_written(a_case: At) -> None:
    case = a_case("minuted")
    brother = a_brother(case)
    said = _today(case)
    other = {brother: OfOneChild("Vëllai.")}
    with case.manager() as work:
        logged = Logged(
            *(LogKind.CALL, said, OfOneChild("Kanarina.")),
            with_whom="Nëna",
            next_visit_on=said + DAY,
            also=other,
        )
        logbook.enter(work, case.case, logged)
    with unit_of_work() as work:
        query = select(LogEntry.case_id, LogEntry.next_visit_on)
        found = {row[0]: row[1] for row in work.session.execute(query)}
    assert found == {case.case: said + DAY, brother: None}
    with past_the_rights() as work, pytest.raises(DBAPIError):
        work.session.execute(text("UPDATE log_entry SET next_visit_on = NULL"))
