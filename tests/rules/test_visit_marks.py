"""The next visit by a day that the log names: a line, and missed a signal: Art. 14(1), 14(4)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from rules.death import ENDED_DUTIES
from rules.defaults import DEFAULTS
from rules.duties import Duty
from rules.left_behind import DatedFacts
from rules.roles import Owner
from rules.signals import Signal, SignalFacts, SignalKind, open_signals
from rules.visit_facts import LoggedVisit, VisitMark, VisitsOnRecord
from rules.visit_marks import (
    NextVisitBefore,
    check_next_visit,
    duties,
    is_replaced,
    made_on,
    missed,
    visited_on,
    waiting,
)
from tests.rules.known import MEETS, a_closure, in_implementation

DAY = timedelta(days=1)
MEETS_AT = datetime(2026, 10, 4, 12, tzinfo=UTC)
SAID = date(2026, 10, 5)
MARK = VisitMark(uuid4(), 3, SAID, SAID + 7 * DAY)
ONE = VisitsOnRecord((MARK,))


@pytest.mark.article("14(1)")
def test_the_next_visit_comes_after_what_the_entry_tells_of() -> None:
    check_next_visit(SAID, None)
    check_next_visit(SAID, SAID + DAY)
    for wrong in (SAID, SAID - DAY):
        with pytest.raises(NextVisitBefore) as refused:
            check_next_visit(SAID, wrong)
        assert refused.value.basis == DEFAULTS.NEXT_VISIT


@pytest.mark.article("14(1)")
def test_the_first_visit_after_it_answers_it_in_time_or_late() -> None:
    assert made_on(MARK, ()) is None
    assert made_on(MARK, {SAID}) is None  # the entry's own day
    assert made_on(MARK, {SAID + 9 * DAY, SAID + DAY}) == SAID + DAY
    assert list(waiting(replace(ONE, made=frozenset({SAID})))) == [MARK]
    assert not list(waiting(replace(ONE, made=frozenset({MARK.until + 9 * DAY}))))


@pytest.mark.article("14(1)")
def test_another_day_replaces_one_that_has_not_passed() -> None:
    later = VisitMark(uuid4(), 4, MARK.until, MARK.until + 20 * DAY)
    both = VisitsOnRecord((MARK, later))
    assert is_replaced(MARK, both.marks)
    assert list(waiting(both)) == [later]
    after = replace(later, said_on=MARK.until + DAY)
    assert list(waiting(VisitsOnRecord((MARK, after)))) == [MARK, after]
    same_day = replace(later, said_on=MARK.said_on)
    assert is_replaced(MARK, (MARK, same_day))
    assert not is_replaced(same_day, (MARK, same_day))


@pytest.mark.article("14(1)")
def test_the_earliest_day_is_a_line_of_the_manager() -> None:
    after = VisitMark(uuid4(), 4, MARK.until + DAY, MARK.until + 20 * DAY)
    facts = in_implementation(visits=VisitsOnRecord((after, MARK)))
    (duty,) = duties(facts)
    assert (duty.duty, duty.actor, duty.due) == (Duty.MAKE_VISIT, Owner.MANAGER, MARK.until)
    assert (duty.subject_id, duty.basis) == (MARK.id, DEFAULTS.NEXT_VISIT)
    closed = in_implementation(visits=ONE, closure=a_closure(decided_on=MEETS))
    assert not list(duties(closed))
    assert Duty.MAKE_VISIT in ENDED_DUTIES
    assert not list(duties(in_implementation()))


@pytest.mark.article("14(4)")
def test_missed_it_is_a_signal_since_the_day_after_until_somebody_visits() -> None:
    assert not list(missed(ONE, MARK.until))
    assert list(missed(ONE, MARK.until + DAY)) == [(MARK.id, MARK.until + DAY)]
    facts = SignalFacts(assessed=DatedFacts(SAID - DAY, MEETS_AT), visits=ONE)
    today = MARK.until + DAY
    assert open_signals(facts, today) == [Signal(SignalKind.VISIT_MISSED, MARK.id, today)]
    assert not open_signals(facts, MARK.until)
    assert not open_signals(replace(facts, is_over=True), today)
    visited = replace(facts, visits=replace(ONE, made=frozenset({today})))
    assert not open_signals(visited, today)
    known = replace(facts, assessed=DatedFacts(today, MEETS_AT))
    assert not open_signals(known, today)  # the table knew it when it assessed


@pytest.mark.article("14(1)")
def test_a_visit_is_one_at_which_the_child_was_not_missed() -> None:
    on = date(2026, 10, 5)
    none = (
        LoggedVisit(on, is_visit=False),
        LoggedVisit(on, is_visit=True, took_place=False),
        LoggedVisit(on, is_visit=True, child_seen=False),
    )
    assert visited_on(none) == frozenset()
    assert visited_on([*none, LoggedVisit(on, is_visit=True)]) == {on}
