"""The meeting itself: who was told, who came, what the absent think: Art. 8(10), 9, 10."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from casework.record.table import minutes_of, planned_meeting, sitting
from casework.table import minutes
from identity.access import NotThere
from models.case import FamilyPerson
from models.life import Life
from models.meeting import Attendance, FamilyNotice, Meeting
from models.session import Work
from rules.composition import TOLD_OF_MEETINGS, PerpetratorAtTheTable
from rules.convening import (
    AttendanceIncomplete,
    FamilyNotTold,
    MeetingNotYetHeld,
    MembersNotInvited,
    ToldBy,
    UndeclaredAtTheTable,
    ViewsMissing,
)
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
) -> None:
    """Record how a parent or the child learned of the meeting, or why they did not: Art. 8(10)."""
    life = lock(work, case_id)
    meeting = planned_meeting(work.session, case_id)
    person = work.session.get(FamilyPerson, person_id)
    if person is None or person.case_id != case_id:
        raise NotThere
    if on is None and not reason.strip():
        raise FamilyNotTold
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


def hold(
    work: Work,
    life_id: UUID,
    *,
    attendance: Mapping[UUID, Presence],
    family: Mapping[UUID, Presence] | None = None,
    approved: Mapping[UUID, str] | None = None,
) -> Meeting:
    """Record a meeting that took place: who came, the absent family's views: Art. 8(10), 9.

    `approved` names the earlier minutes that the table approved, each with its corrections or "";
    what is not named is not approved: Art. 10(1).
    """
    life = lock(work, life_id)
    meeting = planned_meeting(work.session, life_id)
    if meeting.invited_at is None:
        raise MembersNotInvited
    if work.clock.today() < meeting.day:
        raise MeetingNotYetHeld(day=meeting.day)
    _record_attendance(work, life, meeting, attendance)
    if kind_of(life).of_a_child:
        _record_family(work, meeting, family or {})
    _approve_earlier(work, life, meeting, approved or {})
    meeting.held_at = meeting.starts_at  # also when it is recorded days later
    present = sum(presence.present for presence in attendance.values())
    work.record("meeting held", "9", life=life, meeting=meeting.number, present=present)
    after_act(work, life_id, "meeting held")
    return meeting


def _record_attendance(
    work: Work, life: Life, meeting: Meeting, attendance: Mapping[UUID, Presence]
) -> None:
    """One line for everybody who sits here; nobody is absent because nobody said so: Art. 9."""
    members = sitting(work.session, life.id)
    if not set(attendance) <= {member.id for member in members}:
        raise NotThere
    if len(attendance) < len(members):
        raise AttendanceIncomplete
    for member in members:
        presence = attendance[member.id]
        if presence.present and kind_of(life).of_a_child and not member.may_read:
            raise UndeclaredAtTheTable
        work.session.add(
            Attendance(
                meeting_id=meeting.id,
                member_id=member.id,
                present=presence.present,
                reason=presence.words.strip() or None,
            )
        )


def _record_family(work: Work, meeting: Meeting, family: Mapping[UUID, Presence]) -> None:
    """Whoever was told is present or has views, taken into account: Art. 8(10), 4(5)."""
    for person in family_of(work, meeting.life_id):
        notice = notice_of(work, meeting.id, person.id)
        if notice is None and person.relation not in TOLD_OF_MEETINGS:
            continue  # another relative may be told, and need not be
        if notice is None:
            raise FamilyNotTold
        presence = family.get(person.id, Presence(False))
        if presence.present and person.alleged_perpetrator:
            raise PerpetratorAtTheTable
        if not presence.present and not presence.words.strip():
            raise ViewsMissing
        notice.present, notice.views = presence.present, presence.words.strip() or None
        if not presence.present:
            life = work.session.get_one(Life, meeting.life_id)
            work.record("views of the absent heard", "8(10)", life=life, person=person.id)


def _approve_earlier(
    work: Work, life: Life, meeting: Meeting, approved: Mapping[UUID, str]
) -> None:
    """Each of the minutes that the table approved, with its own corrections: Art. 10(1)."""
    waiting = {
        paper.id: paper for paper in minutes_of(work.session, life.id) if paper.approved_on is None
    }
    if not approved.keys() <= waiting.keys():
        raise NotThere
    for paper_id, corrections in approved.items():
        minutes.approve(work, life, waiting[paper_id], meeting, corrections)
