"""Meetings held against who had a seat on their day, whenever that is typed: Art. 4(6), 8, 10(6).

What was computed from a seat that was missing, or had ended, is struck through: decision 0086.
"""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import select

from casework.record.also_there import others_at
from casework.record.table import meetings
from casework.table import chosen_early, notice, representatives
from core.names import folded
from models.breach import BreachRow
from models.case import Member
from models.life import Life
from models.meeting import Meeting
from models.session import Work
from rules.duties import Duty
from rules.guests import OF_ONE_MEETING
from rules.meetings import sat_in, undeclared
from workflow import breaches


def judge_earlier(work: Work, life: Life, who: Collection[Member]) -> None:
    """The same where a seat is typed that began or ended on a day that is over."""
    today = work.clock.today()
    if any(day < today for each in who for day in (each.left_on or each.selected_on,)):
        judge(work, life, who)
        chosen_early.judge(work, life)


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
    _judge_reports(work, life, who)


def _judge_reports(work: Work, life: Life, who: Collection[Member]) -> None:
    """Of one that fell due when they had no seat any more nothing was owed: Art. 8(9)."""
    seats = {each.id: each for each in who}
    noted = (
        select(BreachRow, Meeting.cancelled_at)
        .outerjoin(Meeting, Meeting.id == BreachRow.meeting_id)
        .where(BreachRow.life_id == life.id, BreachRow.duty == Duty.WRITE_REPORT)
        .where(BreachRow.member_id.in_(seats))
    )
    for row, called_off in work.session.execute(noted):
        if row.member_id is None:
            continue
        if not seats[row.member_id].sat_on(row.limit_on):
            row.corrected, row.struck_on = True, row.struck_on or work.clock.today()
        elif row.corrected and row.happened_on is None and called_off is None:
            row.corrected, row.struck_on = False, None


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
        if member.had_signed(meeting.met_on, of_a_child=True):
            unsigned = undeclared(meeting.id, meeting.met_on, line_id)
            breaches.corrected(work, life, unsigned, stands=False)
