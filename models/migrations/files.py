"""The files of the migrations: what was released never changes, and what is written whole anew.

What each role may, who sees a row and what is counted is written by a generator, whole. Until a
release the generator writes into the file of the migration at work; a later edition has a file of
its own, and its migration carries out what differs: decision 0169.
"""

import hashlib
import re
from pathlib import Path
from typing import Final

VERSIONS: Final = Path(__file__).parent / "versions"
RELEASED: Final = Path(__file__).with_name("released.sha256")
"""A line a file, as `sha256sum` reads it; written by `python -m tests.editions.release`."""
NUMBERED: Final = re.compile(r"(\d{4})_(\w+)\.(?:sql|py)")


class NothingAtWork(SystemExit):
    """The newest migration is released: what is written anew needs one of its own."""


def number(name: str) -> str:
    """Of which migration a file is."""
    found = NUMBERED.fullmatch(name)
    if found is None:
        raise ValueError(f"{name}: a migration's files are called by its number, 0002_name.sql")
    return found[1]


def head() -> str:
    return max(number(path.name) for path in VERSIONS.glob("[0-9]*.py"))


def of(revision: str, kind: str, *folders: Path) -> Path | None:
    """The file of this kind that a revision found or wrote; None where there is none yet."""
    there = [
        path
        for folder in folders or (VERSIONS,)
        for path in folder.glob(f"[0-9]*_{kind}.sql")
        if number(path.name) <= revision
    ]
    return max(there, key=lambda path: path.name, default=None)


def newest(kind: str) -> Path:
    found = of(head(), kind)
    assert found is not None, kind
    return found


def write(kind: str, text: str) -> str:
    """Where the generator's text goes; says what was done."""
    path, at_work = newest(kind), head()
    if path.read_text(encoding="utf-8") == text:
        return f"{path.name} is as it is to be\n"
    if at_work in editions():
        raise NothingAtWork(
            f"{at_work} is released: begin a migration, python -m models.migrations.begin NAME"
        )
    path = VERSIONS / f"{at_work}_{kind}.sql"
    return f"{path.write_text(text, encoding='utf-8')} letters in {path.name}\n"


def sums() -> dict[str, str]:
    """Every released file, and what its bytes were."""
    lines = RELEASED.read_text(encoding="ascii").splitlines() if RELEASED.exists() else []
    return {name: digest for digest, name in (line.split("  ") for line in lines)}


def editions() -> list[str]:
    """The numbers of all that were released, the oldest first."""
    return sorted({number(name) for name in sums()})


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def changed() -> list[str]:
    """Released files that are not as they were, are gone, or came to a release afterwards."""
    kept = sums()
    now = {path.name: digest(path) for path in VERSIONS.glob("[0-9]*.*") if path.suffix != ".pyc"}
    late = [name for name in now if number(name) in editions() and name not in kept]
    return sorted(late + [name for name, was in kept.items() if now.get(name) != was])


def release() -> None:
    """From now on they are as they are."""
    names = sorted(path.name for path in VERSIONS.glob("[0-9]*.*"))
    lines = "".join(f"{digest(VERSIONS / name)}  {name}\n" for name in names)
    RELEASED.write_text(lines, encoding="ascii")
