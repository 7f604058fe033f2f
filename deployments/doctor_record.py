"""Whether the database is the right one, and we stand in it as we should."""

from typing import Any

import psycopg

from core import database_roles
from core.database_roles import WrongRole
from core.i18n import N_
from deployments.checks import Check
from models import edition


def role(connection: psycopg.Connection[Any]) -> Check:
    try:
        database_roles.check(connection, database_roles.WORKER)
    except WrongRole as wrong:
        return Check("role", False, wrong.message, wrong.facts)
    return Check("role", True, N_("The system's role owns nothing and passes no wall."))


def edition_of(connection: psycopg.Connection[Any]) -> Check:
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    facts = {"found": row[0] if row else "-", "wanted": edition.wanted()}
    if facts["found"] != facts["wanted"]:
        return Check("edition", False, edition.ANOTHER, facts)
    return Check("edition", True, N_("The database is of this edition (%(wanted)s)."), facts)
