"""Whose contact leads nowhere, at each table of the reader: what is owed is named: 8(3), 0170."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from casework.table.returned import Returned, returned_in
from identity.access import answers_for, officer_of
from models.life import Life, LifeKind
from models.session import Work
from queries.not_arrived import run_by
from workflow.kinds import kind_of

AT_A_TABLE = (LifeKind.CASE, LifeKind.QUARTERLY)


@dataclass(frozen=True, slots=True)
class DeadContact:
    life_kind: str
    label: str
    back: Returned
    corrects: bool
    """The reader may correct it: who chairs the table."""


def dead_contacts(work: Work) -> Sequence[DeadContact]:
    """By table; an administrator answers for none."""
    query = select(Life).where(answers_for(work), Life.kind.in_(AT_A_TABLE)).order_by(Life.id)
    lives = {life.id: life for life in work.session.scalars(query)}
    found = {id: backs for id, backs in returned_in(work, list(lives)).items() if backs}
    runs = run_by(work, officer_of(work), set(found)) if found else set()
    return [
        DeadContact(lives[id].kind, kind_of(lives[id]).label(lives[id]), back, id in runs)
        for id, backs in found.items()
        for back in backs
    ]
