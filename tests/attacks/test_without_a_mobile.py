"""An SQL client against codes that are read out and members' apps: decision 0168."""

from collections.abc import Callable
from typing import Any, Final

import psycopg
import pytest

from core.clock import FrozenClock
from core.database_roles import PORTAL, REPORTS, SIGN_IN, WORKER
from core.ids import digest
from identity import codes, identity_checks, member_apps
from models.case import Member
from models.session import unit_of_work
from rules.identity_checks import CheckMeans
from tests.attacks.test_the_second_wall import client
from tests.builders import HEAD, MANAGER, OTHER_HEAD, ACase
from tests.conftest import At
from tests.portal.conftest import session_of
from tests.portal.members import HEALTH, link_of

__all__ = ["client"]

REFUSED: Final = (
    psycopg.errors.InsufficientPrivilege,
    psycopg.IntegrityError,
)
CHECK: Final = (
    "INSERT INTO identity_check (id, member_id, professional_id, means, checked_by_id, checked_at)"
    " VALUES (gen_random_uuid(), %(seat)s, %(person)s, 'card', %(officer)s, {at}) RETURNING id"
)
CODE: Final = (
    "INSERT INTO one_time_code (id, professional_id, code_digest, created_at, expires_at, tries,"
    " identity_check_id) VALUES (gen_random_uuid(), %(person)s, sha256('x'), now(),"
    " now() + interval '9 minutes', 0, %(check)s)"
)
APP: Final = (
    "INSERT INTO member_authenticator (id, professional_id, check_id, token_digest, begun_at,"
    " expires_at, tries, last_step) VALUES (gen_random_uuid(), %(person)s, %(check)s, sha256('x'),"
    " now(), now() + interval '9 minutes', 0, 0)"
)


def facts(case: ACase, **more: Any) -> dict[str, Any]:
    return {
        "seat": case.seat(HEALTH),
        "person": case.person(HEALTH),
        "officer": case.account(MANAGER).id,
        "check": None,
    } | more


@pytest.mark.article("18(1)")
def test_an_officer_makes_no_code_without_a_check_of_their_own(
    a_case: At, client: Callable[..., Any], real_time: FrozenClock
) -> None:
    case = a_case("prepared")
    with unit_of_work() as work:
        seat = work.session.get_one(Member, case.seat(HEALTH))
        heads = identity_checks.note(work, seat, case.account(HEAD).id, CheckMeans.CARD).id
    with client(PORTAL, staff=session_of(MANAGER, real_time)) as connection:
        for said in (facts(case), facts(case, check=heads)):
            with pytest.raises(REFUSED), connection.transaction():
                connection.execute(CODE, said)
        head = facts(case, officer=case.account(HEAD).id)
        with pytest.raises(REFUSED), connection.transaction():  # in another's name
            connection.execute(CHECK.format(at="now()"), head)
        own = connection.execute(CHECK.format(at="now()"), facts(case)).fetchone()
        assert own is not None
        connection.execute(CODE, facts(case, check=own[0]))
        with pytest.raises(REFUSED), connection.transaction():  # a second one by one check
            connection.execute(CODE, facts(case, check=own[0]))
        with pytest.raises(REFUSED), connection.transaction():
            connection.execute("UPDATE identity_check SET means = 'known'")


@pytest.mark.article("18(1)")
def test_nobody_of_another_centre_recognises_somebody_of_this_one(
    a_case: At, client: Callable[..., Any], real_time: FrozenClock
) -> None:
    case = a_case("prepared")
    said = facts(case, officer=case.account(OTHER_HEAD).id)
    with client(PORTAL, staff=session_of(OTHER_HEAD, real_time)) as connection:
        with pytest.raises(REFUSED), connection.transaction():
            connection.execute(CHECK.format(at="now()"), said)
        assert connection.execute("SELECT id FROM identity_check").fetchall() == []


@pytest.mark.article("18(1)")
def test_no_session_and_no_link_recognises_anybody(a_case: At, client: Callable[..., Any]) -> None:
    case = a_case("prepared")
    link = link_of(HEALTH, "declare").removeprefix("/l/")
    for said in ({}, {"link": link}, {"link": link, "acts": link}):
        with client(PORTAL, **said) as connection, pytest.raises(REFUSED):
            connection.execute(CHECK.format(at="now()"), facts(case))


@pytest.mark.article("18(1)")
def test_an_app_is_begun_in_person_and_its_secret_is_no_officers(
    a_case: At, client: Callable[..., Any], real_time: FrozenClock
) -> None:
    case = a_case("prepared")
    officer = case.account(MANAGER).id
    with unit_of_work() as work:
        seat = work.session.get_one(Member, case.seat(HEALTH))
        called = identity_checks.note(work, seat, officer, CheckMeans.CALLED, "0290 321").id
        check = identity_checks.note(work, seat, officer, CheckMeans.CARD)
        member_apps.begin(work, check)
    with client(PORTAL, staff=session_of(MANAGER, real_time)) as connection:
        with pytest.raises(REFUSED), connection.transaction():
            connection.execute(APP, facts(case, check=called))
        for change in (
            "secret_sealed = sha256('x')",
            "confirmed_at = now()",
            "last_step = 1",
            "tries = 0",
            "token_digest = sha256('y')",
            "ended_at = now(), ended_as = 'member'",
            "ended_at = now(), ended_as = 'guessed', ended_by_id = check_id",
        ):
            with pytest.raises(REFUSED), connection.transaction():
                connection.execute(f"UPDATE member_authenticator SET {change}")
    for role in (PORTAL, WORKER, REPORTS):
        with client(role) as connection:
            for column in ("secret_sealed", "token_digest"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
                    connection.execute(f"SELECT {column} FROM member_authenticator")


@pytest.mark.article("18(1)")
def test_sign_in_sees_the_app_of_the_link_that_came_and_of_no_other(
    a_case: At, client: Callable[..., Any]
) -> None:
    case = a_case("prepared")
    with unit_of_work() as work:
        seat = work.session.get_one(Member, case.seat(HEALTH))
        check = identity_checks.note(work, seat, case.account(MANAGER).id, CheckMeans.CARD)
        _, token = member_apps.begin(work, check)
    ask = "SELECT token_digest FROM member_authenticator"
    with client(SIGN_IN) as connection:
        assert connection.execute(ask).fetchall() == []
    with client(SIGN_IN, app="x" * 43) as connection:
        assert connection.execute(ask).fetchall() == []
    with client(SIGN_IN, app=token) as connection:
        assert [bytes(row[0]) for row in connection.execute(ask)] == [digest(token)]


@pytest.mark.article("18(1)")
def test_no_word_is_confirmed_by_an_app_that_is_not_in_force(
    a_case: At, client: Callable[..., Any]
) -> None:
    """Also not by the role that takes codes."""
    case = a_case("prepared")
    link = link_of(HEALTH, "declare").removeprefix("/l/")
    with unit_of_work() as work:
        seat = work.session.get_one(Member, case.seat(HEALTH))
        check = identity_checks.note(work, seat, case.account(MANAGER).id, CheckMeans.CARD)
        app, _ = member_apps.begin(work, check)
        code = codes.read_out(work, check)
    with client(PORTAL, link=link) as connection:
        connection.execute(
            "INSERT INTO confirmation (id, member_id, act, subject_id, digest, asked_at)"
            " VALUES (gen_random_uuid(), %(seat)s, 'refuse', %(seat)s, sha256('x'), now())",
            facts(case),
        )
        connection.commit()
    with client(SIGN_IN, link=link) as connection:
        for said in (
            "confirmed_at = now(), authenticator_id = %(app)s",
            "confirmed_at = now(), identity_check_id = %(check)s",
            "confirmed_at = now()",
        ):
            with pytest.raises(REFUSED), connection.transaction():
                connection.execute(
                    f"UPDATE confirmation SET {said}",
                    {"app": app, "check": code.identity_check_id},
                )
