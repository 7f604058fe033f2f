"""What the database itself refuses: the application's role, and a changed audit trail."""

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url, select, text
from sqlalchemy.exc import DatabaseError

from core.clock import FrozenClock
from deployments.postgres import DatabaseProvider
from models import Base
from models.life import AuditEntry
from models.pool import LIFTED
from models.session import sign_in_work, unit_of_work
from tests.conftest import At

CHANGES = (
    "UPDATE audit SET act = 'nothing happened'",
    "INSERT INTO audit SELECT * FROM audit",
    "UPDATE audit_lane SET kept = 0",
    "INSERT INTO audit_lane SELECT gen_random_uuid(), 99, 99",
    "UPDATE audit_seal SET chain = ''",
    "UPDATE audit_head SET signature = ''",
    "DELETE FROM audit",
    "TRUNCATE audit",
    "DROP TRIGGER audit_never_changes ON audit",
    "ALTER TABLE audit DISABLE TRIGGER ALL",
    "SET session_replication_role = replica",
)
DDL = (
    "CREATE TABLE hidden (id int)",
    "DROP TABLE message",
    "ALTER TABLE cases ADD COLUMN name text",
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE SCHEMA hidden",
    "UPDATE alembic_version SET version_num = 'x'",
    "CREATE ROLE friend",
    "CREATE TEMP TABLE hidden (id int)",
    "SELECT lo_create(0)",
    "SELECT lo_from_bytea(0, 'x')",
)

LAID_AGAIN = """
    INSERT INTO signed_text (id, paper, paper_id, version, digest, laid_at, reason_sealed)
    SELECT gen_random_uuid(), 'closure', id, 2, 'x', now(), 'x' FROM closure LIMIT 1
"""
CAME_LATE = """
    INSERT INTO attendance (id, meeting_id, member_id, present)
    SELECT gen_random_uuid(), meeting_id, gen_random_uuid(), true FROM minutes
    WHERE digest IS NOT NULL LIMIT 1
"""
DELETED = {"open_duty", "coming_step", "heartbeat", "file_piece", "form_draft"}
DELETED_AT_A_SIGN_IN = {
    *("sign_in_attempt", "staff_session", "sent_form"),
    *("totp_secret", "recovery_code", "passkey"),
}
RECORD = sorted(set(Base.metadata.tables) - DELETED)


def refused(statement: str) -> None:
    with pytest.raises(DatabaseError, match=r"permission denied|append-only|must be owner"):
        run(statement)


def run(statement: str) -> None:
    with unit_of_work() as work:
        work.session.execute(text(statement))


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("statement", CHANGES)
def test_the_applications_role_changes_no_entry(statement: str) -> None:
    with unit_of_work() as work:
        work.record("something happened", "8(3)")
    refused(statement)
    with unit_of_work() as work:
        assert work.session.scalars(select(AuditEntry.act)).all() == ["something happened"]


def test_the_applications_role_deletes_what_the_program_deletes(database: FrozenClock) -> None:
    """What is reckoned anew, sign-ins that are over, keys that open nothing any more; nothing of
    the record: Art. 18(1)."""
    granted = text(
        "SELECT relname FROM pg_class WHERE relkind = 'r'"
        " AND relnamespace = 'public'::regnamespace AND has_table_privilege(oid, 'DELETE')"
    )
    with unit_of_work() as work:
        assert set(work.session.scalars(granted)) == DELETED
    with sign_in_work() as work:
        assert set(work.session.scalars(granted)) == DELETED_AT_A_SIGN_IN


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("table", RECORD)
def test_nothing_of_the_record_is_deleted_or_emptied(table: str) -> None:
    for statement in (f"DELETE FROM {table}", f"TRUNCATE {table}"):
        refused(statement)


@pytest.mark.parametrize("table", ["closure", "minutes", "signed_text", "signature", "attendance"])
def test_not_even_the_owner_deletes_what_was_signed(
    a_case: At, postgres: DatabaseProvider, table: str
) -> None:
    a_case("decided")
    owner = make_url(postgres.url("tryeza_owner")).set(drivername="postgresql")
    with (
        psycopg.connect(owner.render_as_string(hide_password=False), options=LIFTED) as connection,
        pytest.raises(psycopg.IntegrityError, match=f"{table}_never_deleted"),
    ):
        connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("statement", DDL)
def test_the_applications_role_builds_nothing(statement: str) -> None:
    refused(statement)
