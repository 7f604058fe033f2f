"""Many lives settled together: in as many statements as one, however many they are."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from uuid import UUID

from sqlalchemy.orm.attributes import flag_modified

from core.logs import describe
from models.base import Base
from models.duty import DutyRow
from models.life import Life
from models.session import Work
from workflow import breaches, duties
from workflow.failure import is_transient
from workflow.kinds import Look, kind_of
from workflow.life import is_open, keep_look

logger = logging.getLogger(__name__)

OF_A_LIFE: Final = ("wake_at", "waiting_for", "ended_at", "last_look")
OF_A_DUTY: Final = (
    "position",
    "actor",
    "due_on",
    "article",
    "is_ours",
    "meeting_id",
    "member_ids",
    "officer_id",
    "count",
)


def settle_each(work: Work, lives: Sequence[Life]) -> tuple[Mapping[UUID, Look], list[UUID]]:
    """What `settle` does, of each of these lives, all of one kind; they are locked. Other lives are
    told nothing: who settles so many looks at those itself.

    Gives what was found, by life, and the lives that could not be read or written: nothing of them
    is changed, and they hold up none of the others.
    """
    if not lives:
        return {}, []
    try:
        with work.session.begin_nested():
            return _settled(work, lives), []
    except Exception as error:
        if is_transient(error):
            raise
        if len(lives) == 1:
            logger.error("Life %s could not be settled: %s", lives[0].id, describe(error))
            return {}, [lives[0].id]
    found: dict[UUID, Look] = {}
    failed: list[UUID] = []
    for life in lives:
        its, none = settle_each(work, [life])
        found |= its
        failed += none
    return found, failed


def _settled(work: Work, lives: Sequence[Life]) -> Mapping[UUID, Look]:
    looks = _looks(work, lives)
    stood = duties.written_down_of_each(work, [life.id for life in lives])
    owed = {life.id: keep_look(work, life, looks[life.id], stood[life.id]) for life in lives}
    _alike(lives, OF_A_LIFE)
    breaches.keep(work, *owed.values())
    for life in lives:
        planned = looks[life.id].planned if is_open(life) else ()
        duties.write(work, life.id, stood[life.id], owed[life.id].now, planned)
    changed = [row for row in work.session.dirty if work.session.is_modified(row)]
    _alike((row for row in changed if isinstance(row, DutyRow)), OF_A_DUTY)
    return looks


def _looks(work: Work, lives: Sequence[Life]) -> Mapping[UUID, Look]:
    kind = kind_of(lives[0])
    if kind.looks is None:
        return {life.id: kind.look(work, life) for life in lives}
    return kind.looks(work, lives)


def _alike(rows: Iterable[Base], columns: Sequence[str]) -> None:
    """Rows of which the same columns are written are written in one statement."""
    for row in rows:
        for column in columns:
            flag_modified(row, column)
