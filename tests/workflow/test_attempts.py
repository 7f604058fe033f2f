"""How tries at a step are counted: in a row, and no further back than that."""

from datetime import timedelta
from uuid import UUID

import pytest

from bench import procedure
from bench.procedure import STEPS
from core.clock import FrozenClock
from models.life import StepAttempt
from models.people import Municipality
from models.session import unit_of_work
from rules.steps import DueStep
from workflow import attempts
from workflow.activation import Activation
from workflow.failure import Failure

PASSES = Failure("OperationalError", "OperationalError at here", "AB12CD34", transient=True)
ANSWER = STEPS["bench_answer"]


@pytest.fixture
def step(database: FrozenClock) -> DueStep:
    """A step of a life of its own."""
    with unit_of_work() as work:
        place = Municipality(slug="bench", name_sq="Provë", name_sr="Proba")
        work.session.add(place)
        work.session.flush()
        return DueStep("bench_answer", procedure.a_life(work, place, "bench-1").id)


def life_of(step: DueStep) -> UUID:
    assert step.subject_id is not None
    return step.subject_id


def row(attempt: StepAttempt) -> StepAttempt:
    with unit_of_work(read_only=True) as work:
        return work.session.get_one(StepAttempt, attempt.id)


def test_what_a_dead_process_left_running_is_closed_by_the_next_activation(step: DueStep) -> None:
    left = attempts.begin(life_of(step), step, ANSWER)
    Activation(life_of(step))
    closed = row(left)
    assert (closed.outcome, closed.error) == ("interrupted", "interrupted")
    assert closed.ended_at is not None


def test_a_step_that_kills_its_process_counts_towards_a_stall(step: DueStep) -> None:
    for number in range(1, attempts.MOST_TRIES + 1):
        assert attempts.begin(life_of(step), step, ANSWER).number == number
        Activation(life_of(step))
    assert attempts.begin(life_of(step), step, ANSWER).number > attempts.MOST_TRIES


def test_a_try_whose_step_had_been_done_is_not_counted_on_from(step: DueStep) -> None:
    left = attempts.begin(life_of(step), step, ANSWER)
    activation = Activation(life_of(step))
    with unit_of_work() as work:
        attempts.had_been_done(work, activation.interrupted)
    assert (row(left).outcome, row(left).error) == ("done", None)
    assert attempts.begin(life_of(step), step, ANSWER).number == 1


def test_failures_that_lie_days_apart_are_not_in_a_row(
    step: DueStep, database: FrozenClock
) -> None:
    attempts.end(attempts.begin(life_of(step), step, ANSWER), PASSES)
    database.moment += timedelta(hours=2)
    second = attempts.begin(life_of(step), step, ANSWER)
    attempts.end(second, PASSES)
    assert second.number == 2
    database.moment += timedelta(days=3)
    assert attempts.begin(life_of(step), step, ANSWER).number == 1
