"""A step hands on what it found due: enough to start the next one, and never a decision."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from bench import procedure
from bench.statements import counted
from core.clock import FrozenClock
from core.ids import new_id
from models.life import AuditEntry, Life, Wakeup
from models.people import Municipality
from models.session import Work, unit_of_work
from rules.steps import DueStep
from workflow.activation import Activation
from workflow.failure import Failure, StepFailed
from workflow.hint import Hint, leave
from workflow.life import perform


@pytest.fixture
def life(database: FrozenClock) -> UUID:
    """A life that has begun and rests."""
    with unit_of_work() as work:
        place = Municipality(slug="bench", name_sq="Provë", name_sr="Proba")
        work.session.add(place)
        work.session.flush()
        life_id = procedure.a_life(work, place, "bench-1").id
    assert [step.act for step in run(Activation(life_id))] == ["bench_begin"]
    return life_id


def take(activation: Activation, due: DueStep) -> None:
    """As a task does: a failure leaves by its class only."""

    def carry_out(life_id: UUID, subject_id: UUID | None) -> None:
        try:
            perform(due.act, life_id, subject_id)
        except procedure.PokeRefused as error:
            raise StepFailed(due.act, Failure.of(error)) from None

    activation.take(due, carry_out)


def run(activation: Activation, meanwhile: Callable[[], object] = lambda: None) -> list[DueStep]:
    """Take what is due and rest; `meanwhile` happens after each step."""
    taken = []
    for due in activation.due_steps():
        take(activation, due)
        taken.append(due)
        meanwhile()
    activation.come_to_rest()
    return taken


def poke(life_id: UUID, fail: str = "", after: timedelta | None = None) -> UUID:
    with unit_of_work() as work:
        at = work.clock.now() + after if after else None
        return procedure.poke(work, life_id, at=at, fail=fail)


def answered(life_id: UUID) -> list[UUID]:
    with unit_of_work(read_only=True) as work:
        query = select(AuditEntry).filter_by(life_id=life_id, act="bench answered")
        found = work.session.scalars(query.order_by(AuditEntry.number))
        return [UUID(entry.detail["subject"]) for entry in found]


def reasons(life_id: UUID) -> list[str]:
    with unit_of_work(read_only=True) as work:
        waiting = select(Wakeup.reason).where(Wakeup.life_id == life_id, Wakeup.taken_at.is_(None))
        return list(work.session.scalars(waiting))


def test_between_two_steps_nothing_is_asked_of_the_database(life: UUID) -> None:
    poke(life)
    poke(life)
    activation = Activation(life)
    steps = activation.due_steps()
    take(activation, next(steps))
    with counted() as seen:
        second = next(steps)
    take(activation, second)
    with counted() as then:
        assert list(steps) == []
    assert (seen, then) == ([], [])
    assert len(answered(life)) == 2


def answer(work: Work, life_id: UUID, subject_id: UUID | None) -> None:
    """An act that does not ask whether it is due: the machine does."""
    life = work.session.get_one(Life, life_id)
    work.record("bench answered", "0(2)", life=life, subject=subject_id)
    work.write_trail()


def test_what_somebody_does_meanwhile_is_not_done_again(
    life: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(procedure.ACTS, "bench_answer", answer)
    first, second = poke(life), poke(life)
    activation = Activation(life)
    steps = activation.due_steps()
    take(activation, next(steps))
    perform("bench_answer", life, second)  # after the hint was left, before it is followed
    named = next(steps)
    assert named == DueStep("bench_answer", second)
    take(activation, named)
    assert list(steps) == []
    assert answered(life) == [first, second]


def test_what_somebody_asks_for_meanwhile_is_seen_by_the_next_step(life: UUID) -> None:
    poked = [poke(life), poke(life)]

    def one_more() -> None:
        if len(poked) < 3:
            poked.append(poke(life))

    taken = run(Activation(life), one_more)
    assert [step.subject_id for step in taken] == poked
    assert answered(life) == poked


def test_what_somebody_asks_for_after_the_last_step_wakes_the_life_again(life: UUID) -> None:
    poke(life)
    activation = Activation(life)
    late: list[UUID] = []
    run(activation, lambda: late.append(poke(life)))
    assert activation.empty_inbox()
    assert answered(life) != late
    assert [step.subject_id for step in run(Activation(life))] == late


def test_what_falls_due_by_itself_after_the_last_step_is_taken_at_once(
    life: UUID, database: FrozenClock
) -> None:
    poke(life)
    later = poke(life, after=timedelta(hours=1))
    activation = Activation(life)

    def midnight() -> None:
        database.moment += timedelta(hours=2)

    run(activation, midnight)
    assert activation.empty_inbox()
    assert reasons(life) == ["due meanwhile"]
    assert [step.subject_id for step in run(Activation(life))] == [later]


def test_a_life_with_nothing_left_is_not_woken(life: UUID) -> None:
    poke(life)
    activation = Activation(life)
    run(activation)
    assert not activation.empty_inbox()


def test_after_a_step_that_failed_the_rules_are_asked_anew(life: UUID) -> None:
    fails, passes = poke(life, fail="permanent"), poke(life)
    activation = Activation(life)
    steps = activation.due_steps()
    take(activation, next(steps))
    assert activation.hint.steps is None  # what was rolled back has found nothing
    with counted() as seen:
        assert next(steps) == DueStep("bench_answer", passes)
    assert seen
    assert activation.skip == {DueStep("bench_answer", fails)}


def test_a_stalled_step_does_not_wake_its_life_for_ever(life: UUID) -> None:
    poke(life, fail="permanent")
    activation = Activation(life)
    run(activation)
    assert not activation.empty_inbox()


def test_a_hint_is_for_one_life_and_good_once() -> None:
    mine = Hint(new_id())
    due = [DueStep("bench_answer", new_id())]
    leave(mine.life_id, due)  # nobody wants it
    with mine.wanted():
        leave(new_id(), due)
        assert mine.take() is None
        leave(mine.life_id, due)
    assert (mine.take(), mine.take()) == (due, None)
    leave(mine.life_id, due)
    assert mine.take() is None
