"""Meetings held against who had a seat on their day, whenever that is typed: Art. 4(6), 8, 10(6).

What was computed from a seat that was missing, or had ended, is struck through: decision 0086.
"""

from collections.abc import Collection, Mapping
from uuid import UUID

from casework.record.also_there import others_at
from casework.record.table import meetings
from casework.table import chosen_early, notice, reports_asked, representatives
from casework.tell.absences import follow_record
from core.names import folded
from models.case import Member
from models.life import Life
from models.meeting import Meeting
from models.session import Work
from rules.guests import OF_ONE_MEETING
from rules.meetings import sat_in, undeclared
from workflow import breaches


def judge_earlier(work: Work, life: Life, who: Collection[Member]) -> None:
    """The same where a seat is typed that began or ended on a day that is over."""
    today = work.clock.today()
    if any(day < today for each in who for day in (each.left_on or each.selected_on,)):
        judge(work, life, who)
        chosen_early.judge(work, life)
        follow_record(work, life)  # who had no seat has not stayed away: Art. 14(3.2)


def judge(work: Work, life: Life, who: Collection[Member]) -> None:
    """Of those whose seat began or ended on another day than was known: what they were owed, under
    which line they sat there; and who of Art. 4(6) had a seat."""
    work.session.flush()
    representatives.judge(work, life)
    for meeting in meetings(work.session, life.id):
        if meeting.held_at:
            _judge_lines(work, life, meeting, who)
        if notice.is_judged(meeting):
            notice.judge(work, life, meeting, who)
        notice.judge_closing(work, life, meeting, who)
    reports_asked.judge(work, life)


def lines_of_seats(
    work: Work, meeting: Meeting, members: Collection[Member]
) -> Mapping[UUID, Member]:
    """Who had a seat that nobody had typed yet is on record by name, as having sat in: 10(6).

    Whoever bears the name of that line and had a seat on that day is taken to be the same.
    """
    sat = {
        folded(each.professional.name or ""): each
        for each in members
        if each.sat_on(meeting.met_on)
    }
    return {
        line.id: member
        for line in (others_at(work, meeting) if sat else ())
        if line.part in OF_ONE_MEETING and (member := sat.get(folded(line.name or "")))
    }


def _judge_lines(work: Work, life: Life, meeting: Meeting, who: Collection[Member]) -> None:
    for line_id, member in lines_of_seats(work, meeting, who).items():
        breaches.corrected(work, life, sat_in(meeting.id, meeting.met_on, line_id), stands=False)
        if member.had_signed(meeting.met_on):
            unsigned = undeclared(meeting.id, meeting.met_on, line_id)
            breaches.corrected(work, life, unsigned, stands=False)
