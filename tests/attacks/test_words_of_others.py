"""A2: nobody signs in another's name, nor writes into the trail what would look like a forgery."""

import json
from typing import Any, Final

import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import select

from core.clock import FrozenClock
from core.database_roles import PORTAL, WORKER
from models.life import AuditEntry
from models.session import unit_of_work, use_clock
from queries import words_as_given
from simulation.people import PASSWORD
from tests.attacks.test_the_second_wall import client
from tests.builders import HEAD, MANAGER
from tests.conftest import At
from tests.database import Cleaner
from tests.portal.conftest import SignIn, session_of
from tests.portal.members import HEALTH
from tests.portal.test_member_acts import MemberAt, member_at, seat_of

__all__ = ["client", "member_at"]

WORD: Final = (
    "INSERT INTO signature (id, paper, paper_id, account_id, role, method, digest, signed_at,"
    " signed_on) SELECT gen_random_uuid(), paper, paper_id, %s, 'sign', %s, digest, now(),"
    " current_date FROM signed_text WHERE paper = 'closure'"
)


def enter(connection: Any, touched: str, entries: str) -> None:
    """After a word was written as it stands, which makes it no newer."""
    with connection.transaction():
        connection.execute("UPDATE signature SET signed_on = signed_on WHERE id = %s", (touched,))
        connection.execute("SELECT audit_write(%s)", (entries,))


@pytest.mark.article("18(2)")
@pytest.mark.parametrize("method", ["paper", "refused", "code", "password"])
def test_no_officer_signs_in_the_name_of_another(
    a_case: At, client: Any, real_time: FrozenClock, method: str
) -> None:
    head = a_case("decided").account(HEAD).id
    refused = pytest.raises(InsufficientPrivilege, match="nobody who may")
    with client(PORTAL, staff=session_of(MANAGER, real_time)) as connection, refused:
        connection.execute(WORD, (head, method))


@pytest.mark.article("18(1)")
def test_an_entry_speaks_of_no_word_that_is_not_given_with_it(
    a_case: At, client: Any, real_time: FrozenClock
) -> None:
    """What was found on the next morning would be there for ever, and nobody had forged it."""
    case = a_case("decided")
    with client("postgres") as above:
        declared = "SELECT id::text FROM signature WHERE paper = 'declarations' LIMIT 1"
        standing = above.execute(declared).fetchone()[0]
    me = str(case.account(MANAGER).id)
    said: list[tuple[str, object]] = [
        ("minutes signed", {"signature": "00000000-0000-0000-0000-000000000000", "given": "0"}),
        ("minutes signed", {"signature": standing, "given": "0"}),
        ("minutes signed", ["signature", "given"]),
        ("signature corrected", {"signature": standing}),
        ("file sealed", {"seal": "00"}),
        # what nobody could read again
        ("look refused", {"a": json.loads("[" * 900 + "]" * 900)}),
        ("case opened", {"a": {"b": "c"}}),
    ]
    with client(PORTAL, staff=session_of(MANAGER, real_time)) as connection:
        for act, detail in said:
            entry = {"at": "2026-09-07T06:00:00Z", "life": str(case.case), "kind": "staff"}
            entries = json.dumps([entry | {"actor": me, "act": act, "detail": detail}])
            with pytest.raises(InsufficientPrivilege):
                enter(connection, standing, entries)


@pytest.mark.article("17(5)")
def test_an_honest_word_outside_a_demo_is_found_as_it_was_given(
    a_case: At, sign_in: SignIn, cleaner: Cleaner
) -> None:
    """Of the program's time and the database's, by the portal: no night finds fault with it."""
    case, manager = a_case("decided"), sign_in(MANAGER)
    address = f"/cases/{case.row().number}/closure"
    cleaner.tamper("DELETE FROM demo_clock")
    use_clock(None)
    manager.get(address)
    assert manager.post(f"{address}/sign", {"password": PASSWORD}).status_code == 303
    with unit_of_work() as work:
        wrong = {each.number for each in words_as_given.check(work.session)}
        entry = select(AuditEntry.number).where(AuditEntry.act == "closure signed")
        (number,) = work.session.scalars(entry).all()
    assert wrong, "what a scene played is of no portal"
    assert number not in wrong


@pytest.mark.article("18(1)")
def test_a_record_in_use_becomes_no_demo(a_case: At, client: Any) -> None:
    """Then the program would say what time it is, and who acts."""
    a_case("referred")
    begun = (
        "INSERT INTO demo_clock (id, single, offset_seconds) VALUES (gen_random_uuid(), true, 0)"
    )
    with client("postgres") as above:
        above.execute("DELETE FROM demo_clock")
        above.commit()
    with client(WORKER) as connection, pytest.raises(InsufficientPrivilege, match="no demo"):
        connection.execute(begun)


@pytest.mark.article("10(2)", "18(2)")
@pytest.mark.parametrize("conflict", ["no", "yes"])
def test_a_word_by_code_is_written_from_inside(member_at: MemberAt, conflict: str) -> None:
    """Also where the very act puts out whose it is: else a night would find it."""
    guest = member_at("prepared", HEALTH, "declare")
    guest.get("/declare")
    guest.post("/declare", {"conflict": conflict, "confidential": "yes"})
    with unit_of_work() as work:
        entry = select(AuditEntry.process).where(
            AuditEntry.detail.has_key("given"), AuditEntry.actor_id == seat_of(HEALTH).id
        )
        assert work.session.scalars(entry).all() == [PORTAL]
