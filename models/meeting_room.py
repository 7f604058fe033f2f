"""The room of a meeting on its day: what was typed there, and who signed in: Art. 9, 10(1)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, column_property, mapped_column

from models.base import Base, Sealed
from models.meeting import Attendance


class MeetingRoom(Base):
    """What stands in the room's form; whatever was put on record from it is there no more."""

    __tablename__ = "meeting_room"
    __table_args__ = (
        UniqueConstraint("meeting_id", name="one_room_per_meeting"),
        CheckConstraint("sheet_sealed IS NOT NULL", name="has_a_sheet"),
    )

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"))
    sheet = Sealed[dict[str, Any]](dict)
    """`typed`, by field what was typed in it; `begun`, by item of the agenda when it was begun."""
    kept: Mapped[int]
    """How often it was kept: a page that showed an earlier sheet replaces nothing."""
    kept_at: Mapped[datetime]
    kept_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))


class RoomArrival(Base):
    """Somebody at the table said by the room's code that they are there; the chair records it."""

    __tablename__ = "room_arrival"
    __table_args__ = (UniqueConstraint("meeting_id", "member_id", name="one_arrival_per_member"),)

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"))
    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    came_at: Mapped[datetime]


Attendance.signed_in_at = column_property(
    select(RoomArrival.came_at)
    .where(
        RoomArrival.meeting_id == Attendance.meeting_id,
        RoomArrival.member_id == Attendance.member_id,
    )
    .correlate_except(RoomArrival)
    .scalar_subquery()
)
