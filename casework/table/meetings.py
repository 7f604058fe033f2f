"""The meeting itself: who was told, who came, what the absent think: Art. 8(10), 9, 10."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from uuid import UUID

from sqlalchemy import select

from casework.record.notice_facts import served, was_invited
from casework.record.table import open_case, planned_meeting, sitting
from casework.table import approval, chairing, guests, participants, representatives, word
from casework.table.agenda import put_on_record
from casework.tell.reminders import look_at_reminders
from core.clock import at_local, local_day, local_time
from identity.access import NotThere
from models.case import FamilyPerson, Member
from models.life import Life
from models.meeting import Attendance, FamilyNotice, Meeting
from models.session import Work
from rules.agenda import AgendaWord, check_word
from rules.composition import TOLD_OF_MEETINGS
from rules.meetings import (
    AtTheTable,
    Beside,
    Kin,
    MeetingKind,
    Record,
    ToldBy,
    check_record,
    check_told,
    wrongs,
)
from workflow import breaches
from workflow.kinds import kind_of
from workflow.life import after_act


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
    life = open_case(work, case_id).life
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
    heard = [
        each.id
        for each in family_of(work, case_id)
        if each.relation in TOLD_OF_MEETINGS and not each.had_died(meeting.day)
    ]
    word.given(work, life, meeting, [notice_of(work, meeting.id, each) for each in heard])


def hold(
    work: Work,
    life_id: UUID,
    *,
    attendance: Mapping[UUID, Presence],
    family: Mapping[UUID, Presence] | None = None,
    approved: Mapping[UUID, str] = MappingProxyType({}),
    beside: Collection[UUID] = (),
    unasked: Collection[guests.Unasked] = (),
    chaired: chairing.Chaired | None = None,
    on: date | None = None,
    meeting_id: UUID | None = None,
    agenda: AgendaWord | None = None,
) -> Meeting:
    """Record a meeting that took place: who came, the absent family's views: Art. 8(10), 9.

    As it was: what the text says against it is noted as a breach. `on` is the day, if not the one
    agreed; `meeting_id` the meeting, if not the nearest. `approved` names earlier minutes, each
    with its corrections or "": 10(1). `chaired` is who chaired, if not who was to; `beside` who was
    there without a seat, `unasked` who sat in: 10(6); `agenda` what became of it: Art. 10(3).
    """
    life, others = approval.locked(work, life_id, approved)
    meeting = planned_meeting(work.session, life_id, meeting_id)
    seats = [(each, attendance.get(each.id)) for each in sitting(work.session, life_id)]
    if not set(attendance) <= {member.id for member, _ in seats}:
        raise NotThere
    relatives = _relatives(work, life, meeting, family or {})
    held_on = on or meeting.day
    chair = chairing.who(work, life, meeting, held_on, chaired)
    came = [*beside, *guests.sat_in(work, life, meeting, unasked)]
    there = guests.beside(work, life, meeting, came, held_on, chair=chair)
    record = _record(work, life, meeting, seats, relatives, beside=there, held_on=held_on)
    check_word(agenda)
    record = replace(record, agenda=agenda.approval if agenda else None)
    check_record(record, work.clock.today())
    present = _write_attendance(work, meeting, attendance)
    _write_family(work, life, relatives)
    guests.were_there(work, meeting, came)
    approval.approve_earlier(work, life, meeting, approved, record.held_on)
    chairing.put_on_record(meeting, chair)
    meeting.held_at = at_local(record.held_on, local_time(meeting.starts_at))
    meeting.recorded_at = work.clock.now()
    put_on_record(meeting, agenda)
    work.record("meeting held", "9", life=life, meeting=meeting.number, present=present)
    breaches.note(work, life, wrongs(record))
    chairing.judge(work, life, meeting, record)
    look_at_reminders(work, life.municipality_id)  # who sat there undeclared
    after_act(work, life_id, "meeting held")
    approval.settled(work, others, approved, record.held_on)
    return meeting


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
    beside: tuple[Beside, ...],
    held_on: date,
) -> Record:
    """What is to be put on record, as the rules see it."""
    declared = participants.declared_by(work, life.id, held_on)
    record = Record(
        meeting_id=meeting.id,
        held_on=held_on,
        agreed=meeting.agreed_at is not None and local_day(meeting.agreed_at) <= held_on,
        invited=was_invited(work.session, meeting),
        closing=meeting.kind == MeetingKind.CLOSURE,
        unrepresented=representatives.lacked(work, life, held_on),
        beside=beside,
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
    return _with_the_invited(work, meeting, record)


def _with_the_invited(work: Work, meeting: Meeting, record: Record) -> Record:
    """Of everybody at a meeting on closing the case, whether they were invited: Art. 8(11)."""
    if not record.closing:
        return record
    theirs = served(work.session, [meeting.id]).get(meeting.id, {})
    invited = {member for member, known in theirs.items() if known.invited_on}
    members = (replace(each, invited=each.id in invited) for each in record.members)
    return replace(record, members=tuple(members))


def _write_attendance(work: Work, meeting: Meeting, attendance: Mapping[UUID, Presence]) -> int:
    """One line for each who sits here, absent only where it was said: Art. 9. How many came."""
    for member_id, presence in attendance.items():
        words = presence.words.strip() or None
        line = Attendance(
            meeting_id=meeting.id, member_id=member_id, present=presence.present, reason=words
        )
        work.session.add(line)
    return sum(presence.present for presence in attendance.values())


def _write_family(work: Work, life: Life, relatives: Iterable[_Relative]) -> None:
    """Whoever was told was present or has views, taken into account: Art. 8(10)."""
    for each in relatives:
        assert each.notice is not None  # the record was checked
        presence = each.presence
        each.notice.present, each.notice.views = presence.present, presence.words.strip() or None
        if not presence.present:
            work.record("views of the absent heard", "8(10)", life=life, person=each.person.id)
