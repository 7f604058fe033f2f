"""A life runs in short activations, and rests as one row in between."""

from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import make_url, select

from bench import procedure
from bench.procedure import STEPS
from core.clock import SystemClock
from deployments.postgres import EmbeddedPostgres
from models.life import AttemptOutcome, StepAttempt
from models.session import unit_of_work
from tests.engine import Bench, Process
from tests.waiting import quiet_seconds, wait_until
from workflow import demo_clock

pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("resident")]


def move_clock(by: timedelta) -> None:
    with unit_of_work() as work:
        demo_clock.move_to(work, work.clock.now() + by)


def retry(life_id: UUID) -> None:
    with unit_of_work() as work:
        work.wake(life_id, "retry")


def attempts(life_id: UUID) -> list[StepAttempt]:
    with unit_of_work(read_only=True) as work:
        found = select(StepAttempt).where(StepAttempt.life_id == life_id)
        return list(work.session.scalars(found.order_by(StepAttempt.started_at)))


def test_a_life_parks_under_the_name_of_what_it_waits_for(bench: Bench) -> None:
    life_id = bench.open_parked()
    run = bench.run_of(life_id)
    assert (run["state"]["type"], run["state"]["name"]) == ("SCHEDULED", "AwaitingPoke")
    assert run["parameters"] == {"life_id": str(life_id)}
    assert run["name"] == bench.life(life_id).key
    assert run["next_scheduled_start_time"].startswith("2100")


def test_an_act_wakes_a_life_at_once_and_its_step_shows_as_a_task(bench: Bench) -> None:
    life_id = bench.open_parked()
    bench.poke(life_id)
    took = wait_until(lambda: bench.answers(life_id) == 1)
    assert took < quiet_seconds(3)
    run_id = bench.life(life_id).flow_run_id
    wait_until(lambda: len(bench.server.tasks(run_id)) == 2)
    wait_until(lambda: all(t["state_name"] == "Completed" for t in bench.server.tasks(run_id)))
    names = [task["name"] for task in bench.server.tasks(run_id)]
    begin, answer = (STEPS[act].name for act in ("bench_begin", "bench_answer"))
    assert names[0] == f"{begin} · {str(life_id)[:8]}"
    assert names[1].startswith(f"{answer} · ")


def test_a_life_ends_completed_and_stays_so(bench: Bench) -> None:
    life_id = bench.open_parked()
    bench.close(life_id)
    wait_until(lambda: bench.run_of(life_id)["state"]["name"] == "Completed")
    assert bench.life(life_id).ended_at is not None
    bench.server.press_retry(bench.life(life_id).flow_run_id)
    states = bench.server.states
    run_id = bench.life(life_id).flow_run_id
    wait_until(lambda: states(run_id)[-3:] == ["AwaitingRetry", "Running", "Completed"])


def test_a_moment_that_comes_by_the_demo_clock_wakes_a_life(bench: Bench) -> None:
    life_id = bench.open_parked()
    bench.poke(life_id, at=SystemClock().now() + timedelta(days=40))
    wait_until(lambda: bench.life(life_id).waiting_for == "AwaitingMoment")
    assert bench.answers(life_id) == 0
    move_clock(timedelta(days=41))
    assert wait_until(lambda: bench.answers(life_id) == 1) < quiet_seconds(5)


def test_a_step_that_fails_for_good_stalls_and_tells_nothing(
    bench: Bench, resident: Process, postgres: EmbeddedPostgres
) -> None:
    life_id = bench.open_parked()
    bench.poke(life_id, fail="permanent")
    wait_until(lambda: bench.run_of(life_id)["state"]["name"] == "Stalled")
    life = bench.life(life_id)
    assert life.stalled_step == "Answer a poke · Art. 0(2)"
    message = f"Answer a poke · Art. 0(2) · PokeRefused · {life.stalled_reference}"
    state = bench.run_of(life_id)["state"]
    assert (state["type"], state["message"]) == ("FAILED", message)
    (last,) = [a for a in attempts(life_id) if a.outcome == "stalled"]
    assert last.error is not None
    assert last.error.startswith("PokeRefused at procedure.py")
    wait_until(
        lambda: any(t["state_name"] == "Failed" for t in bench.server.tasks(life.flow_run_id))
    )
    assert not _prefect_says(postgres, "Arta")
    assert not _prefect_says(postgres, "2017-03-04")
    assert _prefect_says(postgres, "PokeRefused")  # the search itself finds what is there
    assert "Arta" not in resident.log.read_text()


def test_a_stalled_step_does_not_hold_up_the_others(bench: Bench) -> None:
    life_id = bench.open_parked()
    bench.poke(life_id, fail="permanent")
    wait_until(lambda: bench.run_of(life_id)["state"]["name"] == "Stalled")
    bench.poke(life_id)
    wait_until(lambda: bench.answers(life_id) == 1)
    wait_until(lambda: bench.rests(life_id))
    assert bench.run_of(life_id)["state"]["name"] == "Stalled"
    assert [a.outcome for a in attempts(life_id)].count(
        AttemptOutcome.STALLED
    ) == 1  # not tried again


@pytest.mark.parametrize("button", ["ours", "Prefect's"])
def test_a_retry_carries_a_stalled_life_on(bench: Bench, button: str) -> None:
    life_id = bench.open_parked()
    bench.poke(life_id, fail="permanent")
    wait_until(lambda: bench.run_of(life_id)["state"]["name"] == "Stalled")
    with unit_of_work() as work:
        procedure.amend(work, life_id)
    if button == "ours":
        retry(life_id)
    else:
        bench.server.press_retry(bench.life(life_id).flow_run_id)
    wait_until(lambda: bench.answers(life_id) == 1)
    wait_until(lambda: bench.run_of(life_id)["state"]["name"] == "AwaitingPoke")
    assert bench.life(life_id).stalled_at is None


def test_a_failure_that_passes_parks_as_retrying_and_is_tried_again(bench: Bench) -> None:
    life_id = bench.open_parked()
    bench.poke(life_id, fail="transient")
    wait_until(lambda: bench.run_of(life_id)["state"]["name"] == "Retrying")
    wake_at = bench.life(life_id).wake_at
    assert wake_at is not None
    assert wake_at > datetime.now(UTC)
    with unit_of_work() as work:
        procedure.amend(work, life_id)
    move_clock(timedelta(minutes=1))
    wait_until(lambda: bench.answers(life_id) == 1 and bench.rests(life_id))
    tries = [a for a in attempts(life_id) if a.step == "bench_answer"]
    assert (tries[0].outcome, tries[0].number) == ("retrying", 1)
    assert tries[-1].outcome == "done"


def test_too_many_failures_that_should_pass_are_a_stall(bench: Bench) -> None:
    life_id = bench.open_parked()
    bench.poke(life_id, fail="transient")

    def has_moved_on(tries: int) -> bool:
        return bench.life(life_id).stalled_at is not None or len(attempts(life_id)) > tries

    while bench.life(life_id).stalled_at is None:
        wait_until(lambda: bench.rests(life_id))
        before = len(attempts(life_id))
        move_clock(timedelta(hours=2))
        wait_until(partial(has_moved_on, before))  # tries a day apart are not in a row
    wait_until(lambda: bench.run_of(life_id)["state"]["name"] == "Stalled")
    outcomes = [a.outcome for a in attempts(life_id) if a.step == "bench_answer"]
    assert outcomes == ["retrying"] * 7 + ["stalled"]


def _prefect_says(postgres: EmbeddedPostgres, words: str) -> list[str]:
    """The columns of Prefect's database in which some row holds these words."""
    url = make_url(postgres.url("prefect", "prefect")).set(drivername="postgresql")
    found = []
    with psycopg.connect(url.render_as_string(hide_password=False)) as connection:
        columns = connection.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = 'public'"
            " AND data_type IN ('text', 'character varying', 'json', 'jsonb')"
        ).fetchall()
        for table, column in columns:
            hit = connection.execute(
                f'SELECT 1 FROM "{table}" WHERE "{column}"::text LIKE %s LIMIT 1', (f"%{words}%",)
            ).fetchone()
            if hit:
                found.append(f"{table}.{column}")
    return found
