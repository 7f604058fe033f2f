"""A backup put back for a moment, into a Postgres of its own that is gone afterwards: `verify`."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

import pyrage
from sqlalchemy import Connection, create_engine, exists, select, text
from sqlalchemy.orm import Session

from core import crypto
from core.clock import SystemClock
from core.crypto import KeyRing
from core.database_roles import OWNER, WORKER
from core.i18n import N_
from core.sealed import DataKey, SealBroken, key_id_of
from core.trail import Head, TrailKeys
from deployments import backup_file
from deployments.account import CannotPrepare, database_account
from deployments.backup_file import Manifest
from deployments.folders import temporary_folder
from deployments.loading import load
from deployments.postgres import EmbeddedPostgres
from models import data_keys, file_store, migrate, ring, rotation
from models.data_key import DataKeyRow
from models.pool import owners_engine
from models.stored_file import FilePiece, StoredFile
from queries import audit, papers_as_signed
from queries.trail_faults import WAITS, Fault, TrailFinding

THROWN_AWAY: Final = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
LEFTOVER: Final = Path(__file__).with_name("leftover.py")
OF_EACH: Final = 3
"""Values that are opened of each sealed column, beside every data key."""

TRAIL: Final = N_("%(path)s: the trail is not as it was written (%(count)s places).")
SHUT: Final = N_("%(path)s: what is sealed in %(table)s does not open with this key ring.")
UNSEALED: Final = text("SELECT recorded_at FROM audit WHERE number = :number")


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What was found in a backup that was put back."""

    manifest: Manifest
    entries: int
    """Of the trail, in its place."""
    are_signed: bool
    """Whether the trail's key was there, to look at the signatures of its ends."""
    opened: int
    """Sealed values that opened; none without a key ring."""
    wrong: Sequence[CannotPrepare]
    """What is not as it was written, in the record that was copied."""


def rehearse(
    path: Path,
    identities: Sequence[pyrage.x25519.Identity],
    held: KeyRing | None,
    trail_keys: TrailKeys | None,
) -> Rehearsed:
    """Raises `CannotPrepare` where the copy is not what was written; what was wrong with the record
    itself when it was copied is said of it, for a copy of that is wanted all the same."""
    manifest = backup_file.manifest_of(path, identities)
    if held is not None:
        ring.compare(held, manifest.proofs, set(manifest.retired))
    backup_file.check(path, identities, held)
    with _for_a_moment() as server:
        with backup_file.reading(path, identities, held) as found:
            load(server.url(OWNER), found.pieces(), manifest, "")
        migrate.upgrade(server.url(OWNER))
        engine = create_engine(server.url(WORKER), hide_parameters=True)
        owner = owners_engine(server.url(OWNER))
        try:
            with _keys(held), Session(engine) as session:
                entries, faults = _trail(session, manifest, trail_keys, papers=held is not None)
                files, broken = _files(session) if held is not None else (0, [])
            with owner.connect() as connection:
                opened, shut = _opened(connection, held) if held is not None else (0, [])
        finally:
            engine.dispose()
            owner.dispose()
    wrong = [CannotPrepare(SHUT, path=path, table=name) for name in (*shut, *broken)]
    if faults:
        wrong.append(CannotPrepare(TRAIL, path=path, count=faults))
    return Rehearsed(manifest, entries, trail_keys is not None, opened + files, wrong)


@contextmanager
def _for_a_moment() -> Iterator[EmbeddedPostgres]:
    with temporary_folder(database_account(), "tryeza-verify-") as folder:
        guard = subprocess.Popen(
            [sys.executable, str(LEFTOVER), str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        server = EmbeddedPostgres(folder, THROWN_AWAY)
        try:
            yield server.start()
        finally:
            server.remove()
            assert guard.stdin is not None
            guard.stdin.close()
            guard.wait()


@contextmanager
def _keys(held: KeyRing | None) -> Iterator[None]:
    """This process opens with them, and forgets afterwards what it has read."""
    before = list(crypto._installed)
    data_keys.forget()
    if held is not None:
        crypto.install(held)
    try:
        yield
    finally:
        crypto._installed[:] = before
        data_keys.forget()


class _AnySignature(TrailKeys):
    """Where the key is not at hand: chains and digests are counted all the same."""

    def __init__(self) -> None: ...

    def signed(self, _head: Head, _name: str, _signature: bytes) -> bool:
        return True


def _trail(
    session: Session, manifest: Manifest, keys: TrailKeys | None, *, papers: bool
) -> tuple[int, int]:
    """How many entries are sealed, and in how many places it is not as it was written."""
    found = audit.verify_all(session, keys or _AnySignature())
    if papers:
        found += papers_as_signed.check(session, SystemClock().today())
    wrong = sum(not _is_natural(session, manifest, each) for each in found)
    head = audit.head(session)
    return head.position if head else 0, wrong


def _is_natural(session: Session, manifest: Manifest, each: TrailFinding) -> bool:
    """A clock that was set back; and what nobody had sealed in the moment of the copy."""
    if each.fault is Fault.UNSEALED:
        since = session.scalar(UNSEALED, {"number": each.number})
        return since is not None and since > manifest.taken_at - WAITS - timedelta(seconds=5)
    return each.fault is Fault.CLOCK


def _files(session: Session) -> tuple[int, list[str]]:
    """Some files, each to its end, against their hashes; of what was removed or erased none is."""
    living = select(DataKeyRow.life_id).where(DataKeyRow.destroyed_at.is_(None))
    there = exists().where(FilePiece.file_id == StoredFile.id)
    query = select(StoredFile).where(there, StoredFile.life_id.in_(living))
    found = session.scalars(query.order_by(StoredFile.stored_at.desc()).limit(OF_EACH)).all()
    whole = sum(file_store.is_whole(session, each) for each in found)
    return whole, [StoredFile.__tablename__] if whole < len(found) else []


def _opened(connection: Connection, held: KeyRing) -> tuple[int, list[str]]:
    """Every data key, and some values of each sealed column: how many opened, and in which tables
    one did not."""
    keys: dict[object, DataKey] = {}
    count, shut = 0, dict[str, None]()
    for cell in sorted(rotation.cells(), key=lambda each: each.column.name != "wrapped"):
        is_key = cell.column.name == "wrapped"
        query = f"SELECT id, {cell.column.name} AS said FROM {cell.table.name}"  # noqa: S608 - ours
        query += f" WHERE {cell.column.name} IS NOT NULL"
        for row in connection.execute(text(query if is_key else f"{query} LIMIT {OF_EACH}")):
            said = bytes(row.said)
            try:
                if is_key:
                    keys[row.id] = held.unwrap(row.id, said)
                elif isinstance(key_id_of(said), str):
                    held.open(said, cell.place(row.id))
                elif key_id_of(said) in keys:  # else it was erased
                    keys[key_id_of(said)].open(said, cell.place(row.id))
            except SealBroken:
                shut[cell.table.name] = None
            else:
                count += 1
    return count, [*shut]
