"""A meeting as it is on record now, judged anew by who was there and on which day: Art. 9, 10."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select

from casework.record.chairing import is_recorded
from casework.record.table import held_of, meetings, seats
from casework.table import chairing, conflicted, guests, seated_then
from casework.table.chairing import Chaired
from casework.table.meeting_record import kin_of, record_of
from casework.table.minutes_text import attendance_of
from models.breach import BreachRow
from models.case import Member
from models.life import Life
from models.meeting import FamilyNotice, Meeting
from models.participant import ParticipantPresence
from models.session import Work
from rules.breaches import Breach, Wrong
from rules.chairing import check_chair, wrong
from rules.meetings import Beside, Record, wrongs
from rules.record_correction import OF_THE_RECORD
from workflow import breaches
from workflow.kinds import kind_of


def on_record(work: Work, life: Life, meeting: Meeting) -> Record:
    """What the record says of a meeting that was held, as the rules see it."""
    day = meeting.met_on
    said = {line.member_id: line for line in attendance_of(work, meeting.id)}
    seated = [each for each in seats(work.session, life.id) if each.sat_on(day) or each.id in said]
    there = select(ParticipantPresence.participant_id).where(
        ParticipantPresence.meeting_id == meeting.id, ParticipantPresence.present
    )
    chair = Chaired(
        meeting.chaired_by_id, meeting.chaired_by_member_id, meeting.chaired_by_words or ""
    )
    heard = select(FamilyNotice).where(
        FamilyNotice.meeting_id == meeting.id, FamilyNotice.present.is_not(None)
    )
    came = work.session.scalars(there).all()
    beside = guests.beside(work, life, meeting, came, day, chair=chair)
    lines = seated_then.lines_of_seats(work, meeting, seated) if came else {}
    return record_of(
        work,
        life,
        meeting,
        seated,
        said,
        held_on=day,
        family=kin_of(work, life, meeting, work.session.scalars(heard).all(), day),
        beside=tuple(_as_seated(each, lines.get(each.id), day) for each in beside),
        agenda=meeting.agenda_approval,
    )


def _as_seated(each: Beside, member: Member | None, day: date) -> Beside:
    """A line that turned out to be of somebody with a seat needs no invitation: decision 0086."""
    if member is None:
        return each
    signed = each.declared or member.had_signed(day)
    return replace(each, invited=True, declared=signed)


def judge(work: Work, life: Life, meeting: Meeting, record: Record, *, since: date) -> None:
    """What is wrong with the meeting now, and who came to a review after it as they might: 8(6).

    Of a breach that was computed from a mistake none is left standing; it stays to be read.
    """
    chair = chairing.chair_of_the_day(work, life, meeting, meeting.met_on)
    absent = {member.id for member in record.members if not member.present}
    check_chair(replace(chair, was_away=meeting.chaired_by_member_id in absent))
    found = [*wrongs(record), *conflicted.found(work, meeting)]
    if kind_of(life).of_a_child and is_recorded(meeting):
        found += wrong(chair, meeting.id)
    _anew(work, life, meeting, found, OF_THE_RECORD)
    held = held_of(meetings(work.session, life.id))
    who_came(work, life, [each for each in held if each.id != meeting.id and each.met_on >= since])


def undeclared(work: Work, life: Life, who: Collection[UUID], signed_on: date | None) -> None:
    """Where they sat without having signed, now that their declaration is of this day: Art. 18(2).
    `who` is their seat, or their account, person and line."""
    theirs = or_(BreachRow.subject_id.in_(who), BreachRow.member_id.in_(who))
    for each in held_of(meetings(work.session, life.id)):
        found = [
            (breach, signed_on)
            for breach in wrongs(on_record(work, life, each))
            if breach.duty is Wrong.UNDECLARED_AT_THE_TABLE
            and {breach.subject_id, breach.member_id} & set(who)
        ]
        of_it = (BreachRow.meeting_id == each.id, BreachRow.duty == Wrong.UNDECLARED_AT_THE_TABLE)
        breaches.anew(work, life, found, *of_it, theirs)


def who_came(work: Work, life: Life, later: Iterable[Meeting]) -> None:
    """To a review come those of the meeting before, perhaps of another one now: 8(6), 10(6)."""
    for each in later:
        _anew(work, life, each, _sat_in(work, life, each), {Wrong.SAT_IN_UNASKED})


def _sat_in(work: Work, life: Life, meeting: Meeting) -> Iterator[Breach]:
    record = on_record(work, life, meeting)
    return (each for each in wrongs(record) if each.duty is Wrong.SAT_IN_UNASKED)


def _anew(
    work: Work, life: Life, meeting: Meeting, found: Iterable[Breach], kinds: Collection[Wrong]
) -> None:
    work.session.flush()
    breaches.anew(
        work,
        life,
        [(each, None) for each in found],
        BreachRow.meeting_id == meeting.id,
        BreachRow.duty.in_(kinds),
    )
