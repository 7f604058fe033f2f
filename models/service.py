"""Invitations and papers served by hand, of which no mail server knows: Art. 8(3), 8(7)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, EnumText, Sealed, listed
from rules.service import Served


class HandService(Base):
    """One thing handed to one member for one meeting; another row corrects it, and both stay."""

    __tablename__ = "hand_service"
    __table_args__ = (
        listed("what", Served),
        CheckConstraint(
            "not_stated OR witness_sealed IS NOT NULL OR paper_number_sealed IS NOT NULL",
            name="witness_or_paper",
        ),
        CheckConstraint(
            "(paper_number_sealed IS NULL) = (paper_place_sealed IS NULL)", name="paper_is_found"
        ),
        Index("hand_services_by_meeting", "meeting_id"),
    )

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"))
    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    what: Mapped[Served] = mapped_column(EnumText(Served))
    served_on: Mapped[date]
    witness = Sealed(str)
    """Who saw it handed over."""
    paper_number = Sealed(str)
    """Of the receipt they signed."""
    paper_place = Sealed(str)
    """Where that paper lies."""
    not_stated: Mapped[bool] = mapped_column(default=False)
    """Neither a witness nor a paper is named; it counts all the same, and is shown so."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
