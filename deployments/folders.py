"""Where the embedded database keeps its data and its socket, and whether its user gets there."""

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.i18n import N_
from deployments.account import CannotPrepare, SystemUser, not_writable

SYSTEM_STATE = Path("/var/lib/tryeza")
LONGEST_SOCKET = 100  # bytes; the kernel's limit is 107
PLAIN = re.compile(r"[\w./-]+", re.ASCII)  # a list of folders is separated by commas and blanks


def open_folder(path: Path) -> Path:
    """A folder of ours that nobody else looks into; as root, others may pass through it.

    The database's own user does, on its way to its data. Folders above it that are made here let
    it pass as well, whatever the umask says; one that was there is left as it is.
    """
    mode = 0o711 if os.geteuid() == 0 else 0o700
    try:
        missing = [each for each in (path, *path.parents) if not each.exists()]
        for each in reversed(missing):
            each.mkdir(exist_ok=True)
            each.chmod(mode)
        if not os.access(path, os.W_OK):
            raise PermissionError(13, os.strerror(13))
    except OSError as error:
        raise not_writable(path, error) from None
    return path


def home_for(directory: Path, account: SystemUser) -> Path:
    """Where the database's user has its own; refused where it cannot get there."""
    if not account.reaches(directory):
        raise CannotPrepare(
            N_(
                "The database runs as the user %(user)s, who cannot pass through %(closed)s: "
                "set TRYEZA_STATE_DIR to a folder outside it."
            ),
            user=account.name,
            closed=_closed_at(directory, account),
        )
    return directory / "postgres"


def _closed_at(directory: Path, account: SystemUser) -> Path:
    """The first folder on the way that this user may not enter."""
    way = (*reversed(directory.parents), directory)
    return next((each for each in way if not account.reaches(each)), directory)


@contextmanager
def temporary_folder(account: SystemUser, prefix: str, *first: Path) -> Iterator[Path]:
    """A folder for one system that is gone afterwards, where the database's user gets to it.

    `first`: where it lies best.
    """
    places = [*first, Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp")]  # noqa: S108 - random name
    place = next((each for each in places if account.reaches(each)), places[0])
    with tempfile.TemporaryDirectory(
        prefix=prefix, dir=place, ignore_cleanup_errors=True
    ) as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)


def socket_directory(home: Path, account: SystemUser) -> Path:
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
