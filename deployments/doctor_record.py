"""Whether the database is the right one, and we stand in it as we should."""

from typing import Any

import psycopg
from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql

from casework.record.not_arrived import stuck
from core import database_roles
from core.database_roles import WrongRole
from core.i18n import N_
from deployments.checks import Check
from models import edition
from models.outbox import Message


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


def not_arrived(connection: psycopg.Connection[Any]) -> Check:
    """By the same question as the page that shows them."""
    now = connection.execute("SELECT transaction_timestamp()").fetchall()[0][0]
    counted = select(func.count()).select_from(Message).where(stuck(now))
    ours = postgresql.psycopg.dialect()  # type: ignore[no-untyped-call]
    asked = counted.compile(dialect=ours, compile_kwargs={"literal_binds": True})
    ((count,),) = connection.execute(str(asked).encode()).fetchall()
    if count:
        message = N_(
            "%(count)s messages have not arrived: the administrator's page says why, and sends them"
            " again."
        )
        return Check("not arrived", False, message, {"count": count})
    return Check("not arrived", True, N_("Every message has arrived, or is on its way."))
