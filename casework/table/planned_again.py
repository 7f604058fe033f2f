"""The record of another case leaves a planned meeting, which stands as planned again: Art. 8(3), 9.

What was said of who was there, the minutes and their corrections, what was decided and shared go
with the record to a line of their own; the day agreed, invitations, notices and requests stay with
what was planned.
"""

from collections.abc import Collection
from typing import Final

from sqlalchemy import ColumnElement, and_, or_, select, update

from casework.table import notice, telling
from casework.table.meetings import family_of
from casework.tell.withdrawal import take_back
from core.clock import local_day
from core.ids import new_id
from models.breach import BreachRow
from models.chairing import ChairCorrection
from models.decision_record import DecisionRecord
from models.dissent import Dissent
from models.information import Information
from models.late_coming import LateComing
from models.life import Life
from models.meeting import Attendance, FamilyNotice, Meeting, Minutes
from models.outbox import Message
from models.participant import GuestInvitation, Participant, ParticipantPresence
from models.record_correction import RecordCorrection
from models.session import Work
from rules.duties import Duty
from rules.misplaced import AHEAD_OF_IT
from rules.participants import Part
from workflow import breaches

OF_THE_RECORD: Final = (
    Attendance,
    ParticipantPresence,
    FamilyNotice,
    Minutes,
    RecordCorrection,
    ChairCorrection,
    Dissent,
    LateComing,
    DecisionRecord,
    Information,
)
ABOUT_THE_RECORD: Final = ("chairing/absent", "chairing/corrected", "chairing/sign")


def line_for_the_record(work: Work, meeting: Meeting) -> Meeting:
    """Where what was typed by mistake stands from now on; nobody had planned that here."""
    line = Meeting(
        id=new_id(),
        life_id=meeting.life_id,
        number=meeting.number,
        kind=meeting.kind,
        starts_at=meeting.starts_at,
        place=meeting.place,
        agenda=list(meeting.agenda),
        proposed_by_id=meeting.proposed_by_id,
        proposed_at=meeting.proposed_at,
        proposal_entered_at=meeting.proposal_entered_at,
        recorded_at=meeting.recorded_at,
        corrections=meeting.corrections,
        chaired_by_id=meeting.chaired_by_id,
        chaired_by_member_id=meeting.chaired_by_member_id,
        agenda_approval=meeting.agenda_approval,
        unplanned=True,
        misplaced_at=work.clock.now(),
        cancelled_at=work.clock.now(),
        cancel_entered_at=work.clock.now(),
    )
    work.session.add(line)
    line.chaired_by_words, line.agenda_changes = meeting.chaired_by_words, meeting.agenda_changes
    work.session.flush()
    return line


def stand(work: Work, meeting: Meeting, line: Meeting) -> None:
    """Planned again, or called off where it had been; what was recorded goes to that line."""
    work.session.flush()  # the database wants what stood there first
    for table in OF_THE_RECORD:
        _move(work, table, line, table.meeting_id == meeting.id)
    _move_who_came(work, meeting, line)
    meeting.held_at = meeting.recorded_at = None
    meeting.corrections = 0
    meeting.chaired_by_id = meeting.chaired_by_member_id = meeting.chaired_by_words = None
    meeting.agenda_approval = meeting.agenda_changes = None
    if meeting.called_off_at is not None:
        meeting.cancelled_at, meeting.called_off_at = meeting.called_off_at, None
    work.session.flush()
    _told_as_before(work, meeting, line)
    take_back(
        work,
        Message.life_id == meeting.life_id,
        Message.context["meeting_id"].astext == str(meeting.id),
        Message.template.in_(ABOUT_THE_RECORD),
    )


def _move(work: Work, table: type, line: Meeting, *which: ColumnElement[bool]) -> None:
    work.session.execute(update(table).where(*which).values(meeting_id=line.id))


def _move_who_came(work: Work, meeting: Meeting, line: Meeting) -> None:
    """Who sat in unasked, and the guests who were typed once the record stood: they were invited to
    that meeting. Who had been invited before stays with what was planned: Art. 8(5), 10(6)."""
    typed = Participant.recorded_at >= meeting.recorded_at
    came = or_(Participant.part == Part.UNASKED, and_(Participant.part == Part.GUEST, typed))
    _move(work, Participant, line, Participant.meeting_id == meeting.id, came)
    to_it = and_(GuestInvitation.meeting_id == meeting.id, GuestInvitation.after_record.is_(True))
    _move(work, GuestInvitation, line, to_it)


def _told_as_before(work: Work, meeting: Meeting, line: Meeting) -> None:
    """Each word to the family about what was planned holds as it was said: Art. 8(10)."""
    query = select(FamilyNotice).where(FamilyNotice.meeting_id == line.id)
    for said in work.session.scalars(query).all():
        told = FamilyNotice(
            meeting_id=meeting.id,
            person_id=said.person_id,
            notified_on=said.notified_on,
            how=said.how,
            marked_on=said.marked_on,
            taken_back_on=said.taken_back_on,
            taken_back_by=said.taken_back_by,
        )
        work.session.add(told)
        told.not_notified_reason = said.not_notified_reason
    work.session.flush()


def judge(work: Work, life: Life, meeting: Meeting, papers: Collection[Minutes]) -> None:
    """What was computed from the record is struck through; what goes ahead of it is owed for the
    day agreed: Art. 8(3), 8(7), 8(9), 8(10)."""
    mine = or_(BreachRow.meeting_id == meeting.id, BreachRow.subject_id == meeting.id)
    of_papers = BreachRow.subject_id.in_([each.id for each in papers])
    breaches.anew(work, life, (), or_(mine, of_papers), BreachRow.duty.not_in(AHEAD_OF_IT))
    breaches.anew(
        work,
        life,
        (),
        BreachRow.duty == Duty.NOTIFY_FAMILY,
        BreachRow.subject_id == meeting.id,
        BreachRow.limit_on != meeting.counts_from,
    )
    notice.judge(work, life, meeting)
    if meeting.cancelled_at is not None:
        breaches.fell_away(work, life, meeting.id, local_day(meeting.cancelled_at))
    else:
        telling.judge(work, life, meeting, family_of(work, life.id))
