"""A2: behind the routes stands the database: an SQL client with a role of ours, and the portal with
its own checks switched off (18(1), 18(2), decision 0149)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from typing import Any, Final

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from casework.table import contact_change, contact_codes
from core.clock import FrozenClock
from core.database_roles import OWNER, PORTAL, REPORTS, SIGN_IN
from deployments.postgres import DatabaseProvider
from identity import codes, guests, identity_checks
from models import walls
from models.bearer import Bearer, bear
from models.case import Member
from models.session import sign_in_work, unit_of_work
from rules.identity_checks import CheckMeans
from simulation.seed import professional
from tests.builders import ADMIN, HEAD, OTHER_CENTRES_MANAGER, SILENT
from tests.casework.table.test_contacts import ask, pending
from tests.conftest import At
from tests.portal.conftest import session_of
from tests.portal.members import HEALTH, link_of
from tests.scenes import Scenes

Rows = dict[str, int]
AT_THE_DOOR: Final = frozenset(
    {"confirmation", "member", "member_link", "member_session", "message", "one_time_code"}
)
"""What hangs on the seat of a mailed link; everything else asks for its code too."""


@pytest.fixture
def client(postgres: DatabaseProvider) -> Callable[..., Any]:
    """An SQL client under a role of ours, that says what it likes of itself."""

    @contextmanager
    def connect(role: str, **said: str) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
        url = make_url(postgres.url(role)).set(drivername="postgresql")
        with psycopg.connect(url.render_as_string(hide_password=False)) as connection:
            for name, value in said.items():
                connection.execute("SELECT set_config(%s, %s, false)", (f"tryeza.{name}", value))
            yield connection
            connection.rollback()

    return connect


def seen(connection: psycopg.Connection[tuple[Any, ...]]) -> Rows:
    """How many rows of each walled table are there for this client, empty ones left out."""
    found: Rows = {}
    for table in walls.walled():
        query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
        row = connection.execute(query).fetchone()
        if row is not None and row[0]:
            found[table] = row[0]
    return found


def session_of_seat(email: str) -> str:
    """The token of a session that a code of this member has begun."""
    with unit_of_work() as work:
        return guests.begin(work, professional(work, email).id)


@pytest.mark.article("18(1)")
def test_a_client_sees_what_its_token_opens_and_nothing_for_an_id_that_it_names(
    a_case: At, client: Callable[..., Any], real_time: FrozenClock
) -> None:
    case = a_case("overdue")
    own, other = session_of(HEAD, real_time), session_of(OTHER_CENTRES_MANAGER, real_time)
    centre, officer = str(case.row().municipality_id), str(case.account(HEAD).id)
    with client(PORTAL, staff=own) as connection:
        whole = seen(connection)
        assert {"child", "cases", "fact", "plan_action", "report_request", "audit"} <= set(whole)
    for forged in (
        {},
        {"staff": officer},
        {"staff": centre},
        {"centre": centre},
        {"wall": "lifted"},
    ):
        with client(PORTAL, **forged) as connection:
            assert seen(connection) == {}, forged
    with client(PORTAL, staff=other) as connection:
        assert "child" not in seen(connection)
        assert connection.execute("SELECT FROM life WHERE id = %s", (case.case,)).rowcount == 0
        assert connection.execute("UPDATE child SET name_sealed = NULL").rowcount == 0
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(
                "INSERT INTO wakeup (id, life_id, reason, created_at)"
                " VALUES (gen_random_uuid(), %s, 'x', now())",
                (case.case,),
            )


@pytest.mark.parametrize("end", ["ended_at = now()", "seen_at = now() - interval '31 minutes'",
                                 "created_at = now() - interval '13 hours'"])  # fmt: skip
def test_a_session_that_is_over_opens_nothing(
    a_case: At, client: Callable[..., Any], real_time: FrozenClock, end: str
) -> None:
    a_case("planned")
    token = session_of(HEAD, real_time)
    with client("postgres") as above:
        above.execute(f"UPDATE staff_session SET {end}")
        above.commit()
    with client(PORTAL, staff=token) as connection:
        assert seen(connection) == {}


def test_a_disabled_account_opens_nothing_from_the_next_statement_on(
    scenes: Scenes, clock: FrozenClock, client: Callable[..., Any], real_time: FrozenClock
) -> None:
    scenes.stop_at("planned", clock)
    with client(PORTAL, staff=session_of(HEAD, real_time)) as connection:
        assert seen(connection)
        with client("postgres") as above:
            above.execute("UPDATE account SET disabled_at = now()")
            above.commit()
        assert seen(connection) == {}


def test_an_administrator_sees_how_lives_stand_and_no_row_beneath(
    a_case: At, client: Callable[..., Any], real_time: FrozenClock
) -> None:
    a_case("overdue")
    with client(PORTAL, staff=session_of(ADMIN, real_time)) as connection:
        assert set(seen(connection)) <= {"life", "professional", *walls.OVERSEEN}


@pytest.mark.article("18(2)")
def test_a_link_alone_opens_the_door_and_with_its_code_the_life_of_its_seat(
    a_case: At, client: Callable[..., Any], real_time: FrozenClock
) -> None:
    case = a_case("overdue")
    link = link_of(SILENT, "report").removeprefix("/l/")
    with client(PORTAL, link=link) as connection:
        own = {"life", "professional", "signed_text", "signature", "wakeup"}
        assert set(seen(connection)) <= own | AT_THE_DOOR
        assert seen(connection)["member"] == seen(connection)["professional"] == 1  # their own
        woken = "SELECT FROM wakeup JOIN life ON life.id = life_id WHERE kind <> 'reminders'"
        assert connection.execute(woken).rowcount == 0
        assert (
            connection.execute("UPDATE life SET ended_at = now() WHERE kind = 'case'").rowcount == 0
        )
        papers = connection.execute("SELECT DISTINCT paper FROM signed_text").fetchall()
        assert papers == [("declarations",)]  # their own, which say nothing of a child
    with client(PORTAL, link=link, seats="A" * 43) as connection:
        assert "child" not in seen(connection)
    mine, theirs = session_of_seat(SILENT), session_of_seat(HEALTH)
    with client(PORTAL, link=link, seats=theirs) as connection:
        assert "child" not in seen(connection)
    with client(PORTAL, link=link, seats=f"{theirs} {mine}") as connection:
        found = seen(connection)
        assert {"meeting", "report_request"} <= set(found)
        lives = connection.execute("SELECT id FROM life WHERE kind <> 'reminders'").fetchall()
        assert lives == [(case.case,)]


@pytest.mark.parametrize("role", [OWNER, SIGN_IN])
def test_the_owner_and_the_sign_in_see_no_case(
    a_case: At, client: Callable[..., Any], role: str
) -> None:
    a_case("overdue")
    with client(role) as connection:
        for table in walls.walled():
            query = sql.SQL("SELECT FROM {} LIMIT 1").format(sql.Identifier(table))
            try:
                with connection.transaction():
                    assert connection.execute(query).rowcount == (table == "life"), table
            except psycopg.errors.InsufficientPrivilege:
                assert role == SIGN_IN


def test_reports_read_the_whole_and_change_nothing(a_case: At, client: Callable[..., Any]) -> None:
    a_case("overdue")
    with client(REPORTS) as connection:
        assert connection.execute("SELECT id FROM child").rowcount == 1
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("UPDATE life SET wake_at = NULL")


SOMEBODY: Final = "(SELECT id FROM professional WHERE municipality_id <> {centre} LIMIT 1)"
MADE_UP: Final = (
    "UPDATE account SET disabled_at = now()",
    "UPDATE account SET email_sealed = NULL WHERE id = {head}",
    "INSERT INTO account (id, role, email_index, language)"
    " VALUES (gen_random_uuid(), 'admin', 'x', 'sq')",
    "INSERT INTO enrolment (id, account_id, purpose, begun_at, expires_at, tries)"
    " VALUES (gen_random_uuid(), {head}, 'invitation', now(), now() + interval '1 day', 0)",
    "INSERT INTO deputy (id, municipality_id, account_id, valid_from, appointed_by_id, entered_at)"
    " VALUES (gen_random_uuid(), {centre}, {head}, now(), {head}, now())",
    "INSERT INTO member (id, life_id, professional_id)"
    " VALUES (gen_random_uuid(), {life}, {somebody})",
    "INSERT INTO contact_change (id, life_id, professional_id, asked_by_id, asked_at, token_digest)"
    " VALUES (gen_random_uuid(), {life}, {somebody}, {head}, now(), sha256('x'))",
    "SELECT audit_write(jsonb_build_array(jsonb_build_object('kind', 'system', 'at', now(),"
    " 'act', 'x', 'detail', '{{}}'::jsonb, 'life', {life})))",
    "SELECT audit_write(jsonb_build_array(jsonb_build_object('kind', 'system', 'at', now(),"
    " 'act', 'x', 'detail', jsonb_build_object('n', repeat('9', 5000)))))",
    "SELECT audit_write(jsonb_build_array(jsonb_build_object('kind', 'system', 'at', '20000-1-1',"
    " 'act', 'x', 'detail', '{{}}'::jsonb)))",
)
"""What somebody who smuggles a statement into a page would add, to come in by the front door."""


@pytest.mark.article("18(1)")
@pytest.mark.parametrize("who", [None, OTHER_CENTRES_MANAGER])
def test_nobody_makes_what_would_let_them_in_by_the_front_door(
    a_case: At, client: Callable[..., Any], real_time: FrozenClock, who: str | None
) -> None:
    case = a_case("overdue")
    names = {
        "head": f"'{case.account(HEAD).id}'::uuid",
        "life": f"'{case.case}'::uuid",
        "centre": f"'{case.account(OTHER_CENTRES_MANAGER).municipality_id}'::uuid",
    }
    with client("postgres") as above:  # the id of somebody, from wherever they have it
        row = above.execute(SOMEBODY.format(**names)[1:-1]).fetchone()
        names["somebody"] = f"'{row[0]}'::uuid"
    token = session_of(who, real_time) if who else ""
    with client(PORTAL, staff=token) as connection:
        for statement in MADE_UP:
            with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
                connection.execute(statement.format(**names))


BY_CODE: Final = (
    "INSERT INTO member_session (id, professional_id, token_digest, created_at, expires_at) SELECT"
    " gen_random_uuid(), professional_id, sha256('x'), now(), now() + interval '1 day' FROM member",
    "UPDATE one_time_code SET used_at = now()",
    "UPDATE one_time_code SET tries = 0",
    "UPDATE confirmation SET confirmed_at = now()",
    "INSERT INTO confirmation (id, member_id, act, subject_id, digest, asked_at, confirmed_at)"
    " SELECT gen_random_uuid(), id, 'refuse', id, sha256('x'), now(), now() FROM member",
    "INSERT INTO heartbeat (id, name, beat_at) VALUES (gen_random_uuid(), 'keeper', now())",
)
"""What a code does, by somebody who has none."""


@pytest.mark.article("18(1)")
def test_a_statement_behind_a_link_does_nothing_that_a_code_does(
    a_case: At, client: Callable[..., Any]
) -> None:
    """Also where it says of itself that the link acts: the role of sign-in alone takes a code."""
    case = a_case("overdue")
    with unit_of_work() as work:
        for email in (SILENT, HEALTH):
            seat = work.session.get_one(Member, case.seat(email))
            check = identity_checks.note(work, seat, case.account(HEAD).id, CheckMeans.CARD)
            codes.read_out(work, check)
    link = link_of(SILENT, "report").removeprefix("/l/")
    with client(PORTAL, link=link, acts=link) as connection:
        for statement in BY_CODE:
            refused = (
                psycopg.errors.InsufficientPrivilege,
                psycopg.errors.IntegrityConstraintViolation,
            )
            with pytest.raises(refused), connection.transaction():
                connection.execute(statement)
    with client(SIGN_IN, link=link) as connection:
        theirs = connection.execute("SELECT professional_id FROM one_time_code").fetchall()
        assert set(theirs) == {(case.person(SILENT),)}
    with client(SIGN_IN) as connection:
        assert connection.execute("SELECT id FROM one_time_code").rowcount == 0
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(
                "INSERT INTO member_session (id, professional_id, token_digest, created_at,"
                " expires_at) VALUES (gen_random_uuid(), %s, sha256('x'), now(), now())",
                (case.person(SILENT),),
            )


@pytest.mark.article("18(1)")
def test_a_new_contact_is_in_force_by_a_code_or_an_officer(
    a_case: At, client: Callable[..., Any], real_time: FrozenClock
) -> None:
    case = a_case("overdue")
    ask(case.case, case.seat(SILENT), by=HEAD, email="tjeter.emer@komuna-ferizaj.example")
    change = pending().token or ""
    by = "UPDATE contact_change SET ended_at = now(), ended_as = 'in_force', means = '{}'"
    with client(PORTAL, change=change) as connection:
        for means in ("sms", "mail", "not_needed"):
            refused = psycopg.errors.IntegrityConstraintViolation
            with pytest.raises(refused, match="nobody has confirmed"), connection.transaction():
                connection.execute(by.format(means))


@pytest.mark.article("18(1)")
def test_a_code_typed_as_its_change_ends_goes_on_record_as_a_wrong_one(a_case: At) -> None:
    """Between the look and the try somebody else may end it: no failure on our side."""
    case = a_case("overdue")
    ask(case.case, case.seat(SILENT), by=HEAD, email="tjeter.emer@komuna-ferizaj.example")
    token = pending().token or ""
    with unit_of_work() as work:
        waits = contact_codes.waiting(work, token)
    with unit_of_work() as work:
        contact_change.disown(work, token)

    def try_it() -> object:
        bear(Bearer(change=token))
        with sign_in_work(bare=False) as work:
            return contact_codes.use_code(work, waits, "000000")

    assert copy_context().run(try_it) is None


def test_nobody_keeps_somebody_elses_session_awake_or_ends_it(
    scenes: Scenes, clock: FrozenClock, client: Callable[..., Any], real_time: FrozenClock
) -> None:
    scenes.stop_at("planned", clock)
    session_of(HEAD, real_time)
    theirs = session_of(OTHER_CENTRES_MANAGER, real_time)
    for said in ({}, {"staff": theirs}):
        with client(PORTAL, **said) as connection:
            for change in ("seen_at = now()", "ended_at = now()"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
                    connection.execute(f"UPDATE staff_session SET {change}")


def test_a_change_of_contact_that_is_over_opens_nothing(
    a_case: At, client: Callable[..., Any]
) -> None:
    case = a_case("overdue")
    asked = "SELECT professional_id FROM member WHERE id = %s"
    with client("postgres") as above:
        above.execute("SET session_replication_role = replica")
        above.execute(
            "INSERT INTO contact_change (id, life_id, professional_id, asked_by_id, asked_at,"
            f" token_digest, superior_language) SELECT gen_random_uuid(), %s, ({asked}), %s, now(),"
            " sha256('x'), 'sq'",
            (case.case, case.members()[0], case.account(HEAD).id),
        )
        above.commit()
        with client(PORTAL, change="x") as connection:
            assert "child" in seen(connection)
        above.execute("UPDATE contact_change SET ended_at = now(), ended_as = 'refused'")
        above.commit()
        with client(PORTAL, change="x") as connection:
            assert seen(connection) == {"contact_change": 1}  # which says that it is over
        above.execute("DELETE FROM contact_change")
        above.commit()
