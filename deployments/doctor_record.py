"""Whether the database is the right one, and we stand in it as we should."""

from typing import Any, Final

import psycopg
from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql

from casework.record.not_arrived import may_leave_again, stuck
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


TOO_STRONG: Final = """
    SELECT rolname FROM pg_roles WHERE rolname = ANY(%(roles)s) AND (rolsuper OR rolbypassrls
        OR pg_has_role(oid, 'pg_read_all_data', 'MEMBER')
        OR pg_has_role(oid, 'pg_write_all_data', 'MEMBER')
        OR (rolname <> %(owner)s AND pg_has_role(oid, %(owner)s, 'MEMBER')))
    ORDER BY rolname
"""
DOWN: Final = """
    SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
    AND EXISTS (SELECT FROM pg_policy WHERE polrelid = pg_class.oid)
    AND NOT (relrowsecurity AND relforcerowsecurity) ORDER BY relname
"""


def walls(connection: psycopg.Connection[Any]) -> Check:
    """Who passes them, whichever process it is, and whether they stand: 0149."""
    every = [*database_roles.OF_THE_RECORD, database_roles.OWNER]
    named = {"roles": every, "owner": database_roles.OWNER}
    above = [name for (name,) in connection.execute(TOO_STRONG, named)]
    if above:
        message = N_(
            "Above the walls stand %(names)s: take SUPERUSER, BYPASSRLS and membership in the"
            " owner and in pg_read_all_data and pg_write_all_data from them."
        )
        return Check("walls", False, message, {"names": ", ".join(above)})
    down = [name for (name,) in connection.execute(DOWN)]
    if down:
        message = N_("The walls are down at %(names)s: ENABLE and FORCE ROW LEVEL SECURITY there.")
        return Check("walls", False, message, {"names": ", ".join(down)})
    return Check("walls", True, N_("The walls stand, and no role passes them."))


def edition_of(connection: psycopg.Connection[Any]) -> Check:
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    facts = {"found": row[0] if row else "-", "wanted": edition.wanted()}
    if facts["found"] != facts["wanted"]:
        return Check("edition", False, edition.ANOTHER, facts)
    return Check("edition", True, N_("The database is of this edition (%(wanted)s)."), facts)


def not_arrived(connection: psycopg.Connection[Any]) -> Check:
    """By the same question as the page that shows them; a code that has run out is asked anew."""
    now = connection.execute("SELECT transaction_timestamp()").fetchall()[0][0]
    counted = select(func.count()).select_from(Message).where(stuck(now), may_leave_again(now))
    ours = postgresql.psycopg.dialect()  # type: ignore[no-untyped-call]
    asked = counted.compile(dialect=ours, compile_kwargs={"literal_binds": True})
    ((count,),) = connection.execute(str(asked).encode()).fetchall()
    if count == 1:
        one = N_(
            "One message has not arrived: the administrator's page says why, and sends it again."
        )
        return Check("not arrived", False, one)
    if count:
        message = N_(
            "%(count)s messages have not arrived: the administrator's page says why, and sends them"
            " again."
        )
        return Check("not arrived", False, message, {"count": count})
    return Check("not arrived", True, N_("Every message has arrived, or is on its way."))
