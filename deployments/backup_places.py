"""Where backups lie, for whom they are sealed, which are kept: said by the environment."""

import fcntl
import os
import re
import shutil
import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, Self

import pyrage

from core.i18n import N_
from core.settings import readers
from deployments.account import CannotPrepare
from rules.defaults import DEFAULTS

FOLDER, RECIPIENT, NAME = "TRYEZA_BACKUP_DIR", "TRYEZA_BACKUP_RECIPIENT", "TRYEZA_BACKUP_NAME"
STAMP: Final = "%Y%m%dT%H%M%SZ"
PART: Final = ".part"
ENDING: Final = ".age"
ODD: Final = re.compile(r"[^A-Za-z0-9-]+")

NOWHERE: Final = N_("Say where backups go: TRYEZA_BACKUP_DIR, a folder, or several with commas.")
NOBODY: Final = N_(
    "Say who may open backups: TRYEZA_BACKUP_RECIPIENT, what `tryeza backup identity FILE` prints;"
    " several with commas."
)
NO_RECIPIENT: Final = N_("TRYEZA_BACKUP_RECIPIENT holds a word that is no age recipient (age1…).")
NOT_THERE: Final = N_(
    "There is no folder %(path)s: mount its disk, or make it once, for this user alone (mode 0700)."
)
BUSY: Final = N_("Another backup is being written in %(path)s.")
NO_IDENTITY: Final = N_("%(path)s holds no age identity (a line AGE-SECRET-KEY-1…).")


@dataclass(frozen=True, slots=True)
class Places:
    """The folders, the first of which is written and the others copied to."""

    folders: Sequence[Path]
    recipients: Sequence[pyrage.x25519.Recipient]
    installation: str

    @classmethod
    def of(cls, env: Mapping[str, str]) -> Self:
        """Raises `CannotPrepare` for what is missing or odd."""
        folders = [Path(each).expanduser().absolute() for each in readers(env.get(FOLDER, ""))]
        if not folders:
            raise CannotPrepare(NOWHERE)
        said = readers(env.get(RECIPIENT, ""))
        if not said:
            raise CannotPrepare(NOBODY)
        try:
            recipients = [pyrage.x25519.Recipient.from_str(each) for each in said]
        except pyrage.RecipientError:
            raise CannotPrepare(NO_RECIPIENT) from None
        return cls(folders, recipients, installation(env))

    def name(self, taken_at: datetime) -> str:
        return f"tryeza-{self.installation}-{taken_at.astimezone(UTC):{STAMP}}{ENDING}"

    @property
    def list_name(self) -> str:
        """Of the copy of the list of erasures that lies beside the backups, newer than most."""
        return f"tryeza-{self.installation}.erased"

    def of_ours(self, folder: Path) -> list[tuple[datetime, Path]]:
        """Whole backups of this installation, the newest first."""
        found = []
        for path in folder.glob(f"tryeza-{self.installation}-*{ENDING}"):
            with suppress(ValueError):
                stamp = path.name.removesuffix(ENDING).rpartition("-")[2]
                found.append((datetime.strptime(stamp, STAMP).replace(tzinfo=UTC), path))
        return sorted(found, reverse=True)

    def forget_old(self, folder: Path, now: datetime) -> list[Path]:
        """Delete what is older than is kept (DEFAULTS.KEEP_BACKUPS); gives what is gone."""
        behind = self.of_ours(folder)[DEFAULTS.LEAST_BACKUPS.count :]
        kept_for = timedelta(days=DEFAULTS.KEEP_BACKUPS.days)
        gone = [path for at, path in behind if now - at > kept_for]
        for path in gone:
            path.unlink(missing_ok=True)
        return gone


def installation(env: Mapping[str, str]) -> str:
    """As backups are called: TRYEZA_BACKUP_NAME, else the machine's name."""
    name = ODD.sub("-", env.get(NAME) or socket.gethostname()).strip("-")
    return name or "here"


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """One backup at a time writes there, and takes away what a killed one had left."""
    if not folder.is_dir():  # made here, it would lie on the disk that another one is mounted over
        raise CannotPrepare(NOT_THERE, path=folder)
    with open(
        os.open(folder / ".tryeza-backup.lock", os.O_WRONLY | os.O_CREAT, 0o600), "w"
    ) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotPrepare(BUSY, path=folder) from None
        for left in folder.glob(f"tryeza-*{PART}"):
            left.unlink(missing_ok=True)
        yield


def settle(draft: Path, path: Path) -> None:
    """From now on it has its name; and it is on the disk."""
    draft.rename(path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def copied(source: Path, path: Path) -> None:
    """Into another folder, whole or not at all."""
    draft = path.with_name(path.name + PART)
    try:
        with (
            source.open("rb") as said,
            open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file,
        ):
            shutil.copyfileobj(said, file, 1 << 20)
            file.flush()
            os.fsync(file.fileno())
        settle(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def identities(path: Path) -> list[pyrage.x25519.Identity]:
    """Of a file as `age-keygen` writes it. Raises `CannotPrepare`."""
    lines = path.read_text(encoding="utf-8").splitlines()
    try:
        found = [
            pyrage.x25519.Identity.from_str(line.strip())
            for line in lines
            if line.strip() and not line.startswith("#")
        ]
    except pyrage.IdentityError:
        found = []
    if not found:
        raise CannotPrepare(NO_IDENTITY, path=path)
    return found


def new_identity(path: Path) -> str:
    """A new one in a file of its own; gives its recipient, by which nothing is opened."""
    made = pyrage.x25519.Identity.generate()
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    with open(os.open(path, flags, 0o600), "w") as file:
        file.write(f"# {made.to_public()}\n{made}\n")
        file.flush()
        os.fsync(file.fileno())
    return str(made.to_public())
