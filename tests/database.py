"""A real Postgres for the tests: one server a process, the same clean database for every test."""

import fcntl
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path
from typing import Final, LiteralString

import psutil
import psycopg
import pytest
from psycopg import sql
from sqlalchemy import Engine, make_url

from core.database_roles import OWNER, PORTAL, WORKER
from deployments.account import database_account
from deployments.folders import temporary_folder
from deployments.postgres import DatabaseProvider, EmbeddedPostgres, ExternalPostgres
from deployments.postmaster import processes_in
from models import data_keys, pool, rights, session

PREFIX = "tryeza-tests-"
IN_MEMORY = Path("/dev/shm")
PLENTY = 8 * 2**30
LOCK = Path(tempfile.gettempdir(), f"tryeza-sweep-{os.getuid()}")
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",  # it would follow the tests around; the cleaner sweeps instead
    "update_process_title": "off",  # or it is written for every statement
    "plan_cache_mode": "force_generic_plan",  # of ten rows any plan is good, and one is enough
}
SWEPT_EVERY = 50
"""Cleanings. What was deleted lies about until it is swept: after some hundred cleanings every
statement takes twice as long for it."""

WITHOUT_TRIGGERS = "SET session_replication_role = replica"
"""Nor foreign keys: the audit table rightly refuses a DELETE otherwise."""

# Every table once more, for the rows of all moments that are kept, and functions whose statements
# are planned once: as text of a moment, each of the some hundred and fifty would be planned anew.
MAKE_ROOM = """
DROP SCHEMA IF EXISTS kept CASCADE;
CREATE SCHEMA kept;
CREATE TABLE kept.moment (_moment text PRIMARY KEY, filled text[] NOT NULL);
DO $$ DECLARE
  name text; columns text;
  emptied text := ''; forgotten text := ''; taken text := ''; filled text := '';
  begins text := '#variable_conflict use_column
    DECLARE _filled text[] := (SELECT filled FROM kept.moment WHERE _moment = _name); BEGIN ';
BEGIN
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) INTO columns FROM pg_attribute
      WHERE attrelid = format('public.%I', name)::regclass
        AND attnum > 0 AND NOT attisdropped AND attgenerated = '';
    EXECUTE format(
      'CREATE TABLE kept.%1$I AS SELECT NULL::text AS _moment, %2$s FROM public.%1$I LIMIT 0;
       CREATE INDEX ON kept.%1$I (_moment)', name, columns);
    emptied := emptied || format('DELETE FROM public.%I;', name);
    forgotten := forgotten || format(
      'IF %1$L = ANY(_filled) THEN DELETE FROM kept.%1$I WHERE _moment = _name; END IF;', name);
    taken := taken || format(
      'INSERT INTO kept.%1$I SELECT _name, %2$s FROM public.%1$I;
       IF FOUND THEN _filled := _filled || %1$L::text; END IF;', name, columns);
    filled := filled || format(
      'IF %1$L = ANY(_filled) THEN
         INSERT INTO public.%1$I (%2$s) OVERRIDING SYSTEM VALUE
           SELECT %2$s FROM kept.%1$I WHERE _moment = _name;
       END IF;', name, columns);
  END LOOP;
  EXECUTE format('CREATE FUNCTION kept.empty() RETURNS void LANGUAGE plpgsql AS %L',
    'BEGIN ' || emptied || ' END');
  EXECUTE format('CREATE FUNCTION kept.forget(_name text) RETURNS void LANGUAGE plpgsql AS %L',
    begins || forgotten || ' DELETE FROM kept.moment WHERE _moment = _name; END');
  EXECUTE format('CREATE FUNCTION kept.keep(_name text) RETURNS void LANGUAGE plpgsql AS %L',
    '#variable_conflict use_column
     DECLARE _filled text[] := ARRAY[]::text[]; BEGIN ' || taken
    || ' INSERT INTO kept.moment VALUES (_name, _filled); END');
  EXECUTE format('CREATE FUNCTION kept.fill(_name text) RETURNS void LANGUAGE plpgsql AS %L',
    begins || filled || ' END');
END $$
"""


A_CLOCK_OF_ITS_OWN = """
INSERT INTO demo_clock (id, single, offset_seconds) VALUES (gen_random_uuid(), true, 0)
ON CONFLICT DO NOTHING
"""
"""The clock of a test is the program's and stands still: the trail takes what it shows (0153)."""

FULL_OF_THE_DEAD = """
SELECT string_agg(oid::regclass::text, ', ') FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND pg_relation_size(oid) > 0
HAVING count(*) > 0
"""

END_FORGOTTEN_TRANSACTIONS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND state LIKE 'idle in transaction%'
"""


@contextmanager
def provider(worker_count: int) -> Iterator[DatabaseProvider]:
    """`DATABASE_URL` where it is given, else a server of our own that costs half a second."""
    given = os.environ.get("DATABASE_URL")
    if given:
        if worker_count > 1:
            raise pytest.UsageError("One DATABASE_URL serves one process: run pytest with -n0.")
        yield ExternalPostgres(os.environ)
        return
    sweep()
    account, name = database_account(), f"{PREFIX}{os.getpid()}-"
    with temporary_folder(account, name, *in_memory()) as directory:
        server = EmbeddedPostgres(directory, FAST)
        try:
            yield server.start()
        finally:
            server.remove()


def in_memory() -> Iterator[Path]:
    """Where there is plenty: a tenth less to do for the processor, nothing for the disk."""
    if IN_MEMORY.is_dir() and os.access(IN_MEMORY, os.W_OK):
        room = shutil.disk_usage(IN_MEMORY).free, psutil.virtual_memory().available
        if min(room) > PLENTY:
            yield IN_MEMORY


def sweep() -> None:
    """Stop the servers of test runs that were killed, one process at a time.

    Without the lock, one could be emptying a folder while another starts the server in it.
    """
    with open(os.open(LOCK, os.O_WRONLY | os.O_CREAT, 0o600), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        places = {Path(tempfile.gettempdir()), IN_MEMORY}
        for left in (folder for place in places for folder in place.glob(f"{PREFIX}*")):
            owner = int(left.name.removeprefix(PREFIX).partition("-")[0])
            if not psutil.pid_exists(owner) and os.access(left, os.W_OK):
                _stop_in(left / "postgres" / "data")
                shutil.rmtree(left, ignore_errors=True)


def _stop_in(data: Path) -> None:
    """End every process that works in this data directory, and wait until it is gone."""
    left = [psutil.Process(pid) for pid in processes_in(data)]
    for number in (signal.SIGQUIT, signal.SIGKILL):  # SIGQUIT gives shared memory back
        for process in left:
            with suppress(psutil.NoSuchProcess):
                process.send_signal(number)
        left = psutil.wait_procs(left, timeout=10)[1]


standing: ContextVar[str] = ContextVar("standing", default=WORKER)
"""Under which role the units of work of this thread stand: a test acts as the system, and what is
served over a socket as the portal."""


@contextmanager
def roles_of(postgres: DatabaseProvider) -> Iterator[None]:
    """Each unit of work stands under the role of its thread, though all are in one process."""
    of_the_settings, served = session.engine, postgres.url(PORTAL)
    owners = pool.owners_engine(postgres.url(OWNER))

    def engine() -> Engine:
        if standing.get() == OWNER:
            return owners
        return pool.engine_for(served) if standing.get() == PORTAL else of_the_settings()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(session, "engine", engine)
        yield
        owners.dispose()
        pool.engine_for(served).dispose()
        of_the_settings().dispose()
        session.sign_in_engine().dispose()


@contextmanager
def past_the_rights() -> Iterator[session.Work]:
    """A unit of work of the owner's, with the wall lifted: what no role may, to see that triggers
    and constraints refuse it too, or to make what only a mistake elsewhere would."""
    before = standing.set(OWNER)
    try:
        with session.unit_of_work() as work:
            yield work
    finally:
        standing.reset(before)


def whole(table: str) -> Engine:
    """Under which role every column of a table is read."""
    kept_apart = table in rights.SIGN_INS_OWN | rights.BEGUN_BY_OFFICERS
    return session.sign_in_engine() if kept_apart else session.engine()


NOBODY_WRITES: Final = ":"
"""So a snapshot ends in which no transaction is under way: `xmin:xmax:`."""
MIGRATED = "baseline"
"""What the migrations wrote."""


class Cleaner:
    """Brings the database back to what it held at a moment that was kept, in milliseconds."""

    def __init__(self, url: str) -> None:
        address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        # of a Postgres that is not ours we are the owner
        self.connection = psycopg.connect(address, autocommit=True, options=pool.LIFTED)
        self.connection.execute(WITHOUT_TRIGGERS)
        self.connection.execute("SET lock_timeout = '10s'")
        self.connection.execute(MAKE_ROOM)
        self.connection.execute(A_CLOCK_OF_ITS_OWN)
        self.cleanings = 0
        self.stands: tuple[str, str] | None = None
        """Which moment was brought back last, and after which transactions."""
        self.keep(MIGRATED)

    def keep(self, name: str) -> None:
        """Remember what every table holds now, under a name of our own."""
        self.forget(name)
        self.connection.execute("SELECT kept.keep(%s)", [name])

    def forget(self, name: str) -> None:
        self.connection.execute("SELECT kept.forget(%s)", [name])

    def filled(self, name: str) -> list[str]:
        """Which tables hold something at this moment; none where it is not kept."""
        query = "SELECT unnest(filled) FROM kept.moment WHERE _moment = %s"
        return [table for (table,) in self.connection.execute(query, [name]).fetchall()]

    def clean(self, name: str = MIGRATED) -> None:
        """Back to what was kept: nothing of another test stays."""
        self.connection.execute(END_FORGOTTEN_TRANSACTIONS)
        self.connection.execute(WITHOUT_TRIGGERS)  # `bench.copies` switches them on again
        if self.stands != (name, self._snapshot()):
            self.connection.execute("SELECT kept.empty()")
            self.cleanings += 1
            if self.cleanings % SWEPT_EVERY == 0:
                self._sweep()
            self.connection.execute("SELECT kept.fill(%s)", [name])
            snapshot = self._snapshot()
            self.stands = (name, snapshot) if snapshot.endswith(NOBODY_WRITES) else None
        data_keys.forget()

    def _snapshot(self) -> str:
        """While it stays the same, nobody has written: who reads leaves everything as it stood."""
        row = self.connection.execute("SELECT pg_current_snapshot()::text").fetchone()
        assert row is not None
        return str(row[0])

    def _sweep(self) -> None:
        """While nothing is in the tables; what is kept is written once and needs none."""
        for (tables,) in self.connection.execute(FULL_OF_THE_DEAD).fetchall():
            self.connection.execute(sql.SQL("VACUUM {}").format(sql.SQL(tables)))

    def transactions(self) -> int:
        """How many have written so far: while this stays the same, nothing has changed."""
        query = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
        row = self.connection.execute(query).fetchone()
        assert row is not None
        return int(row[0])

    def tamper(self, statement: LiteralString) -> None:
        """What somebody does who has the superuser's password: no trigger, no role in the way."""
        self.connection.execute(statement)

    def close(self) -> None:
        self.connection.close()
