"""Who was at a meeting, and on which day it was, is corrected; what stood before stays: Art. 9."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import select

from casework.record.beginning import begins
from casework.record.table import open_table, seats
from casework.table import closing_day, corrected_day, minutes, overtaken, rejudged, telling
from casework.table.chair_correction import Because
from casework.table.meetings import Presence
from casework.table.participants import of_life
from casework.tell.absences import follow_record
from core.clock import at_local, local_day, local_time
from identity.access import NotThere
from models.life import Life
from models.meeting import Attendance, FamilyNotice, Meeting, Minutes
from models.participant import ParticipantPresence
from models.record_correction import PresenceCorrection, RecordCorrection
from models.session import Work
from rules.beginning import check_met
from rules.meetings import check_record
from rules.participants import BROUGHT
from rules.record_correction import CorrectedRecordFacts, check_record_correction
from workflow.kinds import case_of
from workflow.life import after_act


@dataclass(frozen=True, slots=True)
class WasSo:
    """How a meeting was, as far as the record is wrong: who was there, the day, the hour."""

    members: Mapping[UUID, Presence] = field(default_factory=dict)
    family: Mapping[UUID, Presence] = field(default_factory=dict)
    beside: Mapping[UUID, Presence] = field(default_factory=dict)
    """Assistants, interpreters, guests, and who sat in."""
    on: date | None = None
    hour: time | None = None


Line = Attendance | FamilyNotice | ParticipantPresence


@dataclass(frozen=True, slots=True)
class _Change:
    """What the record says of one person, and what it is to say."""

    who: str
    """The column of the correction that names them."""
    id: UUID
    line: Line | None
    now: Presence

    @property
    def was(self) -> bool | None:
        return self.line.present if self.line is not None else None

    @property
    def words(self) -> str | None:
        if isinstance(self.line, Attendance):
            return self.line.reason
        return self.line.views if isinstance(self.line, FamilyNotice) else None


def correct(work: Work, meeting_id: UUID, was_so: WasSo, because: Because) -> None:
    """The meeting was otherwise than is on record; what happened is never refused: Art. 8(3), 9.

    A breach that was computed from the mistake is struck through, and one that shows now is noted.
    """
    meeting = work.session.get(Meeting, meeting_id)
    if meeting is None:
        raise NotThere
    life = open_table(work, meeting.life_id)
    work.session.refresh(meeting)
    changes = [each for each in _changes(work, meeting, was_so) if each.was is not each.now.present]
    held_at = _moment(meeting, was_so)
    facts = CorrectedRecordFacts(
        was_held=meeting.held_at is not None,
        held_on=local_day(held_at),
        changes=bool(changes) or held_at != meeting.held_at,
        source=because.source,
        reason=because.reason,
        said_on=because.on,
    )
    said_on = check_record_correction(facts, work.clock.today())
    if facts.held_on != meeting.met_on:
        check_met(facts.held_on, begins(work.session, life))
    before = rejudged.on_record(work, life, meeting)
    row = _keep(work, meeting, changes, held_at, because, said_on=said_on)
    for each in changes:
        _write(work, meeting, each)
    was_on, meeting.held_at = meeting.met_on, held_at
    work.session.flush()
    if meeting.met_on != was_on:
        corrected_day.move(work, meeting, was_on)
        _closing_follows(work, life, because.reason)
    record = rejudged.on_record(work, life, meeting)
    check_record(record, work.clock.today())
    detail = {"meeting": meeting.number, "correction": row.number, "on": said_on}
    work.record("record of the meeting corrected", "9", life=life, **detail)
    rejudged.judge(work, life, meeting, record, since=min(before.held_on, record.held_on))
    follow_record(work, life)
    _say_in_minutes(work, life, meeting, changes, because.reason)
    closing_day.follow(work, life, meeting, because.reason)
    after_act(work, life.id, "record of the meeting corrected")
    if meeting.met_on != was_on:
        corrected_day.judge(work, life, meeting, was_on)


def _closing_follows(work: Work, life: Life, reason: str) -> None:
    """Decided after the death, or before it, as its day stands now: Art. 17(3.5)."""
    case = case_of(work.session, life.id)
    if case is not None:
        overtaken.follow_record(work, case, reason)


def _moment(meeting: Meeting, was_so: WasSo) -> datetime:
    moment = meeting.held_at or meeting.starts_at
    if was_so.on is None and was_so.hour is None:
        return moment
    return at_local(was_so.on or local_day(moment), was_so.hour or local_time(moment))


def _changes(work: Work, meeting: Meeting, was_so: WasSo) -> list[_Change]:
    """Of whoever is named, what stands there; `NotThere` where it is nobody of this table."""
    day = was_so.on or meeting.met_on
    every = seats(work.session, meeting.life_id)
    known = {each.id for each in every}
    seated = {each.id for each in every if each.sat_on(day) or each.may_have_come_on(day)}
    beside = {each.id for each in of_life(work, meeting.life_id) if each.part in BROUGHT}
    _check_known(was_so.members, known)
    _check_known(was_so.beside, beside)
    lines = {
        each.member_id: each
        for each in work.session.scalars(select(Attendance).filter_by(meeting_id=meeting.id))
    }
    presences = {
        each.participant_id: each
        for each in work.session.scalars(
            select(ParticipantPresence).filter_by(meeting_id=meeting.id)
        )
    }
    notices = {id: telling.notice_of(work, meeting.id, id) for id in was_so.family}
    _check_known(was_so.family, {id for id, notice in notices.items() if notice is not None})
    return [
        *(
            _Change("member_id", id, lines.get(id), now)
            for id, now in was_so.members.items()
            if now.present or id in lines or id in seated  # of nobody else it is asked: Art. 9
        ),
        *(_Change("person_id", id, notices[id], now) for id, now in was_so.family.items()),
        *(
            _Change("participant_id", id, presences.get(id), now)
            for id, now in was_so.beside.items()
            if now.present or id in presences  # of whom nothing is on record nobody was there
        ),
    ]


def _check_known(named: Collection[UUID], known: Collection[UUID]) -> None:
    if not set(named) <= set(known):
        raise NotThere


def _keep(
    work: Work,
    meeting: Meeting,
    changes: Collection[_Change],
    held_at: datetime,
    because: Because,
    *,
    said_on: date,
) -> RecordCorrection:
    """What stood there, before it gives way: the database refuses it otherwise."""
    assert work.actor.id is not None  # an officer acts
    meeting.corrections += 1
    row = RecordCorrection(
        meeting_id=meeting.id,
        number=meeting.corrections,
        said_on=said_on,
        source=because.source.strip(),
        reason=because.reason.strip(),
        recorded_at=work.clock.now(),
        recorded_by_id=work.actor.id,
    )
    if held_at != meeting.held_at:
        row.was_held_at, row.was_met_on = meeting.held_at, meeting.met_on
        row.held_at, row.met_on = held_at, local_day(held_at)
    for each in changes:
        line = PresenceCorrection(
            was_present=each.was, was_words=each.words, present=each.now.present
        )
        setattr(line, each.who, each.id)
        row.lines.append(line)
    work.session.add(row)
    work.session.flush()
    return row


def _write(work: Work, meeting: Meeting, change: _Change) -> None:
    """What holds from now on."""
    words = None if change.now.present else change.now.words.strip() or None
    line = change.line
    if isinstance(line, FamilyNotice):
        line.present, line.views = change.now.present, change.now.words.strip() or None
    elif isinstance(line, Attendance):
        line.present, line.reason = change.now.present, words
    elif isinstance(line, ParticipantPresence):
        line.present = change.now.present
    elif change.who == "member_id":
        came = change.now.present
        line = Attendance(meeting_id=meeting.id, member_id=change.id, present=came, reason=words)
        work.session.add(line)
    else:
        work.session.add(ParticipantPresence(meeting_id=meeting.id, participant_id=change.id))


def _say_in_minutes(
    work: Work, life: Life, meeting: Meeting, changes: Collection[_Change], reason: str
) -> None:
    """A text that is open for signature gives way to one that says the correction; beside one that
    the table has approved it stands as it is, and a member who was forgotten is asked to sign:
    Art. 10(1)."""
    query = select(Minutes).where(Minutes.meeting_id == meeting.id)
    paper = work.session.scalars(query.execution_options(populate_existing=True)).first()
    if paper is None or paper.digest is None:
        return
    if paper.approved_on is None:
        minutes.lay(work, life, paper, reason=reason)
    elif paper.signatures_asked_at is not None:
        new = {each.id for each in changes if each.line is None}
        lines = [line for line in minutes.open_to(work, paper) if line.member_id in new]
        minutes.ask_to_sign(work, paper, lines)
