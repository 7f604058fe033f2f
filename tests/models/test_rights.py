"""What each role may do with each column: the file is what the table of rights says, and so is
the database."""

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import make_url, update

from core.clock import FrozenClock
from core.database_roles import OF_THE_RECORD, PORTAL, REPORTS, SIGN_IN, WORKER
from deployments.postgres import DatabaseProvider
from models import Base, rights
from models.changed_columns import CHANGED
from models.migrations import files
from models.people import Municipality
from models.session import unit_of_work

ASKED = """
    SELECT relname, attname,
        has_column_privilege(%(role)s, pg_class.oid, attnum, 'SELECT') AS read,
        has_column_privilege(%(role)s, pg_class.oid, attnum, 'UPDATE') AS changed,
        has_table_privilege(%(role)s, pg_class.oid, 'INSERT') AS added,
        has_table_privilege(%(role)s, pg_class.oid, 'DELETE') AS deleted,
        has_table_privilege(%(role)s, pg_class.oid, 'TRUNCATE, TRIGGER, REFERENCES') AS more
    FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND attnum > 0
        AND relname <> 'alembic_version'
"""


@pytest.fixture
def connection(
    configured: object, postgres: DatabaseProvider
) -> Iterator[psycopg.Connection[tuple[str, str, bool, bool, bool, bool, bool]]]:
    url = make_url(postgres.url(WORKER)).set(drivername="postgresql")
    with psycopg.connect(url.render_as_string(hide_password=False)) as found:
        yield found


def test_the_file_is_what_the_table_of_rights_says() -> None:
    newest = files.newest(rights.KIND)
    assert newest.read_text(encoding="utf-8") == rights.script(), "python -m models.rights"


def test_the_table_of_rights_names_what_there_is() -> None:
    for named in (CHANGED, rights.SYSTEM_ONLY, rights.SECRETS):
        for table, columns in named.items():
            there = {column.name for column in Base.metadata.tables[table].columns}
            assert set(columns.split()) <= there, table
    assert rights.HELD | set(rights.DELETED) <= set(Base.metadata.tables)


def test_a_change_of_a_column_that_is_not_among_them_is_noticed(database: FrozenClock) -> None:
    """`tests/changed.py` looks at every statement of every test."""
    with pytest.raises(AssertionError, match=r"municipality\.slug"), unit_of_work() as work:
        work.session.execute(update(Municipality).values(slug="elsewhere"))


@pytest.mark.parametrize("role", OF_THE_RECORD)
def test_the_database_gives_each_role_these_rights_and_no_other(
    role: str, connection: psycopg.Connection[tuple[str, str, bool, bool, bool, bool, bool]]
) -> None:
    for table, column, read, changed, added, deleted, more in connection.execute(
        ASKED, {"role": role}
    ):
        readable = rights.read(role, table)
        assert changed is (column in rights.changed(role, table)), (table, column)
        assert read is (readable is None or column in readable), (table, column)
        assert added is rights.adds(role, table), table
        assert deleted is rights.deletes(role, table), table
        assert not more, table


@pytest.mark.parametrize(
    ("role", "table", "column"),
    [
        *[(PORTAL, table, None) for table in ("signed_text", "opinion", "supplement", "audit")],
        *[(PORTAL, "signature", each) for each in ("digest", "paper_id", "member_id", "method")],
        *[(PORTAL, "cases", each) for each in ("municipality_id", "number", "referrer_sealed")],
        *[(PORTAL, table, "life_id") for table in ("member", "meeting", "breach", "message")],
        *[(role, "life", "municipality_id") for role in (PORTAL, REPORTS, SIGN_IN)],
        *[(role, "account_password", "hash") for role in (PORTAL, REPORTS)],
        *[(PORTAL, "staff_session", each) for each in ("token_digest", "account_id", "factor_at")],
    ],
)
def test_nobody_asked_from_outside_changes_what_is_signed_or_moves_a_row_to_another_case(
    role: str, table: str, column: str | None
) -> None:
    found = rights.changed(role, table)
    assert column not in found if column else found == []
