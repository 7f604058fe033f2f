"""What the last act or step found due stands in the row; the rules are asked where time passed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import Engine, event, select

from bench import procedure
from bench.statements import counted
from core.clock import FrozenClock
from models.life import AuditEntry, Life, StepAttempt, WakeReason, Wakeup
from models.people import Municipality
from models.session import Work, unit_of_work
from rules.steps import DueStep
from workflow import attempts
from workflow.activation import Activation
from workflow.failure import Failure, StepFailed
from workflow.kinds import Look, kinds, register
from workflow.life import lock, look_again, perform


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


@pytest.fixture
def looks() -> Iterator[list[UUID]]:
    """Every life about which the rules are asked, in turn."""
    seen: list[UUID] = []
    plain = kinds()[procedure.KIND]

    def look(work: Work, life: Life) -> Look:
        seen.append(life.id)
        return plain.look(work, life)

    register([replace(plain, look=look)], procedure.STEPS)
    yield seen
    register([plain], procedure.STEPS)


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


def test_between_two_steps_nothing_is_asked(life: UUID) -> None:
    """The end of one try reads the row, and begins the next."""
    poke(life)
    poke(life)
    with counted() as first:
        activation = Activation(life)
        steps = activation.due_steps()
    with counted() as seen:
        take(activation, next(steps))
        second = next(steps)
    take(activation, second)
    with counted() as then:
        assert list(steps) == []
        activation.deliver(lambda *_: None)
    assert (len(first), len(seen), len(then)) == (6, 17, 0), "\n".join((*first, "", *seen))
    assert len(answered(life)) == 2


def test_an_activation_of_one_step_takes_five_transactions(life: UUID) -> None:
    """Its begin, the step, the end of its try, its rest and its inbox."""
    poke(life)
    done: list[object] = []

    def note(connection: object) -> None:
        done.append(connection)

    event.listen(Engine, "commit", note)
    try:
        activation = Activation(life)
        for due in activation.due_steps():
            take(activation, due)
        activation.deliver(lambda *_: None)
        activation.come_to_rest()
        assert not activation.empty_inbox()
    finally:
        event.remove(Engine, "commit", note)
    assert len(done) == 5


def test_a_try_that_is_begun_beforehand_is_the_one_that_ends(life: UUID) -> None:
    poke(life)
    poke(life)
    run(Activation(life))
    with unit_of_work(read_only=True) as work:
        tries = work.session.scalars(select(StepAttempt).where(StepAttempt.life_id == life)).all()
    assert [(each.outcome, each.number) for each in tries] == [("done", 1)] * 3


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
    named = next(steps)
    assert named == DueStep("bench_answer", second)
    perform("bench_answer", life, second)  # after it was named, before it is taken
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


def test_what_somebody_asks_for_while_the_life_comes_to_rest_wakes_it_again(life: UUID) -> None:
    first = poke(life)
    activation = Activation(life)
    for due in activation.due_steps():
        take(activation, due)
    late = poke(life)
    activation.come_to_rest()
    assert activation.empty_inbox()
    assert answered(life) == [first]
    assert [step.subject_id for step in run(Activation(life))] == [late]


def test_what_falls_due_by_itself_after_the_last_step_is_taken_at_once(
    life: UUID, database: FrozenClock
) -> None:
    poke(life)
    later = poke(life, after=timedelta(hours=1))
    activation = Activation(life)
    for due in activation.due_steps():
        take(activation, due)
    database.moment += timedelta(hours=2)
    activation.come_to_rest()
    assert activation.empty_inbox()
    assert reasons(life) == ["due meanwhile"]
    assert [step.subject_id for step in run(Activation(life))] == [later]


def test_a_life_with_nothing_left_is_not_woken(life: UUID) -> None:
    poke(life)
    activation = Activation(life)
    run(activation)
    assert not activation.empty_inbox()


def test_a_step_that_failed_is_passed_over(life: UUID) -> None:
    fails, passes = poke(life, fail="permanent"), poke(life)
    activation = Activation(life)
    steps = activation.due_steps()
    take(activation, next(steps))
    assert next(steps) == DueStep("bench_answer", passes)
    assert activation.skip == {DueStep("bench_answer", fails)}


def test_a_stalled_step_does_not_wake_its_life_for_ever(life: UUID) -> None:
    poke(life, fail="permanent")
    activation = Activation(life)
    run(activation)
    assert not activation.empty_inbox()


def test_a_step_asks_the_rules_once_and_a_persons_act_for_what_follows_it(
    life: UUID, looks: list[UUID]
) -> None:
    poke(life)
    poke(life)
    assert len(looks) == 2
    run(Activation(life))
    assert len(looks) == 4  # after each step; what was due stood in the row, and stands at rest


def test_what_the_row_says_holds_until_a_day_began(
    life: UUID, database: FrozenClock, looks: list[UUID]
) -> None:
    poke(life)
    looks.clear()
    database.moment += timedelta(days=1)
    run(Activation(life))
    assert len(looks) == 2  # what is due; and after the step


def test_what_the_row_says_holds_until_a_moment_passed_that_the_rules_named(
    life: UUID, database: FrozenClock
) -> None:
    later = poke(life, after=timedelta(hours=1))
    database.moment += timedelta(minutes=59)
    assert run(Activation(life)) == []
    database.moment += timedelta(minutes=1)
    assert [step.subject_id for step in run(Activation(life))] == [later]


def test_after_a_night_at_rest_the_life_is_settled_once_though_nobody_acted(
    life: UUID, database: FrozenClock, looks: list[UUID]
) -> None:
    database.moment += timedelta(days=1)
    looks.clear()
    run(Activation(life))
    assert len(looks) == 1


@pytest.mark.parametrize("reason", WakeReason)
def test_what_is_no_persons_act_asks_the_rules_anew(
    life: UUID, looks: list[UUID], reason: WakeReason
) -> None:
    """Another edition may run since, or nobody knows what woke it."""
    with unit_of_work() as work:
        work.wake(life, reason)
    looks.clear()
    run(Activation(life))
    assert looks == [life]


def test_after_a_process_was_killed_the_rules_are_asked_anew(life: UUID, looks: list[UUID]) -> None:
    """Its mail may have been accepted, which is written beside the lock."""
    poke(life)
    activation = Activation(life)
    attempts.begin(life, next(activation.due_steps()), procedure.STEPS["bench_answer"])
    looks.clear()
    run(Activation(life))
    assert len(looks) == 2


def test_a_kind_that_reads_other_lives_is_asked_each_time(life: UUID, looks: list[UUID]) -> None:
    watched = kinds()[procedure.KIND]
    register([replace(watched, alone=False)], procedure.STEPS)
    poke(life)
    looks.clear()
    run(Activation(life))
    assert len(looks) == 4  # what is due, again under the lock, after the step, and at rest


def test_a_kind_whose_acts_ask_themselves_is_asked_once_less(life: UUID, looks: list[UUID]) -> None:
    watched = kinds()[procedure.KIND]
    register([replace(watched, alone=False, asks_itself=True)], procedure.STEPS)
    poke(life)
    looks.clear()
    run(Activation(life))
    assert len(looks) == 3


def test_an_ended_life_has_nothing_due(life: UUID) -> None:
    poke(life)
    with unit_of_work() as work:
        procedure.close(work, life)
        life_row = lock(work, life)
        life_row.ended_at = work.clock.now()
    assert look_again(life) == ()
    assert run(Activation(life)) == []
