"""Workers die, leave and meet; a life goes on to the same end: F2, F10, F20."""

from pathlib import Path
from uuid import UUID

import psutil
import pytest
from sqlalchemy import func, select, update

from models.life import Heartbeat, StepAttempt
from models.session import unit_of_work
from runtime import repairs
from tests.engine import Bench, Process
from tests.nursery import Forked, Nursery
from tests.waiting import quiet_seconds, wait_until

pytestmark = pytest.mark.engine

SECOND = pytest.mark.long("at the boundaries of the step that answers")
BOUNDARIES = [
    pytest.param("before:bench_begin", marks=SECOND),
    pytest.param("after:bench_begin", marks=SECOND),
    "before:bench_answer",
    "after:bench_answer",
    "before:park",
    "after:park",
]


def outcomes(life_id: UUID, step: str) -> dict[str, int]:
    with unit_of_work(read_only=True) as work:
        counted = (
            select(StepAttempt.outcome, func.count().label("tries"))
            .where(StepAttempt.life_id == life_id, StepAttempt.step == step)
            .group_by(StepAttempt.outcome)
        )
        return {row.outcome: row.tries for row in work.session.execute(counted)}


@pytest.mark.parametrize("boundary", BOUNDARIES)
def test_a_worker_killed_at_any_boundary_loses_nothing_and_repeats_nothing(
    bench: Bench, boundary: str
) -> None:
    worker = bench.add_worker(TRYEZA_FAILPOINT=boundary)
    (life_id,) = bench.open()
    bench.poke(life_id)
    wait_until(lambda: not worker.is_alive)
    bench.add_worker()
    wait_until(lambda: bench.answers(life_id) == 1)
    bench.close(life_id)
    wait_until(lambda: bench.run_of(life_id)["state"]["name"] == "Completed")
    assert bench.count(life_id, "bench begun") == 1
    assert bench.answers(life_id) == 1
    assert bench.life(life_id).ended_at is not None
    tries = outcomes(life_id, "bench_begin"), outcomes(life_id, "bench_answer")
    died_before = [boundary == f"before:{step}" for step in ("bench_begin", "bench_answer")]
    assert tries == tuple(
        {"done": 1} | ({"interrupted": 1} if died else {}) for died in died_before
    )


def test_no_worker_outlives_the_tests_that_started_it(bench: Bench, tmp_path: Path) -> None:
    nursery = Nursery(bench.env, tmp_path / "nursery.log")
    log = tmp_path / "worker.log"
    worker = psutil.Process(Forked(nursery, bench.env, log).pid)
    wait_until(lambda: b"is ready" in log.read_bytes())
    nursery.kill()
    wait_until(lambda: not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE)


def test_what_a_dead_worker_held_runs_again_with_the_next(bench: Bench) -> None:
    first = bench.add_worker()
    life_id = bench.open_parked()
    bench.poke(life_id, fail="slow60")
    wait_until(lambda: outcomes(life_id, "bench_answer") == {"running": 1})
    bench.add_worker()
    first.kill()
    took = wait_until(
        lambda: outcomes(life_id, "bench_answer") == {"interrupted": 1, "running": 1}, 90
    )
    assert took < quiet_seconds(15)  # the issue allows 90 seconds


def heard_of() -> set[str]:
    with unit_of_work(read_only=True) as work:
        return set(work.session.scalars(select(Heartbeat.name)))


def test_who_leaves_in_order_is_not_silent_and_who_died_is_until_forgotten(bench: Bench) -> None:
    first = bench.add_worker()
    wait_until(lambda: "keeper" in heard_of())
    first.ask_to_leave()
    first.ask_to_leave()
    assert first.wait() == 0
    assert heard_of() == set()
    second = bench.add_worker()
    wait_until(lambda: len(heard_of()) == 2)
    second.kill()
    (died,) = heard_of() - {"keeper"}
    with unit_of_work() as work:
        repairs.forget_the_dead(work)
    assert died in heard_of()
    with unit_of_work() as work:
        long_ago = Heartbeat.beat_at - repairs.FORGOTTEN_AFTER
        work.session.execute(update(Heartbeat).values(beat_at=long_ago))
    third = bench.add_worker()
    wait_until(lambda: died not in heard_of())
    assert third.is_alive


def test_three_workers_share_the_lives_and_take_each_step_once(bench: Bench) -> None:
    for _ in range(3):
        bench.add_worker()
    lives = bench.open(9)
    for life_id in lives:
        bench.poke(life_id)
        bench.poke(life_id)
    wait_until(lambda: all(bench.answers(life_id) == 2 for life_id in lives))
    wait_until(lambda: all(bench.rests(life_id) for life_id in lives))
    for life_id in lives:
        assert outcomes(life_id, "bench_begin") == {"done": 1}
        assert outcomes(life_id, "bench_answer") == {"done": 2}


def test_asked_to_leave_a_worker_finishes_the_step_in_hand(bench: Bench) -> None:
    worker = bench.add_worker()
    life_id = bench.open_parked()
    bench.poke(life_id, fail="slow2")
    wait_until(lambda: outcomes(life_id, "bench_answer") == {"running": 1})
    worker.ask_to_leave()
    assert worker.wait() == 0
    assert bench.answers(life_id) == 1
    assert bench.rests(life_id)
    wait_until(lambda: bench.run_of(life_id)["state"]["name"] == "AwaitingPoke")


def test_asked_to_leave_a_worker_releases_a_step_that_takes_too_long(bench: Bench) -> None:
    worker = bench.add_worker()
    life_id = bench.open_parked()
    bench.poke(life_id, fail="slow60")
    wait_until(lambda: outcomes(life_id, "bench_answer") == {"running": 1})
    worker.ask_to_leave()
    assert worker.wait(50) == 0  # and not when the step is done
    bench.add_worker()
    wait_until(lambda: outcomes(life_id, "bench_answer") == {"interrupted": 1, "running": 1})


def test_asked_to_leave_before_the_server_answers_a_worker_goes_at_once(bench: Bench) -> None:
    server = bench.server.process
    assert server is not None
    server.stop()
    worker = bench.start_worker_without_waiting()
    try:
        wait_until(lambda: is_waiting_for(bench.server.port, worker))
        worker.ask_to_leave()
        assert worker.wait(8) == 0  # what has something in hand has nine and a half
    finally:
        server.go_on()
    assert heard_of() == set()


def is_waiting_for(port: int, worker: Process) -> bool:
    connections = psutil.Process(worker.pid).net_connections("tcp")
    return any(one.raddr and one.raddr.port == port for one in connections)
