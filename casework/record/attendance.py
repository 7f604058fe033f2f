"""Who came and who reported in time, by institution, over many tables at once: Art. 8(9), 9.

However many cases, meetings and members, one statement each.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    DateTime,
    Select,
    Subquery,
    Uuid,
    bindparam,
    case,
    cast,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Session

from casework.record.disowned import DISOWNED
from casework.record.morning_readers import of_these
from casework.record.notice_facts import ADDED
from core.lines import one_line
from identity.conflicts import in_conflict
from models.asked import PLACE, kept
from models.breach import BreachRow
from models.case import Member
from models.life import Life
from models.meeting import Attendance, Meeting
from models.outbox import CAME_BACK, Message
from models.people import LinkPurpose, MemberLink, Professional
from models.plan import ReportRequest
from models.service import HandService
from notifications.notices.week import InstitutionFigures
from rules.duties import Duty
from rules.service import Served

YEAR: Final = timedelta(days=365)
AFFILIATION: Final = case(
    (Professional.unit == "", Professional.institution),
    else_=Professional.institution + ", " + Professional.unit,
)
"""As `Professional.affiliation` says it: one police can send two units to a table."""

SINCE: Final = bindparam("since", type_=DateTime(timezone=True))
OFFICER: Final = bindparam("officer", type_=Uuid())


def of_centre(
    session: Session, municipality_id: UUID, reader_id: UUID, now: datetime
) -> Sequence[InstitutionFigures]:
    """Within a year, over all tables of a centre but those at which this officer declared a
    conflict of interest; the least present first."""
    asked = {"place": municipality_id, "officer": reader_id, "since": now - YEAR}
    seen = {row[0]: tuple(row[1:]) for row in session.execute(_seen(), asked)}
    reported = {row[0]: tuple(row[1:]) for row in session.execute(_reported(), asked)}
    found = [
        InstitutionFigures(one_line(name), *seen.get(name, (0, 0, 0)), *reported.get(name, (0, 0)))
        for name in seen.keys() | reported.keys()
    ]
    return sorted(found, key=_order)


def _order(each: InstitutionFigures) -> tuple[float, float, str]:
    came = each.came / each.invited if each.invited else 1.0
    return came, each.in_time / each.owed if each.owed else 1.0, each.institution


@kept
def _seen() -> Select[Any]:
    lives = _lives()
    met, sits = Meeting.life_id == lives, Member.life_id == lives  # seats by tables, not one by one
    seen = per_meeting(met, sits, Meeting.held_at > SINCE)
    return select(seen.c.institution, *figures(seen)).group_by(seen.c.institution)


@kept
def _reported() -> Select[Any]:
    """Reports ahead of a meeting that came, or had not come by their last day; one that is late
    has a breach on record, whatever came of it: Art. 8(9)."""
    lapse = select(BreachRow.id).where(
        BreachRow.member_id == ReportRequest.member_id,
        BreachRow.meeting_id == ReportRequest.meeting_id,
        BreachRow.duty == Duty.WRITE_REPORT.value,
        BreachRow.struck_on.is_(None),
    )
    is_late = lapse.limit(1).correlate(ReportRequest).scalar_subquery().is_not(None)
    each = (
        select(AFFILIATION.label("institution"), is_late.label("late"))
        .select_from(ReportRequest)
        .join(Member, Member.id == ReportRequest.member_id)
        .join(Professional, Professional.id == Member.professional_id)
        .where(ReportRequest.case_id == _lives(), ReportRequest.meeting_id.is_not(None))
        .where(ReportRequest.due_on > cast(SINCE, Date))
        .where(or_(ReportRequest.received_on.is_not(None), is_late))
        .subquery()
    )
    in_time = func.count().filter(~each.c.late)
    return select(each.c.institution, func.count(), in_time).group_by(each.c.institution)


def _lives() -> ColumnElement[UUID]:
    theirs = select(Life.id).where(Life.municipality_id == PLACE)
    return of_these(theirs.where(~in_conflict(Life.id, OFFICER)), "of_centre")


def per_meeting(*which: ColumnElement[bool]) -> Subquery:
    """One row for each institution and meeting held to which somebody of it was invited, or came
    uninvited: a meeting that nobody had planned is one that they came to (0062)."""
    newest_first = func.row_number().over(
        partition_by=[Meeting.life_id, AFFILIATION], order_by=Meeting.held_at.desc()
    )
    reason = Attendance.__table__.c.reason_sealed
    return (
        select(
            Meeting.life_id,
            AFFILIATION.label("institution"),
            Meeting.held_at,
            func.bool_or(Attendance.present).label("came"),
            func.bool_or(reason.is_not(None)).label("excused"),
            newest_first.label("back"),
        )
        .select_from(Attendance)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .join(Life, Life.id == Meeting.life_id)
        .join(Member, Member.id == Attendance.member_id)
        .join(Professional, Professional.id == Member.professional_id)
        .where(*which, Meeting.held_at.is_not(None), or_(Attendance.present, _invited()))
        .group_by(Meeting.id, Meeting.life_id, Meeting.held_at, AFFILIATION)
        .subquery()
    )


def _invited() -> ColumnElement[bool]:
    """By mail that a server took before the meeting, or by hand. As values, looked up by their
    keys: EXISTS may be answered from the whole table (0159)."""
    link, by_hand = MemberLink, HandService.what == Served.INVITATION
    mailed = select(true()).join_from(link, Message, Message.link_id == link.id)
    mailed = mailed.where(link.subject_id == Meeting.id, link.member_id == Member.id)
    mailed = mailed.where(link.purpose == LinkPurpose.READ, Message.template != ADDED)
    mailed = mailed.where(Message.accepted_at < Meeting.starts_at)
    mailed = mailed.where(Message.status.not_in(CAME_BACK), ~DISOWNED)
    handed = select(true()).where(HandService.meeting_id == Meeting.id, by_hand)
    handed = handed.where(HandService.member_id == Member.id)
    ways = (way.limit(1).correlate(Meeting, Member) for way in (mailed, handed))
    return or_(*(way.scalar_subquery() for way in ways))


def figures(seen: Subquery) -> tuple[ColumnElement[int], ...]:
    """Invited, came, absent with a reason."""
    return (
        func.count(),
        func.count().filter(seen.c.came),
        func.count().filter(~seen.c.came, seen.c.excused),
    )
