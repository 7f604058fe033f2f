"""Meetings that somebody sat in, or chaired, who had a conflict of interest: Art. 4(2), 10(2)."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from sqlalchemy import select

from casework.record.chairing import is_recorded
from casework.record.table import held_of, meetings
from casework.table.chairing import chair_of_the_day
from casework.tell.absences import follow_record
from models.breach import BreachRow
from models.case import Member
from models.life import Life
from models.meeting import Attendance, Meeting
from models.participant import Participant, ParticipantPresence, ParticipantWord
from models.session import Work
from rules.breaches import Breach, Wrong
from rules.chairing import unappointed
from rules.conflicts import BOUND_WITHOUT_SEAT, barred, sat_in_conflict
from workflow import breaches


def judge(work: Work, life: Life, meeting: Meeting) -> None:
    """Hold who sat there against the conflicts that are on record now, whenever they were typed.

    Of a conflict that was none no breach is left standing; it stays to be read, struck through.
    """
    noted = select(BreachRow.subject_id).where(
        BreachRow.meeting_id == meeting.id, BreachRow.duty == Wrong.SAT_IN_CONFLICT
    )
    before = set(work.session.scalars(noted))
    for who, seat, declared_on in (*_members(work, meeting), *_without_seat(work, meeting)):
        stands = barred(declared_on, meeting.met_on)
        if stands or who in before:
            wrong = sat_in_conflict(meeting.id, meeting.met_on, who, member_id=seat)
            breaches.corrected(work, life, wrong, stands=stands)


def found(work: Work, meeting: Meeting) -> Iterator[Breach]:
    """Who sat in after the day of their conflict, by what is on record now: Art. 10(2)."""
    for who, seat, declared_on in (*_members(work, meeting), *_without_seat(work, meeting)):
        if barred(declared_on, meeting.met_on):
            yield sat_in_conflict(meeting.id, meeting.met_on, who, member_id=seat)


Sat = tuple[UUID, UUID | None, date | None]
"""Somebody, their seat, and since when they have a conflict of interest."""


def _members(work: Work, meeting: Meeting) -> Iterator[Sat]:
    query = (
        select(Member)
        .join(Attendance, Attendance.member_id == Member.id)
        .where(Attendance.meeting_id == meeting.id, Attendance.present)
    )
    for member in work.session.scalars(query):
        yield member.id, member.id, member.declared_on if member.conflict else None


def _without_seat(work: Work, meeting: Meeting) -> Iterator[Sat]:
    query = (
        select(ParticipantWord)
        .join(Participant, Participant.id == ParticipantWord.participant_id)
        .join(ParticipantPresence, ParticipantPresence.participant_id == Participant.id)
        .where(ParticipantPresence.meeting_id == meeting.id, ParticipantPresence.present)
        .where(Participant.part.in_(BOUND_WITHOUT_SEAT), ParticipantWord.conflict.is_(True))
        .order_by(ParticipantWord.number)
    )
    said = {word.participant_id: word for word in work.session.scalars(query)}  # the last one
    for who, word in said.items():
        yield who, None, word.said_on if word.in_conflict else None


def judge_held(work: Work, life: Life) -> None:
    """Every meeting held is looked at anew when a conflict is on record, or is withdrawn; of who
    was barred on its day no superior hears that they stayed away: Art. 14(3.2)."""
    for meeting in held_of(meetings(work.session, life.id)):
        judge(work, life, meeting)
    follow_record(work, life)


def judge_chairs(work: Work, life: Life) -> None:
    """Whoever chaired after their conflict did it without an appointment, and of a conflict that
    was none with it: Art. 4(2)."""
    for meeting in held_of(meetings(work.session, life.id)):
        if is_recorded(meeting):
            day = meeting.met_on
            stands = not chair_of_the_day(work, life, meeting, day).is_appointed
            breaches.corrected(work, life, unappointed(meeting.id, day), stands=stands)
