"""The trail as it is written: by one function, in lanes, with the database's time."""

from collections.abc import Mapping
from typing import LiteralString
from uuid import uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError, IntegrityError

from core import trail
from core.clock import FrozenClock
from models.life import AuditEntry
from models.outbox import Message
from models.session import unit_of_work
from models.trail import AuditLane
from tests.conftest import At
from tests.database import Cleaner, past_the_rights
from tests.models.test_guards import CAME_LATE, LAID_AGAIN


@pytest.mark.article("18(1)")
def test_a_digest_is_the_same_here_and_in_the_database(database: FrozenClock) -> None:
    """Over letters that escape, keys that Postgres sorts its own way, and what is not there."""
    with unit_of_work() as work:
        for odd in ODD:
            work.record(odd, odd or None, **{"b": odd, "aa": 1, "ë": True, "a": -(2**40)})
        work.record("nothing beside", None)
        work.record("before 1970", "8(3)")
        work.trail[-1]["at"] = "1969-12-31T23:59:59.999999+00"
    with unit_of_work() as work:
        names = ", ".join(f"{name}::text" if name == "detail" else name for name in trail.FIELDS)
        for *fields, digest in work.session.execute(text(f"SELECT {names}, digest FROM audit")):
            assert trail.digest_of(fields) == digest, fields


ODD = (
    *("", " ", '"', "\\", "\\u0041", "a\tb\nc\rd", "\x01\x1f\x7f", "/", "</script>", "null"),
    *("Përparim Đoković", "\u2028\u202e", "\U0001f9d2", "\ufeffx", "[1, 2]"),
)


def refused_by_the_trail(entry: Mapping[str, object], words: str) -> None:
    with pytest.raises(DatabaseError, match=words):
        write(entry)


def write(entry: Mapping[str, object]) -> None:
    with unit_of_work() as work:
        work.record("forged")
        work.trail[-1].update(entry)


@pytest.mark.article("18(1)")
@pytest.mark.parametrize("kind", ["staff", "member", "system"])
def test_an_entry_names_nobody_whom_the_record_does_not_know(
    database: FrozenClock, kind: str
) -> None:
    refused_by_the_trail({"kind": kind, "actor": str(uuid4())}, "does not act")


def test_an_entry_names_somebody(database: FrozenClock) -> None:
    for kind in ("staff", "member", "somebody", None):
        refused_by_the_trail({"kind": kind, "actor": None}, "does not act")


@pytest.mark.article("18(1)")
def test_where_no_demo_runs_the_time_is_the_databases(
    database: FrozenClock, cleaner: Cleaner
) -> None:
    cleaner.tamper("DELETE FROM demo_clock")
    with unit_of_work() as work:
        began = work.session.scalar(text("SELECT clock_timestamp()"))
        work.record("said to be of last year")
        work.trail[-1]["at"] = "2025-01-01"
    with unit_of_work() as work:
        entry = work.session.scalars(select(AuditEntry)).one()
        assert began is not None
        assert entry.at == entry.recorded_at > began


def test_what_is_rolled_back_was_never_counted(database: FrozenClock) -> None:
    def act() -> None:
        with unit_of_work() as work:
            work.record("never happened")
            work.write_trail()
            raise LookupError

    for _ in range(2):
        with pytest.raises(LookupError):
            act()
        with unit_of_work() as work:
            work.record("happened")
            work.write_trail()
            work.record("and once more")
    with unit_of_work() as work:
        places = select(AuditEntry.lane, AuditEntry.place).order_by(AuditEntry.place)
        found = [tuple(row) for row in work.session.execute(places)]
        (lane,) = work.session.scalars(select(AuditLane))
        assert found == [(lane.lane, place) for place in (1, 2, 3, 4)]
        assert lane.kept == 4


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
    with pytest.raises(IntegrityError, match=name), past_the_rights() as work:
        work.session.execute(text(statement))


def test_one_message_of_a_kind(a_case: At) -> None:
    a_case("invited")
    with unit_of_work() as work:
        first = work.session.scalars(select(Message).limit(1)).one()
    names = [column.key for column in Message.__table__.columns if column.key != "id"]
    with pytest.raises(IntegrityError, match="one_message_per_key"), unit_of_work() as work:
        work.session.add(Message(**{name: getattr(first, name) for name in names}))


MANY: LiteralString = """
    INSERT INTO audit (id, number, lane, place, at, recorded_at, process, life_id, actor_kind, act,
        detail, digest)
    SELECT gen_random_uuid(), nextval('audit_number_seq'), 0, n, now(), now(), 'x', life, 'system',
        'filled', '{}', ''
    FROM generate_series(1, 5000) AS n,
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
            work.write_trail()
            assert (work.session.scalar(READ) or 0) - before < 10
