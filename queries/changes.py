"""Whether what the list of cases shows has changed, without reading the list: Art. 16(1).

One statement over the reader's open lives. It says that something moved and not what: also a step
that the system took by itself, after which the list may read as before.
"""

import hashlib
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, func, select

from identity.access import answers_for
from models.case import Case
from models.duty import DutyRow
from models.life import Life
from models.session import Work


def mark(work: Work) -> str:
    """Two alike: nothing has changed for this reader between them, and it is the same day."""
    which = answers_for(work)
    lives = _sum(
        *(Life.id, Life.activations, Life.wake_at, Life.waiting_for, Life.stalled_at),
        *(Case.phase, Case.risk, Case.manager_id),
    )
    of_lives = select(lives).select_from(Life).outerjoin(Case, Case.id == Life.id).where(which)
    duties = _sum(
        *(DutyRow.id, DutyRow.position, DutyRow.actor, DutyRow.due_on),
        *(DutyRow.count, DutyRow.officer_id, DutyRow.subject_id, DutyRow.since_on),
    )
    of_duties = select(duties).join_from(DutyRow, Life, Life.id == DutyRow.life_id).where(which)
    found = work.session.execute(select(_alone(of_lives), _alone(of_duties))).one()
    return _digest(work.clock.today(), *found)


def _sum(*columns: Any) -> ColumnElement[Any]:
    """The same in whatever order the rows come."""
    return func.sum(func.hashtextextended(func.concat_ws("|", *columns), 0))


def _alone(query: Any) -> ScalarSelect[Any]:
    found: ScalarSelect[Any] = query.scalar_subquery()
    return found


def _digest(day: date, *sums: object) -> str:
    return hashlib.sha256(repr((day.isoformat(), *map(str, sums))).encode()).hexdigest()[:16]
