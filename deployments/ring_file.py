"""The ring's file as it is changed by hand of the operator: whole, or as it was before."""

import os
from pathlib import Path

from core.crypto import KeyRing


def make(path: Path, ring: KeyRing) -> None:
    """The first one; readable by its owner alone."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(ring.dump())
        file.flush()
        os.fsync(file.fileno())


def write(path: Path, ring: KeyRing) -> None:
    """Every process reads it again within a second; none ever sees half of it."""
    _replace(path, ring.dump(), like=path)


def put_aside(path: Path, ring: KeyRing, key_id: str) -> Path:
    """Take a key out of the ring; what an older copy of the database needs stays beside it."""
    aside = path.with_name(f"{path.name}.retired")
    line = next(line for line in ring.dump().splitlines() if line.startswith(f"{key_id}:"))
    kept = aside.read_text() if aside.exists() else ""
    _replace(aside, f"{kept}{line}\n", like=path)
    write(path, ring.without(key_id))
    return aside


def _replace(path: Path, text: str, like: Path) -> None:
    stat, draft = like.stat(), path.with_name(f"{path.name}.new")
    draft.unlink(missing_ok=True)
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.chown(draft, stat.st_uid, stat.st_gid)
    draft.chmod(stat.st_mode & 0o777)
    draft.rename(path)
