"""A Postgres, a Prefect server and workers in a temporary directory, to measure on."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import httpx
import psutil

from casework.bootstrap import bootstrap
from core import crypto, settings
from deployments import record
from deployments.postgres import EmbeddedPostgres
from deployments.prefect_settings import client_environment, server_command, server_environment
from deployments.state import free_port
from models import session

ROOT = Path(__file__).parents[1]
AUTH = "admin:only-for-the-benchmark"
PATIENCE = 600.0


def wait_until(happened: Callable[[], bool], look: float = 0.02) -> None:
    until = time.monotonic() + PATIENCE
    while not happened():
        if time.monotonic() > until:
            raise TimeoutError("the measured system did not get there")
        time.sleep(look)


class Measured:
    """The processes of a system under measurement."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.postgres = EmbeddedPostgres(directory / "db")
        self.port = free_port(0, set())
        self.api_url = f"http://127.0.0.1:{self.port}/api"
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        # The bytecode of both sides is cached, as on a machine that has been running.
        self._plain = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}

    def start(self) -> None:
        self.postgres.start()
        keys = self.directory / "keys"
        keys.write_text(crypto.KeyRing.generate().dump())
        record.prepare(self.postgres.url("tryeza_owner"), keys)
        ours = {
            "DATABASE_URL": self.postgres.url("tryeza_worker"),
            "TRYEZA_KEYS_FILE": str(keys),
            "TRYEZA_STATE_DIR": str(self.directory),
        }
        # Ours alone: this process also enters the people of a story.
        os.environ["SIGN_IN_DATABASE_URL"] = self.postgres.url("tryeza_sign_in")
        os.environ.update(ours)
        self._plain |= ours
        settings.settings.cache_clear()
        settings.prepare()
        bootstrap()
        url = self.postgres.url("prefect", "prefect")
        self.spawn("server", server_command(self.port), self._server_env(url))
        wait_until(self._answers)

    def _server_env(self, url: str) -> dict[str, str]:
        return server_environment(url, AUTH, self.port, self.directory / "prefect")

    def _answers(self) -> bool:
        user, _, password = AUTH.partition(":")
        with suppress(httpx.HTTPError):
            health = httpx.get(f"{self.api_url}/health", auth=(user, password))
            return health.status_code == httpx.codes.OK
        return False

    @property
    def client_env(self) -> dict[str, str]:
        return client_environment(self.api_url, AUTH, self.directory / "prefect")

    def spawn(self, name: str, command: list[str], env: Mapping[str, str]) -> None:
        with (self.directory / f"{name}.log").open("wb") as log:
            self.processes[name] = subprocess.Popen(
                command, env={**self._plain, **env}, cwd=ROOT, stdout=log, stderr=log
            )

    def start_worker(self) -> None:
        command = [sys.executable, "-m", "runtime.worker", "--with", "bench.procedure"]
        self.spawn("ours", command, self.client_env)
        wait_until(lambda: b"is ready" in (self.directory / "ours.log").read_bytes())

    def stop(self, name: str) -> None:
        process = self.processes.pop(name)
        process.terminate()
        process.wait(30)

    def cpu(self) -> float:
        """CPU seconds of server, worker and Postgres so far, with all their children."""
        return sum(map(cpu_of, self._all()))

    def memory(self) -> int:
        """Bytes of memory of all processes; what they share is counted once (PSS)."""
        return sum(process.memory_full_info().pss for process in self._all())

    def _all(self) -> Iterator[psutil.Process]:
        roots = [process.pid for process in self.processes.values()]
        for root in [*roots, self.postgres.postmaster.pid() or 0]:
            process = psutil.Process(root)
            yield process
            yield from process.children(recursive=True)

    def close(self) -> None:
        for name in list(self.processes):
            self.stop(name)
        session.engine().dispose()
        self.postgres.remove()


def cpu_of(process: psutil.Process) -> float:
    """Its own time and that of its children which have ended; the living are counted themselves."""
    with suppress(psutil.NoSuchProcess):
        times = process.cpu_times()
        own = float(times.user + times.system)
        return own + float(times.children_user + times.children_system)
    return 0.0


@contextmanager
def measured_system() -> Iterator[Measured]:
    # Ended from outside, it still takes its processes with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with ExitStack() as stack:
        folder = stack.enter_context(
            tempfile.TemporaryDirectory(prefix="tryeza-bench-", ignore_cleanup_errors=True)
        )
        Path(folder).chmod(0o711)
        system = Measured(Path(folder))
        stack.callback(system.close)
        system.start()
        yield system
