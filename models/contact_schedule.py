"""A contact of the child as an action of the plan sets it: Art. 13(2)."""

from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, EnumText, Sealed, listed
from models.case import FamilyPerson
from rules.contact_days import MOST_DAYS, ContactRhythm
from rules.contact_schedule import ContactWatch

_IN_RANGE: Final = f"every_days BETWEEN 1 AND {MOST_DAYS}"


class ContactSchedule(Base):
    """With whom, how often, where, watched or not; each version of the plan has its own."""

    __tablename__ = "contact_schedule"
    __table_args__ = (
        UniqueConstraint("action_id", name="one_contact_per_action"),
        listed("watch", ContactWatch),
        CheckConstraint("num_nonnulls(person_id, whom_sealed) = 1", name="with_one"),
        CheckConstraint(
            f"{_IN_RANGE} AND weekdays = '[]' OR every_days IS NULL AND weekdays <> '[]'",
            name="by_one_rhythm",
        ),
    )

    action_id: Mapped[UUID] = mapped_column(ForeignKey("plan_action.id"))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("family_person.id"))
    whom = Sealed(str)
    """Who it is, where that is nobody of the record."""
    from_on: Mapped[date]
    every_days: Mapped[int | None]
    """Once within each so many days; NULL where it is on days of the week."""
    weekdays: Mapped[list[int]] = mapped_column(JSONB, default=list)
    """Monday is 0."""
    place = Sealed(str)
    watch: Mapped[ContactWatch] = mapped_column(EnumText(ContactWatch))
    watched_by = Sealed(str)
    person: Mapped[FamilyPerson | None] = relationship(lazy="joined")

    @property
    def rhythm(self) -> ContactRhythm:
        return ContactRhythm(self.from_on, self.every_days, frozenset(self.weekdays))
