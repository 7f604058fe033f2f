"""A5: what a statement behind the address of a calendar sees and changes: no row of any table."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import psycopg
import pytest
from psycopg import sql

from core.database_roles import PORTAL
from identity import calendar_feeds
from models import walls
from models.session import unit_of_work
from tests.attacks.test_the_second_wall import client
from tests.builders import SILENT
from tests.conftest import At
from tests.portal.members import HEALTH, link_of
from tests.portal.test_calendar_feed import told

__all__ = ["client"]
Client = Callable[..., Any]
MADE = (
    "INSERT INTO calendar_feed (id, professional_id, token_digest, made_at, reads)"
    " VALUES (gen_random_uuid(), %s, 'x', now(), 0)"
)


@pytest.mark.article("18(1)")
def test_the_address_shows_no_row_and_a_link_makes_none_before_its_code(
    a_case: At, client: Client
) -> None:
    case = a_case("invited")
    told(case)
    with unit_of_work() as work:
        token = calendar_feeds.make(work, professional_id=case.person(SILENT))
    with client(PORTAL, calendar=token) as connection:
        for table in walls.walled():
            query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
            assert connection.execute(query).fetchone() == (0,), table
        with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
            connection.execute(MADE, (case.person(HEALTH),))
        found = "SELECT count(*) FROM calendar_meetings(now() - interval '9 years')"
        assert connection.execute(found).fetchone() == (1,)
    link = link_of(HEALTH, "read").removeprefix("/l/")
    for said in ({"link": link, "acts": link}, {}):
        with client(PORTAL, **said) as connection:
            for whose in (HEALTH, SILENT):
                with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
                    connection.execute(MADE, (case.person(whose),))
            with suppress(psycopg.errors.InsufficientPrivilege), connection.transaction():
                ended = connection.execute("UPDATE calendar_feed SET ended_at = now()")
                assert ended.rowcount == 0
            assert connection.execute(found).fetchone() == (0,)
