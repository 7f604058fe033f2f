"""A meeting that was not of this case is taken out of it; all of it stays to be read: Art. 9."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import exists, select

from casework.record.table import held_of, meetings, open_table
from casework.table import (
    corrected_day,
    meeting_requests,
    planned_again,
    rejudged,
    reports_asked,
)
from casework.tell.absences import follow_record
from casework.tell.withdrawal import not_any_more, take_back
from identity.access import NotThere
from models.assessment import Assessment
from models.breach import BreachRow
from models.closure import AgeFinding, Closure
from models.life import Life
from models.meeting import Meeting, Minutes, Signature
from models.misplaced import MisplacedMeeting
from models.outbox import Message
from models.plan import Plan, Review
from models.rhythm import ReviewRhythm
from models.session import Work
from rules.misplaced import MisplacedFacts, check_misplaced
from workflow import breaches
from workflow.kinds import kind_of
from workflow.life import after_act


@dataclass(frozen=True, slots=True)
class OfAnotherCase:
    """What whoever noticed it says."""

    reason: str
    belongs_to: str
    """The number of that case, or that it is not known."""
    on: date | None = None


def take_out(work: Work, meeting_id: UUID, said: OfAnotherCase) -> None:
    """Its record counts no more, and the breaches computed from it are struck through: Art. 9.

    One that was planned here stands as planned again: only its record was of another case. One that
    nobody had planned counts as one that was called off. Refused once its minutes are signed, or
    where a paper of the case was settled in it.
    """
    meeting = work.session.get(Meeting, meeting_id)
    if meeting is None:
        raise NotThere
    life = open_table(work, meeting.life_id)
    if not kind_of(life).of_a_child:
        raise NotThere
    work.session.refresh(meeting)
    facts = MisplacedFacts(
        held_on=meeting.met_on if meeting.held_at else None,
        signed=_is_signed(work, meeting),
        decided=_decided_there(work, meeting),
        rhythm=_rhythm_set_there(work, meeting),
        reason=said.reason,
        belongs_to=said.belongs_to,
        said_on=said.on,
    )
    said_on = check_misplaced(facts, work.clock.today())
    if meeting.unplanned:
        row = _keep(work, meeting, meeting, said, said_on)
        _is_off(work, life, meeting)
    else:
        line = planned_again.line_for_the_record(work, meeting)
        row = _keep(work, line, meeting, said, said_on)
        planned_again.stand(work, meeting, line)
    _minutes_do_not_leave(work, row)
    follow_record(work, life)
    work.record("meeting not of this case", "9", life=life, meeting=meeting.number, on=said_on)
    after_act(work, life.id, "meeting not of this case")
    _judge(work, life, meeting, row)


def _minutes_do_not_leave(work: Work, row: MisplacedMeeting) -> None:
    """They are of another child: a mail that has not left does not lead to them: Art. 18(1)."""
    papers = work.session.scalars(select(Minutes.id).where(Minutes.meeting_id == row.meeting_id))
    about = Message.context["minutes_id"].astext.in_([str(each) for each in papers])
    take_back(work, about)


def _is_off(work: Work, life: Life, meeting: Meeting) -> None:
    """Nobody had planned it here, so that nothing of it is left."""
    now = work.clock.now()
    meeting.held_at, meeting.misplaced_at = None, now
    meeting.cancelled_at = meeting.cancel_entered_at = now
    work.session.flush()
    not_any_more(work, life.id, meeting_id=meeting.id)
    meeting_requests.reopen(work, meeting)


def _judge(work: Work, life: Life, meeting: Meeting, row: MisplacedMeeting) -> None:
    """What was computed from it is struck through, and what followed it is judged without it."""
    was_on = row.was_met_on
    if row.planned_id is None:
        of_it = (BreachRow.meeting_id == meeting.id) | (BreachRow.subject_id == meeting.id)
        breaches.anew(work, life, (), of_it)
    else:
        papers = select(Minutes).where(Minutes.meeting_id == row.meeting_id)
        planned_again.judge(work, life, meeting, work.session.scalars(papers).all())
    reports_asked.judge(work, life)
    later = [each for each in held_of(meetings(work.session, life.id)) if each.met_on >= was_on]
    rejudged.who_came(work, life, later)
    corrected_day.approved(work, life, {was_on, *(each.met_on for each in later[:1])})


def _keep(
    work: Work, line: Meeting, meeting: Meeting, said: OfAnotherCase, said_on: date
) -> MisplacedMeeting:
    """What stood there, before it gives way: the database refuses it otherwise. `line` is where it
    is read from now on."""
    assert work.actor.id is not None  # an officer acts
    assert meeting.held_at is not None  # it was checked
    row = MisplacedMeeting(
        meeting_id=line.id,
        planned_id=meeting.id if line is not meeting else None,
        was_held_at=meeting.held_at,
        was_met_on=meeting.met_on,
        said_on=said_on,
        recorded_at=work.clock.now(),
        recorded_by_id=work.actor.id,
    )
    work.session.add(row)
    row.reason, row.belongs_to = said.reason.strip(), said.belongs_to.strip()
    work.session.flush()
    return row


def _is_signed(work: Work, meeting: Meeting) -> bool:
    """A word under its minutes, a refusal too: whoever gave it read them as this table's."""
    query = select(Signature.id).join(Minutes, Minutes.id == Signature.paper_id)
    query = query.where(Minutes.meeting_id == meeting.id, Signature.stands()).limit(1)
    return work.session.scalar(query) is not None


def _decided_there(work: Work, meeting: Meeting) -> bool:
    papers = (Assessment, Plan, Review, Closure, AgeFinding)
    found = [exists().where(paper.meeting_id == meeting.id) for paper in papers]
    found.append(exists().where(Minutes.approved_in_id == meeting.id))
    return any(work.session.execute(select(*found)).one())


def _rhythm_set_there(work: Work, meeting: Meeting) -> bool:
    query = select(ReviewRhythm.id).where(ReviewRhythm.meeting_id == meeting.id).limit(1)
    return work.session.scalar(query) is not None


def taken_out_of(work: Work, meeting: Meeting) -> Sequence[MisplacedMeeting]:
    """What was typed as its record and was of another case; no statement once it is held."""
    if not meeting.is_planned:
        return ()
    return work.session.scalars(select(MisplacedMeeting).filter_by(planned_id=meeting.id)).all()


def misplaced(work: Work, meeting: Meeting) -> MisplacedMeeting | None:
    """What was said of it; no statement for any other meeting."""
    if meeting.misplaced_at is None:
        return None
    return work.session.scalars(select(MisplacedMeeting).filter_by(meeting_id=meeting.id)).one()
