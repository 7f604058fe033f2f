"""A member's dissent from what the table decided, on record and told to the head: Art. 9, 10(1)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from casework.record.table import open_table
from casework.tell import dissent as tell
from identity.access import NotThere
from models.case import Member
from models.dissent import Dissent
from models.meeting import Attendance, Meeting
from models.session import Work
from rules.dissent import DissentFacts, check_dissent


@dataclass(frozen=True, slots=True)
class DissentWords:
    """From what somebody dissents, and why, in their own words."""

    decision: str
    words: str


def enter(
    work: Work, meeting_id: UUID, member_id: UUID, said: DissentWords, *, on: date | None = None
) -> Dissent:
    """The chair writes down what a member said, in the meeting or later: Art. 10(1).

    Also of somebody who has left the table since. `on` is the day on which it was said.
    """
    return _take(work, (meeting_id, member_id), said, on=on, by=work.actor.id)


def say(work: Work, meeting_id: UUID, member_id: UUID, said: DissentWords) -> Dissent:
    """The member says it themselves, on the page where they sign: Art. 10(1)."""
    return _take(work, (meeting_id, member_id), said, on=None, by=None)


def _take(
    work: Work, whose: tuple[UUID, UUID], said: DissentWords, *, on: date | None, by: UUID | None
) -> Dissent:
    meeting_id, member_id = whose
    meeting, member = work.session.get(Meeting, meeting_id), work.session.get(Member, member_id)
    if meeting is None or member is None:
        raise NotThere
    life = open_table(work, meeting.life_id)
    held_on = meeting.met_on if meeting.held_at else None
    facts = DissentFacts(held_on, said.decision, said.words, member.recused_on)
    said_on = check_dissent(facts, on, work.clock.today())
    if not _had_a_seat(work, meeting_id, member_id):
        raise NotThere
    dissent = Dissent(
        meeting_id=meeting_id,
        member_id=member_id,
        said_on=said_on,
        recorded_at=work.clock.now(),
        recorded_by_id=by,
        decision=said.decision.strip(),
        words=said.words.strip(),
    )
    work.session.add(dissent)
    work.session.flush()
    detail = {"meeting": meeting.number, "member": member_id, "on": dissent.said_on}
    work.record("dissent recorded", "10(1)", life=life, **detail)
    tell.dissented(work, life, meeting, dissent)
    return dissent


def _had_a_seat(work: Work, meeting_id: UUID, member_id: UUID) -> bool:
    query = select(Attendance.id).where(
        Attendance.meeting_id == meeting_id, Attendance.member_id == member_id
    )
    return work.session.scalar(query) is not None


def of_meeting(work: Work, meeting_id: UUID) -> list[Dissent]:
    """Every dissent from what one meeting decided, in the order in which it was said."""
    query = select(Dissent).where(Dissent.meeting_id == meeting_id)
    return list(work.session.scalars(query.order_by(Dissent.said_on, Dissent.recorded_at)))
