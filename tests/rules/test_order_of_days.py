"""What came first: the death, the decision, the last day of a report, the hour of a meeting."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from rules.assessment import Risk
from rules.basis import Article
from rules.closure import ProposedClosure, check_seal, falls, is_overtaken, stands_again
from rules.convening import tells_called_off
from rules.death import ends_by, heard_on
from rules.decided import lacking
from rules.grounds import (
    DiedLater,
    Ground,
    GroundFacts,
    NotYetEighteen,
    check_ground,
    check_ground_before_the_table,
    check_proposed_ground,
)
from rules.handover import waits_for_who_decides, waits_for_who_manages, waits_for_who_runs

ONE, DUE, TODAY = UUID(int=1), date(2027, 3, 4), date(2027, 3, 10)
DECIDED = date(2027, 3, 6)
FELL = ProposedClosure(ONE, Ground.OUT_OF_DANGER, fell=True, decided_on=DECIDED)
ON_DEATH = ProposedClosure(ONE, Ground.DEATH)


@pytest.mark.article("17(3.5)")
def test_the_last_day_of_a_limit_is_not_over_on_the_day_of_the_death() -> None:
    assert ends_by(DUE, DUE)
    assert not ends_by(date(2027, 3, 5), DUE)
    assert not ends_by(None, DUE)


@pytest.mark.article("17(3)", "17(3.5)")
def test_what_was_decided_by_the_day_of_the_death_stands_again() -> None:
    def stands(former: ProposedClosure, last: ProposedClosure | None, on: date | None) -> bool:
        return stands_again(former, last, died=on is not None, died_on=on)

    assert stands(FELL, FELL, DECIDED)
    assert stands(FELL, None, None)
    assert stands(FELL, ON_DEATH, date(2027, 3, 7))
    assert not stands(FELL, FELL, date(2027, 3, 5))
    assert not stands(FELL, replace(ON_DEATH, decided_on=TODAY), date(2027, 3, 7))
    assert not stands(FELL, replace(ON_DEATH, ground=Ground.OTHER), None)
    assert not stands(replace(FELL, fell=False), FELL, None)
    assert not stands(replace(FELL, decided_on=None), FELL, None)
    on_death = replace(FELL, ground=Ground.DEATH)
    assert not stands(on_death, on_death, None)
    assert not stands(on_death, on_death, date(2027, 3, 7))  # it lived when the table decided
    assert stands(on_death, on_death, DECIDED)
    assert stands(on_death, replace(FELL, fell=False, decided_on=None), DECIDED)
    assert not stands(on_death, replace(FELL, fell=False), DECIDED)


@pytest.mark.article("17(3)", "17(3.5)")
def test_a_closing_on_a_death_falls_where_the_child_lived_when_it_was_decided() -> None:
    after = date(2027, 3, 7)
    decided = replace(ON_DEATH, approved_on=DUE, decided_on=DECIDED)
    assert not falls(decided, died_on=DECIDED, died=True)
    assert not falls(decided, died_on=None, died=True)  # of an unknown day nobody knows
    assert falls(decided, died_on=after, died=True)
    assert falls(decided, died=False, died_on=None)
    assert not falls(replace(decided, ground=Ground.OTHER), died_on=after, died=True)
    approved = replace(decided, decided_on=None)
    assert falls(approved, died_on=DECIDED, died=True)
    assert not falls(approved, died_on=DUE, died=True)
    assert not falls(ON_DEATH, died_on=after, died=True)  # whether it is so the head says yet
    assert is_overtaken(decided, died_on=after, died=True)
    assert not is_overtaken(replace(decided, fell=True), died_on=after, died=True)
    with pytest.raises(DiedLater) as refused:
        check_seal(decided, died_on=after, died=True)
    assert str(refused.value.basis) == "17(3.5)"
    check_seal(decided, died_on=DECIDED, died=True)


@pytest.mark.article("17(3)", "17(3.2)")
def test_a_closing_on_an_age_falls_where_the_child_was_not_eighteen_when_it_was_decided() -> None:
    alive: dict[str, Any] = {"died": False, "died_on": None}
    of_age, minor = date(2009, 3, 6), date(2009, 3, 7)
    decided = ProposedClosure(ONE, Ground.EIGHTEEN, approved_on=DUE, decided_on=DECIDED)
    assert not falls(decided, born_on=of_age, **alive)  # the birthday itself is in time
    assert falls(decided, born_on=minor, **alive)
    assert not falls(decided, born_on=None, **alive)  # of a day nobody knows nobody knows
    assert not falls(replace(decided, ground=Ground.OTHER), born_on=minor, **alive)
    approved = replace(decided, decided_on=None)
    assert not falls(approved, born_on=minor, **alive)  # the table may find another age yet
    assert is_overtaken(decided, born_on=minor, **alive)
    assert not is_overtaken(replace(decided, fell=True), born_on=minor, **alive)
    assert is_overtaken(decided, died=True, died_on=DUE, born_on=of_age)  # it had died
    with pytest.raises(NotYetEighteen) as refused:
        check_seal(decided, born_on=minor, **alive)
    assert str(refused.value.basis) == "17(3.2)"
    check_seal(decided, born_on=of_age, **alive)


@pytest.mark.article("17(3)", "17(3.2)")
def test_a_closing_on_an_age_stands_again_where_the_child_was_eighteen() -> None:
    alive: dict[str, Any] = {"died": False, "died_on": None}
    of_age, minor = date(2009, 3, 6), date(2009, 3, 7)
    fell = replace(FELL, ground=Ground.EIGHTEEN)
    assert stands_again(fell, fell, born_on=of_age, **alive)
    assert not stands_again(fell, fell, born_on=minor, **alive)
    anew = ProposedClosure(ONE, Ground.EIGHTEEN)
    assert stands_again(fell, anew, born_on=of_age, **alive)
    assert not stands_again(fell, replace(anew, decided_on=TODAY), born_on=of_age, **alive)
    assert not stands_again(fell, replace(anew, ground=Ground.OTHER), born_on=of_age, **alive)


@pytest.mark.article("17(3.5)")
def test_nothing_is_proposed_approved_or_decided_on_a_death_that_was_later() -> None:
    facts = GroundFacts(Ground.DEATH, "", None, False, 0, None, died=True, died_on=DECIDED)
    for check in (check_ground, check_proposed_ground, check_ground_before_the_table):
        check(facts, DECIDED)
        check(replace(facts, died_on=None), DUE)
        with pytest.raises(DiedLater):
            check(facts, date(2027, 3, 5))
    assert lacking(facts, DUE) == Article(17, "3.5")


@pytest.mark.article("17(3.5)")
def test_a_death_was_heard_of_on_the_first_day_of_those_that_stand_in_its_place() -> None:
    assert heard_on([(True, TODAY), (True, DUE)]) == DUE
    assert heard_on([(True, TODAY), (False, DECIDED), (True, DUE)]) == DUE
    assert heard_on([(True, TODAY), (False, DUE)]) == TODAY
    assert heard_on([(False, TODAY)]) is None


@pytest.mark.article("17(3)", "17(3.1)", "17(3.2)")
def test_the_ground_is_held_against_the_day_of_the_decision() -> None:
    facts = GroundFacts(Ground.OUT_OF_DANGER, "", None, True, 0, Risk.LOW)
    assert lacking(facts, DECIDED) is None
    assert lacking(replace(facts, open_actions=1), DECIDED) == Article(17, "3.1")
    assert lacking(replace(facts, died=True, died_on=DUE, open_actions=1), DECIDED) is None
    of_age = replace(facts, ground=Ground.EIGHTEEN, birth_date=date(2009, 3, 6))
    assert lacking(of_age, DECIDED) is None
    assert lacking(of_age, date(2027, 3, 5)) == Article(17, "3.2")


@pytest.mark.article("8(3)")
def test_nobody_is_told_that_a_past_meeting_is_off() -> None:
    starts = datetime(2027, 3, 4, 9, tzinfo=UTC)
    assert tells_called_off(starts, starts.replace(hour=8))
    assert not tells_called_off(starts, starts)


@pytest.mark.article("16(1)", "16(2)")
@pytest.mark.parametrize("template", ["supervision/asked", "supervision/visit"])
def test_what_the_head_says_to_the_manager_waits_for_one(template: str) -> None:
    assert waits_for_who_manages(template)
    assert not waits_for_who_runs(template)
    assert not waits_for_who_decides(template)
    assert not waits_for_who_manages("information/received")
