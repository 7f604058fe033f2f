"""A backup becomes the record again, of a machine that has none: all of it or nothing, and nothing
is sent from it before somebody has said what had already left: 0161.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyrage
from alembic.script import ScriptDirectory
from psycopg import sql
from sqlalchemy import Connection, create_engine, text

from core import one_step
from core.crypto import KeyRing
from core.database_roles import OF_THE_RECORD, OWNER
from core.i18n import N_
from core.trail import TrailKeys
from deployments import backup_file, record
from deployments.account import CannotPrepare
from deployments.backup_file import NEWER, Manifest
from deployments.loading import load
from deployments.postgres import EmbeddedPostgres
from deployments.state import State, state_directory
from models import erasures, migrate, ring

EMPTY: Final = text("""
    SELECT NOT EXISTS (SELECT FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
        WHERE nspname !~ '^pg_' AND nspname <> 'information_schema')
""")
ROLES: Final = text("SELECT rolname FROM pg_roles WHERE rolname = ANY(:names)")
PAUSE: Final = sql.SQL("""
    UPDATE public.restored_copy SET stopped_at = taken_at, resumed_at = clock_timestamp(),
        counted_as_sent = 0 WHERE resumed_at IS NULL;
    INSERT INTO public.restored_copy (id, file, taken_at, restored_at, waiting)
    SELECT gen_random_uuid(), {file}, {taken_at}, clock_timestamp(),
        coalesce(array_agg(id ORDER BY queued_at, id), ARRAY[]::uuid[])
    FROM public.message WHERE status IN ('queued', 'sending');
    UPDATE public.staff_session SET ended_at = clock_timestamp() WHERE ended_at IS NULL;
    UPDATE public.member_session SET ended_at = clock_timestamp() WHERE ended_at IS NULL;
    UPDATE public.enrolment SET ended_at = clock_timestamp(), ended_as = 'replaced'
    WHERE ended_at IS NULL;
    DO $$ BEGIN
        IF to_regclass('public.calendar_feed') IS NOT NULL THEN  -- the copy may be older
            UPDATE public.calendar_feed SET ended_at = clock_timestamp() WHERE ended_at IS NULL;
        END IF;
    END $$;
""")
"""Whoever was signed in, or was to set up an account, may have left since, or have done it: nobody
is, and no such link opens; nor does a calendar's address, which may have been ended since. Of a
copy that was itself of a record whose sending was paused, this is the pause that counts."""

NOT_EMPTY: Final = N_(
    "The database is not empty: nothing was restored. Take an empty one, or delete what is there."
)
NO_ROLES: Final = N_(
    "The database lacks the roles %(roles)s: make them first, as docs/operations.md says."
)
NO_LIST: Final = N_(
    "Where is the list of erasures? What was erased since this backup would be back. Give it with"
    " --erased FILE; it lies beside the backups (tryeza-….erased) and beside the key ring. Where"
    " nothing was ever erased: --nothing-erased."
)
NO_TRAIL_KEY: Final = N_(
    "The key that signed the trail is not here: bring it back beside the key ring (trail-key), or"
    " say where it is (TRYEZA_TRAIL_KEY_FILE). Where it is lost for good: --trail-key-lost; then"
    " nobody believes the signatures until now any more."
)
OLD_LIST: Final = N_(
    "The list of erasures is older than the backup: something was erased that is not on it. Bring"
    " the newest with --erased FILE."
)


@dataclass(frozen=True, slots=True)
class Brought:
    """What is in no backup, and is brought to it."""

    keys: Path
    lists: Sequence[Path]
    """Copies of the list of erasures."""
    trail_keys: TrailKeys | None
    nothing_erased: bool = False
    """There is no such list."""
    trail_key_lost: bool = False

    @property
    def list(self) -> Path:
        """Where the list is looked for from now on."""
        return erasures.beside(self.keys)

    def has_key_of(self, name: str) -> bool:
        return not name or (self.trail_keys is not None and self.trail_keys.know(name))


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back."""

    manifest: Manifest
    waiting: int
    """Messages that were on their way when the copy was taken."""
    erased: int
    """Lives on the list of erasures, destroyed again."""


def restore(
    path: Path,
    identities: Sequence[pyrage.x25519.Identity],
    owner_url: str,
    beside: Brought,
) -> Restored:
    """Raises `CannotPrepare`, or `KeysRefused` that names the key or the line; then nothing was
    written, but for the list of erasures beside the ring, which only grows."""
    held = KeyRing.load(beside.keys)
    manifest = backup_file.manifest_of(path, identities)
    _may(manifest, held, path)
    if not (beside.has_key_of(manifest.trail_key) or beside.trail_key_lost):
        raise CannotPrepare(NO_TRAIL_KEY)
    erased = _erased(held, manifest, beside)
    backup_file.check(path, identities, held)
    engine = create_engine(owner_url, hide_parameters=True)
    try:
        with engine.connect() as connection:
            _is_ready(connection)
        one_step.write(beside.list, "".join(f"{line}\n" for line in erased))
        with backup_file.reading(path, identities, held) as found:
            load(owner_url, found.pieces(), manifest, pause(path, manifest))
        record.prepare(owner_url, beside.keys)
        with engine.connect() as connection:
            waiting = connection.scalars(
                text("SELECT cardinality(waiting) FROM restored_copy WHERE resumed_at IS NULL")
            ).one()
    finally:
        engine.dispose()
    return Restored(manifest, waiting, len(erased))


def pause(path: Path, manifest: Manifest) -> str:
    """In the words of the transaction that puts the rows back."""
    taken_at = sql.Literal(manifest.taken_at.isoformat())
    return PAUSE.format(file=sql.Literal(path.name), taken_at=taken_at).as_string()


def _may(manifest: Manifest, held: KeyRing, path: Path) -> None:
    """Raises `CannotPrepare` of a newer edition, `WrongRing` with the id of the key."""
    known = ScriptDirectory.from_config(migrate.config())
    if manifest.revision not in {each.revision for each in known.walk_revisions()}:
        raise CannotPrepare(NEWER, path=path)
    ring.compare(held, manifest.proofs, set(manifest.retired))


def _erased(held: KeyRing, manifest: Manifest, beside: Brought) -> list[str]:
    """The list as it is to be carried out: the longest of all that are at hand."""
    there = [each for each in (*beside.lists, beside.list) if each.exists()]
    if not there and not beside.nothing_erased:
        raise CannotPrepare(NO_LIST)
    found = erasures.longest(held, there)
    ends = ["", *(line.rpartition(" ")[2] for line in found)]
    if manifest.erased_end not in ends[manifest.erased :][:1]:
        raise CannotPrepare(OLD_LIST)
    return found


def _is_ready(connection: Connection) -> None:
    if not connection.scalar(EMPTY):
        raise CannotPrepare(NOT_EMPTY)
    there = set(connection.scalars(ROLES, {"names": list(OF_THE_RECORD)}))
    if lacking := sorted(set(OF_THE_RECORD) - there):
        raise CannotPrepare(NO_ROLES, roles=", ".join(lacking))


@contextmanager
def target(env: Mapping[str, str]) -> Iterator[str]:
    """The owner's address of the database that is to be filled: yours, or an embedded one that is
    made for it, of a Tryeza that does not run."""
    if given := env.get("OWNER_DATABASE_URL"):
        yield given
        return
    state = State(state_directory(env))
    state.prepare()
    state.take()
    server = EmbeddedPostgres(state.path)
    try:
        yield server.start().url(OWNER)
    finally:
        server.stop()
        state.release()
