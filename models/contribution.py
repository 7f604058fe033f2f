"""What members say that their institutions can contribute to the plan: Art. 6(1.6)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, EnumText, Sealed, listed
from models.case import Member
from models.people import Account
from rules.aims import Aim
from rules.initiative import RequestMeans


class Contribution(Base):
    """One thing that an institution can do, as its member said it; it stays as it was said."""

    __tablename__ = "contribution"
    __table_args__ = (
        UniqueConstraint("case_id", "number", name="one_contribution_per_number"),
        listed("means", RequestMeans),
        listed("aim", Aim),
        CheckConstraint("action_sealed IS NOT NULL", name="contributes_something"),
        CheckConstraint(
            "(means = 'link') = (recorded_by_id IS NULL)", name="said_or_typed_by_an_officer"
        ),
        Index("contributions_by_seat", "member_id"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int]
    """Its place in the case, from 1."""
    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    said_on: Mapped[date]
    """The day on which it was said, also where it is typed later."""
    recorded_at: Mapped[datetime]
    means: Mapped[RequestMeans] = mapped_column(EnumText(RequestMeans))
    recorded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    """Who typed what came on paper or by telephone."""
    action = Sealed(str)
    aim: Mapped[Aim | None] = mapped_column(EnumText(Aim))
    """What it is for: Art. 5(1.4); NULL where it is not stated."""
    due_on: Mapped[date | None]
    """Until when it can be done; NULL where the table is to set it."""
    needs = Sealed(str)
    """What the institution needs for it."""
    member: Mapped[Member] = relationship()
    left: Mapped[list["LeftContribution"]] = relationship(
        order_by="LeftContribution.left_on, LeftContribution.recorded_at", viewonly=True
    )
    """Why it was left out of the plan, in the order of the days."""


class LeftContribution(Base):
    """The manager's word on why it is left out of the plan; it may be taken over later."""

    __tablename__ = "left_contribution"
    __table_args__ = (
        CheckConstraint("words_sealed IS NOT NULL", name="says_why_it_is_left"),
        Index("left_by_contribution", "contribution_id"),
    )

    contribution_id: Mapped[UUID] = mapped_column(ForeignKey("contribution.id"))
    left_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    words = Sealed(str)
    recorded_by: Mapped[Account] = relationship()
