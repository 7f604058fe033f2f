"""Decisions of a head that nobody may take, counted for administrators: Art. 10(2), decision 0022.

An administrator sees no row that leads to a child (0149); a function of the owner counts for them,
and its body is the question below: `python -m queries.undecided` writes it, and a test compares.
Whether somebody is in conflict of interest is so said once.
"""

import sys
from collections import Counter
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Date, Select, func, literal_column, select, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import InstrumentedAttribute

from core.database_roles import PORTAL, WORKER
from identity.conflicts import in_conflict
from identity.officers import in_force
from models.case import Case
from models.duty import DutyRow
from models.life import Life
from models.migrations import files
from models.people import Account, Deputy
from models.session import Work
from rules.duties import Duty
from rules.roles import Owner, Role

KIND: Final = "what_is_counted"
UNDECIDED: Final = text("SELECT place, duty, decisions FROM undecided(:today)")
FUNCTION: Final = """\
-- What is counted for administrators: written by `python -m queries.undecided`.

CREATE FUNCTION undecided(today date) RETURNS TABLE (place uuid, duty varchar, decisions bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
SELECT * FROM (
{question}) AS counted
WHERE session_user <> '{portal}' OR oversees()
$$;
REVOKE ALL ON FUNCTION undecided FROM PUBLIC;
GRANT EXECUTE ON FUNCTION undecided TO {portal}, {worker};
"""


def undecided(work: Work, today: date) -> dict[UUID, Counter[Duty]]:
    """By centre and kind of decision; nothing for anybody but an administrator and the system."""
    found: dict[UUID, Counter[Duty]] = {}
    for place, duty, count in work.session.execute(UNDECIDED, {"today": today}):
        found.setdefault(place, Counter())[Duty(duty)] = count
    return found


def heads_of(place: InstrumentedAttribute[UUID]) -> Select[UUID]:
    return select(Account.id).where(
        Account.municipality_id == place, Account.role == Role.HEAD, Account.disabled_at.is_(None)
    )


def question(today: Any) -> Select[UUID, str, int]:
    """What waits for the head, and neither head nor deputy may decide: not a deputy on a case of
    their own, nobody where they declared a conflict."""
    heads = heads_of(Life.municipality_id).where(~in_conflict(Life.id, Account.id))
    deputies = (
        select(Deputy.id)
        .join(Account, Account.id == Deputy.account_id)
        .where(Deputy.municipality_id == Life.municipality_id, in_force(today))
        .where(Account.disabled_at.is_(None), Account.id.is_distinct_from(Case.manager_id))
        .where(~in_conflict(Life.id, Account.id))
    )
    return (
        select(Life.municipality_id, DutyRow.duty, func.count())
        .join(Life, Life.id == DutyRow.life_id)
        .outerjoin(Case, Case.id == Life.id)
        .where(DutyRow.actor == Owner.HEAD, Life.ended_at.is_(None))
        .where(~heads.correlate(Life).exists(), ~deputies.correlate(Life, Case).exists())
        .group_by(Life.municipality_id, DutyRow.duty)
    )


def script() -> str:
    """The file as it is to be."""
    asked = question(literal_column("today", Date)).compile(
        dialect=postgresql.dialect(),  # type: ignore[no-untyped-call]
        compile_kwargs={"literal_binds": True},
    )
    lines = "\n".join(line.rstrip() for line in str(asked).splitlines())
    return FUNCTION.format(question=lines, portal=PORTAL, worker=WORKER)


if __name__ == "__main__":
    sys.stdout.write(files.write(KIND, script()))
