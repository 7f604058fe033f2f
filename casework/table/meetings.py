"""The meeting itself: who was told, who came, what the absent think: Art. 8(10), 9, 10."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import select

from casework.record.notice_facts import served, was_invited
from casework.record.table import planned_meeting, sitting, waiting_minutes
from casework.table import minutes, participants
from core.clock import at_local, local_time
from identity.access import NotThere
from models.case import FamilyPerson, Member
from models.life import Life
from models.meeting import Attendance, FamilyNotice, Meeting, Minutes
from models.session import Work
from rules.basis import Article
from rules.breaches import Breach
from rules.composition import TOLD_OF_MEETINGS
from rules.duties import Duty
from rules.meetings import (
    AtTheTable,
    Kin,
    MeetingKind,
    Record,
    ToldBy,
    check_record,
    check_told,
    wrongs,
)
from rules.roles import Owner
from workflow import breaches
from workflow.kinds import kind_of
from workflow.life import after_act, lock


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether somebody was there, and why not or what they think."""

    present: bool
    words: str = ""


def family_of(work: Work, case_id: UUID) -> list[FamilyPerson]:
    query = select(FamilyPerson).where(FamilyPerson.case_id == case_id)
    return list(work.session.scalars(query.order_by(FamilyPerson.relation, FamilyPerson.id)))


def notice_of(work: Work, meeting_id: UUID, person_id: UUID) -> FamilyNotice | None:
    query = select(FamilyNotice).where(
        FamilyNotice.meeting_id == meeting_id, FamilyNotice.person_id == person_id
    )
    return work.session.scalars(query).first()


def tell_family(
    work: Work,
    case_id: UUID,
    person_id: UUID,
    *,
    on: date | None,
    how: ToldBy | None = None,
    reason: str = "",
    meeting_id: UUID | None = None,
) -> None:
    """Record how a parent or the child learned of a meeting, the nearest where none is named, or
    why they did not: Art. 8(10)."""
    life = lock(work, case_id)
    meeting = planned_meeting(work.session, case_id, meeting_id)
    person = work.session.get(FamilyPerson, person_id)
    if person is None or person.case_id != case_id:
        raise NotThere
    check_told(on, reason, work.clock.today())
    notice = notice_of(work, meeting.id, person_id)
    told = (on, (how or "") if on else "", reason.strip() or None)
    if notice is None:
        notice = FamilyNotice(meeting_id=meeting.id, person_id=person_id)
        work.session.add(notice)
    elif (notice.notified_on, notice.how, notice.not_notified_reason) == told:
        return
    notice.notified_on, notice.how = on, told[1]
    notice.not_notified_reason = reason.strip() or None
    work.record("family told" if on else "family not told", "8(10)", life=life, person=person_id)
    after_act(work, case_id, "family told")
    _all_told(work, life, meeting)


def _all_told(work: Work, life: Life, meeting: Meeting) -> None:
    """The word that came last, entered late with its true day: the lapse is struck through.

    Held against the limit again with every word: a day may be put right, or taken back.
    """
    if meeting.day >= work.clock.today():
        return  # nothing has passed
    notices = [
        notice_of(work, meeting.id, person.id)
        for person in family_of(work, life.id)
        if person.relation in TOLD_OF_MEETINGS and not person.had_died(meeting.day)
    ]
    told = [notice.notified_on for notice in notices if notice and notice.notified_on]
    # where only reasons stand there is no day on which somebody was told
    on = max(told, default=None) if all(notices) else None
    owner, article = Owner.MANAGER, Article(8, "10")
    lapse = Breach(Duty.NOTIFY_FAMILY, article, owner, meeting.day, meeting.id, meeting.id)
    breaches.judged(work, life, lapse, on)


def hold(
    work: Work,
    life_id: UUID,
    *,
    attendance: Mapping[UUID, Presence],
    family: Mapping[UUID, Presence] | None = None,
    approved: Mapping[UUID, str] | None = None,
    beside: Collection[UUID] = (),
    on: date | None = None,
    meeting_id: UUID | None = None,
) -> Meeting:
    """Record a meeting that took place: who came, the absent family's views: Art. 8(10), 9.

    As it was: whoever sat there undeclared, or uninvited, is recorded as present, and what the
    text says against it is noted as a breach. `on` is the day, where it was another than agreed;
    `meeting_id` the meeting, where it is not the nearest that is planned.
    `approved` names the earlier minutes that the table approved, each with its corrections or "";
    what is not named is not approved: Art. 10(1). `beside` are those without a seat who were there.
    """
    approved = approved or {}
    life, others = _locked(work, life_id, approved)
    meeting = planned_meeting(work.session, life_id, meeting_id)
    seats = [(each, attendance.get(each.id)) for each in sitting(work.session, life_id)]
    if not set(attendance) <= {member.id for member, _ in seats}:
        raise NotThere
    relatives = _relatives(work, life, meeting, family or {})
    invited = was_invited(work.session, meeting)
    record = _record(
        work,
        life,
        meeting,
        seats,
        relatives,
        beside=beside,
        held_on=on or meeting.day,
        invited=invited,
    )
    record = _with_the_invited(work, meeting, record)
    check_record(record, work.clock.today())
    _write_attendance(work, meeting, attendance)
    _write_family(work, life, relatives)
    participants.were_there(work, meeting, beside)
    _approve_earlier(work, life, meeting, approved, record.held_on)
    meeting.held_at = at_local(record.held_on, local_time(meeting.starts_at))
    meeting.recorded_at = work.clock.now()
    present = sum(presence.present for presence in attendance.values())
    work.record("meeting held", "9", life=life, meeting=meeting.number, present=present)
    breaches.note(work, life, wrongs(record))
    after_act(work, life_id, "meeting held")
    for other in others:
        after_act(work, other, "minutes approved")
    _approved_in_time(work, approved, record.held_on)
    return meeting


def _approved_in_time(work: Work, approved: Collection[UUID], held_on: date) -> None:
    """Entered later, it may be the very meeting that was to approve them: Art. 10(1)."""
    if held_on < work.clock.today():
        for paper_id in approved:
            life_id = work.session.get_one(Minutes, paper_id).meeting.life_id
            duty = Duty.APPROVE_MINUTES
            breaches.happened(work, life_id, duty, held_on, subject_id=paper_id)


def _locked(work: Work, life_id: UUID, approved: Collection[UUID]) -> tuple[Life, set[UUID]]:
    """The life, and those of other quarters whose minutes are approved in it: all in one order."""
    query = (
        select(Meeting.life_id)
        .join(Minutes, Minutes.meeting_id == Meeting.id)
        .where(Minutes.id.in_(approved), Meeting.life_id != life_id)
    )
    others = set(work.session.scalars(query)) if approved else set()
    lives = {each: lock(work, each) for each in sorted({life_id, *others})}
    return lives[life_id], others


@dataclass(frozen=True, slots=True)
class _Relative:
    """One of the family: how they were told of the meeting, and whether they came."""

    person: FamilyPerson
    notice: FamilyNotice | None
    presence: Presence


def _relatives(
    work: Work, life: Life, meeting: Meeting, came: Mapping[UUID, Presence]
) -> list[_Relative]:
    if not kind_of(life).of_a_child:
        return []
    found = [
        _Relative(
            person, notice_of(work, meeting.id, person.id), came.get(person.id, Presence(False))
        )
        for person in family_of(work, life.id)
    ]
    return [each for each in found if _is_heard(each, meeting)]


def _is_heard(each: _Relative, meeting: Meeting) -> bool:
    """Another relative may be told, and need not be; nobody is heard who had died by then."""
    if each.person.had_died(meeting.day) and not each.presence.present:
        return False
    return each.notice is not None or each.person.relation in TOLD_OF_MEETINGS


def _record(
    work: Work,
    life: Life,
    meeting: Meeting,
    seats: Iterable[tuple[Member, Presence | None]],
    relatives: Iterable[_Relative],
    *,
    beside: Collection[UUID],
    held_on: date,
    invited: bool,
) -> Record:
    """What is to be put on record, as the rules see it."""
    declared = participants.declared_by(work, life.id, held_on)
    return Record(
        meeting_id=meeting.id,
        held_on=held_on,
        agreed=meeting.agreed_at is not None,
        invited=invited,
        closing=meeting.kind == MeetingKind.CLOSURE,
        beside=participants.beside(work, life, beside, declared),
        members=tuple(
            AtTheTable(
                member.id,
                presence.present if presence else None,
                member.had_signed(held_on, of_a_child=kind_of(life).of_a_child),
            )
            for member, presence in seats
        ),
        family=tuple(
            Kin(
                told=each.notice is not None,
                present=each.presence.present,
                violent=each.person.alleged_perpetrator is True,
                words=each.presence.words,
                id=each.person.id,
                declared=each.person.id in declared,
            )
            for each in relatives
        ),
    )


def _with_the_invited(work: Work, meeting: Meeting, record: Record) -> Record:
    """Of everybody at a meeting on closing the case, whether they were invited: Art. 8(11)."""
    if not record.closing:
        return record
    theirs = served(work.session, [meeting.id]).get(meeting.id, {})
    invited = {member for member, known in theirs.items() if known.invited_on}
    members = (replace(each, invited=each.id in invited) for each in record.members)
    return replace(record, members=tuple(members))


def _write_attendance(work: Work, meeting: Meeting, attendance: Mapping[UUID, Presence]) -> None:
    """One line for everybody who sits here; nobody is absent because nobody said so: Art. 9."""
    for member_id, presence in attendance.items():
        words = presence.words.strip() or None
        line = Attendance(
            meeting_id=meeting.id, member_id=member_id, present=presence.present, reason=words
        )
        work.session.add(line)


def _write_family(work: Work, life: Life, relatives: Iterable[_Relative]) -> None:
    """Whoever was told was present or has views, taken into account: Art. 8(10)."""
    for each in relatives:
        assert each.notice is not None  # the record was checked
        presence = each.presence
        each.notice.present, each.notice.views = presence.present, presence.words.strip() or None
        if not presence.present:
            work.record("views of the absent heard", "8(10)", life=life, person=each.person.id)


def _approve_earlier(
    work: Work, life: Life, meeting: Meeting, approved: Mapping[UUID, str], held_on: date
) -> None:
    """Each of the minutes that the table approved, with its own corrections: Art. 10(1)."""
    waiting = {paper.id: paper for paper in waiting_minutes(work.session, life)}
    if not approved.keys() <= waiting.keys():
        raise NotThere
    for paper_id, corrections in approved.items():
        paper = waiting[paper_id]
        of = lock(work, paper.meeting.life_id)
        minutes.approve(work, of, paper, meeting, corrections, on=held_on)
