"""Who chaired a meeting is corrected; what stood before stays to be read: Art. 4(2)."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import select

from casework.record.chairing import corrections
from casework.record.table import open_table
from casework.table import chairing, closing_day, minutes
from casework.table.chairing import Chaired
from casework.table.minutes_text import attendance_of
from casework.table.participants import declared_by
from casework.tell import chairing as tell
from identity.access import NotThere
from models.case import Case
from models.chairing import ChairCorrection
from models.life import Life
from models.meeting import Meeting, Minutes
from models.session import Work
from rules.chairing import ChairOfTheDay, Correction, check_chair, check_correction, unappointed
from rules.meetings import undeclared
from workflow import breaches
from workflow.kinds import kind_of
from workflow.life import after_act


@dataclass(frozen=True, slots=True)
class Because:
    """Who says so, since when, and why the record was wrong."""

    source: str
    reason: str
    on: date | None = None


def correct(work: Work, meeting_id: UUID, chaired: Chaired, because: Because) -> None:
    """Somebody else chaired than is on record; who it was is never refused: Art. 4(2).

    A breach that was computed from it is struck through, and one that shows now is noted.
    """
    meeting = work.session.get(Meeting, meeting_id)
    if meeting is None:
        raise NotThere
    life = open_table(work, meeting.life_id)
    work.session.refresh(meeting)
    chairing.check_known(work, life, chaired)
    was = Chaired(
        meeting.chaired_by_id, meeting.chaired_by_member_id, meeting.chaired_by_words or ""
    )
    said_on = check_correction(
        Correction(
            held_on=meeting.met_on if meeting.held_at else None,
            same=replace(chaired, words=chaired.words.strip()) == was,
            source=because.source,
            reason=because.reason,
            said_on=because.on,
        ),
        work.clock.today(),
    )
    before = chairing.chair_of_the_day(work, life, meeting, meeting.met_on)
    row = _keep(work, meeting, was, because, said_on)
    chairing.put_on_record(meeting, chaired)
    now = chairing.chair_of_the_day(work, life, meeting, meeting.met_on)
    absent = {line.member_id for line in attendance_of(work, meeting.id) if not line.present}
    check_chair(replace(now, was_away=meeting.chaired_by_member_id in absent))
    work.session.flush()
    detail = {"meeting": meeting.number, "correction": row.number, "on": said_on}
    work.record("who chaired corrected", "4(2)", life=life, **detail)
    if kind_of(life).of_a_child:
        _judge_anew(work, life, meeting, before, now, correction=row.number)
    _say_in_minutes(work, life, meeting, because.reason)
    closing_day.follow(work, life, meeting, because.reason)
    after_act(work, life.id, "who chaired corrected")


def _keep(
    work: Work, meeting: Meeting, was: Chaired, because: Because, said_on: date
) -> ChairCorrection:
    """What stood there, before it gives way: the database refuses it otherwise."""
    assert work.actor.id is not None  # an officer acts
    row = ChairCorrection(
        meeting_id=meeting.id,
        number=len(corrections(work.session, meeting.id)) + 1,
        was_account_id=was.account_id,
        was_member_id=was.member_id,
        was_words=was.words or None,
        said_on=said_on,
        source=because.source.strip(),
        reason=because.reason.strip(),
        recorded_at=work.clock.now(),
        recorded_by_id=work.actor.id,
    )
    work.session.add(row)
    work.session.flush()
    return row


def _judge_anew(
    work: Work,
    life: Life,
    meeting: Meeting,
    before: ChairOfTheDay,
    now: ChairOfTheDay,
    *,
    correction: int,
) -> None:
    """Whether whoever chaired was appointed, and had signed: Art. 4(2), 18(2)."""
    day = meeting.met_on
    breaches.corrected(work, life, unappointed(meeting.id, day), stands=not now.is_appointed)
    if before.officer != now.officer:
        signed = declared_by(work, life.id, day)
        for officer in {before.officer, now.officer} - {None}:
            stands = officer == now.officer and officer not in signed
            breaches.corrected(work, life, undeclared(meeting.id, day, officer), stands=stands)
    if now.manager_was_absent == before.manager_was_absent:
        return
    say = tell.manager_did_not_chair if now.manager_was_absent else tell.manager_chaired_after_all
    say(work, work.session.get_one(Case, life.id), meeting, correction=correction)


def _say_in_minutes(work: Work, life: Life, meeting: Meeting, reason: str) -> None:
    """A text that is open for signature gives way to one that says the correction; beside one that
    the table has approved it stands as it is, and who chaired is asked to sign: Art. 10(1)."""
    query = select(Minutes).where(Minutes.meeting_id == meeting.id)
    paper = work.session.scalars(query.execution_options(populate_existing=True)).first()
    if paper is None or paper.digest is None:
        return
    if paper.approved_on is None:
        minutes.lay(work, life, paper, reason=reason)
    elif paper.signatures_asked_at is not None:
        chairing.ask_to_sign(work, life, paper)
