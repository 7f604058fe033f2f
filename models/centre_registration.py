"""Under which number and address a centre is registered, from which day on: decision 0190."""

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import Mapped, column_property, mapped_column

from models.base import Base
from models.people import Municipality


class Registration(NamedTuple):
    """Where the centre is, and its number in the register."""

    address: str = ""
    number: str = ""


class CentreRegistration(Base):
    """What the letterhead says from a day on. The last number of a day counts, each row stays."""

    __tablename__ = "centre_registration"
    __table_args__ = (
        UniqueConstraint("municipality_id", "number", name="one_centre_registration_per_number"),
        CheckConstraint("address <> '' OR registered <> ''", name="says_something"),
        Index("centre_registrations_by_account", "entered_by_id"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    number: Mapped[int]
    since: Mapped[date]
    address: Mapped[str]
    registered: Mapped[str]
    """Its number in the register of those who are registered; empty where it has none."""
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))


_WHOLE = func.jsonb_build_array(
    *(CentreRegistration.since, CentreRegistration.number),
    *(CentreRegistration.address, CentreRegistration.registered),
)
Municipality.entered_registration = column_property(
    select(func.jsonb_agg(aggregate_order_by(_WHOLE, CentreRegistration.number.desc())))
    .where(CentreRegistration.municipality_id == Municipality.id)
    .correlate_except(CentreRegistration)
    .scalar_subquery()
)
"""All that was entered, the last first, read with the place itself: no page asks more for it."""


def registered(place: Municipality, on: date) -> Registration:
    """As its letterhead says it on that day; nothing where nobody has entered it."""
    at = on.isoformat()
    said = [each for each in place.entered_registration or () if each[0] <= at]
    return Registration(*max(said, key=lambda each: each[0])[2:]) if said else Registration()
