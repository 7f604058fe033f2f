"""The superiors of institutions, and what was told to and heard from one: Art. 14(3.2)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from core import reach
from models.base import Base, EnumText, Sealed, listed
from rules.superior import SuperiorMeans


class InstitutionSuperior(Base):
    """Who stands above everybody an institution sends; the newest row counts, each stays."""

    __tablename__ = "institution_superior"
    __table_args__ = (
        Index("superiors_by_institution", "municipality_id", "institution", "recorded_at"),
    )

    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    institution: Mapped[str]
    """As it stands in `models.people.Professional.institution`."""
    name = Sealed(str)
    email = Sealed(str, reach.mail_address)
    language: Mapped[str] = mapped_column(default="sq")
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))


class SuperiorService(Base):
    """A letter or a call that notified a superior; another row corrects it, and both stay."""

    __tablename__ = "superior_service"
    __table_args__ = (
        listed("means", SuperiorMeans),
        CheckConstraint(
            "not_stated OR number_sealed IS NOT NULL OR witness_sealed IS NOT NULL",
            name="number_or_witness",
        ),
        Index("superior_services_by_request", "request_id"),
    )

    request_id: Mapped[UUID] = mapped_column(ForeignKey("report_request.id"))
    means: Mapped[SuperiorMeans] = mapped_column(EnumText(SuperiorMeans))
    served_on: Mapped[date]
    to_whom = Sealed(str)
    """Whom it reached; empty where only the office is known."""
    number = Sealed(str)
    """Of the letter, or the one that was called."""
    witness = Sealed(str)
    place = Sealed(str)
    """Where the letter's copy, or the note of the call, lies."""
    not_stated: Mapped[bool] = mapped_column(default=False)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))


class SuperiorReply(Base):
    """What came back from a superior, or that nothing had come by the day of the entry."""

    __tablename__ = "superior_reply"
    __table_args__ = (
        CheckConstraint(
            "(came_on IS NULL) = (words_sealed IS NULL)", name="a_reply_says_something"
        ),
        Index("superior_replies_by_request", "request_id"),
    )

    request_id: Mapped[UUID] = mapped_column(ForeignKey("report_request.id"))
    came_on: Mapped[date | None]
    """NULL where nothing had come."""
    words = Sealed(str)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
