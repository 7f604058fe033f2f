"""The roles of the database, and which of them a process may stand under: decision 0149."""

from typing import Final

import psycopg

from core.i18n import N_
from core.refused import StartRefused

OWNER: Final = "tryeza_owner"
"""Migrates, and nothing else."""
PORTAL: Final = "tryeza_portal"
"""People's acts and pages: whose, says the token of the transaction."""
WORKER: Final = "tryeza_worker"
"""The system itself: worker, keeper, command line. It sees every centre."""
REPORTS: Final = "tryeza_reports"
"""Reads; writes nothing and opens no secret of a sign-in."""
SIGN_IN: Final = "tryeza_sign_in"
"""What opens an account, and the session that begins; nothing of a case."""
PREFECT: Final = "prefect"

OF_THE_RECORD: Final = (PORTAL, WORKER, REPORTS, SIGN_IN)
"""All that may enter the record's database beside its owner."""

STANDING: Final = """
    SELECT current_user, rolsuper OR rolbypassrls OR EXISTS (
        SELECT FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
        WHERE nspname = 'public' AND pg_has_role(current_user, relowner, 'MEMBER'))
    FROM pg_roles WHERE rolname = current_user
"""

ABOVE: Final = N_(
    "This process would stand above the walls, as %(role)s (owner, superuser or BYPASSRLS): give it"
    " an address with the role %(wanted)s."
)
ANOTHER: Final = N_(
    "This process would stand under the role %(role)s: give it an address with the role %(wanted)s."
)
NOWHERE: Final = N_(
    "Nobody can sign in: beside the address of %(role)s give SIGN_IN_DATABASE_URL, with the role"
    " %(wanted)s."
)


class WrongRole(StartRefused):
    """A process that would act under a role that is not its own."""

    def __init__(self, message: str, *, role: str, wanted: str) -> None:
        self.message, self.facts = message, {"role": role, "wanted": wanted}
        super().__init__(message % self.facts)


def check(connection: "psycopg.Connection[tuple[str, bool]]", wanted: str) -> None:
    """Raises `WrongRole`. Above the walls everything works and every child is seen; no page and
    no act would tell."""
    row = connection.execute(STANDING).fetchone()
    connection.rollback()
    assert row is not None  # everybody is in pg_roles
    role, is_above = row
    if is_above:
        raise WrongRole(ABOVE, role=role, wanted=wanted)
    if role != wanted:
        raise WrongRole(ANOTHER, role=role, wanted=wanted)
