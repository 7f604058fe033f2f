"""What was erased stays erased: a list beside the key ring, apart from every copy of the database.

A copy that is put back brings the data keys of its day with it; before anybody is served, those on
the list are destroyed again. Lines are only added, and each proves that whoever wrote it had the
ring, and that no line before it was taken out or changed.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, text

from core.crypto import ErasedLives, KeyRing, ListBroken, ListCut
from models import erased_proof

PURPOSE: Final = "erasures"
DESTROY: Final = text(
    "UPDATE data_key SET wrapped = NULL, destroyed_at = clock_timestamp()"
    " WHERE life_id = ANY(:lives) AND wrapped IS NOT NULL RETURNING life_id"
)
HIDE: Final = text(
    "UPDATE life SET hidden_at = clock_timestamp() WHERE id = ANY(:lives) AND hidden_at IS NULL"
)
"""Nobody is led to what cannot be read: also where a copy knows of no hiding."""
STANDING: Final = text("SELECT has_living_key(:lives), has_erased_beside(:lives)")


@dataclass(frozen=True, slots=True)
class Erasure:
    """One life whose data keys are destroyed for good."""

    life_id: UUID
    at: datetime


def beside(keys: Path) -> Path:
    """Where the list lies: with the ring, and so never in a copy of the database."""
    return keys.with_name(f"{keys.name}.erased")


def read(ring: KeyRing, path: Path) -> list[Erasure]:
    """What was erased; none where nothing was yet. Raises `ListBroken`."""
    found: list[Erasure] = []
    for line in lines(ring, path):
        at, life_id, _ = line.split(" ")
        found.append(Erasure(UUID(life_id), datetime.fromisoformat(at)))
    return found


def lines(ring: KeyRing, path: Path) -> list[str]:
    """Every line as it stands, proven. Raises `ListBroken`."""
    found = path.read_text(encoding="ascii").splitlines() if path.exists() else []
    proof = ""
    for number, line in enumerate(found, 1):
        said, _, proven = line.rpartition(" ")
        proof = _proof(ring, proof, said)
        if proven != proof:
            raise ListBroken(path, number)
    return found


def longest(ring: KeyRing, paths: Iterable[Path]) -> list[str]:
    """The list that goes furthest of several copies of one list. Raises `ListBroken`, also where
    one of them is no beginning of it: each line proves all before it."""
    best: list[str] = []
    for path in paths:
        other = lines(ring, path)
        short, long = sorted((best, other), key=len)
        if long[: len(short)] != short:
            raise ListBroken(path, 1 + next(n for n, line in enumerate(short) if long[n] != line))
        best = long
    return best


def erase(connection: Connection, ring: KeyRing, path: Path, one: Erasure) -> None:
    """Destroy the data keys of a life. The list first: what is on it is destroyed sooner or later,
    and what is destroyed and not on it would come back with the next copy."""
    so_far = lines(ring, path)
    last = so_far[-1].rpartition(" ")[2] if so_far else ""
    said = f"{one.at.isoformat()} {one.life_id}"
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a") as file:
        file.write(f"{said} {_proof(ring, last, said)}\n")
        file.flush()
        os.fsync(file.fileno())
    carry_out(connection, ring, path)


def carry_out(connection: Connection, ring: KeyRing, path: Path) -> list[UUID]:
    """Destroy again what the list says; gives what a copy had brought back."""
    listed = read(ring, path)
    if not listed:
        return []
    lives = {"lives": [one.life_id for one in listed]}
    again = list(connection.scalars(DESTROY, lives))
    connection.execute(HIDE, lives)
    for one in listed:
        erased_proof.prove(connection, one.life_id, one.at)
    return again


def check(connection: Connection, ring: KeyRing, path: Path) -> None:
    """Raise `ErasedLives` where somebody who may not destroy finds what should be, and `ListCut`
    where the record knows of an erasure that the list does not: of a list whose end was cut off
    every line is true."""
    lives = [one.life_id for one in read(ring, path)]
    living, beside_it = connection.execute(STANDING, {"lives": lives}).one()
    if living:
        raise ErasedLives
    if beside_it:
        raise ListCut(path)


def _proof(ring: KeyRing, former: str, said: str) -> str:
    return ring.mac(f"{former} {said}", PURPOSE).hex()
