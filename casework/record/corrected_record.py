"""What was corrected in the record of a meeting, as its page and its minutes say it: Art. 9."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from casework.record.minutes_words import CorrectedLine, CorrectedRecord
from models.case import FamilyPerson, Member
from models.meeting import Meeting
from models.participant import Participant
from models.record_correction import PresenceCorrection, RecordCorrection


def corrected_record(session: Session, meeting: Meeting) -> list[CorrectedRecord]:
    """Each correction, the oldest first, with what stood there before."""
    return [_as_said(session, row) for row in rows_of(session, meeting)]


def rows_of(session: Session, meeting: Meeting) -> Sequence[RecordCorrection]:
    """No statement where nothing was corrected."""
    if not meeting.corrections:
        return ()
    query = select(RecordCorrection).where(RecordCorrection.meeting_id == meeting.id)
    lines = selectinload(RecordCorrection.lines)
    return session.scalars(query.order_by(RecordCorrection.number).options(lines)).all()


def _as_said(session: Session, row: RecordCorrection) -> CorrectedRecord:
    lines = [_line(session, each) for each in row.lines]
    return CorrectedRecord(
        was_at=row.was_held_at,
        now_at=row.held_at,
        lines=tuple(sorted(lines, key=lambda line: (line.relation or "", line.name))),
        on=row.said_on,
        source=row.source or "",
        reason=row.reason or "",
    )


def _line(session: Session, row: PresenceCorrection) -> CorrectedLine:
    name, relation = "", None
    if row.member_id:
        name = session.get_one(Member, row.member_id).professional.name or ""
    elif row.person_id:
        relation = session.get_one(FamilyPerson, row.person_id).relation
    else:
        who = session.get_one(Participant, row.participant_id)
        name = who.name or who.comes_from or ""
    return CorrectedLine(
        name=name,
        relation=relation,
        was=row.was_present,
        was_words=row.was_words or "",
        now=row.present,
    )
