"""A2: what a statement behind a mailed link changes before a code has let anybody in: nothing."""

from collections.abc import Callable
from typing import Any, Final

import psycopg
import pytest
from psycopg import sql

from core.database_roles import PORTAL
from identity import codes, identity_checks
from models import walls
from models.case import Member
from models.changed_columns import CHANGED
from models.rights import changed
from models.session import unit_of_work
from rules.identity_checks import CheckMeans
from tests.attacks.test_the_second_wall import client
from tests.builders import HEAD, SILENT
from tests.conftest import At
from tests.portal.members import HEALTH, link_of

__all__ = ["client"]

RECKONED: Final = {"breach", "coming_step", "message", "open_duty"}
"""What an act of the link's writes itself."""


@pytest.mark.article("18(1)")
def test_a_link_that_says_of_itself_that_it_acts_changes_nothing_that_was_done(
    a_case: At, client: Callable[..., Any]
) -> None:
    """Whatever stands of the life: it may tell an officer, and have the duties reckoned anew."""
    case = a_case("overdue")
    link = link_of(SILENT, "report").removeprefix("/l/")
    with unit_of_work() as work:
        seat = work.session.get_one(Member, case.seat(HEALTH))
        check = identity_checks.note(work, seat, case.account(HEAD).id, CheckMeans.CARD)
        codes.read_out(work, check)
    tried = set()
    refused = (  # a trigger comes before a policy
        psycopg.errors.InsufficientPrivilege,
        psycopg.errors.IntegrityConstraintViolation,
    )
    with client(PORTAL, link=link, acts=link) as connection:
        for table in sorted(set(walls.leading()) & set(CHANGED) - RECKONED):
            for column in changed(PORTAL, table):
                change = sql.SQL("UPDATE {0} SET {1} = {1}").format(
                    sql.Identifier(table), sql.Identifier(column)
                )
                try:
                    with connection.transaction():
                        assert connection.execute(change).rowcount == 0, (table, column)
                except refused:
                    tried.add(table)
        assert {"child", "cases", "meeting", "member", "member_link", "report_request"} <= tried
        for forged in ("life SET ended_at = now()", "breach SET corrected = true"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
                connection.execute(f"UPDATE {forged}")
        with pytest.raises(refused), connection.transaction():
            connection.execute(
                "INSERT INTO one_time_code (id, professional_id, code_digest, created_at,"
                " expires_at, tries) VALUES (gen_random_uuid(), %s, sha256('x'), now(), now(), 0)",
                (case.person(HEALTH),),
            )
