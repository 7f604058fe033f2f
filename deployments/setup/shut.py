"""What a role of the database lacks, in words that say what its superuser does about it."""

from typing import Final

import psycopg

from core.database_roles import OWNER, PREFECT
from core.i18n import N_
from deployments.setup.questions import Answers, FoundByTrying

WRONG_WORD: Final = N_(
    "%(role)s: the password is wrong. Give the right one, or set it as superuser: ALTER ROLE"
    " %(role)s PASSWORD '…'."
)
NO_ROLE: Final = N_("%(role)s: there is no such role. As superuser: CREATE ROLE %(role)s LOGIN …")
NOT_LET_IN: Final = N_(
    "%(role)s is not let in: the password is wrong, or there is no such role. As superuser: CREATE"
    " ROLE %(role)s LOGIN PASSWORD '…', or ALTER ROLE %(role)s PASSWORD '…'."
)
NO_DATABASE: Final = N_(
    "There is no database %(database)s. As superuser: CREATE DATABASE %(database)s OWNER %(owner)s"
)
NO_CONNECT: Final = N_(
    "%(role)s may not enter the database. As superuser: GRANT CONNECT ON DATABASE %(database)s TO"
    " %(role)s"
)
TOO_STRONG: Final = N_(
    "%(role)s is too strong: it would see every child. As superuser: ALTER ROLE %(role)s"
    " NOSUPERUSER NOBYPASSRLS, and no table is its own."
)
NOT_ITS_OWN: Final = N_(
    "The database %(database)s is not %(role)s's own. As superuser: ALTER DATABASE %(database)s"
    " OWNER TO %(role)s"
)
SOMEBODYS: Final = N_(
    "The database %(database)s is that of %(owner)s: name the one that was made for this."
)
TOO_OLD: Final = N_("This Postgres is version %(version)s; 15 or newer is needed.")
NO_ANSWER: Final = N_(
    "No database answers at %(host)s (%(why)s): look at host and port, and whether it runs."
)


def why_shut(
    role: str, error: psycopg.OperationalError, answers: Answers, known: set[str] | None
) -> FoundByTrying:
    """The server's answer, in words; of its own only where they name no more than a server."""
    said, facts = str(error), {"role": role, "database": answers["name"]}
    if "password authentication failed" in said or "no password supplied" in said:
        if known is None:
            return FoundByTrying(NOT_LET_IN, facts)
        return FoundByTrying(WRONG_WORD if role in known else NO_ROLE, facts)
    if f'role "{role}" does not exist' in said:
        return FoundByTrying(NO_ROLE, facts)
    if "does not exist" in said:
        owner = PREFECT if role == PREFECT else OWNER
        return FoundByTrying(NO_DATABASE, {"database": answers["name"], "owner": owner})
    if "permission denied for database" in said:
        return FoundByTrying(NO_CONNECT, facts)
    why = said.strip().splitlines()
    return FoundByTrying(
        NO_ANSWER, {"host": answers["host"], "why": why[-1].strip() if why else ""}
    )
