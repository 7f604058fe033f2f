"""Whose name is typed where a record is asked for and handed over: as it sounds, 4(5)."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.sounds import is_same_name, keys, likeness
from models.case import FamilyPerson
from models.record_export import ExportRequest

LIKE: Final = 0.7
"""From here on two names may be one person's: ours, as where a child is looked for."""


def sounds_like(one: str, other: str) -> bool:
    """Two people may have written one name so."""
    return is_same_name(one, other) or (
        bool(keys(one) & keys(other)) and likeness(one, other) >= LIKE
    )


def violent_ones(session: Session, case_id: UUID) -> Collection[FamilyPerson]:
    """Of whom it is said that they use violence: 4(5)."""
    query = select(FamilyPerson).where(FamilyPerson.case_id == case_id)
    return [each for each in session.scalars(query) if each.alleged_perpetrator is True]


def is_barred_by_name(name: str, violent: Collection[FamilyPerson]) -> bool:
    """Whatever else is chosen: a name that is typed may be that of one of them."""
    return any(each.name and sounds_like(name, each.name) for each in violent)


def is_one_asker(one: ExportRequest, person_id: UUID | None, name: str) -> bool:
    """One person asks twice; two who are on record are two, whatever they are called."""
    if one.person_id is not None and person_id is not None:
        return one.person_id == person_id
    return is_same_name(one.asker, name)
