"""A copy of the record as it is at one moment, while everybody goes on working: 0161.

Sealed for its recipients before it touches a disk, put back from that very file into a Postgres of
its own, and only then given its name. The key ring is never in it.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

import pyrage
from sqlalchemy import Connection, Engine, text

from core.crypto import KeyRing
from core.i18n import N_
from core.ids import new_id
from core.trail import TrailKeys
from deployments import backup_file, backup_places
from deployments.account import CannotPrepare
from deployments.backup_file import Manifest
from deployments.backup_places import Places
from deployments.loading import dumped
from deployments.rehearsal import Rehearsed, rehearse
from models import erasures, ring
from models.pool import owners_engine
from models.rotation import HIDDEN

LONGER: Final = text("SET LOCAL idle_in_transaction_session_timeout = 0")
"""The moment is held until all of it is written."""
TABLES: Final = text("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
TRAIL_KEY: Final = text("SELECT key FROM audit_head ORDER BY position DESC LIMIT 1")
NOTED: Final = text(
    "INSERT INTO backup (id, file, taken_at, written_at, verified_at, bytes, places, apart)"
    " VALUES (:id, :file, :taken_at, clock_timestamp(), :verified_at, :bytes, :places, :apart)"
)
UNSEEN: Final = N_("The owner's role does not see every row of %(table)s.")
NO_RECORD: Final = N_("The database holds no record yet: there is nothing to copy.")


@dataclass(frozen=True, slots=True)
class Sources:
    """What a backup is made from."""

    owner_url: str
    keys: Path
    trail_keys: TrailKeys | None
    data: Path | None
    """Where the database's files lie, if that can be seen from here."""


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that has its name."""

    path: Path
    taken_at: datetime
    bytes: int
    rows: int
    places: int
    apart: bool | None
    missed: tuple[tuple[Path, str], ...]
    """Folders that did not take a copy, and why."""
    gone: int
    """Old ones that were deleted."""
    wrong: tuple[CannotPrepare, ...]
    """What was not as it was written in the record itself."""


def make(sources: Sources, places: Places) -> Made:
    """Raises `CannotPrepare` or `OSError`; then nothing has the name of a backup."""
    held = KeyRing.load(sources.keys)
    first, *others = places.folders
    engine = owners_engine(sources.owner_url)
    try:
        with backup_places.held(first):
            path, found = _written(engine, sources, places, held)
            manifest = found.manifest
            verified_at = datetime.now(UTC)
            missed = tuple(_copied(path, others))
            made = Made(
                path,
                manifest.taken_at,
                path.stat().st_size,
                sum(manifest.rows.values()),
                len(places.folders) - len(missed),
                _apart(places, sources.data, {each for each, _ in missed}),
                missed,
                _forgotten(places, {each for each, _ in missed}),
                tuple(found.wrong),
            )
        with engine.begin() as connection:
            values = {"id": new_id(), "file": path.name, "verified_at": verified_at}
            values |= {name: getattr(made, name) for name in ("taken_at", "bytes", "places")}
            connection.execute(NOTED, values | {"apart": made.apart})
        return made
    finally:
        engine.dispose()


def _written(
    engine: Engine, sources: Sources, places: Places, held: KeyRing
) -> tuple[Path, Rehearsed]:
    """In the first folder, tried, and under its name."""
    folder = places.folders[0]
    for_now = pyrage.x25519.Identity.generate()  # opens this file, to try it, and is forgotten
    with _moment(engine, sources, places, held) as (manifest, snapshot):
        path = folder / places.name(manifest.taken_at)
        draft = path.with_name(path.name + backup_places.PART)
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
            with open(os.open(draft, flags, 0o600), "wb") as file:
                pieces = dumped(sources.owner_url, snapshot)
                recipients = [*places.recipients, for_now.to_public()]
                backup_file.write(file, recipients, held, manifest, pieces)
                file.flush()
                os.fsync(file.fileno())
            found = rehearse(draft, [for_now], held, sources.trail_keys)
            keep_list(erasures.beside(sources.keys), places, folder)
            backup_places.settle(draft, path)
        finally:
            draft.unlink(missing_ok=True)
    return path, found


@contextmanager
def _moment(
    engine: Engine, sources: Sources, places: Places, held: KeyRing
) -> Iterator[tuple[Manifest, str]]:
    """What is counted and what is dumped are the same."""
    snapshot = engine.execution_options(isolation_level="REPEATABLE READ")
    with snapshot.connect() as connection:
        connection.execute(LONGER)
        name = str(connection.scalar(text("SELECT pg_export_snapshot()")))
        yield _manifest(connection, sources, places, held), name


def _manifest(connection: Connection, sources: Sources, places: Places, held: KeyRing) -> Manifest:
    if not connection.scalar(text("SELECT to_regclass('public.alembic_version') IS NOT NULL")):
        raise CannotPrepare(NO_RECORD)
    if hidden := connection.scalar(HIDDEN):
        raise CannotPrepare(UNSEEN, table=hidden)
    keys, retired = ring.known(connection)
    ring.compare(held, keys, retired)
    lines = erasures.lines(held, erasures.beside(sources.keys))
    return Manifest(
        installation=places.installation,
        taken_at=connection.scalars(text("SELECT clock_timestamp()")).one(),
        edition=version("tryeza"),
        revision=connection.scalars(text("SELECT version_num FROM alembic_version")).one(),
        keys={name: proof.hex() for name, proof in keys.items()},
        retired=sorted(retired),
        rows={
            name: connection.scalars(text(f"SELECT count(*) FROM public.{name}")).one()  # noqa: S608
            for name in connection.scalars(TABLES).all()
        },
        trail_key=connection.scalar(TRAIL_KEY) or "",
        erased=len(lines),
        erased_end=lines[-1].rpartition(" ")[2] if lines else "",
    )


def keep_list(source: Path, places: Places, folder: Path) -> None:
    """A copy of the list of erasures as it is now, for whichever backup is put back: with each
    backup, and whoever erases calls it too."""
    said = source.read_text(encoding="ascii") if source.exists() else ""
    draft = folder / f"{places.list_name}{backup_places.PART}"
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(said)
        file.flush()
        os.fsync(file.fileno())
    backup_places.settle(draft, folder / places.list_name)


def _copied(path: Path, others: list[Path]) -> Iterator[tuple[Path, str]]:
    """To the other folders; one that is away keeps nothing from the rest."""
    for folder in others:
        try:
            with backup_places.held(folder):
                backup_places.copied(path, folder / path.name)
                name = path.name.rpartition("-")[0] + ".erased"
                backup_places.copied(path.with_name(name), folder / name)
        except (OSError, CannotPrepare) as error:
            yield folder, getattr(error, "strerror", None) or str(error)


def _forgotten(places: Places, missed: set[Path]) -> int:
    now = datetime.now(UTC)
    return sum(
        len(places.forget_old(folder, now)) for folder in places.folders if folder not in missed
    )


def _apart(places: Places, data: Path | None, missed: set[Path]) -> bool | None:
    """Whether one of them survives the disk that the data are on."""
    if data is None:
        return None
    own = data.stat().st_dev
    return any(each.stat().st_dev != own for each in places.folders if each not in missed)
