"""The trail: chained, verified, and written without being walked."""

from typing import LiteralString
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from models.life import AuditEntry
from models.outbox import Message
from models.session import unit_of_work
from queries import audit
from tests.conftest import At
from tests.database import Cleaner
from tests.models.test_guards import CAME_LATE, LAID_AGAIN
from tests.onrecord import OnRecord


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
            "UPDATE closure SET decided_on = now(), digest = ''",
            "no_decision_unapproved",
        ),
        (
            "closure_approved",
            "UPDATE closure SET assessment_sealed = NULL",
            "assessment_approved_stays",
        ),
        ("decided", "UPDATE closure SET decided_on = NULL", "closing_form_stays"),
        ("decided", "UPDATE opinion SET words_sealed = NULL", "opinion_stays"),
        ("decided", "UPDATE closure SET digest = NULL", "decided_form_is_fixed"),
        ("closed", "UPDATE closure SET digest = ''", "signed_form_stays"),
        ("decided", "UPDATE signed_text SET text_sealed = NULL", "signed_text_stays"),
        ("decided", "UPDATE signature SET reason_sealed = NULL, method = 'x'", "signature_stays"),
        ("decided", LAID_AGAIN, "text_laid_in_time"),
        ("decided", LAID_AGAIN.replace("'closure'", "'declarations'"), "text_laid_in_time"),
        ("closure_approved", LAID_AGAIN, "text_laid_in_time"),
        ("review_met", LAID_AGAIN.replace("closure", "minutes"), "text_laid_in_time"),
        ("review_met", "UPDATE attendance SET present = NOT present", "attendance_stays"),
        ("review_met", CAME_LATE, "attendance_recorded_in_time"),
        ("planned", "UPDATE member SET declared_at = NULL, conflict = NULL", "declaration_stays"),
        ("planned", "UPDATE member SET conflict = NULL", "declaration_stays"),
        ("planned", "UPDATE member SET declared_at = now() + '1 day'", "declaration_stays"),
        ("planned", "UPDATE member SET signed_on = NULL", "day_of_both_declarations_stays"),
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
