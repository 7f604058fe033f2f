"""What SQL behind an administrator's page, an idle session or a link did, found from outside."""

from collections.abc import Callable
from typing import Any, Final

import pytest
from psycopg.errors import CheckViolation, InsufficientPrivilege

from core.clock import FrozenClock
from core.database_roles import PORTAL
from tests.attacks.test_the_second_wall import client
from tests.builders import ADMIN, HEAD, ACase
from tests.conftest import At
from tests.portal.conftest import session_of
from tests.portal.members import HEALTH, link_of

__all__ = ["client"]

Client = Callable[..., Any]
REFUSED: Final = (InsufficientPrivilege, CheckViolation)
OF_CASES: Final = (
    "UPDATE message SET status = 'sent', accepted_at = now(), reply = '250'"
    " WHERE life_id = %(life)s",
    "UPDATE message SET context = '{}', status = 'queued' WHERE life_id = %(life)s",
    "DELETE FROM open_duty WHERE life_id = %(life)s",
    "UPDATE open_duty SET due_on = NULL WHERE life_id = %(life)s",
    "UPDATE life SET ended_at = now() WHERE kind <> 'case'",
    "UPDATE life SET ended_at = now() WHERE kind = 'case'",
    "UPDATE professional SET language = 'sr'",
)


@pytest.mark.article("18(1)")
@pytest.mark.parametrize("statement", OF_CASES)
def test_whoever_sees_how_lives_stand_changes_nothing_of_them(
    statement: str, a_case: At, client: Client, real_time: FrozenClock
) -> None:
    case = a_case("overdue")
    with client(PORTAL, staff=session_of(ADMIN, real_time)) as connection:
        try:
            with connection.transaction():
                changed = connection.execute(statement, {"life": case.case}).rowcount
        except REFUSED:
            return
        assert changed == 0


MESSAGE: Final = (
    "INSERT INTO message (id, key, life_id, link_id, template, article, channel, recipient,"
    " recipient_id, context, status, queued_at, not_before, attempts, message_id)"
    " SELECT gen_random_uuid(), %(key)s, %(life)s, member_link.id, %(template)s, '18(1)', 'mail',"
    " 'member', member_id, '{}', %(status)s, now(), now(), 0, 'x' FROM member_link LIMIT 1"
)


def laid(connection: Any, **said: object) -> int:
    try:
        with connection.transaction():
            return int(connection.execute(MESSAGE, said).rowcount)
    except REFUSED:
        return 0


@pytest.mark.article("18(1)")
def test_a_link_lays_no_message_beside_its_own_table(a_case: At, client: Client) -> None:
    """Neither one that silences the alarm about guesses, nor a false proof in another table."""
    case = a_case("overdue")
    with client("postgres") as above:
        elsewhere = above.execute(
            "SELECT life.id FROM life WHERE municipality_id <> %s LIMIT 1",
            (case.row().municipality_id,),
        ).fetchone()
    assert elsewhere is not None
    link = link_of(HEALTH, "report").removeprefix("/l/")
    guesses = f"sign_in/guesses:-:{case.account(HEAD).id}:2026-11-29:True"
    with client(PORTAL, link=link) as connection:
        own = {"key": "own", "life": case.case, "template": "members/contact", "status": "queued"}
        assert laid(connection, **own) == 1, "the list below would mean nothing"
        assert laid(connection, **own | {"key": "proof", "status": "sent"}) == 0
        for life, key in ((None, guesses), (case.case, guesses), (elsewhere[0], "x")):
            for status in ("queued", "sent", "obsolete"):
                said = {"key": key, "life": life, "template": "sign_in/guesses", "status": status}
                assert laid(connection, **said) == 0, said


@pytest.mark.article("18(1)")
def test_what_was_idle_for_too_long_is_not_woken_by_its_own_token(
    begun: ACase, client: Client, real_time: FrozenClock
) -> None:
    token = session_of(HEAD, real_time)
    with client("postgres") as above:
        above.execute("SET session_replication_role = replica")
        above.execute("UPDATE staff_session SET seen_at = seen_at - interval '2 hours'")
        above.commit()
    woken = "UPDATE staff_session SET seen_at = now() WHERE token_digest = borne('staff')"
    with client(PORTAL, staff=token) as connection:
        with pytest.raises(REFUSED), connection.transaction():
            connection.execute(woken)
        assert connection.execute("SELECT FROM life").rowcount == 0


NAME: Final = (
    "INSERT INTO centre_name (id, municipality_id, number, name_sq, name_sr, name_en, entered_at)"
    " SELECT gen_random_uuid(), id, 1, 'X', 'X', 'X', now() FROM municipality"
    " WHERE slug = 'ferizaj'"
)


def test_nobody_but_an_administrator_says_what_a_centre_is_called(
    begun: ACase, client: Client, real_time: FrozenClock
) -> None:
    refused = pytest.raises(InsufficientPrivilege, match="nobody who may")
    with client(PORTAL, staff=session_of(HEAD, real_time)) as connection, refused:
        connection.execute(NAME)
    with client(PORTAL, staff=session_of(ADMIN, real_time)) as connection:
        assert connection.execute(NAME).rowcount == 1
