"""The whole of Tryeza on one machine: database, Prefect server, worker, portal, mailbox.

Each part is replaced by its variable: `DATABASE_URL`, `PREFECT_API_URL`, `SMTP_HOST`.
"""

import json
import os
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg

from core.database_roles import OWNER, PORTAL, PREFECT, SIGN_IN, WORKER
from core.i18n import N_
from deployments.account import CannotPrepare
from deployments.ports import Ports
from deployments.postgres import DatabaseProvider, EmbeddedPostgres, ExternalPostgres
from deployments.prefect_settings import server_command
from deployments.probes import answers, last_heartbeat
from deployments.process_environment import ProcessEnvironment
from deployments.processes import Say, Supervisor, end_leftovers, module, run, silence
from deployments.state import State

PATIENCE = 240.0  # the Prefect server's first start on a small machine, migrations included

Step = Callable[[str], AbstractContextManager[None]]


@contextmanager
def silently(_title: str) -> Iterator[None]:
    yield


def undisturbed() -> None:
    """Nobody asks a start to end before it is done."""


class LocalSystem:
    """A running system in one directory; it ends in good order when the block ends."""

    def __init__(
        self,
        directory: Path,
        *,
        port: int | None = None,
        environment: Mapping[str, str] | None = None,
        temporary: bool = False,
        seed: bool = True,
        demo: bool = False,
        step: Step = silently,
        say: Say = silence,
        check: Callable[[], None] = undisturbed,
    ) -> None:
        """`port`: None is the usual one or the next free one, 0 any; `temporary` leaves no data;
        `demo`: it is asked for, whatever is given.

        `check` is asked during the start; what it raises ends the start in good order.
        """
        self.state = State(directory.absolute())
        self.env: dict[str, str] = {}
        """What a worker runs with: also for a test or a demo that acts on this system."""
        self.sign_ins: list[dict[str, str]] = []
        self._given = dict(os.environ if environment is None else environment)
        self._temporary, self._seed, self._demo = temporary, seed, demo
        self._step, self._say, self._check = step, say, check
        self._ports = Ports(port, say)
        self._supervisor = Supervisor(say)
        self._databases: list[DatabaseProvider] = []
        self._told: ProcessEnvironment | None = None

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def told(self) -> ProcessEnvironment:
        if self._told is None:
            raise RuntimeError("start() comes first")
        return self._told

    @property
    def base_url(self) -> str:
        return self.told.base_url

    @property
    def prefect_url(self) -> str:
        """Prefect's own dashboard; its password is in the state directory."""
        return self.told.api_url.removesuffix("/api")

    @property
    def database(self) -> DatabaseProvider:
        return self._databases[0]

    def start(self) -> None:
        """Bring everything up; what is slow starts first and the rest goes on beside it."""
        self.state.prepare()
        self.state.take()
        end_leftovers(self.state.read().get("processes", []))
        self._told = ProcessEnvironment.choose(
            self._given, self.state, self._ports, demo=self._demo
        )
        with self._step(N_("Starting the database")):
            self._start_databases()
        if self.told.mailbox_is_ours:
            self._start_mailbox()
        if self.told.engine_is_ours:
            self._start_engine()
        self._check()
        with self._step(N_("Preparing the record")):
            self._prepare_record()
        with self._step(N_("Starting the workflow engine")):
            health, auth = (
                f"{self.told.api_url}/health",
                self.told.api_auth,
            )
            self._wait_for("prefect", lambda: answers(health, auth))
            if not self.told.engine_is_ours:
                self._run("engine", self.env)  # what is wrong with somebody's server is said here
        # Not before: what is registered in the server's first seconds may be missed by its
        # scheduler, which looks at everything once a minute only.
        began = datetime.now(UTC)  # heartbeats are in real time
        self.add_worker()
        with self._step(N_("Opening the portal")):
            self._wait_for("portal", lambda: answers(f"{self.told.portal_url}/readyz"))
            self._wait_for("worker", lambda: self._is_heard_of_since(began))

    def close(self) -> None:
        """Stop everything, the last started first; what was committed is on disk."""
        with ExitStack() as stack:  # one that does not stop does not keep the others
            stack.callback(self.state.release)
            stack.callback(self._ports.close)
            for database in self._databases:
                if self._temporary and isinstance(database, EmbeddedPostgres):
                    stack.callback(database.remove)
                else:
                    stack.callback(database.stop)
            stack.callback(self._supervisor.close)

    def add_worker(self) -> str:
        """Start one more worker; they share the work through the database."""
        count = sum(name.startswith("worker") for name in self._supervisor.children)
        name = f"worker-{count + 1}" if count else "worker"
        self._start(name, module("runtime.worker"), self.env)
        return name

    def stop_process(self, name: str) -> None:
        """End one process in good order and leave it ended."""
        self._supervisor.stop(name)

    def kill(self, name: str) -> None:
        """SIGKILL one process, `postgres` too; it is started again as after any death."""
        os.kill(self.pid(name), signal.SIGKILL)

    def pid(self, name: str) -> int:
        if name != "postgres":
            return self._supervisor.children[name].pid
        if not isinstance(self.database, EmbeddedPostgres):
            raise TypeError("this system's database is not ours")
        return self.database.postmaster.pid() or 0

    def _start_databases(self) -> None:
        """The record's database, and Prefect's in the same one where both are ours."""
        embedded = EmbeddedPostgres(self.state.path)
        if self.told.database_is_ours:
            self._databases = [embedded]
        else:
            self._databases = [ExternalPostgres(self._given)]
            if self.told.engine_is_ours:
                self._databases.append(embedded)
        for database in self._databases:
            database.start()
        if embedded in self._databases:
            self._supervisor.watches.append(lambda: self._keep(embedded))
        self.env = self.told.worker_env(self.database.url(WORKER))

    def _keep(self, embedded: EmbeddedPostgres) -> None:
        """Start the database again if it was killed; a failure is tried again next round."""
        if not embedded.postmaster.is_running():
            self._say(N_("The database stopped; starting it again"))
            with suppress(CannotPrepare, psycopg.Error, OSError):
                embedded.start()

    def _start_mailbox(self) -> None:
        target = [str(self.told.mailbox_port), str(self.state.mails)]
        command = [*module("deployments.smtp_capture"), *target]
        self._start("mailbox", command, self.told.plain)

    def _start_engine(self) -> None:
        url = self._databases[-1].url(PREFECT, "prefect")
        command = server_command(self.told.prefect_port)
        self._start("prefect", command, self.told.server_env(url))

    def _prepare_record(self) -> None:
        from deployments import record  # noqa: PLC0415 - `doctor` need not load the tables

        keys = Path(self.env["TRYEZA_KEYS_FILE"])
        record.prepare(self.database.url(OWNER), keys, self.told.mode)
        self.look_at_the_trail_key(self.database.url(OWNER))
        if self._seed and self.told.is_demo:
            known = {"SIGN_IN_DATABASE_URL": self.database.url(SIGN_IN)}
            self.sign_ins = json.loads(self._run("demo", self.env | known))
        self._start(
            "portal",
            module("portal"),
            self.told.portal_env(self.database.url(PORTAL), self.database.url(SIGN_IN)),
        )

    def look_at_the_trail_key(self, owner_url: str) -> None:
        """One that is given is the operator's; ours is made while nothing is signed."""
        from deployments import record  # noqa: PLC0415 - as above

        if not self.told.given.get("TRYEZA_TRAIL_KEY_FILE"):
            self.state.make_trail_key(record.signed_with(owner_url))

    def _start(self, name: str, command: list[str], env: Mapping[str, str]) -> None:
        """Start a process and note it, so that the next start finds what a killed one left."""
        self._supervisor.start(name, command, env, self._log(name), self._ports.descriptor(name))
        children = self._supervisor.children.values()
        self.state.write(
            {
                "base_url": self.base_url,
                "prefect_url": self.prefect_url,
                "env": self.told.told(self.env),
                "processes": [child.pid for child in children],
            }
        )

    def _log(self, name: str) -> Path:
        return self.state.logs / f"{name}.log"

    def _run(self, what: str, env: Mapping[str, str]) -> str:
        """Run one preparation to its end; gives what it says on standard output."""
        log = self._log(f"prepare-{what}")
        command = [*module("deployments.prepare"), what]
        code, said = run(command, env, log, self._check)
        if code:
            raise CannotPrepare(N_("%(what)s failed; see %(log)s."), what=what, log=log)
        return said

    def _is_heard_of_since(self, began: datetime) -> bool:
        beat = last_heartbeat(self.env["DATABASE_URL"])
        return beat is not None and beat >= began

    def _wait_for(self, name: str, lives: Callable[[], bool]) -> None:
        """Wait until a process gives a sign of life; give up when it keeps dying."""
        child = self._supervisor.children.get(name)
        gave_up = time.monotonic() + PATIENCE
        while not lives():
            self._check()
            if time.monotonic() > gave_up or (child is not None and child.deaths > 2):
                raise CannotPrepare(
                    N_("%(what)s does not start; see %(log)s."), what=name, log=self._log(name)
                )
            time.sleep(0.1)
