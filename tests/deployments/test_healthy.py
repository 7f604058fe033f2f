"""Whether a part of this machine lives, for whatever watches it from beside."""

import socket
from datetime import timedelta

import pytest

from core.clock import SystemClock
from core.database_roles import WORKER
from deployments import healthy
from deployments.postgres import DatabaseProvider
from models.life import Heartbeat
from models.session import unit_of_work


@pytest.mark.parametrize(("ago", "lives"), [(10, True), (100, False)])
def test_a_worker_lives_by_its_own_machines_name(
    database: object, postgres: DatabaseProvider, ago: int, *, lives: bool
) -> None:
    env = {"DATABASE_URL": postgres.url(WORKER)}
    beat_at = SystemClock().now() - timedelta(seconds=ago)
    with unit_of_work() as work:
        work.session.add(Heartbeat(name=f"worker {socket.gethostname()}-1", beat_at=beat_at))
    assert (healthy.trouble("worker", env) is None) is lives
    assert healthy.trouble("keeper", env) is not None, "nobody leads"


def test_the_keeper_is_one_for_all_machines(database: object, postgres: DatabaseProvider) -> None:
    env = {"DATABASE_URL": postgres.url(WORKER)}
    with unit_of_work() as work:
        work.session.add(Heartbeat(name="keeper", beat_at=SystemClock().now()))
    assert healthy.trouble("keeper", env) is None
    assert healthy.trouble("worker", env) is not None


@pytest.mark.parametrize("part", ["portal", "prefect", "printer"])
def test_what_does_not_answer_is_not_alive(part: str) -> None:
    env = {"TRYEZA_PORTAL_PORT": "9", "PREFECT_API_URL": "http://127.0.0.1:9/api"}
    assert healthy.trouble(part, env) is not None
