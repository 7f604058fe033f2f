"""A real Prefect server and real workers for the tests of the mechanism."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import func, select

from bench import procedure
from deployments.postgres import EmbeddedPostgres
from deployments.prefect_settings import client_environment, server_environment
from deployments.state import free_port
from models.life import AuditEntry, Life, Wakeup
from models.people import Municipality
from models.session import unit_of_work
from tests.nursery import SERVER, Forked, Nursery
from tests.waiting import PATIENCE, quiet_seconds, wait_until

ROOT = Path(__file__).parents[1]
PARENT = ROOT / "deployments" / "parent.py"
AUTH = "admin:only-for-tests"


class Process:
    """A process of the test that is always ended."""

    def __init__(self, child: "subprocess.Popen[bytes] | Forked", log: Path) -> None:
        self._popen, self.log, self.pid = child, log, child.pid

    @classmethod
    def start(cls, command: list[str], env: Mapping[str, str], log: Path) -> "Process":
        mine = [sys.executable, str(PARENT), str(os.getpid()), *command]  # it ends when we do
        with log.open("ab") as output:
            child = subprocess.Popen(mine, env=dict(env), cwd=ROOT, stdout=output, stderr=output)
        return cls(child, log)

    def kill(self) -> None:
        self._popen.send_signal(signal.SIGKILL)
        self._popen.wait(quiet_seconds(60))

    def stop(self) -> None:
        """It hears no more, and answers nothing; its port stays open."""
        self._popen.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self._popen.send_signal(signal.SIGCONT)

    def ask_to_leave(self) -> None:
        self._popen.send_signal(signal.SIGTERM)

    def wait(self, patience: float = PATIENCE) -> int:
        return self._popen.wait(quiet_seconds(patience))

    @property
    def is_alive(self) -> bool:
        return self._popen.poll() is None

    def end(self) -> None:
        with suppress(ProcessLookupError):
            self.kill()


class PrefectServer:
    """Prefect's own server on the tests' Postgres."""

    def __init__(self, postgres: EmbeddedPostgres, directory: Path) -> None:
        self.postgres, self.directory = postgres, directory
        self.port = free_port(0, set())
        self.api_url = f"http://127.0.0.1:{self.port}/api"
        self.process: Process | None = None
        url = postgres.url("prefect", "prefect")
        told = server_environment(url, AUTH, self.port, directory / "server")
        self._env = {**os.environ, **told}
        self._nursery = Nursery(self._env, directory / "nursery.log", SERVER)
        user, _, password = AUTH.partition(":")
        self.http = httpx.Client(
            base_url=self.api_url, auth=(user, password), timeout=quiet_seconds(30)
        )

    def start(self) -> None:
        """By its command it starts in `tests/deployments/test_local`."""
        log = self.directory / "server.log"
        self.process = Process(Forked(self._nursery, self._env, log, str(self.port)), log)
        wait_until(self._answers, 240)

    @property
    def client_env(self) -> dict[str, str]:
        return client_environment(self.api_url, AUTH, self.directory / "client")

    def _answers(self) -> bool:
        if self.process is None or not self.process.is_alive:
            raise AssertionError((self.directory / "server.log").read_text()[-2000:])
        with suppress(httpx.HTTPError):
            return self.http.get("/health").status_code == 200
        return False

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()

    def stand_still(self) -> None:
        if self.process is not None and self.process.is_alive:
            self.process.stop()

    def go_on(self) -> None:
        if self.process is not None and self.process.is_alive:
            self.process.go_on()

    def end(self) -> None:
        self.http.close()
        if self.process is not None:
            self.process.end()
        self._nursery.close()

    def lose_everything(self) -> None:
        """Begin with an empty database; the server must not be running."""
        self.postgres.drop_database("prefect")
        self.postgres.create_database("prefect")
        with self.postgres.superuser("prefect") as connection:
            connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")

    def post(self, path: str, body: Any) -> Any:
        token = self.http.get("/csrf-token", params={"client": "test"}).json()["token"]
        headers = {"Prefect-Csrf-Token": token, "Prefect-Csrf-Client": "test"}
        answer = self.http.post(path, json=body, headers=headers)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def run(self, flow_run_id: UUID | None) -> dict[str, Any]:
        found: dict[str, Any] = self.http.get(f"/flow_runs/{flow_run_id}").json()
        return found

    def states(self, flow_run_id: UUID | None) -> list[str]:
        found = self.http.get("/flow_run_states/", params={"flow_run_id": str(flow_run_id)}).json()
        return [state["name"] for state in sorted(found, key=lambda s: str(s["timestamp"]))]

    def tasks(self, flow_run_id: UUID | None) -> list[dict[str, Any]]:
        wanted = {"flow_runs": {"id": {"any_": [str(flow_run_id)]}}, "sort": "ID_DESC"}
        found: list[dict[str, Any]] = self.post("/task_runs/filter", wanted)
        return sorted(found, key=lambda run: str(run["expected_start_time"]))

    def press_retry(self, flow_run_id: UUID | None) -> None:
        """What the Retry button of Prefect's dashboard sends."""
        state = {"type": "SCHEDULED", "name": "AwaitingRetry", "message": "Retry from the UI"}
        self.post(f"/flow_runs/{flow_run_id}/set_state", {"state": state, "force": True})


class Bench:
    """Bench lives on a running system, and workers to run them."""

    def __init__(self, server: PrefectServer, nursery: Nursery, directory: Path) -> None:
        self.server, self._nursery, self.directory = server, nursery, directory
        self.workers: list[Process] = []

    def __enter__(self) -> "Bench":
        return self

    def __exit__(self, *_: object) -> None:
        """No worker goes on in the next test's database, also where this one's beginning failed."""
        self.end_workers()

    @property
    def env(self) -> dict[str, str]:
        return {**os.environ, **self.server.client_env}

    def add_worker(self, **more: str) -> Process:
        """A worker of its own process; it is ready when it has begun to claim."""
        worker = self.start_worker_without_waiting(**more)
        wait_until(lambda: b"is ready" in worker.log.read_bytes() or not worker.is_alive)
        return worker

    def start_worker_without_waiting(self, **more: str) -> Process:
        log = self.directory / f"worker-{len(list(self.directory.glob('worker-*')))}.log"
        told = {**self.env, **more}
        worker = Process(Forked(self._nursery, told, log, "--with", "bench.procedure"), log)
        self.workers.append(worker)
        return worker

    def open(self, count: int = 1) -> list[UUID]:
        with unit_of_work() as work:
            place = work.session.scalar(select(Municipality).where(Municipality.slug == "bench"))
            if place is None:
                place = Municipality(slug="bench", name_sq="Provë", name_sr="Proba")
                work.session.add(place)
                work.session.flush()
            keys = (f"bench-{time.time_ns()}-{number}" for number in range(count))
            return [procedure.a_life(work, place, key).id for key in keys]

    def open_parked(self) -> UUID:
        """One life that has begun and waits."""
        (life_id,) = self.open()
        wait_until(lambda: self.rests(life_id))
        return life_id

    def poke(self, life_id: UUID, **how: Any) -> UUID:
        with unit_of_work() as work:
            return procedure.poke(work, life_id, **how)

    def close(self, life_id: UUID) -> None:
        with unit_of_work() as work:
            procedure.close(work, life_id)

    def life(self, life_id: UUID) -> Life:
        with unit_of_work(read_only=True) as work:
            return work.session.get_one(Life, life_id)

    def rests(self, life_id: UUID) -> bool:
        """Whether the life has begun and nothing waits in its inbox."""
        with unit_of_work(read_only=True) as work:
            waiting = select(func.count()).where(
                Wakeup.life_id == life_id, Wakeup.taken_at.is_(None)
            )
            life = work.session.get_one(Life, life_id)
            return bool(life.flow_run_id) and not work.session.scalar(waiting)

    def count(self, life_id: UUID, act: str) -> int:
        with unit_of_work(read_only=True) as work:
            entries = select(func.count()).where(
                AuditEntry.life_id == life_id, AuditEntry.act == act
            )
            return work.session.scalar(entries) or 0

    def answers(self, life_id: UUID) -> int:
        return self.count(life_id, "bench answered")

    def run_of(self, life_id: UUID) -> dict[str, Any]:
        return self.server.run(self.life(life_id).flow_run_id)

    def end_workers(self) -> None:
        for worker in self.workers:
            worker.end()
        self.workers.clear()


@contextmanager
def prefect_server(postgres: EmbeddedPostgres, directory: Path) -> Iterator[PrefectServer]:
    server = PrefectServer(postgres, directory)
    try:
        server.start()
        yield server
    finally:
        server.end()
