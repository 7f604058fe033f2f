"""Who came once the meeting had begun: the hour is on record, and stands in the minutes: Art. 9."""

from datetime import time
from uuid import UUID

from sqlalchemy import select

from casework.record.table import open_table
from casework.table import meeting_room, record_correction
from casework.table.chair_correction import Because
from casework.table.late_comings import put_late
from casework.table.meetings import Presence
from casework.table.record_correction import WasSo
from core.i18n import N_, language_or, translator
from identity.access import NotThere
from models.life import Life
from models.meeting import Attendance, Meeting
from models.session import Work
from rules.room import check_came

SOURCE = N_("Whoever chaired, in the room")
REASON = N_("Came at %(hour)s.")


def came_late(work: Work, meeting_id: UUID, member_id: UUID, hour: time) -> None:
    """They came after the roll call, or their hour was forgotten in it: from the room, on its day.

    Who was put down as absent is present from then on; that they were not stays to be read.
    """
    meeting = work.session.get(Meeting, meeting_id)
    if meeting is None:
        raise NotThere
    life = open_table(work, meeting.life_id)
    meeting_room.check_open(work, meeting)
    line = _line(work, meeting, member_id)
    if not line.present:
        was_so = WasSo(members={member_id: Presence(present=True)})
        record_correction.correct(work, meeting_id, was_so, _because(work, life, hour))
    put_late(work, meeting, {member_id: hour})
    work.record("came late", "9", life=life, meeting=meeting.number, member=member_id)


def _line(work: Work, meeting: Meeting, member_id: UUID) -> Attendance:
    query = select(Attendance).where(Attendance.meeting_id == meeting.id)
    line = work.session.scalars(query.where(Attendance.member_id == member_id)).first()
    check_came(held=meeting.held_at is not None)
    if line is None:
        raise NotThere
    return line


def _because(work: Work, life: Life, hour: time) -> Because:
    """In the language of the record, as everything that stands in it."""
    say = translator(language_or(life.language, "sq"))
    return Because(
        say.gettext(SOURCE), say.gettext(REASON, hour=f"{hour:%H:%M}"), work.clock.today()
    )
