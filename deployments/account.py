"""Whom the embedded database runs as: ourselves, or an unprivileged user where we are root."""

import errno
import os
import pwd
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.i18n import N_

NAME = "tryeza"
NOBODY = "nobody"
CAUSE = re.compile(r"\b(FATAL|PANIC|error)\b")
ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", "TZ": "UTC"}


class CannotPrepare(Exception):
    """The machine lacks something; the message is one sentence saying what to do."""

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message % facts if facts else message)
        self.message = message
        self.facts = facts


@dataclass(frozen=True, slots=True)
class SystemUser:
    """A system user; `switch` is true where we have to become it first."""

    name: str
    uid: int
    gid: int
    switch: bool

    @property
    def identity(self) -> dict[str, Any]:
        """What makes `subprocess` start a process as this user, with nothing of ours."""
        become = {"user": self.uid, "group": self.gid, "extra_groups": []} if self.switch else {}
        return become | {"cwd": "/", "env": ENVIRONMENT, "umask": 0o077}

    def run(self, command: Sequence[str | Path]) -> None:
        """Run a command to its end; raises `CannotPrepare` with the line that says why not."""
        try:
            subprocess.run(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                check=True,
                **self.identity,
            )
        except subprocess.CalledProcessError as failed:
            said = (failed.stderr or failed.stdout or "nothing").strip().splitlines()
            raise CannotPrepare(
                N_("%(command)s failed: %(said)s"),
                command=Path(command[0]).name,
                said=next((line for line in said if CAUSE.search(line)), said[-1]),
            ) from None
        except (PermissionError, FileNotFoundError) as error:
            raise CannotPrepare(
                N_("%(command)s cannot run as the user %(user)s (%(why)s)."),
                command=command[0],
                user=self.name,
                why=error.strerror,
            ) from None

    def reaches(self, path: Path) -> bool:
        """Whether this user may enter the folder, asked of the kernel and not of mode bits."""
        if not self.switch:
            return os.access(path, os.X_OK)
        return not subprocess.run(
            ["/bin/test", "-x", str(path)], check=False, **self.identity
        ).returncode

    def leave(self, path: Path, text: str) -> None:
        """Write a new file that this user alone may read."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        with open(os.open(path, flags, 0o600), "w") as file:
            file.write(text)
            if self.switch:
                os.fchown(file.fileno(), self.uid, self.gid)

    def own(self, path: Path, mode: int = 0o700) -> Path:
        """Make a folder that belongs to this user alone."""
        try:
            path.mkdir(parents=True, exist_ok=True)
            path.chmod(mode)
            if self.switch:
                os.chown(path, self.uid, self.gid)
        except OSError as error:
            raise not_writable(path, error) from None
        return path


def not_writable(path: Path, error: OSError) -> CannotPrepare:
    """The one sentence of a read-only home, or of a disk on which nothing is left."""
    if error.errno == errno.ENOSPC:
        message = N_("There is no room left for %(path)s: make room on its disk, then try again.")
        return CannotPrepare(message, path=path)
    return CannotPrepare(
        N_(
            "%(path)s cannot be written (%(why)s); "
            "set TRYEZA_STATE_DIR to a folder of yours that can."
        ),
        path=path,
        why=error.strerror,
    )


def _known(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _created(environment: Mapping[str, str] = ENVIRONMENT) -> pwd.struct_passwd | None:
    """A system user of our own without shell or home; None where the machine lets us make none."""
    useradd = shutil.which("useradd", path=environment["PATH"])
    if useradd is None:
        return None
    options = ["--system", "--user-group", "--no-create-home"]
    options += ["--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin", NAME]
    subprocess.run([useradd, *options], capture_output=True, check=False, env=dict(environment))
    return _known(NAME)


def _own_name() -> str:
    """As the system knows us; a number for a user it does not know."""
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return str(os.geteuid())


def database_account() -> SystemUser:
    """Ourselves; as root the user `tryeza`, made when missing, or else `nobody`."""
    if os.geteuid() != 0:
        name = _own_name()
        return SystemUser(name, os.geteuid(), os.getegid(), switch=False)
    entry = _known(NAME) or _created() or _known(NOBODY)
    if entry is None or entry.pw_uid == 0:
        raise CannotPrepare(
            N_("Postgres does not run as root: create a user with `useradd -r tryeza`.")
        )
    return SystemUser(entry.pw_name, entry.pw_uid, entry.pw_gid, switch=True)
