"""Calls that members ask for behind their link, and what came of each: Art. 6(1.1), ours."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, EnumText, Sealed, listed
from models.case import Member
from models.people import Account
from rules.calls import CallCameOf, CallFor


class CallAsked(Base):
    """One promise that the centre calls; whoever was not reached is called again by another row."""

    __tablename__ = "call_asked"
    __table_args__ = (
        listed("said", CallFor),
        listed("came_of", CallCameOf),
        CheckConstraint(
            "(ended_at IS NULL) = (came_of IS NULL) AND (ended_at IS NULL) = (ended_by_id IS NULL)",
            name="ended_once",
        ),
        Index("one_open_call", "member_id", unique=True, postgresql_where=text("ended_at IS NULL")),
        Index("calls_by_life", "life_id"),
        Index("calls_by_seat", "member_id", "asked_at"),
    )

    life_id: Mapped[UUID] = mapped_column(ForeignKey("life.id"))
    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    said: Mapped[CallFor] = mapped_column(EnumText(CallFor))
    asked_at: Mapped[datetime]
    call_by: Mapped[date]
    """The day that the member was told: by its end they are called."""
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    came_of: Mapped[CallCameOf | None] = mapped_column(EnumText(CallCameOf))
    reason = Sealed(str)
    """What the officer wrote beside it."""

    member: Mapped[Member] = relationship()
    ended_by: Mapped[Account | None] = relationship()
