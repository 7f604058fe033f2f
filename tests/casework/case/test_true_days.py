"""What the table found or set, and what the manager proposed, typed later: Art. 5(1.5), 17."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from casework.case import closing_facts, closure, rhythm
from casework.record.closure_facts import age_finding
from casework.record.rhythm import rhythm_of
from casework.record.table import plan_in_force
from casework.table.record_correction import WasSo
from core.clock import local_day
from models.breach import BreachRow
from models.closure import Closure
from models.plan import Review
from rules.assessment import NotADayOfTheTable, Risk
from rules.days import StillToCome
from rules.duties import Duty
from rules.grounds import Ground
from rules.planning import ActionStatus, month_ends
from rules.rhythm import Rhythm
from simulation import words
from tests.builders import MANAGER, OTHER_MANAGER, ACase
from tests.casework.case.test_handover import hand_over
from tests.casework.conftest import At
from tests.casework.table.test_record_correction import correct
from tests.casework.table.test_unplanned import take_place
from tests.onrecord import reading


def propose(case: ACase, on: date, as_: str = MANAGER) -> Closure:
    with case.manager() as work:
        return closure.propose(
            work,
            case.case,
            ground=Ground.OTHER_COUNTRY,
            assessment=words.CLOSING,
            detail="Gjermani, te tezja.",
            best_interest=words.BEST_INTEREST,
            by=case.account(as_).id,
            on=on,
        )


@pytest.mark.article("17(1)")
def test_a_proposal_typed_later_keeps_its_day(a_case: At) -> None:
    case = a_case("minuted")
    typed_on = case.clock.today()
    with pytest.raises(StillToCome):
        propose(case, typed_on + timedelta(days=1))
    said = propose(case, typed_on - timedelta(days=1))
    assert local_day(said.proposed_at) == typed_on - timedelta(days=1)
    assert local_day(said.proposal_entered_at) == typed_on


@pytest.mark.article("17(1)", "4(2)")
def test_a_proposal_typed_by_the_new_manager_is_of_the_former_ones_day(a_case: At) -> None:
    case = a_case("minuted")
    case.stage.move_to(case.clock.today() + timedelta(days=3))
    hand_over(case)
    said = propose(case, case.clock.today() - timedelta(days=2), OTHER_MANAGER)
    assert said.proposed_by_id == case.account(MANAGER).id


@pytest.mark.article("5(1.5)")
def test_a_rhythm_is_of_a_day_on_which_the_table_met_and_the_last_word_of_it_counts(
    a_case: At,
) -> None:
    case = a_case("minuted")
    met = case.held().met_on
    case.stage.move_to(met + timedelta(days=9))

    def say(days: int, on: date) -> None:
        with case.manager() as work:
            rhythm.set_rhythm(work, case.case, days=days, reason="Rreziku.", on=on)

    with pytest.raises(StillToCome):
        say(14, case.clock.today() + timedelta(days=1))
    with pytest.raises(NotADayOfTheTable):
        say(14, met + timedelta(days=8))
    say(14, met)
    say(7, met)
    with reading() as work:
        found = rhythm_of(work.session, case.case)
    assert found is not None
    assert found.rhythm == Rhythm(7, met)


@pytest.mark.article("17(3.2)")
def test_an_age_is_found_on_a_day_on_which_the_table_met_and_counts_from_it(a_case: At) -> None:
    case = a_case("minuted")
    met = case.held().met_on
    case.stage.move_to(later := met + timedelta(days=3))

    def find(born: date, on: date) -> None:
        with case.manager() as work:
            by = case.account(MANAGER).id
            closing_facts.find_age(work, case.case, born_on=born, source="Libri.", by=by, on=on)

    with pytest.raises(StillToCome):
        find(date(2008, 9, 1), later + timedelta(days=1))
    with pytest.raises(NotADayOfTheTable):
        find(date(2008, 9, 1), later)
    find(date(2008, 12, 1), met)
    with reading() as work:
        found = {day: age_finding(work.session, case.case, day) for day in (met, later)}
        assert [row and row.born_on for row in found.values()] == [
            date(2008, 12, 1),
            date(2008, 12, 1),
        ]
        assert age_finding(work.session, case.case, met - timedelta(days=1)) is None


@pytest.mark.article("5(1.5)", "15(1)", "15(2)")
def test_a_review_that_is_typed_after_a_later_one_is_of_its_day(a_case: At) -> None:
    """It keeps the month that was noted as missed; what was found later stands as it is."""
    case = a_case("reviewed")
    with reading() as work:
        (later,) = work.session.scalars(select(Review).filter_by(case_id=case.case)).all()
        over = month_ends(later.settled_on - timedelta(days=28))
        case.clock.move_to(over + timedelta(days=10))
    correct(case, WasSo(on=over + timedelta(days=2)), later.meeting_id)
    assert missed(case) == [False]
    night = over - timedelta(days=14)
    take_place(case, night, on_review=True)
    row = case.row()
    case.review(risk=Risk.HIGH, status=ActionStatus.IN_PROCESS, on=night)
    with reading() as work:
        found = select(Review.settled_on).filter_by(case_id=case.case).order_by(Review.settled_on)
        assert list(work.session.scalars(found)) == [night, over + timedelta(days=2)]
        plan = plan_in_force(work.session, case.case)
        assert plan is not None
        assert {action.status for action in plan.actions} == {ActionStatus.COMPLETED}
    assert (case.row().risk, case.row().phase) == (row.risk, row.phase) == ("low", "implementation")
    assert missed(case) == [True]


def missed(case: ACase) -> list[bool]:
    """The months of the plan that were over without a review, and whether each is struck."""
    query = select(BreachRow).filter_by(life_id=case.case, duty=Duty.REVIEW_PLAN)
    with reading() as work:
        return [row.struck_on is not None for row in work.session.scalars(query)]
