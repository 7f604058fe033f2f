"""How far an action has come that the centre itself answers for: Art. 14(1), 14(2)."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, EnumText, Sealed, listed
from rules.planning import ActionStatus


class OwnProgress(Base):
    """What the manager says of it beside the reviews; the latest day counts, each row stays."""

    __tablename__ = "own_progress"
    __table_args__ = (
        listed("status", ActionStatus),
        Index("own_progress_by_action", "action_id", "recorded_at"),
    )

    action_id: Mapped[UUID] = mapped_column(ForeignKey("plan_action.id"))
    status: Mapped[ActionStatus] = mapped_column(EnumText(ActionStatus))
    words = Sealed(str)
    """What was done; may be left out."""
    said_on: Mapped[date]
    """The day on which it stood so, also where it is recorded later."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))


NEWEST_WORD_FIRST: Final = (OwnProgress.said_on.desc(), OwnProgress.recorded_at.desc())
"""By the day of which it is said, and not by when it was typed."""
