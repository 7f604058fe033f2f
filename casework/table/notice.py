"""Notice of one meeting, held against all that is on record now: Art. 8(3), 8(7).

One lapse for each person, counted from the earlier of the day agreed and the day on which the table
met. Where that day moves, the line that stood is struck through, and stays: decision 0100.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select

from casework.record.known import death_on
from casework.record.notice_facts import served
from casework.record.table import held_of, meetings, seats
from casework.record.table_facts import member_facts, needs_papers
from core.clock import local_day
from models.breach import BreachRow
from models.case import FamilyPerson, Member
from models.life import Life
from models.meeting import Meeting
from models.session import Work
from rules import death as law
from rules.breaches import LATE_NOTICE, Breach, Wrong
from rules.composition import Relation
from rules.convening import last_day_to_invite
from rules.meetings import MeetingKind, uncalled
from rules.notice import NoticeOf, goes_ahead, nobody_seated, of_member, was_invited_by
from rules.served_facts import ServedFacts
from workflow import breaches

Owed = tuple[Breach, date | None]
"""What was owed, and the day on which it was there."""


def is_judged(meeting: Meeting) -> bool:
    """For each member: agreed, or held without having stood on the calendar: decision 0083."""
    took_place = meeting.held_at and (meeting.unplanned or meeting.called_off_at)
    return bool(meeting.agreed_at or took_place)


def was_owed(member: Member, meeting: Meeting) -> bool:
    """Of one that nobody had agreed to before it, only whoever sat in it is judged: 0083."""
    if meeting.unplanned or not meeting.agreed_at:
        return member.owed_on(meeting.met_on)
    return member.was_owed_notice(meeting.met_on, last_day_to_invite(meeting.met_on))


def known_of(work: Work, meeting: Meeting) -> NoticeOf:
    """The meeting, as the rules ask of it whose day counts, and whether it is the first one."""
    held = held_of(meetings(work.session, meeting.life_id))
    others = [each.met_on for each in held if each.id != meeting.id]
    planned_for = None if meeting.unplanned else meeting.day
    held_on = local_day(meeting.held_at) if meeting.held_at else None
    of = NoticeOf(meeting.id, planned_for, held_on)
    first = needs_papers(meeting) and goes_ahead(of, others)
    return replace(of, owes_papers=first and not _had_died(work, meeting.life_id, of.last_day))


def _had_died(work: Work, life_id: UUID, day: date) -> bool:
    """The child: nobody assesses needs any more."""
    mine = (FamilyPerson.case_id == life_id, FamilyPerson.relation == Relation.CHILD)
    return any(
        each.had_died(day) for each in work.session.scalars(select(FamilyPerson).where(*mine))
    )


def judge(
    work: Work, life: Life, meeting: Meeting, members: Collection[Member] | None = None
) -> None:
    """What these members were owed ahead of it, all who ever had a seat where none is named."""
    every = seats(work.session, life.id)
    who = every if members is None else members
    found = _passed(work, meeting, _found(work, meeting, every, who))
    theirs = or_(BreachRow.member_id.in_([each.id for each in who]), BreachRow.member_id.is_(None))
    mine = (BreachRow.meeting_id == meeting.id, BreachRow.duty.in_(LATE_NOTICE))
    breaches.anew(work, life, found, *mine, theirs)
    if meeting.unsent_told_at is not None and _all_in_time(work, meeting):
        meeting.unsent_told_at = None  # the pages say nothing that the proof of notice does not


def _all_in_time(work: Work, meeting: Meeting) -> bool:
    """Somebody's invitation was thought late, and by what is on record now nobody's was."""
    work.session.flush()
    query = select(BreachRow.struck_on).where(
        BreachRow.meeting_id == meeting.id, BreachRow.duty == Wrong.SHORT_NOTICE
    )
    struck = work.session.scalars(query).all()
    return bool(struck) and all(struck)


def off_since(work: Work, meeting: Meeting) -> date | None:
    """From when nothing was owed for it; None while it is not off."""
    if meeting.cancelled_at is None:
        return None
    child = select(FamilyPerson.id).where(FamilyPerson.case_id == meeting.life_id).limit(1)
    died_on = death_on(work.session, meeting.life_id) if work.session.scalar(child) else None
    return law.off_since(local_day(meeting.cancelled_at), meeting.kind, died_on)


def judge_papers(work: Work, life: Life, of: Meeting) -> None:
    """Of the other meetings: which one was the first, now that this one has its day: Art. 8(7)."""
    every = seats(work.session, life.id)
    for meeting in meetings(work.session, life.id):
        if meeting.id != of.id and is_judged(meeting):
            found = _passed(work, meeting, _found(work, meeting, every, every))
            papers = [each for each in found if each[0].duty is Wrong.NO_PAPERS]
            mine = (BreachRow.meeting_id == meeting.id, BreachRow.duty == Wrong.NO_PAPERS)
            breaches.anew(work, life, papers, *mine)


def judge_closing(work: Work, life: Life, meeting: Meeting, who: Collection[Member]) -> None:
    """Whoever had a seat is invited to the meeting on closing the case, unless their own word
    barred them on its day: Art. 8(11), 10(2)."""
    if meeting.held_at is None or meeting.kind != MeetingKind.CLOSURE:
        return
    theirs = served(work.session, [meeting.id]).get(meeting.id, {})
    for member in who:
        got = theirs.get(member.id, ServedFacts(member.id))
        stands = member.owed_on(meeting.met_on) and not was_invited_by(got, meeting.met_on)
        lapse = uncalled(meeting.id, meeting.met_on, member.id)
        breaches.corrected(work, life, lapse, stands=stands)


def judge_seats(work: Work, seated: Collection[Member]) -> None:
    """The same of all meetings at these seats, where what was sent there turned out otherwise."""
    for member in seated:
        life = work.session.get_one(Life, member.life_id)
        if life.ended_at is None:
            for meeting in meetings(work.session, life.id):
                if is_judged(meeting):
                    judge(work, life, meeting, [member])
                judge_closing(work, life, meeting, [member])


def _found(
    work: Work, meeting: Meeting, every: Collection[Member], who: Collection[Member]
) -> Iterator[Owed]:
    of = known_of(work, meeting)
    if not any(was_owed(each, meeting) for each in every):
        if of.day is not None and meeting.agreed_at:
            yield nobody_seated(of), None
        return
    theirs = served(work.session, [meeting.id]).get(meeting.id, {})
    for member in who:
        if was_owed(member, meeting):
            got = theirs.get(member.id, ServedFacts(member.id))
            yield from of_member(of, got, member_facts(member, ()))


def _passed(work: Work, meeting: Meeting, found: Iterator[Owed]) -> list[Owed]:
    """Of one that is off, or that the head has not agreed to, only what was noted is looked at."""
    work.session.flush()
    query = select(BreachRow.duty, BreachRow.member_id).where(BreachRow.meeting_id == meeting.id)
    noted = {(duty, member) for duty, member in work.session.execute(query)}
    is_off = meeting.cancelled_at or (meeting.countered_at and not meeting.held_at)
    is_owed = is_judged(meeting) and not is_off
    over = off_since(work, meeting) or work.clock.today()
    return [
        each
        for each in found
        if each[0].limit < over and (is_owed or (each[0].duty, each[0].member_id) in noted)
    ]
