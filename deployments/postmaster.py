"""The process of the embedded Postgres: initialise, start, adopt, stop."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import psutil

from core.i18n import N_
from deployments.account import CannotPrepare, SystemUser

SOCKET_PORT = 5432  # only the socket's file name; nothing listens on TCP
PATIENCE = 60.0
CONFIGURATION = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    "max_connections": "120",
    "shared_buffers": "64MB",
    "io_method": "sync",  # no extra processes for asynchronous reads
    "timezone": "UTC",
    "cluster_name": "tryeza",
    # Nothing of a statement or a row reaches the log: both would quote people.
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
    "log_timezone": "UTC",
}


class Postmaster:
    """One data directory and the server process that may be running in it."""

    def __init__(self, home: Path, binaries: Path, account: SystemUser, log: Path) -> None:
        self.home = home
        self.data = home / "data"
        self.log = log
        self.socket_directory = home / "run"
        self._binaries = binaries
        self._account = account
        self._child: subprocess.Popen[bytes] | None = None

    def initialise(self, superuser: str, password: str) -> None:
        """Create the data directory once; an interrupted attempt does not look finished."""
        if (self.data / "PG_VERSION").exists():
            return
        draft, secret = self.home / "data.new", self.home / "password.new"
        self._account.run(["rm", "-rf", draft, secret])
        self._account.leave(secret, password)
        options = ["--username", superuser, f"--pwfile={secret}", "--auth=scram-sha-256"]
        options += ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        options += ["--locale=C", "--data-checksums", "-D", str(draft)]
        self._account.run([self._binaries / "initdb", *options])
        secret.unlink()
        draft.rename(self.data)

    def start(self, settings: Mapping[str, str], choose_socket: Callable[[], Path]) -> bool:
        """Be running: adopt the server of this directory, or start one (True)."""
        deadline, launched = time.monotonic() + PATIENCE, False
        while not self._adopt():
            if time.monotonic() > deadline:
                raise CannotPrepare(
                    N_("Postgres does not start; its last words are in %(log)s."), log=self.log
                )
            if self._alive():
                time.sleep(0.05)  # starting up, or the orphans of a killed one are leaving
                continue
            if not self.socket_directory.is_dir():  # a restart keeps the address others know
                self.socket_directory = choose_socket()
            self._forget()
            self._launch(settings)
            launched = True
        return launched

    def stop(self) -> None:
        """Fast shutdown, waiting until the process is gone."""
        alive, pid = self._alive(), self._recorded_pid()
        if pid is not None and pid in alive:
            process = psutil.Process(pid)
            # The fast shutdown; at SIGTERM it would wait for every client to go by itself
            # (PostgreSQL docs, Shutting Down the Server).
            process.send_signal(signal.SIGINT)
            if self._child is not None and self._child.pid == pid:
                self._child.wait(PATIENCE)
            else:
                process.wait(PATIENCE)
        if self.socket_directory.parent != self.home:
            shutil.rmtree(self.socket_directory, ignore_errors=True)

    def pid(self) -> int | None:
        """The running postmaster's process id."""
        pid = self._recorded_pid()
        return pid if pid in self._alive() else None

    def is_running(self) -> bool:
        """A look that costs nothing, for whoever asks several times a second."""
        if self._child is not None and self._child.poll() is None:
            return True
        pid = self._recorded_pid()
        return (
            pid is not None and psutil.pid_exists(pid) and pid != getattr(self._child, "pid", None)
        )

    def _lines(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def _recorded_pid(self) -> int | None:
        lines = self._lines()
        return int(lines[0]) if lines else None

    def _adopt(self) -> bool:
        """Whether a server runs here and is ready; its notes say where its socket is."""
        lines = self._lines()  # 1 pid, 5 socket's folder, 8 status: Postgres' utils/pidfile.h
        if len(lines) < 8 or int(lines[0]) not in self._alive():
            return False
        self.socket_directory = Path(lines[4])
        return lines[7].strip() == "ready"

    def _alive(self) -> set[int]:
        """Every live process at work in the data directory: postmaster or orphan."""
        if self._child is not None:
            self._child.poll()  # a child that died must not stay a zombie
        return set(processes_in(self.data))

    def _forget(self) -> None:
        """Remove the notes of a dead server: in a container its process id may be ours by now."""
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        for name in (f".s.PGSQL.{SOCKET_PORT}", f".s.PGSQL.{SOCKET_PORT}.lock"):
            (self.socket_directory / name).unlink(missing_ok=True)

    def _launch(self, settings: Mapping[str, str]) -> None:
        """Start the server in a session of its own: neither Ctrl-C nor our death ends it."""
        configuration = (
            CONFIGURATION | {"unix_socket_directories": str(self.socket_directory)} | dict(settings)
        )
        options = [
            word for name, value in configuration.items() for word in ("-c", f"{name}={value}")
        ]
        with open(os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as log:
            self._child = subprocess.Popen(
                [str(self._binaries / "postgres"), "-D", str(self.data), *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **self._account.identity,
            )
        while not self._lines() and self._child.poll() is None:
            time.sleep(0.01)


def processes_in(directory: Path) -> Iterator[int]:
    """The process ids that have this directory as their own, zombies left out."""
    for process in psutil.process_iter():
        try:
            if process.cwd() == str(directory) and process.status() != psutil.STATUS_ZOMBIE:
                yield process.pid
        except psutil.Error:
            continue
