"""The addresses of the database, one a role, each tried by standing under it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

import psycopg
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from core import database_roles
from core.database_roles import OWNER, PORTAL, PREFECT, REPORTS, SIGN_IN, WORKER, WrongRole
from core.i18n import N_
from deployments.faults import DRIVERS
from deployments.setup.env_files import Folder, Setting
from deployments.setup.questions import Answers, FoundByTrying, SetupQuestion, a_port, one_of
from deployments.setup.shut import NOT_ITS_OWN, SOMEBODYS, TOO_OLD, TOO_STRONG, why_shut

OLDEST: Final = 150_000
"""Of Postgres, as the server says its version."""
DRIVER: Final = "postgresql+psycopg"
TLS: Final = ("", "disable", "prefer", "require", "verify-ca", "verify-full")


@dataclass(frozen=True, slots=True)
class DatabaseRole:
    """Who stands under one address, and where that is said."""

    key: str
    name: str
    file: str
    variable: str


ROLES: Final = (
    DatabaseRole("owner", OWNER, "owner.env", "OWNER_DATABASE_URL"),
    DatabaseRole("worker", WORKER, "worker.env", "DATABASE_URL"),
    DatabaseRole("portal", PORTAL, "portal.env", "DATABASE_URL"),
    DatabaseRole("sign_in", SIGN_IN, "portal.env", "SIGN_IN_DATABASE_URL"),
    DatabaseRole("reports", REPORTS, "metrics.env", "REPORTS_DATABASE_URL"),
)
PREFECTS: Final = DatabaseRole("password", PREFECT, "prefect.env", "PREFECT_DATABASE_URL")


def questions(folder: Folder) -> list[SetupQuestion]:
    """Where it is, and a word for each role: what stands is taken from the worker's address."""
    stands = stands_at(folder, ROLES[1]) or stands_at(folder, ROLES[0])
    host, port = _where(stands) if stands else ("127.0.0.1", 5432)
    return [
        SetupQuestion(
            "host",
            N_("Host"),
            N_("Its name or address, or the folder of its socket."),
            stands=host,
        ),
        SetupQuestion(
            "port",
            N_("Port"),
            stands=str(port),
            check=a_port,
        ),
        SetupQuestion("name", N_("Database"), stands=(stands and stands.database) or "tryeza"),
        SetupQuestion(
            "tls",
            N_("TLS towards it"),
            N_("verify-full for another machine; leave it empty for this one."),
            stands=str(stands.query.get("sslmode", "")) if stands else "",
            optional=True,
            check=one_of(*TLS),
        ),
        *(_word(folder, role) for role in ROLES),
    ]


def _word(folder: Folder, role: DatabaseRole) -> SetupQuestion:
    stands = stands_at(folder, role)
    word = str(stands.password) if stands and stands.password else ""
    return SetupQuestion(role.key, PASSWORD_OF[role.name], stands=word, secret=True)


PASSWORD_OF: Final[Mapping[str, str]] = {
    OWNER: N_("Password of tryeza_owner"),
    WORKER: N_("Password of tryeza_worker"),
    PORTAL: N_("Password of tryeza_portal"),
    SIGN_IN: N_("Password of tryeza_sign_in"),
    REPORTS: N_("Password of tryeza_reports"),
    PREFECT: N_("Password of prefect"),
}


def stands_at(folder: Folder, role: DatabaseRole) -> URL | None:
    with suppress(ArgumentError):
        found = make_url(folder.get(role.file, role.variable))
        return found if found.drivername in DRIVERS else None
    return None


def address(answers: Answers, role: DatabaseRole, *, database: str = "") -> URL:
    """The address of this role, as it is answered."""
    host, query = answers["host"], {}
    if answers.get("tls"):
        query["sslmode"] = answers["tls"]
    is_socket = host.startswith("/")
    if is_socket:
        query |= {"host": host, "port": answers["port"]}
    return URL.create(
        DRIVER,
        username=role.name,
        password=answers[role.key],
        host=None if is_socket else host,
        port=None if is_socket else int(answers["port"]),
        database=database or answers["name"],
        query=query,
    )


def _where(url: URL) -> tuple[str, int]:
    """Also of a socket, which stands behind the `?`."""
    host, port = url.query.get("host") or url.host, url.query.get("port") or url.port
    return str(host or "127.0.0.1"), int(str(port or 5432))


def settings(folder: Folder, answers: Answers) -> Iterator[Setting]:
    """One that says the same in other words stays as somebody wrote it."""
    for role in ROLES:
        yield setting(folder, role, address(answers, role))


def setting(folder: Folder, role: DatabaseRole, to: URL) -> Setting:
    stands = stands_at(folder, role)
    same = stands is not None and _told(stands) == _told(to)
    written = folder.get(role.file, role.variable) if same else _whole(to)
    return Setting(role.file, role.variable, written)


def _told(url: URL) -> tuple[object, ...]:
    tls = url.query.get("sslmode", "")
    return url.username, url.password, _where(url), url.database, tls


def _whole(url: URL) -> str:
    return url.render_as_string(hide_password=False)


def tried(answers: Answers) -> list[FoundByTrying]:
    """Every role that cannot do its work, in words; nothing is written there."""
    return try_all([(role, address(answers, role)) for role in ROLES], answers)


def try_all(asked: Sequence[tuple[DatabaseRole, URL]], answers: Answers) -> list[FoundByTrying]:
    found: list[FoundByTrying] = []
    shut: list[tuple[DatabaseRole, psycopg.OperationalError]] = []
    known: set[str] | None = None
    for role, to in asked:
        try:
            with psycopg.connect(
                _whole(to.set(drivername="postgresql")), connect_timeout=5
            ) as line:
                found += _standing(line, role, answers["name"])
                roles = line.execute("SELECT rolname FROM pg_roles").fetchall()
                known = {str(name) for (name,) in roles}
        except psycopg.OperationalError as error:
            shut.append((role, error))
    for role, why in shut:
        fault = why_shut(role.name, why, answers, known)
        if fault not in found:
            found.append(fault)
    return found


def _standing(
    line: psycopg.Connection[Any], role: DatabaseRole, database: str
) -> Iterator[FoundByTrying]:
    """What a role is that got in."""
    version = line.info.server_version
    if version < OLDEST:
        yield FoundByTrying(TOO_OLD, {"version": f"{version // 10_000}.{version % 10_000}"})
    if role.name in {OWNER, PREFECT}:
        yield from _of_an_owner(line, role, database)
        return
    try:
        database_roles.check(line, role.name)
    except WrongRole as wrong:
        above = wrong.message == database_roles.ABOVE
        yield (
            FoundByTrying(TOO_STRONG, {"role": role.name})
            if above
            else FoundByTrying(wrong.message, wrong.facts)
        )


def _of_an_owner(
    line: psycopg.Connection[Any], role: DatabaseRole, database: str
) -> Iterator[FoundByTrying]:
    row = line.execute(
        "SELECT rolsuper OR rolbypassrls, has_database_privilege(current_database(), 'CREATE'),"
        " has_schema_privilege('public', 'CREATE'), (SELECT owns.rolname FROM pg_database"
        " JOIN pg_roles owns ON owns.oid = datdba WHERE datname = current_database()"
        " AND NOT owns.rolsuper AND owns.rolname <> current_user)"
        " FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    is_above, may_make, may_add, whose = row or (False, False, False, None)
    if is_above:
        yield FoundByTrying(TOO_STRONG, {"role": role.name})
    elif whose is not None:
        yield FoundByTrying(SOMEBODYS, {"database": database, "owner": whose})
    elif not (may_make and may_add):
        yield FoundByTrying(NOT_ITS_OWN, {"role": role.name, "database": database})
