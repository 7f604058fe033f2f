"""What the record says of one person at one meeting: Art. 9."""

from sqlalchemy import select

from identity.member_links import Guest
from models.meeting import Attendance, Meeting
from models.session import Work


def on_record(work: Work, guest: Guest, meeting: Meeting) -> bool | None:
    """Whether they are there; None before the opening is on record, which the chair puts there."""
    query = select(Attendance.present).where(
        Attendance.meeting_id == meeting.id, Attendance.member_id == guest.member.id
    )
    return work.session.scalar(query) if meeting.held_at else None
