"""A word of a member rests on their own code, whoever writes the row: decision 0155."""

from typing import Final
from uuid import UUID

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from casework.case import closure
from casework.table import signing
from deployments.postgres import DatabaseProvider
from identity.confirmations import word_of
from models.case import Member
from models.pool import owners_engine
from rules.confirming import ConfirmedAct
from rules.signing import SignatureMethod
from simulation import by_code
from simulation.stage import member_acting
from tests.builders import ACase
from tests.conftest import At

SIGNED: Final = """
    INSERT INTO signature (id, paper, paper_id, member_id, role, method, digest, signed_at,
        signed_on, confirmation_id)
    SELECT gen_random_uuid(), paper, paper_id, :member, 'sign', 'code', laid.digest,
        confirmed_at + interval '1 second', confirmed_at, kept.id
    FROM confirmation kept, signed_text laid
    WHERE kept.id = :confirmation AND paper = 'closure'
"""
BEGUN: Final = """
    INSERT INTO confirmation (id, member_id, act, subject_id, digest, text_digest, asked_at)
    SELECT gen_random_uuid(), member_id, act, subject_id, digest, text_digest, asked_at
    FROM confirmation WHERE id = :confirmation
"""
DECLARED: Final = "UPDATE member SET declared_at = now(), conflict = true, declared_on = '2040-1-1'"
WITHDRAWN: Final = """
    INSERT INTO conflict_withdrawal (id, member_id, declared_at, declared_on, said_on, recorded_at,
        reason_sealed, confirmation_id)
    SELECT gen_random_uuid(), :member, now(), now(), now(), confirmed_at, 'x', id
    FROM confirmation WHERE id = :confirmation
"""
OTHER_PAPER: Final = "'declarations' AND paper_id = :other LIMIT 1"
SIGNATURE, CONFIRMATION = "signature", "confirmation"
HELD: Final = [
    (SIGNATURE, "own_signature_is_confirmed", SIGNED.replace("kept.id\n", "NULL\n")),
    (SIGNATURE, "own_signature_is_confirmed", SIGNED.replace(":member", ":other")),
    (SIGNATURE, "own_signature_is_confirmed", SIGNED.replace("'closure'", OTHER_PAPER)),
    (SIGNATURE, "own_signature_is_confirmed", SIGNED.replace("1 second", "10 minutes")),
    (SIGNATURE, "ck_signature_confirmed_by_a_member", SIGNED.replace("'code'", "'paper'")),
    ("conflict_withdrawal", "own_withdrawal_is_confirmed", WITHDRAWN),
    (
        "member",
        "own_refusal_is_confirmed",
        "UPDATE member SET refused_on = now(), refused_at = now() WHERE id = :member",
    ),
    ("member", "declaration_is_signed", f"{DECLARED} WHERE id = :member"),
    (
        CONFIRMATION,
        "confirmation_waits_for_its_code",
        BEGUN.replace("asked_at)", "asked_at, confirmed_at)").replace(
            "asked_at\n", "asked_at, asked_at\n"
        ),
    ),
    (
        CONFIRMATION,
        "ck_confirmation_of_a_text_or_of_none",
        BEGUN.replace("text_digest, asked_at\n", "NULL, asked_at\n"),
    ),
    (CONFIRMATION, "confirmation_stays", "UPDATE confirmation SET confirmed_at = now()"),
    (
        CONFIRMATION,
        "confirmation_stays",
        "UPDATE confirmation SET used_at = used_at + interval '1 second' WHERE id = :confirmation",
    ),
]


def confirmed(case: ACase) -> UUID:
    """A code was typed for the closing form, and its word is not on record yet."""
    with member_acting(case.members()[0]) as work:
        assert work.actor.id is not None
        member, form = work.session.get_one(Member, work.actor.id), case.closure().id
        laid = signing.in_force(work.session, form)
        assert laid is not None
        word = word_of(ConfirmedAct.CLOSURE, form, under=laid.digest)
        return by_code.confirmed(work, member, word).id


def test_a_members_word_is_held_to_its_code_by_the_database(
    a_case: At, postgres: DatabaseProvider
) -> None:
    """Each is refused for its own reason, and goes through where that one is taken away."""
    case = a_case("decided")
    whose = {"member": case.members()[0], "other": case.members()[1]}
    whose["confirmation"] = confirmed(case)
    engine = owners_engine(postgres.url("tryeza_owner"))

    def tried(connection: Connection, statement: str) -> None:
        connection.execute(text(statement), whose)
        connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))

    with engine.connect() as connection:
        for table, name, statement in HELD:
            with pytest.raises(IntegrityError, match=name):
                tried(connection, statement)
            connection.rollback()
            taken = "DROP CONSTRAINT" if name.startswith("ck_") else "DISABLE TRIGGER"
            connection.execute(text(f"ALTER TABLE {table} {taken} {name}"))
            tried(connection, statement)
            connection.rollback()
        tried(connection, SIGNED)
        connection.rollback()
    engine.dispose()


def test_who_forgets_the_code_commits_nothing(a_case: At) -> None:
    case = a_case("decided")
    member, form, code = case.members()[0], case.closure().id, SignatureMethod.CODE
    with pytest.raises(IntegrityError, match="own_signature_is"), member_acting(member) as work:
        closure.sign(work, form, member_id=member, method=code)
