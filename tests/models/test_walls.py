"""The second wall stands before every table that leads to a child, and each of its stones is needed
(18(1), 18(2), decision 0149)."""

import re
from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from core.database_roles import OWNER, PORTAL, REPORTS, SIGN_IN, WORKER
from core.settings import Settings
from deployments.postgres import DatabaseProvider
from models import Base, walls
from models.migrations import files
from models.people import ABSOLUTE, IDLE
from rules.sign_in_limits import LIMITS
from tests.conftest import At

NOBODYS_CASE = frozenset(
    [
        *("account", "account_password", "enrolment", "passkey", "recovery_code", "totp_secret"),
        *(
            "staff_session",
            "sign_in_attempt",
            "sent_form",
            "account_change",
            "centre_name",
            "centre_contact",
            "centre_registration",
        ),
        *("municipality", "deputy", "institution_superior", "assessment_limit"),
        "retention_rule",
        *("annex_wording", "wording_taken_back"),
        *("audit_lane", "audit_head", "audit_check", "heartbeat", "demo_clock", "ring_key"),
        *("backup", "restored_copy", "page_code", "later_print"),
    ]
)
"""Of officers, centres and the machine. Whoever adds a table says here that it is of no case, or it
stands behind the wall."""

STANDING = """
    SELECT relname, relrowsecurity AND relforcerowsecurity,
        coalesce(array_agg(policyname || ' ' || array_to_string(roles, ',') ORDER BY policyname)
            FILTER (WHERE policyname IS NOT NULL), '{}')
    FROM pg_class LEFT JOIN pg_policies ON tablename = relname AND schemaname = 'public'
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'alembic_version'
    GROUP BY 1, 2
"""


@pytest.fixture
def above(
    configured: Settings, postgres: DatabaseProvider
) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """The superuser's connection, rolled back at the end."""
    url = make_url(postgres.url("postgres")).set(drivername="postgresql")
    with psycopg.connect(url.render_as_string(hide_password=False)) as connection:
        yield connection
        connection.rollback()


def functions(above: psycopg.Connection[tuple[object, ...]]) -> str:
    """What stands in the database, whichever migration said it last."""
    row = above.execute("""
        SELECT string_agg(prosrc, '' ORDER BY proname) FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace
    """).fetchone()
    assert row is not None
    return str(row[0])


def test_the_file_is_what_the_tables_say() -> None:
    newest = files.newest(walls.KIND)
    assert newest.read_text(encoding="utf-8") == walls.script(), "python -m models.walls"


def test_every_table_is_of_no_case_or_stands_behind_the_wall() -> None:
    behind = set(walls.walled())
    assert behind | NOBODYS_CASE == set(Base.metadata.tables)
    assert not behind & NOBODYS_CASE
    assert behind >= walls.OVERSEEN | walls.AT_SIGN_IN.keys() | walls.CODES | walls.OWN_SEAT.keys()


def test_the_wall_stands_in_the_database_for_the_owner_too(
    above: psycopg.Connection[tuple[object, ...]],
) -> None:
    wanted = [
        f"by_centre_and_seat {PORTAL}",
        f"by_name {OWNER}",
        f"from_inside {PORTAL}",
        f"whole_record {REPORTS},{WORKER}",
    ]
    for table, forced, policies in above.execute(STANDING).fetchall():
        assert forced is (table not in NOBODYS_CASE), table
        more = [f"at_sign_in {SIGN_IN}"] if table in walls.AT_SIGN_IN else []
        more += [
            f"{walls.named(what)} {PORTAL}" for name, what, *_ in walls.NARROWER if name == table
        ]
        assert policies == (sorted([*wanted, *more]) if forced else []), table


def test_a_session_lives_in_the_database_as_long_as_in_the_program(
    above: psycopg.Connection[tuple[object, ...]],
) -> None:
    written = functions(above)
    for since, limit in (("seen_at", IDLE), ("staff_session.created_at", ABSOLUTE)):
        found = re.findall(rf"{since} > now\(\) - interval '(\d+) seconds'", written)
        assert found == [str(int(limit.total_seconds()))] * written.count("FROM staff_session JOIN")


def test_a_word_is_given_within_the_life_of_its_code(
    above: psycopg.Connection[tuple[object, ...]],
) -> None:
    """The other limits of a way in stand in checks, which Alembic's test compares."""
    found = re.findall(r"confirmed_at > said_at - interval '(\d+) minutes'", functions(above))
    assert found == [str(LIMITS.MEMBER_CODE.minutes)]


@pytest.mark.article("18(1)")
def test_each_policy_is_needed_and_without_it_the_rows_are_there(
    a_case: At, above: psycopg.Connection[tuple[object, ...]]
) -> None:
    a_case("closed")
    filled = 0
    for table in walls.walled():
        name = sql.Identifier(table)
        count = sql.SQL("SELECT count(*) FROM {}").format(name)
        there = above.execute(count).fetchone()
        assert there is not None
        filled += there != (0,)
        with above.transaction(force_rollback=True):
            above.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(PORTAL)))
            assert above.execute(count).fetchone() == (0,), table
        with above.transaction(force_rollback=True):
            above.execute(sql.SQL("ALTER TABLE {} DISABLE ROW LEVEL SECURITY").format(name))
            above.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(PORTAL)))
            assert above.execute(count).fetchone() == there, table
    assert filled > 30
