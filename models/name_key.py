"""By which a child is found as its name sounds, and which says no name: decision 0198."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Select, UniqueConstraint, exists, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from core import crypto, sounds
from core.ids import new_id
from models.base import Base
from models.case import Child
from models.data_key import DataKeyRow

PURPOSE: Final = "child.name.sound"
LENGTH: Final = 8
"""Octets of a fingerprint: enough that two sounds do not meet, and no more is kept."""
NO_SOUND: Final = bytes(LENGTH)
"""Of a name without a letter."""


class NameKey(Base):
    """One sound of a word of a child's name, as it is or was on record, under the index key."""

    __tablename__ = "name_key"
    __table_args__ = (
        UniqueConstraint("case_id", "sound", name="each_sound_once"),
        Index("cases_by_sound", "sound"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    sound: Mapped[bytes]


def fingerprints(name: str) -> set[bytes]:
    """Of every sound of a name; nobody who lacks the ring can tell of which."""
    return {crypto.ring().index(sound, PURPOSE)[:LENGTH] for sound in sounds.keys(name)}


def note(session: Session, case_id: UUID, marks: Collection[bytes]) -> None:
    """What a name is found by from now on; a former spelling still finds it."""
    rows = [{"id": new_id(), "case_id": case_id, "sound": mark} for mark in sorted(marks)]
    if rows:
        session.execute(insert(NameKey).on_conflict_do_nothing(constraint="each_sound_once"), rows)


def without_any() -> Select[Child]:
    """Children whom nobody finds by name: on record since before there were such keys."""
    known = exists().where(NameKey.case_id == Child.case_id)
    erased = exists().where(
        DataKeyRow.life_id == Child.case_id, DataKeyRow.destroyed_at.is_not(None)
    )
    return select(Child).where(~known, ~erased)
