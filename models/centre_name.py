"""What a municipality and its centre are called, from which day on: decision 0166."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import Mapped, column_property, mapped_column

from models.base import Base
from models.people import Municipality


class CentreName(Base):
    """Three names from a day on. The last number of a day counts, and each row stays.

    What no row says, it was called when the record began: `Municipality`.
    """

    __tablename__ = "centre_name"
    __table_args__ = (
        UniqueConstraint("municipality_id", "number", name="one_centre_name_per_number"),
        CheckConstraint("name_sq <> '' AND name_sr <> '' AND name_en <> ''", name="is_called"),
        Index("centre_names_by_account", "entered_by_id"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    number: Mapped[int]
    since: Mapped[date | None]
    """NULL: from the beginning; it puts right what the record began with."""
    name_sq: Mapped[str]
    name_sr: Mapped[str]
    name_en: Mapped[str]
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    """The administrator; NULL where it was entered on the machine."""


_WHOLE = func.jsonb_build_array(
    *(CentreName.since, CentreName.number),
    *(CentreName.name_sq, CentreName.name_sr, CentreName.name_en),
)
Municipality.entered_names = column_property(
    select(func.jsonb_agg(aggregate_order_by(_WHOLE, CentreName.number.desc())))
    .where(CentreName.municipality_id == Municipality.id)
    .correlate_except(CentreName)
    .scalar_subquery()
)
"""All that was entered, the last first, read with the place itself: no page asks more for it."""
