"""What the database itself refuses: the application's role, and a changed audit trail."""

from typing import LiteralString
from uuid import UUID

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url, select, text
from sqlalchemy.exc import DatabaseError, IntegrityError

from core.clock import FrozenClock
from deployments.postgres import DatabaseProvider
from models import Base
from models.life import AuditEntry
from models.migrations.guards import DELETES
from models.outbox import Message
from models.session import unit_of_work
from queries import audit
from tests.conftest import At
from tests.database import Cleaner
from tests.onrecord import OnRecord

CHANGES = (
    "UPDATE audit SET act = 'nothing happened'",
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
RECORD = sorted(set(Base.metadata.tables) - set(DELETES))


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
    """What is reckoned anew, and sign-ins that are over; nothing of the record: Art. 18(1)."""
    granted = text(
        "SELECT relname FROM pg_class WHERE relkind = 'r'"
        " AND relnamespace = 'public'::regnamespace AND has_table_privilege(oid, 'DELETE')"
    )
    with unit_of_work() as work:
        found = set(work.session.scalars(granted))
    assert (
        found
        == set(DELETES)
        == {
            "owed_duty",
            "step_to_come",
            "heartbeat",
            "sign_in_attempt",
            "staff_session",
            "sent_form",
        }
    )


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
        psycopg.connect(owner.render_as_string(hide_password=False)) as connection,
        pytest.raises(psycopg.IntegrityError, match=f"{table}_never_deleted"),
    ):
        connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("statement", DDL)
def test_the_applications_role_builds_nothing(statement: str) -> None:
    refused(statement)


@pytest.mark.article("18(1)")
def test_the_trail_of_a_whole_life_verifies(a_case: At) -> None:
    case = a_case("closed")
    with unit_of_work() as work:
        assert audit.verify(work.session, case.case) is None
        assert audit.verify(work.session, None) is None
        assert audit.verify_all(work.session) == {}
        count, head = audit.head(work.session, case.case)
    assert count == len(case.trail())
    assert head is not None


TAMPERED: tuple[tuple[LiteralString, int], ...] = (
    ("UPDATE audit SET act = 'meeting cancelled' WHERE act = 'meeting held'", 0),
    ("UPDATE audit SET at = at - interval '1 day' WHERE act = 'meeting held'", 0),
    ("UPDATE audit SET actor_id = NULL WHERE act = 'meeting held'", 0),
    ("UPDATE audit SET detail = '{}' WHERE act = 'meeting held'", 0),
    ("DELETE FROM audit WHERE act = 'meeting held'", 1),
    (
        "UPDATE audit SET chain = audit_link(audit, 'x'), previous = 'x' "
        "WHERE act = 'meeting held'",
        0,
    ),
)


@pytest.mark.article("18(1)")
@pytest.mark.parametrize(("statement", "later"), TAMPERED)
def test_a_changed_trail_names_its_first_broken_number(
    a_case: At, cleaner: Cleaner, statement: LiteralString, later: int
) -> None:
    """A superuser can switch the trigger off; the chain shows it."""
    case = a_case("assessed")
    numbers = _numbers(case)
    touched = numbers.index(case.recorded("meeting held").number)
    cleaner.tamper(statement)
    with unit_of_work() as work:
        found = audit.verify(work.session, case.case)
        assert found == numbers[touched + later]
        assert audit.verify_all(work.session) == {case.case: found}


def test_a_trail_cut_at_its_end_shows_beside_a_head_kept_elsewhere(
    a_case: At, cleaner: Cleaner
) -> None:
    case = a_case("assessed")
    with unit_of_work() as work:
        before = audit.head(work.session, case.case)
    cleaner.tamper("DELETE FROM audit WHERE act = 'assessment settled'")
    with unit_of_work() as work:
        assert audit.verify(work.session, case.case) is None
        assert audit.head(work.session, case.case) != before


def _numbers(case: OnRecord) -> list[int]:
    with unit_of_work() as work:
        query = select(AuditEntry.number).where(AuditEntry.life_id == case.case)
        return list(work.session.scalars(query.order_by(AuditEntry.number)))


def test_two_lives_have_two_chains(a_case: At) -> None:
    case = a_case("appointed")
    with unit_of_work() as work:
        query = select(AuditEntry).order_by(AuditEntry.number)
        first: dict[UUID | None, AuditEntry] = {}
        for entry in work.session.scalars(query):
            first.setdefault(entry.life_id, entry)
    assert len(first) > 1
    assert all(entry.previous is None for entry in first.values())
    assert case.case in first


@pytest.mark.article("8(3)")
@pytest.mark.parametrize(
    ("scene", "statement", "name"),
    [
        ("proposed", "UPDATE meeting SET invited_at = now()", "no_invitation_unagreed"),
        ("invited", "UPDATE meeting SET held_at = now(), cancelled_at = now()", "ended_once"),
        ("planned", "UPDATE cases SET phase = 'closed'", "closed_when_sealed"),
        ("planned", "UPDATE cases SET phase = 'asleep'", "phase"),
        ("prepared", "UPDATE plan SET kind = 'unified'", "plan_stays"),
        ("planned", "UPDATE plan SET adopted_on = NULL", "plan_stays"),
        ("planned", "UPDATE plan_action SET objective_sealed = NULL", "plan_action_stays"),
        ("closure_proposed", "UPDATE closure SET decided_on = now()", "decided_form_is_fixed"),
        (
            "closure_proposed",
            "UPDATE closure SET decided_on = now(), opinions_on = now(), digest = ''",
            "no_decision_unapproved",
        ),
        (
            "closure_approved",
            "UPDATE closure SET assessment_sealed = NULL",
            "assessment_approved_stays",
        ),
        ("decided", "UPDATE closure SET parent_opinion_sealed = NULL", "closing_form_stays"),
        ("decided", "UPDATE closure SET digest = NULL", "closing_form_stays"),
        ("decided", "UPDATE signed_text SET text_sealed = NULL", "signed_text_stays"),
        ("decided", "UPDATE signature SET reason_sealed = NULL, method = 'x'", "signature_stays"),
        ("decided", LAID_AGAIN, "text_laid_in_time"),
        ("decided", LAID_AGAIN.replace("'closure'", "'declarations'"), "text_laid_in_time"),
        ("closure_approved", LAID_AGAIN, "closing_form_is_laid_once"),
        ("review_met", LAID_AGAIN.replace("closure", "minutes"), "text_laid_in_time"),
        ("review_met", "UPDATE attendance SET present = NOT present", "attendance_stays"),
        ("review_met", CAME_LATE, "attendance_recorded_in_time"),
        ("planned", "UPDATE member SET declared_at = NULL, conflict = NULL", "declaration_stays"),
        ("planned", "UPDATE member SET conflict = NULL", "declaration_stays"),
        ("planned", "UPDATE member SET declared_at = now() + '1 day'", "declaration_stays"),
        ("planned", "UPDATE member SET confidential_at = NULL", "confidentiality_stays"),
        ("planned", "UPDATE assessment SET risk = 'none'", "assessment_stays"),
        ("review_met", "UPDATE minutes SET digest = ''", "minutes_approved_stay"),
        ("review_met", "UPDATE minutes SET text_sealed = NULL", "minutes_approved_stay"),
        ("review_met", "UPDATE minutes SET digest = NULL", "minutes_approved_stay"),
        ("review_met", "UPDATE minutes SET approved_on = now()", "minutes_approved_stay"),
        (
            "overdue",
            "UPDATE report_request SET notified_at = now()",
            "last_chance_first",
        ),
    ],
)
def test_once_and_never_hold_in_the_database_too(
    a_case: At, scene: str, statement: str, name: str
) -> None:
    a_case(scene)
    with pytest.raises(IntegrityError, match=name), unit_of_work() as work:
        work.session.execute(text(statement))


def test_one_message_of_a_kind(a_case: At) -> None:
    a_case("invited")
    with unit_of_work() as work:
        first = work.session.scalars(select(Message).limit(1)).one()
    names = [column.key for column in Message.__table__.columns if column.key != "id"]
    with pytest.raises(IntegrityError, match="one_message_per_key"), unit_of_work() as work:
        work.session.add(Message(**{name: getattr(first, name) for name in names}))


MANY: LiteralString = """
    INSERT INTO audit (id, number, at, life_id, actor_kind, act, detail)
    SELECT gen_random_uuid(), nextval('audit_number_seq'), now(), life, 'system', 'filled', '{}'
    FROM generate_series(1, 5000),
         (SELECT life_id FROM audit WHERE life_id IS NOT NULL ORDER BY number LIMIT 1) AS l (life);
    ANALYZE audit
"""
READ = text(
    "SELECT seq_tup_read + coalesce(idx_tup_fetch, 0) FROM pg_stat_xact_user_tables"
    " WHERE relname = 'audit'"
)


def test_an_entry_is_written_without_walking_the_trail(a_case: At, cleaner: Cleaner) -> None:
    """Neither an entry of a case nor one without a life reads what another life wrote since."""
    case = a_case("appointed")
    cleaner.tamper(MANY)
    for life in (case.life(), None):
        with unit_of_work() as work:
            before = work.session.scalar(READ) or 0
            work.record("something happened", "8(3)", life=life)
            work.session.flush()
            assert (work.session.scalar(READ) or 0) - before < 10
