"""The telephone and mail address of a centre, as it has entered them: under every mail of its."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, column_property, mapped_column

from models.base import Base
from models.people import Municipality


class CentreContact(Base):
    """Where a centre is reached. The last number counts, and each row stays."""

    __tablename__ = "centre_contact"
    __table_args__ = (
        UniqueConstraint("municipality_id", "number", name="one_centre_contact_per_number"),
        CheckConstraint("phone <> '' AND mail <> ''", name="is_reached"),
        Index("centre_contacts_by_account", "entered_by_id"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    number: Mapped[int]
    phone: Mapped[str]
    mail: Mapped[str]
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))


Municipality.entered_contact = column_property(
    select(func.jsonb_build_array(CentreContact.phone, CentreContact.mail))
    .where(CentreContact.municipality_id == Municipality.id)
    .order_by(CentreContact.number.desc())
    .limit(1)
    .correlate_except(CentreContact)
    .scalar_subquery()
)
"""The last that was entered, read with the place itself: no page and no mail asks more for it."""
