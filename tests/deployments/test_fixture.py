"""The tests' own database starts clean and costs little."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import psutil
import pytest
from sqlalchemy import select

from core.clock import FrozenClock
from deployments.postmaster import processes_in
from models.life import AuditEntry
from models.session import unit_of_work


@pytest.mark.parametrize("turn", [1, 2])
def test_nothing_of_another_test_is_in_the_database(database: FrozenClock, turn: int) -> None:
    with unit_of_work() as work:
        assert work.session.scalars(select(AuditEntry)).all() == []
        work.record("fixture tried", turn=turn)


def test_a_unit_of_work_runs_by_the_frozen_clock(database: FrozenClock) -> None:
    database.move_to(date(2026, 12, 1))
    with unit_of_work() as work:
        assert work.clock.today() == date(2026, 12, 1)


BEGUN_AND_KILLED = """
import os
from tests import database
for server in [database.provider(1)]:
    print(server.__enter__().directory, flush=True)
    os.kill(os.getpid(), 9)
"""
SWEEP = "from tests import database; database.sweep()"


def test_the_server_of_a_killed_run_is_swept_by_several_at_once(
    own_environment: dict[str, str],
) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", BEGUN_AND_KILLED],
        env=own_environment,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    left = Path(killed.stdout.strip())
    processes = list(processes_in(left / "postgres" / "data"))
    assert processes
    sweepers = [subprocess.Popen([sys.executable, "-c", SWEEP]) for _ in range(3)]
    assert [each.wait() for each in sweepers] == [0, 0, 0]
    assert not left.exists()
    assert not [each for each in processes if psutil.pid_exists(each)]
