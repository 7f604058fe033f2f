"""What the local system keeps on disk: secrets made once, logs, mails, and where it is running."""

import fcntl
import json
import os
import secrets
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import TextIOWrapper
from pathlib import Path
from typing import Any, Final

from core.crypto import KeyRing
from core.i18n import N_
from core.trail import TrailKeys
from deployments.account import CannotPrepare, not_writable
from deployments.folders import SYSTEM_STATE, open_folder
from deployments.prefect_settings import LOOPBACK

KEY_IS_AWAY: Final = N_(
    "The key that signed the trail until now (%(key)s) is not at %(path)s: bring it back from its"
    " copy. Where it is lost for good, make another one: openssl genpkey -algorithm ed25519 -out"
    " %(path)s; then nobody believes the signatures until now any more."
)


def state_directory(environment: Mapping[str, str]) -> Path:
    """TRYEZA_STATE_DIR, else the user's state folder, else the system's where we are root."""
    chosen = environment.get("TRYEZA_STATE_DIR")
    if chosen:
        return Path(chosen).expanduser().absolute()
    if os.geteuid() == 0:
        return SYSTEM_STATE
    home = environment.get("XDG_STATE_HOME") or str(Path("~/.local/state").expanduser())
    return Path(home) / "tryeza"


@dataclass
class State:
    """The folder of one local system."""

    path: Path
    _lock: TextIOWrapper | None = field(default=None, repr=False)

    def prepare(self) -> None:
        """Make the folder, readable by nobody else; the database's user may pass through it."""
        open_folder(self.path)
        try:
            self.path.chmod(0o711 if os.geteuid() == 0 else 0o700)
            for folder in (self.logs, self.mails, self.prefect_home):
                folder.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise not_writable(self.path, error) from None

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    @property
    def mails(self) -> Path:
        return self.path / "mails"

    @property
    def prefect_home(self) -> Path:
        return self.path / "prefect"

    @property
    def keys_file(self) -> Path:
        """The key ring, made at the first start: who loses it loses every sealed value."""
        return self._once("keys", KeyRing.generate().dump())

    @property
    def trail_key_file(self) -> Path:
        """What signs the trail; the database never sees it."""
        return self.path / "trail-key"

    def make_trail_key(self, signed_with: str | None) -> None:
        """At the first start. Raises `CannotPrepare` where another one has signed before: with a
        new one in its place whatever it signed would look forged."""
        if signed_with is not None and not self.trail_key_file.exists():
            raise CannotPrepare(KEY_IS_AWAY, key=signed_with, path=self.trail_key_file)
        self._once("trail-key", TrailKeys.generate())

    @property
    def prefect_auth(self) -> str:
        """The one credential of the Prefect server, for administrators only."""
        return self._once("prefect-auth", f"admin:{secrets.token_urlsafe(24)}").read_text()

    def _once(self, name: str, text: str) -> Path:
        path = self.path / name
        if not path.exists():
            draft = path.with_suffix(".new")
            draft.unlink(missing_ok=True)
            with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            draft.rename(path)
        return path

    def take(self) -> None:
        """Be the only system of this folder; the kernel gives it back when we die."""
        lock = (self.path / "up.lock").open("a")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._lock = lock
        except BlockingIOError:
            lock.close()
            running = self.read().get("base_url", "")
            raise CannotPrepare(
                N_("Tryeza already runs from %(path)s: %(url)s"), path=self.path, url=running
            ) from None

    def release(self) -> None:
        """Give the folder back, if it was ours."""
        if self._lock is not None:
            self._note.unlink(missing_ok=True)
            self._lock.close()
            self._lock = None

    @property
    def _note(self) -> Path:
        return self.path / "system.json"

    def write(self, facts: Mapping[str, Any]) -> None:
        """Note where the system answers, for `doctor`, `demo` and the next start."""
        draft = self._note.with_suffix(".new")
        draft.unlink(missing_ok=True)
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(facts, file)
        draft.rename(self._note)  # in one step: `doctor` may be reading

    def read(self) -> dict[str, Any]:
        """The note of the running or last killed system; empty where there is none."""
        try:
            facts: dict[str, Any] = json.loads(self._note.read_text())
        except (OSError, ValueError):
            return {}
        return facts

    def running(self) -> dict[str, Any]:
        """The note of the system that runs here now; empty where none does."""
        try:
            # The lock is ours for this look: a start that comes upon it is told that Tryeza runs.
            with (self.path / "up.lock").open("a") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return self.read()
        except OSError:
            return {}
        return {}


def is_free(port: int) -> bool:
    """Whether nothing listens on this port of the loopback."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def free_port(preferred: int, taken: set[int]) -> int:
    """The preferred port or the next free one; any free one for 0."""
    if preferred:
        for port in range(preferred, preferred + 200):
            if port not in taken and is_free(port):
                return port
    while True:
        with socket.socket() as probe:
            probe.bind((LOOPBACK, 0))
            port = int(probe.getsockname()[1])
        if port not in taken:
            return port
