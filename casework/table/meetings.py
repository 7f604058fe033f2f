"""The meeting itself: who was told, who came, what the absent think: Art. 8(10), 9, 10."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from types import MappingProxyType
from uuid import UUID

from sqlalchemy import select

from casework.record.beginning import begins
from casework.record.known import known_since
from casework.record.table import open_case, seats
from casework.table import approval, chairing, guests, judged, telling, violence
from casework.table.agenda import put_on_record
from casework.table.late_comings import put_late
from casework.table.meeting_record import record_of
from casework.table.one_line import Unasked
from casework.table.participants import declared_by
from casework.table.unplanned import Unplanned, enter, on_the_calendar, stands_again
from core.clock import at_local, local_time
from identity.access import NotThere
from models.case import FamilyPerson, Member
from models.life import Life
from models.meeting import Attendance, FamilyNotice, Meeting
from models.session import Work
from rules.agenda import AgendaWord, check_word
from rules.beginning import check_met
from rules.composition import TOLD_OF_MEETINGS
from rules.meetings import Kin, ToldBy, check_begun, check_record
from rules.telling import WordToFamily, is_heard
from workflow.kinds import kind_of
from workflow.life import after_act


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether somebody was there, and why not or what they think."""

    present: bool
    words: str = ""
    came_at: time | None = None
    """The hour, of a member who came once it had begun."""

    @property
    def late(self) -> time | None:
        return self.came_at if self.present else None


def family_of(work: Work, case_id: UUID) -> list[FamilyPerson]:
    query = select(FamilyPerson).where(FamilyPerson.case_id == case_id)
    return list(work.session.scalars(query.order_by(FamilyPerson.relation, FamilyPerson.id)))


def tell_family(
    work: Work,
    case_id: UUID,
    person_id: UUID,
    *,
    on: date | None,
    how: ToldBy | None = None,
    reason: str = "",
    because: str = "",
    meeting_id: UUID | None = None,
) -> None:
    """Record how a parent or the child learned of a meeting, the nearest where none is named, or
    why they did not: Art. 8(10).

    Also after it was held. Each word stays; one that cannot be true beside it is a correction, and
    says `because` of what.
    """
    life = open_case(work, case_id).life
    meeting = telling.of_meeting(work, case_id, meeting_id)
    said = WordToFamily(on, how or "") if on else WordToFamily(None, reason=reason.strip())
    if not telling.record(work, life, meeting, person_id, said, because=because):
        return
    after_act(work, case_id, "family told")
    telling.judge(work, life, meeting, family_of(work, case_id))


def hold(
    work: Work,
    life_id: UUID,
    *,
    attendance: Mapping[UUID, Presence],
    family: Mapping[UUID, Presence] | None = None,
    approved: Mapping[UUID, str] = MappingProxyType({}),
    beside: Collection[UUID] = (),
    unasked: Collection[Unasked] = (),
    chaired: chairing.Chaired | None = None,
    on: date | None = None,
    meeting_id: UUID | None = None,
    agenda: AgendaWord | None = None,
    unplanned: Unplanned | None = None,
    told: Mapping[UUID, WordToFamily] = MappingProxyType({}),
    known_off: bool = False,
) -> Meeting:
    """Record a meeting that took place: who came, the absent family's views: Art. 8(10), 9.

    What is wrong is noted as a breach. Left out, `on` is the day agreed, `meeting_id` the nearest,
    `chaired` who was to; `approved` names earlier minutes, with corrections or "": 10(1); `beside`
    came without a seat, `unasked` sat in. One `unplanned`, or `known_off`, says who was `told`.
    """
    life, others = approval.locked(work, life_id, approved)
    meeting = _to_record(work, life_id, meeting_id, unplanned, known_off=known_off)
    held_on = _met_on(work, life, meeting, on)
    telling.with_the_record(work, life, meeting, told)
    there_then = _at_the_table(work, life_id, held_on, attendance)
    relatives = _relatives(work, life, meeting, family or {}, held_on)
    chair = chairing.who(work, life, meeting, held_on, chaired)
    came = [*beside, *guests.unasked_at(work, life, meeting, unasked, beside)]
    there = guests.beside(work, life, meeting, came, held_on, chair=chair)
    check_word(agenda)
    record = record_of(work, life, meeting, there_then, attendance, held_on=held_on)
    kin = _kin(work, life, meeting, relatives, held_on)
    record = replace(record, family=kin, beside=there, agenda=agenda.approval if agenda else None)
    check_record(record, work.clock.today())
    present = _write_attendance(work, meeting, attendance)
    _write_family(work, life, relatives)
    guests.were_there(work, meeting, came)
    approval.approve_earlier(work, life, meeting, approved, record.held_on)
    _was_held(work, life, meeting, chair, held_on)
    put_late(work, meeting, {who: each.late for who, each in attendance.items() if each.late})
    put_on_record(meeting, agenda)
    work.record("meeting held", "9", life=life, meeting=meeting.number, present=present)
    judged.judge(work, life, meeting, record, [each.person for each in relatives])
    after_act(work, life_id, "meeting held")
    approval.settled(work, others, approved, record.held_on)
    return meeting


def _to_record(
    work: Work,
    life_id: UUID,
    meeting_id: UUID | None,
    unplanned: Unplanned | None,
    *,
    known_off: bool,
) -> Meeting:
    """One that nobody had planned, one that was called off, else the planned one."""
    if unplanned is not None:
        return enter(work, life_id, unplanned)
    return on_the_calendar(work, life_id, meeting_id, known_off=known_off)


def _met_on(work: Work, life: Life, meeting: Meeting, said: date | None) -> date:
    """The day that is said, else the one agreed; the table stood by then."""
    day = said or meeting.day
    check_met(day, begins(work.session, life))
    if day == meeting.day == work.clock.today():
        check_begun(local_time(meeting.starts_at), local_time(work.clock.now()))
    return day


def _was_held(
    work: Work, life: Life, meeting: Meeting, chair: chairing.Chaired, held_on: date
) -> None:
    stands_again(work, life, meeting)
    chairing.put_on_record(meeting, chair)
    meeting.held_at = at_local(held_on, local_time(meeting.starts_at))
    meeting.recorded_at = work.clock.now()


def _at_the_table(work: Work, life_id: UUID, day: date, said_of: Collection[UUID]) -> list[Member]:
    """Who had a seat on that day, and whoever else is said to have come who may have: recused, or
    gone on that very day. `NotThere` where something is said of anybody else."""
    found = [
        each
        for each in seats(work.session, life_id)
        if each.sat_on(day) or (each.id in said_of and each.may_have_come_on(day))
    ]
    if not set(said_of) <= {member.id for member in found}:
        raise NotThere
    return found


@dataclass(frozen=True, slots=True)
class _Relative:
    """One of the family: how they were told of the meeting, and whether they came."""

    person: FamilyPerson
    notice: FamilyNotice | None
    presence: Presence


def _relatives(
    work: Work, life: Life, meeting: Meeting, came: Mapping[UUID, Presence], held_on: date
) -> list[_Relative]:
    """Another relative may be told, and need not be; nobody is heard who had died by then."""
    if not kind_of(life).of_a_child:
        return []
    away, since = Presence(False), known_since(work.session, life.id)
    found = [
        _Relative(each, telling.notice_of(work, meeting.id, each.id), came.get(each.id, away))
        for each in family_of(work, life.id)
    ]
    return [each for each in found if _is_heard(each, since.get(each.person.id), held_on)]


def _is_heard(each: _Relative, since: date | None, held_on: date) -> bool:
    if each.presence.present:
        return each.notice is not None or each.person.relation in TOLD_OF_MEETINGS
    told = each.notice is not None
    is_asked = is_heard(each.person.relation, since, held_on, told=told)
    return is_asked and not each.person.had_died(held_on)


def _kin(
    work: Work, life: Life, meeting: Meeting, relatives: Sequence[_Relative], held_on: date
) -> tuple[Kin, ...]:
    """What the record says of the family, as the rules see it."""
    declared = declared_by(work, life.id, held_on)
    barred = violence.barred(work, meeting, held_on) if relatives else ()
    return tuple(
        Kin(
            told=each.notice is not None,
            present=each.presence.present,
            violent=each.person.id in barred,
            words=each.presence.words,
            id=each.person.id,
            declared=each.person.id in declared,
        )
        for each in relatives
    )


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
