"""Which meetings a member has missed, and what their superior has heard of it: Art. 9, 14(3.2)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import dropwhile, takewhile
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from casework.record import superiors
from casework.record.broken_contacts import superior_leads_nowhere
from casework.record.known import child_person
from casework.record.notice_facts import served
from casework.record.report_facts import assigned_members
from casework.record.table import seats_of
from models.case import Member
from models.meeting import Attendance, Meeting
from models.superior import AbsenceNotice, is_missed
from rules.attendance import Absence, AbsenceFacts, was_called
from rules.served_facts import ServedFacts


def missed(session: Session, member: Member, *, about: Collection[str] = ()) -> Sequence[Absence]:
    """Since they came last, the newest first; a place that was handed over brings them along.

    `about` are the absences that a notice has named, whichever of them is the last by its day now:
    what came after them is left out.
    """
    lines = _attendance(session, member)
    since = dropwhile(lambda each: bool(about) and str(each[0].id) not in about, lines)
    return [each for each, _ in takewhile(lambda each: not each[1], since)]


def fallen(session: Session, notice: AbsenceNotice) -> Sequence[date]:
    """The days of the absences that a notice named, and that are none by the record now."""
    query = select(Attendance).where(Attendance.id.in_([UUID(id) for id in notice.about]))
    lines = session.scalars(query)
    return sorted({each.meeting.met_on for each in lines if not is_missed(each)})


def absent(session: Session, member: Member) -> Sequence[Absence]:
    """Every meeting that they missed, the newest first, also before one to which they came."""
    return [each for each, present in _attendance(session, member) if not present]


def _attendance(session: Session, member: Member) -> Sequence[tuple[Absence, bool]]:
    """The newest first."""
    query = (
        select(Attendance, Meeting)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(Attendance.member_id.in_(seats_of(session, member)), Meeting.held_at.is_not(None))
        .order_by(Meeting.held_at.desc(), Attendance.id)
    )
    found = [(line, meeting) for line, meeting in session.execute(query)]
    theirs = served(session, [meeting.id for line, meeting in found if not line.present])
    return [
        (Absence(line.id, meeting.met_on), bool(line.present))
        for line, meeting in found
        if line.present or _was_called(line, meeting, theirs.get(meeting.id, {}))
    ]


def _was_called(line: Attendance, meeting: Meeting, theirs: Mapping[UUID, ServedFacts]) -> bool:
    got = theirs.get(line.member_id)
    off, day = meeting.called_off_at is not None, meeting.met_on
    seated = line.member.owed_on(day)
    return was_called(got.invited_on if got else None, day, called_off=off, seated=seated)


def as_known(session: Session, member: Member) -> AbsenceFacts:
    """What a notice of their absence rests on: Art. 14(3.2)."""
    absences = missed(session, member)
    told = select(AbsenceNotice.about).where(
        AbsenceNotice.member_id.in_(seats_of(session, member)),
        or_(AbsenceNotice.notified_at.is_not(None), AbsenceNotice.served_on.is_not(None)),
        AbsenceNotice.taken_back_at.is_(None),
    )
    return AbsenceFacts(
        missed=absences,
        in_plan=member.id in assigned_members(session, member.life_id),
        superior_known=member.id in superiors.known_in(session, member.life_id),
        told_of={UUID(id) for about in session.scalars(told) for id in about},
        died=child_person(session, member.life_id).died,
        superior_in_doubt=superior_leads_nowhere(session, member),
    )
