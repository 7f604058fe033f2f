"""Whether people can sign in: the role of the database that it takes, the name of the passkeys."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlsplit

import httpx
import psycopg

from core import database_roles
from core.clock import Clock
from core.database_roles import WrongRole
from core.i18n import N_
from deployments.checks import DEFAULT_URL, Check
from deployments.faults import checked
from deployments.healthy import portal_url
from deployments.probes import status_of

APART: Final = timedelta(seconds=15)
"""Half of what an authenticator's number lives for."""


def role(env: Mapping[str, str]) -> Iterator[Check]:
    """The portal's second address, where the database is yours; of ours it is told a right one."""
    if "TRYEZA_PORTAL_PORT" in env and "SIGN_IN_DATABASE_URL" not in env:
        return
    if "CREDENTIALS_DIRECTORY" in env:  # a machine of units, where the portal alone is told it
        yield from _as_the_portal_says(env)
        return
    facts = {"role": database_roles.PORTAL, "wanted": database_roles.SIGN_IN}
    given = env.get("SIGN_IN_DATABASE_URL")
    if not given:
        yield Check("sign_in", False, database_roles.NOWHERE, facts)
        return
    address = checked(given).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, connect_timeout=5) as connection:
        try:
            database_roles.check(connection, database_roles.SIGN_IN)
        except WrongRole as wrong:
            yield Check("sign_in", False, wrong.message, wrong.facts)
        else:
            yield Check("sign_in", True, N_("Signing in has a role of the database of its own."))


def _as_the_portal_says(env: Mapping[str, str]) -> Iterator[Check]:
    """Where it runs on this machine; it asks by itself whether both of its roles are right."""
    said = status_of(portal_url(env))
    if said is not None:
        ready = said < httpx.codes.INTERNAL_SERVER_ERROR
        message = N_("The portal is not ready: its log says what it waits for.")
        yield Check("portal", ready, N_("The portal is ready.") if ready else message)


def clocks(connection: psycopg.Connection[Any], here: Clock) -> Check:
    """Sessions end by the database's clock, and an authenticator's numbers count by ours."""
    before = here.now()
    row = connection.execute("SELECT clock_timestamp()").fetchone()
    assert row is not None  # a constant
    apart = max(before - row[0], row[0] - here.now(), timedelta())
    facts = {"seconds": round(apart.total_seconds())}
    if apart > APART:
        message = N_(
            "The clock here and the database's are %(seconds)s seconds apart: let both follow the"
            " time of a network (NTP), or sessions and authenticators are refused."
        )
        return Check("clocks", False, message, facts)
    return Check("clocks", True, N_("The clock here and the database's say the same."))


def settings_of_roles(connection: psycopg.Connection[Any]) -> Check:
    """Every role may change how its own connections begin, for good: we leave all as it was."""
    changed = connection.execute(
        "SELECT DISTINCT rolname FROM pg_db_role_setting JOIN pg_roles ON pg_roles.oid = setrole"
        " WHERE rolname LIKE 'tryeza%' AND setdatabase IN (0, ("
        " SELECT oid FROM pg_database WHERE datname = current_database())) ORDER BY rolname"
    ).fetchall()
    roles = ", ".join(name for (name,) in changed)
    if roles:
        message = N_(
            "Somebody changed how connections of %(roles)s begin: look who, then say"
            " `ALTER ROLE ... RESET ALL` as the database's superuser."
        )
        return Check("role settings", False, message, {"roles": roles})
    return Check("role settings", True, N_("Connections begin as we set them up."))


def passkeys(connection: psycopg.Connection[Any], env: Mapping[str, str]) -> Check:
    """Made under another name than the portal has now: no browser offers them there."""
    base = env.get("TRYEZA_BASE_URL", DEFAULT_URL)
    name = env.get("TRYEZA_RELYING_PARTY") or urlsplit(base).hostname or ""
    row = connection.execute(
        "SELECT count(*) FROM passkey WHERE relying_party <> %s", [name]
    ).fetchone()
    if row and row[0]:
        message = N_(
            "%(count)s passkeys were made under another address than %(name)s and open nothing"
            " here: set TRYEZA_RELYING_PARTY to the name they were made under, or have new ones"
            " made."
        )
        return Check("passkeys", False, message, {"count": row[0], "name": name})
    message = N_("Passkeys are made under the name %(name)s.")
    return Check("passkeys", True, message, {"name": name})
