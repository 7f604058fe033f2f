"""The whole system: it comes up, survives the death of every part, and leaves nothing behind."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import psycopg
import pytest

from core.database_roles import OWNER
from core.trail import TrailKeys
from deployments import record
from deployments.account import CannotPrepare, database_account
from deployments.doctor import look
from deployments.folders import temporary_folder
from deployments.local import LocalSystem
from deployments.probes import answers
from deployments.slow_guesses import AT_ONCE, PAUSE
from deployments.state import State
from tests.waiting import quiet_seconds, wait_until

pytestmark = [pytest.mark.engine, pytest.mark.xdist_group("local")]
UP = [sys.executable, "-m", "deployments.cli", "up", "--port", "0"]


@pytest.fixture(scope="module")
def system(own_environment: dict[str, str]) -> Iterator[LocalSystem]:
    with (
        temporary_folder(database_account(), "a system-") as folder,
        LocalSystem(folder, port=0, environment=own_environment, temporary=True) as running,
    ):
        wait_until(lambda: not ill(running))
        yield running


def ill(system: LocalSystem) -> list[str]:
    """What `tryeza doctor` finds wrong with this system."""
    environment = {"TRYEZA_STATE_DIR": str(system.state.path)}
    return [finding.part for finding in look(environment) if not finding.works]


def test_everything_works_and_says_how_to_sign_in(system: LocalSystem) -> None:
    assert ill(system) == []
    assert {one["role"] for one in system.sign_ins} == {"manager", "head", "admin"}


def test_the_engine_answers_on_the_loopback_only_and_to_its_credential_only(
    system: LocalSystem,
) -> None:
    listening = {
        connection.laddr.ip
        for name in ("prefect", "portal", "mailbox")
        for connection in psutil.Process(system.pid(name)).net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    }
    assert listening == {"127.0.0.1"}
    stranger = httpx.post(f"{system.prefect_url}/api/flow_runs/filter", json={})
    assert stranger.status_code in {401, 403}
    begun = time.monotonic()
    for _ in range(AT_ONCE + 2):  # two more than are answered at once
        wrong = httpx.get(f"{system.prefect_url}/api/flow_runs/count", auth=("admin", "a guess"))
        assert wrong.status_code == httpx.codes.UNAUTHORIZED
    assert time.monotonic() - begun > PAUSE


def test_the_scheduler_gives_every_municipality_its_next_quarter(system: LocalSystem) -> None:
    with psycopg.connect(system.database.url("prefect", "prefect").replace("+psycopg", "")) as own:
        count = "SELECT count(*) FROM flow_run WHERE auto_scheduled"

        def scheduled() -> bool:
            row = own.execute(count).fetchone()
            own.rollback()
            return row is not None and row[0] >= 38

        wait_until(scheduled, 180)  # what the quick look has missed, the one of each minute takes


def test_a_trail_that_was_signed_is_not_signed_with_another_key(system: LocalSystem) -> None:
    owner = system.database.url(OWNER)
    wait_until(lambda: record.signed_with(owner) is not None)
    key, away = system.state.trail_key_file, system.state.path / "away"
    key.rename(away)
    try:
        with pytest.raises(CannotPrepare) as refused:
            system.look_at_the_trail_key(owner)
    finally:
        away.rename(key)
    assert refused.value.facts["key"] == TrailKeys.load(key).name == record.signed_with(owner)
    system.look_at_the_trail_key(owner)


SUPERVISED = pytest.mark.long("the worker is, by the same supervisor")


@pytest.mark.parametrize(
    "name",
    [
        "worker",
        pytest.param("portal", marks=SUPERVISED),
        pytest.param("prefect", marks=SUPERVISED),
        pytest.param("mailbox", marks=SUPERVISED),
        "postgres",
    ],
)
def test_a_part_that_is_killed_is_started_again(system: LocalSystem, name: str) -> None:
    before = system.pid(name)
    system.kill(name)
    wait_until(lambda: system.pid(name) not in {0, before})
    wait_until(lambda: not ill(system))


def test_a_second_worker_may_join_and_leave(system: LocalSystem) -> None:
    name = system.add_worker()
    assert psutil.pid_exists(system.pid(name))
    system.stop_process(name)
    assert ill(system) == []


def test_kill_9_leaves_nothing_running_and_the_next_start_goes_on(
    open_directory: Path, own_environment: dict[str, str]
) -> None:
    chosen = {"TRYEZA_STATE_DIR": str(open_directory), "TRYEZA_LANGUAGE": "en"}
    environment = own_environment | chosen
    state = State(open_directory)
    first = start(environment)
    processes = [psutil.Process(pid) for pid in state.read()["processes"]]
    first.kill()
    first.communicate()
    psutil.wait_procs(processes, timeout=quiet_seconds(30))
    assert [one.pid for one in processes if one.is_running()] == []
    second = start(environment)
    assert answers(state.read()["base_url"])
    for number in (signal.SIGTERM, signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        second.send_signal(number)
    err = end_of(second)
    assert second.returncode == 0, err
    assert "goes on where this one ended" in err
    assert "Traceback" not in err
    assert str(open_directory) not in commands()


@pytest.mark.parametrize(
    "part",
    [pytest.param("mailbox", marks=pytest.mark.long("of the portal, which comes last")), "portal"],
)
def test_asked_to_end_while_it_starts_it_stops_what_has_started(
    open_directory: Path, own_environment: dict[str, str], part: str
) -> None:
    environment = own_environment | {"TRYEZA_STATE_DIR": str(open_directory)}
    starting = subprocess.Popen(UP, env=environment, stderr=subprocess.PIPE, text=True)
    wait_until((open_directory / "logs" / f"{part}.log").exists)
    processes = psutil.Process(starting.pid).children(recursive=True)
    for _ in range(3):
        starting.send_signal(signal.SIGTERM)
    err = end_of(starting)
    assert starting.returncode == 0, err
    assert "Traceback" not in err
    assert [one.pid for one in processes if one.is_running()] == []
    assert str(open_directory) not in commands()


def end_of(process: "subprocess.Popen[str]") -> str:
    """What it said on standard error until it ended; one that does not end is ended."""
    try:
        return process.communicate(timeout=quiet_seconds(120))[1]
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise


def start(environment: dict[str, str]) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        UP, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    for line in process.stdout:
        if "Ctrl-C" in line:
            return process
    raise AssertionError(process.communicate()[1])


def commands() -> str:
    lines = []
    for process in psutil.process_iter(["cmdline"]):
        lines.append(" ".join(process.info["cmdline"] or ()))
    return "\n".join(lines)
