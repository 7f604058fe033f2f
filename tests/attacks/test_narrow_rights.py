"""A2: what a smuggled statement may still say of its day, of a centre or of somebody's superior."""

import json
from collections.abc import Callable
from typing import Any, Final

import pytest
from psycopg.errors import CheckViolation, InsufficientPrivilege, IntegrityConstraintViolation

from core.clock import FrozenClock
from core.database_roles import PORTAL, SIGN_IN, WORKER
from tests.attacks.test_the_second_wall import client, session_of_seat
from tests.builders import ADMIN, HEAD, OTHER_CENTRES_MANAGER
from tests.conftest import At
from tests.portal.conftest import session_of
from tests.portal.members import HEALTH, link_of

__all__ = ["client"]

Client = Callable[..., Any]

NOBODYS: Final = (
    "INSERT INTO ring_key (id, name, proof, known_at) VALUES (gen_random_uuid(), 'x', 'x', now())",
    "INSERT INTO municipality (id, slug, name_sq, name_sr)"
    " VALUES (gen_random_uuid(), 'x', 'x', 'x')",
    "DELETE FROM heartbeat",
    "DELETE FROM sent_form",
    "INSERT INTO institution_superior (id, municipality_id, institution, language, recorded_at,"
    " recorded_by_id) SELECT gen_random_uuid(), municipality_id, 'x', 'sq', now(), id"
    " FROM account WHERE id = %(head)s",
    "UPDATE municipality SET id = gen_random_uuid()",
    "UPDATE enrolment SET ended_at = now(), ended_as = 'replaced' WHERE account_id = %(head)s",
)
"""Without a token, behind a link, by an officer of another centre: beside the wall, to no life."""


@pytest.mark.article("18(1)")
def test_nothing_beside_the_wall_is_changed_by_whom_it_is_not_theirs(
    a_case: At, client: Client, real_time: FrozenClock
) -> None:
    case = a_case("overdue")
    who = {"head": case.account(HEAD).id}
    begun = (
        "INSERT INTO enrolment (id, account_id, purpose, begun_by_id, begun_at, expires_at, tries,"
        " code_digest) VALUES (gen_random_uuid(), %(head)s, 'factor', %(admin)s, now(),"
        " now() + interval '1 day', 0, 'x')"
    )
    with client(PORTAL, staff=session_of(ADMIN, real_time)) as connection:
        connection.execute(begun, {**who, "admin": case.account(ADMIN).id})
        connection.commit()
    link = link_of(HEALTH, "report").removeprefix("/l/")
    refused = (InsufficientPrivilege, IntegrityConstraintViolation)
    for said in (
        {},
        {"link": link, "acts": link},
        {"staff": session_of(OTHER_CENTRES_MANAGER, real_time)},
    ):
        with client(PORTAL, **said) as connection:
            for statement in NOBODYS:
                with pytest.raises(refused), connection.transaction():
                    connection.execute(statement, who)


CODE: Final = (
    "INSERT INTO one_time_code (id, professional_id, code_digest, created_at, expires_at, tries)"
    " SELECT gen_random_uuid(), professional_id, 'x', now() + %s::interval, now() + %s::interval, 0"
    " FROM member WHERE id = %s"
)
WORD: Final = (
    "INSERT INTO confirmation (id, member_id, act, subject_id, digest, asked_at)"
    " SELECT gen_random_uuid(), id, 'refuse', id, 'x', now() + %s::interval FROM member"
    " WHERE id = %s"
)
AT_THE_DOOR: Final = (
    "INSERT INTO member_session (id, professional_id, token_digest, created_at, expires_at)"
    " SELECT gen_random_uuid(), %s, 'x', now() + %s::interval, now() + %s::interval"
)
SIGNED_IN: Final = (
    "INSERT INTO staff_session (id, account_id, token_digest, created_at, seen_at, factor_at,"
    " means) SELECT gen_random_uuid(), %s, 'x', now() + %s::interval, now(), now(), 'passkey'"
)
INVITED: Final = (
    "INSERT INTO enrolment (id, account_id, purpose, begun_by_id, begun_at, expires_at, tries,"
    " code_digest) SELECT gen_random_uuid(), %s, 'invitation', %s, now() + %s::interval,"
    " now() + %s::interval, 0, 'x'"
)


@pytest.mark.article("18(1)")
def test_nothing_that_opens_is_dated_ahead_or_back(
    a_case: At, client: Client, real_time: FrozenClock
) -> None:
    """Where no demo is on record: a code would live for a year, or not be counted today."""
    case = a_case("overdue")
    seat, person, head = case.seat(HEALTH), case.person(HEALTH), case.account(HEAD).id
    link = link_of(HEALTH, "report").removeprefix("/l/")
    seats = session_of_seat(HEALTH)
    own, admin = session_of(HEAD, real_time), session_of(ADMIN, real_time)
    admins = case.account(ADMIN).id
    with client("postgres") as above:
        above.execute("DELETE FROM demo_clock")
        above.commit()
    with client(PORTAL, link=link, seats=seats) as connection:
        good = connection.execute(CODE, ("0", "10 minutes", seat))
        assert good.rowcount == 1
        assert connection.execute(WORD, ("0", seat)).rowcount == 1
        _refused(connection, CODE, ("1 year", "1 year", seat))
        _refused(connection, CODE, ("-1 day", "-1 day", seat))
        _refused(connection, CODE, ("0", "1 year", seat))
        _refused(connection, WORD, ("1 year", seat))
    with client(SIGN_IN, link=link) as connection:
        connection.execute(AT_THE_DOOR, (person, "0", "20 minutes"))
        connection.rollback()
    with client(SIGN_IN, link=link) as connection:
        _refused(connection, AT_THE_DOOR, (person, "1 year", "1 year"))
        _refused(connection, AT_THE_DOOR, (person, "0", "1 year"))
        _refused(connection, SIGNED_IN, (head, "1 year"))
    with client(PORTAL, staff=own) as connection:
        ahead = "UPDATE staff_session SET seen_at = now() + interval '1 year' WHERE account_id = %s"
        _refused(connection, ahead, (head,))
    with client(PORTAL, staff=admin) as connection:
        _refused(connection, INVITED, (head, admins, "0", "8 days"))
        _refused(connection, INVITED, (head, admins, "1 year", "1 year"))


def _refused(connection: Any, statement: str, said: tuple[object, ...]) -> None:
    refused = (CheckViolation, IntegrityConstraintViolation)
    with pytest.raises(refused, match=r"over_soon|dated_now"), connection.transaction():
        connection.execute(statement, said)


@pytest.mark.article("18(1)")
def test_an_entry_is_of_the_centre_whose_life_it_is_about(
    a_case: At, client: Client, real_time: FrozenClock
) -> None:
    case = a_case("planned")
    entry = {"at": "2026-09-07T08:00:00Z", "kind": "staff", "act": "forged", "detail": {}}
    entry |= {"actor": str(case.account(HEAD).id), "life": str(case.case)}
    entry |= {"municipality": str(case.account(OTHER_CENTRES_MANAGER).municipality_id)}
    with client(PORTAL, staff=session_of(HEAD, real_time)) as connection:
        connection.execute("SELECT audit_write(%s::jsonb)", [json.dumps([entry])])
        found = connection.execute("SELECT municipality_id FROM audit WHERE act = 'forged'")
        assert found.fetchall() == [(case.row().municipality_id,)]


WORKERS: Final = (
    "UPDATE signed_text SET digest = 'x'",
    "UPDATE signature SET digest = 'x'",
    "UPDATE account_password SET hash = 'x'",
    "UPDATE staff_session SET factor_at = now()",
    "UPDATE enrolment SET tries = 0",
    "UPDATE audit SET act = 'x'",
    "UPDATE ring_key SET retired_at = now()",
    "UPDATE data_key SET wrapped = NULL",
    "UPDATE cases SET number = 'x'",
    "DELETE FROM sent_form",
    "UPDATE one_time_code SET tries = 0",
    "UPDATE one_time_code SET used_at = now()",
    "UPDATE confirmation SET confirmed_at = now()",
)
"""What no act of the worker's changes; the last three only where it plays a demo's people."""


@pytest.mark.article("18(1)")
def test_the_worker_changes_what_acts_change_and_types_no_code(a_case: At, client: Client) -> None:
    a_case("overdue")
    with client("postgres") as above:
        above.execute("DELETE FROM demo_clock")
        above.commit()
    with client(WORKER) as connection:
        for statement in WORKERS:
            refused = (InsufficientPrivilege, IntegrityConstraintViolation)
            with pytest.raises(refused), connection.transaction():
                connection.execute(statement)


@pytest.mark.article("11(1)", "17(5)")
def test_an_administrator_ends_no_case(a_case: At, client: Client, real_time: FrozenClock) -> None:
    """They see every life, to have it go on; one that ended would be on nobody's list."""
    a_case("overdue")
    refused = pytest.raises(InsufficientPrivilege, match="ends at its table")
    with client(PORTAL, staff=session_of(ADMIN, real_time)) as connection, refused:
        connection.execute("UPDATE life SET ended_at = now() WHERE kind = 'case'")
