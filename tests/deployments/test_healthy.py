"""Whether a part of this machine lives, for whatever watches it from beside."""

import socket
from datetime import timedelta

import pytest
from fastapi import FastAPI

from core.clock import SystemClock
from core.database_roles import WORKER
from core.settings import settings
from deployments import healthy
from deployments.postgres import DatabaseProvider
from models.life import Heartbeat
from models.session import unit_of_work
from portal.__main__ import configured
from tests.deployments.test_modes import WAYS
from tests.told import told


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


@pytest.mark.parametrize(
    ("base_url", "said", "port"),
    [
        ("https://tryeza.example:8443", "", 8321),  # the proxy's, and the socket is systemd's
        ("https://tryeza.example", "9000", 9000),
        ("http://localhost:8400", "", 8400),
        ("http://localhost:8400", "9000", 9000),
        ("", "", 8321),
    ],
)
def test_it_is_looked_for_where_it_listens(base_url: str, said: str, port: int) -> None:
    env = {"TRYEZA_BASE_URL": base_url, "TRYEZA_PORTAL_PORT": said}
    assert healthy.portal_url(env) == f"http://127.0.0.1:{port}/readyz"
    with told({**env, **WAYS, "TRYEZA_MODE": "production"} if base_url[:5] == "https" else env):
        assert configured(FastAPI(), settings()).port == port
