"""What the acts have written down of what is to be done: by people, and by the system itself.

Both tables are rewritten with every act, from what the rules say of the facts as they are then;
neither the rules nor these rows know what day it is. Whoever reads compares with today.
"""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, EnumText, listed
from rules.roles import Owner


class DutyRow(Base):
    """One duty that somebody owes one life: `rules.duties.OpenDuty` on record."""

    __tablename__ = "open_duty"
    __table_args__ = (
        UniqueConstraint(
            "life_id",
            "duty",
            "subject_id",
            name="one_row_per_duty",
            postgresql_nulls_not_distinct=True,
        ),
        Index("duties_by_officer", "officer_id"),
        listed("actor", Owner),
    )

    life_id: Mapped[UUID] = mapped_column(ForeignKey("life.id", ondelete="CASCADE"))
    position: Mapped[int]
    """Nearest first within its life: the duty in place 0 is the next one."""
    duty: Mapped[str]
    actor: Mapped[Owner] = mapped_column(EnumText(Owner))
    """Who owes it: `head`, `manager` (of the case, or who convenes), `members`, `system`."""
    due_on: Mapped[date | None]
    """NULL where it is owed now, without a day of its own."""
    article: Mapped[str]
    is_ours: Mapped[bool]
    """True where the limit is our default beside that article, and not the Regulation's."""
    subject_id: Mapped[UUID | None]
    meeting_id: Mapped[UUID | None] = mapped_column(ForeignKey("meeting.id"))
    """The meeting it is about: its own, its minutes', its reports'."""
    member_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))
    """The seats it is about: who owes it, or of whom the manager has to say something."""
    officer_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    """Who alone owes it, as the chair of that meeting does: `actor` says only which office."""
    count: Mapped[int]
    """How many owe it, or how many it is about."""
    since_on: Mapped[date | None]
    """From when it is waited for; NULL of what was written before it was kept, until the next act.
    """


class ComingStepRow(Base):
    """One step that the system will take by itself on a later day: `rules.planned.Planned`."""

    __tablename__ = "coming_step"
    __table_args__ = (
        UniqueConstraint(
            "life_id",
            "act",
            "subject_id",
            name="one_row_per_step",
            postgresql_nulls_not_distinct=True,
        ),
    )

    life_id: Mapped[UUID] = mapped_column(ForeignKey("life.id", ondelete="CASCADE"))
    act: Mapped[str]
    subject_id: Mapped[UUID | None]
    on_day: Mapped[date]
    """The first day on which it may be taken."""
