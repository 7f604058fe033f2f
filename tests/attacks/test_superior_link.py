"""A5: what a statement behind a superior's link sees and changes: one reply to its own notice."""

from collections.abc import Callable
from typing import Any, Final

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import select

from core.database_roles import PORTAL
from core.ids import new_id
from models import walls
from models.changed_columns import CHANGED
from models.plan import ReportRequest
from models.rights import changed
from models.session import unit_of_work
from models.superior import SuperiorLink
from tests.attacks.test_before_the_code import RECKONED
from tests.attacks.test_the_second_wall import client
from tests.builders import SILENT
from tests.casework.case.test_superior_by_sms import notified
from tests.conftest import At

__all__ = ["client"]

REPLY: Final = (
    "INSERT INTO superior_reply (id, request_id, came_on, words_sealed, recorded_at,"
    " recorded_by_id) VALUES (%s, %s, current_date, 'x', now(), %s)"
)
REFUSED: Final = (
    psycopg.errors.InsufficientPrivilege,
    psycopg.errors.IntegrityConstraintViolation,
)
Client = Callable[..., Any]


def one_link() -> SuperiorLink:
    with unit_of_work() as work:
        return work.session.scalars(select(SuperiorLink)).one()


@pytest.mark.article("14(3.2)", "18(1)")
def test_a_superiors_link_shows_nothing_by_itself(a_case: At, client: Client) -> None:
    notified(a_case("overdue"))
    token = one_link().token
    with client(PORTAL, superior=token) as connection:
        for table in walls.walled():
            query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
            assert connection.execute(query).fetchone() == (0,), table


@pytest.mark.article("14(3.2)", "18(1)")
def test_one_that_says_of_itself_that_it_acts_changes_nothing_and_replies_for_itself_alone(
    a_case: At, client: Client
) -> None:
    case = a_case("overdue")
    notified(case)
    link = one_link()
    with unit_of_work() as work:
        query = select(ReportRequest.id).where(ReportRequest.id != case.request(SILENT).id)
        other = work.session.scalars(query.limit(1)).one()
    with client(PORTAL, superior=link.token, acts=link.token) as connection:
        for table in sorted(set(walls.leading()) & set(CHANGED) - RECKONED):
            for column in changed(PORTAL, table):
                change = sql.SQL("UPDATE {0} SET {1} = {1}").format(
                    sql.Identifier(table), sql.Identifier(column)
                )
                try:
                    with connection.transaction():
                        assert connection.execute(change).rowcount == 0, (table, column)
                except REFUSED:
                    continue
        for id, about in ((new_id(), link.request_id), (link.id, other)):
            with pytest.raises(REFUSED), connection.transaction():
                connection.execute(REPLY, (id, about, None))
        connection.execute(REPLY, (link.id, link.request_id, None))
        with pytest.raises(psycopg.errors.UniqueViolation), connection.transaction():
            connection.execute(REPLY, (link.id, link.request_id, None))


@pytest.mark.article("14(3.2)", "18(1)")
def test_one_that_is_closed_opens_nothing(a_case: At, client: Client) -> None:
    notified(a_case("overdue"))
    with unit_of_work() as work:
        link = work.session.scalars(select(SuperiorLink)).one()
        link.closed_at = work.clock.now()
    with client(PORTAL, superior=link.token, acts=link.token) as connection:
        assert connection.execute("SELECT count(*) FROM life").fetchone() == (0,)
        with pytest.raises(REFUSED), connection.transaction():
            connection.execute(REPLY, (link.id, link.request_id, None))
