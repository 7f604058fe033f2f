"""What is long over leaves Prefect's own database, and a life goes on as if nothing had been."""

from typing import Any

import psycopg
import pytest

from core.database_roles import PREFECT
from deployments.prune import prune
from tests.engine import Bench
from tests.told import told
from tests.waiting import wait_until

pytestmark = pytest.mark.engine

COUNTED = """
    SELECT (SELECT count(*) FROM task_run WHERE end_time < now() - interval '1 day'),
        (SELECT count(*) FROM flow_run_state WHERE timestamp < now() - interval '1 day'),
        (SELECT count(*) FROM flow_run JOIN flow_run_state ON flow_run_state.id = state_id
            WHERE flow_run.id = %s)
"""
AGED = (
    "UPDATE task_run SET end_time = end_time - interval '100 days'",
    "UPDATE flow_run_state SET timestamp = timestamp - interval '100 days'",
)


def test_tasks_and_states_of_long_ago_go_and_the_run_stays(bench: Bench) -> None:
    url = bench.server.postgres.url(PREFECT, "prefect")
    bench.add_worker()
    life_id = bench.open_parked()
    bench.poke(life_id)
    wait_until(lambda: bench.answers(life_id) == 1 and bench.rests(life_id))
    run = bench.run_of(life_id)
    wait_until(lambda: bool(bench.server.tasks(run["id"])))  # Prefect writes them in batches
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        for statement in AGED:
            connection.execute(statement)

        def counted() -> Any:
            return connection.execute(COUNTED, [run["id"]]).fetchone()

        tasks, states, there = counted()
        assert tasks > 0
        assert states > 1
        assert there == 1
        with told({"PREFECT_DATABASE_URL": url}):
            prune()
        tasks, states, there = counted()
        assert (tasks, there) == (0, 1)
        query = "SELECT count(*) FROM flow_run WHERE state_id IS NULL"
        assert connection.execute(query).fetchone() == (0,), "each run has its present state"
    assert bench.run_of(life_id)["state"]["name"] == run["state"]["name"]
    bench.poke(life_id)
    wait_until(lambda: bench.answers(life_id) == 2 and bench.rests(life_id))
