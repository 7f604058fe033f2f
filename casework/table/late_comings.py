"""The hours at which members came to a meeting that had begun: Art. 9."""

from collections.abc import Mapping
from datetime import time
from uuid import UUID

from core.clock import at_local, local_day, local_time
from models.late_coming import LateComing
from models.meeting import Meeting
from models.session import Work
from rules.room import check_late


def put_late(work: Work, meeting: Meeting, came: Mapping[UUID, time]) -> None:
    """When each of them came, of a meeting that is on record as held."""
    if not came:
        return
    assert meeting.held_at is not None
    assert work.actor.id is not None  # an officer acts
    begins, now = local_time(meeting.held_at), work.clock.now()
    by = local_time(now) if meeting.met_on == local_day(now) else None
    for member_id, hour in came.items():
        check_late(hour, begins, by)
        row = LateComing(
            meeting_id=meeting.id,
            member_id=member_id,
            came_at=at_local(meeting.met_on, hour),
            recorded_at=now,
            recorded_by_id=work.actor.id,
        )
        work.session.add(row)
