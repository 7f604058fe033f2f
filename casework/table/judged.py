"""A meeting as it is put on record, held against the text: what was wrong is a breach."""

from collections.abc import Sequence

from casework.record.table import held_of, meetings, seats
from casework.table import (
    chairing,
    conflicted,
    notice,
    reports_asked,
    seated_then,
    telling,
    unplanned,
)
from models.case import FamilyPerson
from models.life import Life
from models.meeting import Meeting
from models.session import Work
from rules.meetings import Record, wrongs
from workflow import breaches


def judge(
    work: Work, life: Life, meeting: Meeting, record: Record, people: Sequence[FamilyPerson]
) -> None:
    """Who sat there and chaired; and, where it had not stood on the calendar of that day, what was
    owed ahead of it to its table and to these of the family."""
    breaches.note(work, life, wrongs(record), again=True)
    chairing.judge(work, life, meeting, record)
    conflicted.judge(work, life, meeting)
    unplanned.owed_after_all(work, meeting)
    reports_asked.judge(work, life)
    is_off = meeting.unplanned or meeting.called_off_at is not None
    is_off = is_off or meeting.met_on != meeting.day
    if is_off:
        _on_its_own_day(work, life, meeting, people)
    if is_off or _came_before_another(work, meeting):
        notice.judge_papers(work, life, meeting)
        unplanned.follow_days(work, life.id)


def _came_before_another(work: Work, meeting: Meeting) -> bool:
    """Typed after a later one: that was not the first, if it was taken for it: Art. 8(7)."""
    return held_of(meetings(work.session, meeting.life_id))[-1] is not meeting


def _on_its_own_day(
    work: Work, life: Life, meeting: Meeting, people: Sequence[FamilyPerson]
) -> None:
    """Notice and word to the family are of the day on which it was held: 8(3), 8(7), 8(10)."""
    gone = [each for each in seats(work.session, life.id) if not each.sat_on(meeting.met_on)]
    if gone:  # others sat at its table than on the day agreed
        seated_then.judge(work, life, gone)
    notice.judge(work, life, meeting)
    if people:
        telling.judge(work, life, meeting, people)
