"""What the superior of a member who stays away was told and answered: Art. 9, 14(3.2)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from casework.record import absences
from core.clock import local_day
from identity.access import NotThere
from models.case import Case, Member
from models.meeting import Attendance, Meeting
from models.plan import ReportRequest
from models.record_correction import PresenceCorrection, RecordCorrection
from models.session import Work
from models.superior import AbsenceNotice, SuperiorReply, SuperiorService
from notifications.superiors import Superior, superior_of
from rules.attendance import AbsenceFacts
from rules.superior import SuperiorMeans

Entry = TypeVar("Entry", SuperiorService, SuperiorReply)


Told = tuple[date, SuperiorMeans | None]
"""A superior notified on this day, by letter or call, else by mail."""


@dataclass(frozen=True, slots=True)
class AbsentMember:
    """Who stays away, before their superior is notified."""

    member: Member
    known: AbsenceFacts
    above: Superior | None


@dataclass(frozen=True, slots=True)
class AbsenceLine:
    """One notice of an absence, and what came back."""

    notice: AbsenceNotice
    services: Sequence[SuperiorService]
    replies: Sequence[SuperiorReply]
    corrected: RecordCorrection | None = None
    """By which they were there after all: the notice does not hold."""

    @property
    def member(self) -> Member:
        return self.notice.member

    @property
    def notified_on(self) -> date | None:
        """By mail, letter or call, whichever was first."""
        return min((day for day, _ in self.told), default=None)

    @property
    def told(self) -> Sequence[Told]:
        return told_by(self.notice.notified_at, self.services)


def of_member(work: Work, case: Case, member_id: UUID) -> AbsentMember:
    """Somebody who has or had a seat at this case's table; raises `NotThere` for another's."""
    member = work.session.get(Member, member_id)
    if member is None or member.life_id != case.id:
        raise NotThere
    known = absences.as_known(work.session, member)
    return AbsentMember(member, known, superior_of(work.session, member.professional))


def of_case(work: Work, case: Case) -> Sequence[AbsenceLine]:
    """Every notice that stands, the newest absence first."""
    told = or_(AbsenceNotice.notified_at.is_not(None), AbsenceNotice.served_on.is_not(None))
    query = (
        select(AbsenceNotice)
        .where(AbsenceNotice.case_id == case.id, told)
        .options(
            joinedload(AbsenceNotice.member).joinedload(Member.professional),
            joinedload(AbsenceNotice.line).joinedload(Attendance.meeting),
        )
        .order_by(AbsenceNotice.id)
    )
    found = sorted(work.session.scalars(query), key=lambda each: each.missed_on, reverse=True)
    return _lines(work, found)


def told_in_vain(work: Work, meeting_id: UUID) -> bool:
    """Whether a superior was notified of somebody's absence who was there after all: 14(3.2)."""
    told = or_(AbsenceNotice.notified_at.is_not(None), AbsenceNotice.served_on.is_not(None))
    query = select(AbsenceNotice.id).join(AbsenceNotice.line).join(Attendance.meeting)
    query = query.where(told, AbsenceNotice.taken_back_at.is_(None))
    query = query.where(Attendance.present | Meeting.held_at.is_(None))
    return work.session.scalar(query.where(Attendance.meeting_id == meeting_id)) is not None


def line_of(work: Work, case: Case, absence_id: UUID) -> AbsenceLine:
    notice = work.session.get(AbsenceNotice, absence_id)
    if notice is None or notice.case_id != case.id:
        raise NotThere
    return _lines(work, [notice])[0]


def _lines(work: Work, notices: Sequence[AbsenceNotice]) -> Sequence[AbsenceLine]:
    services = entries(work, SuperiorService, notices)
    replies = entries(work, SuperiorReply, notices)
    corrected = _corrected(work, [each.line for each in notices if not each.holds])
    return [
        AbsenceLine(
            each,
            services.get(each.id, ()),
            replies.get(each.id, ()),
            corrected.get((each.line.meeting_id, each.line.member_id)),
        )
        for each in notices
    ]


def _corrected(
    work: Work, lines: Sequence[Attendance]
) -> Mapping[tuple[UUID, UUID | None], RecordCorrection]:
    """The last correction of each; no statement where every notice holds."""
    if not lines:
        return {}
    query = (
        select(RecordCorrection, PresenceCorrection.member_id)
        .join(PresenceCorrection, PresenceCorrection.correction_id == RecordCorrection.id)
        .where(RecordCorrection.meeting_id.in_({each.meeting_id for each in lines}))
        .where(PresenceCorrection.member_id.in_({each.member_id for each in lines}))
        .where(PresenceCorrection.present)
        .order_by(RecordCorrection.number)
    )
    return {(row.meeting_id, member_id): row for row, member_id in work.session.execute(query)}


def told_by(mailed_at: datetime | None, services: Sequence[SuperiorService]) -> Sequence[Told]:
    """Each with its own day, the first one first; of what was entered by hand the last counts."""
    mailed: list[Told] = [(local_day(mailed_at), None)] if mailed_at else []
    by_hand: list[Told] = [(each.served_on, each.means) for each in services[-1:]]
    return sorted([*mailed, *by_hand], key=lambda each: each[0])


def entries(
    work: Work, kind: type[Entry], about: Iterable[ReportRequest | AbsenceNotice]
) -> Mapping[UUID, Sequence[Entry]]:
    """Every entry, in the order in which they were made; the last one counts."""
    ids = [each.id for each in about]
    of_one = or_(kind.request_id.in_(ids), kind.absence_id.in_(ids))
    query = select(kind).where(of_one).order_by(kind.recorded_at, kind.id)
    found: dict[UUID, list[Entry]] = defaultdict(list)
    for entry in work.session.scalars(query) if ids else ():
        if whose := entry.request_id or entry.absence_id:
            found[whose].append(entry)
    return found
