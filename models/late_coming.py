"""Who came to a meeting after it had begun, and at which hour: Art. 9."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, column_property, mapped_column

from models.base import Base
from models.meeting import Attendance


class LateComing(Base):
    """The hour at which somebody who is on record as present came; another hour is another row."""

    __tablename__ = "late_coming"
    __table_args__ = (Index("late_comings_by_meeting", "meeting_id", "member_id"),)

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meeting.id"))
    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    came_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))


Attendance.came_at = column_property(
    select(LateComing.came_at)
    .where(
        LateComing.meeting_id == Attendance.meeting_id,
        LateComing.member_id == Attendance.member_id,
    )
    .order_by(LateComing.recorded_at.desc(), LateComing.id.desc())
    .limit(1)
    .correlate_except(LateComing)
    .scalar_subquery()
)
