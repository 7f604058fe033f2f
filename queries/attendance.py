"""Attendance per institution, over the meetings to which it was invited: Art. 9, 14(3.2).

One statement, whatever the number of cases, meetings and members.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    ScalarSelect,
    Select,
    Text,
    cast,
    func,
    or_,
    select,
)

from casework.record.attendance import AFFILIATION, YEAR, figures, per_meeting
from casework.record.attendance import of_centre as of_place
from core.clock import local_day
from identity.access import answers_for, of_officer, officer_of
from models.case import Case, Member, of_the_dead
from models.life import Life
from models.meeting import Attendance, Meeting
from models.people import Professional
from models.plan import Plan, PlanAction, ReportRequest
from models.session import Work
from models.superior import AbsenceNotice
from notifications.notices.week import InstitutionFigures
from rules.attendance import AttendanceFacts, suggests_superior
from rules.basis import Default
from rules.defaults import DEFAULTS
from rules.planning import ActionStatus, PlanKind


@dataclass(frozen=True, slots=True)
class AttendanceLine:
    """One institution, at one table or over many."""

    institution: str
    """With the unit, where one sends several to a table."""
    facts: AttendanceFacts
    number: str = ""
    """Of the case; empty over many."""
    member_id: UUID | None = None
    """Who sits for it, and of whose absence its superior is notified."""

    @property
    def suggests(self) -> Default | None:
        return suggests_superior(self.facts)


def of_case(work: Work, of: Case) -> list[AttendanceLine]:
    """Everybody who was ever invited to this table."""
    return _of_tables(work, Life.id == of.id)


def repeated(work: Work) -> list[AttendanceLine]:
    """Who of the reader's own open cases has missed so much that the manager decides on it."""
    mine, limit = answers_for(work, as_manager=True), DEFAULTS.REPEATED_ABSENCE.count
    found = _of_tables(work, mine, missed_running=limit)
    return [line for line in found if line.suggests]


def of_centre(work: Work) -> list[AttendanceLine]:
    """Over all lives of the reader's centre within a year, the least present first: Art. 16(1)."""
    since = work.clock.now() - YEAR
    seen = per_meeting(of_officer(work), Meeting.held_at > since)
    query = select(seen.c.institution, *figures(seen)).group_by(seen.c.institution)
    lines = [
        AttendanceLine(name, AttendanceFacts(invited, came, excused, 0))
        for name, invited, came, excused in work.session.execute(query)
    ]
    return sorted(lines, key=lambda line: (line.facts.came / line.facts.invited, line.institution))


def with_reports(work: Work) -> Sequence[InstitutionFigures]:
    """The same beside who reported in time, as the head's mail of Monday has it: 8(9), 16(1)."""
    account = officer_of(work)
    if account.municipality_id is None:
        return ()
    return of_place(work.session, account.municipality_id, account.id, work.clock.now())


def _of_tables(
    work: Work, *which: ColumnElement[bool], missed_running: int = 0
) -> list[AttendanceLine]:
    """Each institution at each table that has missed so many meetings running."""
    seen = per_meeting(*which)
    life, institution = seen.c.life_id, seen.c.institution
    running = func.coalesce(func.min(seen.c.back).filter(seen.c.came) - 1, func.count())
    missed = func.max(seen.c.held_at).filter(~seen.c.came)
    query = (
        select(
            Case.number,
            institution,
            *figures(seen),
            running,
            missed,
            _open_action(life, institution),
            _told(life, institution),
            _told_of(life, institution),
            _seat(life, institution),
        )
        .join(Case, Case.id == life)
        .where(life.not_in(of_the_dead()))
        .group_by(Case.number, life, institution)
        .having(running >= missed_running)
        .order_by(Case.number, institution)
    )
    return [_line(row) for row in work.session.execute(query)]


def _line(row: Sequence[Any]) -> AttendanceLine:
    number, institution, invited, came, excused, running, missed, action, told, told_of, member = (
        row
    )
    days = (told, local_day(told_of) if told_of else None)
    return AttendanceLine(
        institution,
        AttendanceFacts(
            invited,
            came,
            excused,
            running,
            last_missed=local_day(missed) if missed else None,
            answers=action is not None,
            told_on=max((day for day in days if day), default=None),
        ),
        number,
        member,
    )


def _open_action(life: ColumnElement[UUID], institution: ColumnElement[str]) -> ScalarSelect[UUID]:
    """An open action of the plan in force for which somebody of the institution answers."""
    version = select(func.max(Plan.version)).where(
        Plan.case_id == life, Plan.kind == PlanKind.UNIFIED
    )
    query = _of_institution(
        select(PlanAction.id).join(Plan, Plan.id == PlanAction.plan_id),
        PlanAction.member_id == Member.id,
        institution,
    ).where(
        Plan.case_id == life,
        Plan.kind == PlanKind.UNIFIED,
        Plan.version == version.correlate_except(Plan).scalar_subquery(),
        PlanAction.status != ActionStatus.COMPLETED,
        PlanAction.dropped_on.is_(None),
    )
    return query.limit(1).scalar_subquery()


def _told(life: ColumnElement[UUID], institution: ColumnElement[str]) -> ScalarSelect[Any]:
    """When the superior was notified last of a report, by mail, letter or call."""
    on = func.coalesce(ReportRequest.served_on, cast(ReportRequest.notified_at, Date))
    query = _of_institution(select(func.max(on)), ReportRequest.member_id == Member.id, institution)
    return query.where(ReportRequest.case_id == life).scalar_subquery()


def _told_of(life: ColumnElement[UUID], institution: ColumnElement[str]) -> ScalarSelect[Any]:
    """The last absence on record still of all that a notice to the superior names."""
    told = or_(AbsenceNotice.notified_at.is_not(None), AbsenceNotice.served_on.is_not(None))
    query = select(func.max(Meeting.held_at)).select_from(AbsenceNotice)
    query = query.join(Attendance, AbsenceNotice.about.has_key(cast(Attendance.id, Text)))
    query = query.join(Attendance.meeting).where(AbsenceNotice.case_id == life, told)
    query = query.where(~Attendance.present, Meeting.life_id == life)
    seat = AbsenceNotice.member_id == Member.id
    return _of_institution(query, seat, institution).scalar_subquery()


def _seat(life: ColumnElement[UUID], institution: ColumnElement[str]) -> ScalarSelect[UUID]:
    """Who sits for it; of several, who is named in the plan."""
    named = select(PlanAction.id).where(PlanAction.member_id == Member.id).exists()
    query = (
        select(Member.id)
        .join(Professional, Professional.id == Member.professional_id)
        .where(institution == AFFILIATION, Member.life_id == life)
        .order_by(Member.left_on.is_not(None), named.desc(), Member.selected_on.desc(), Member.id)
    )
    return query.limit(1).scalar_subquery()


def _of_institution(
    query: Select[Any], seat: ColumnElement[bool], institution: ColumnElement[str]
) -> Select[Any]:
    return (
        query.join(Member, seat)
        .join(Professional, Professional.id == Member.professional_id)
        .where(institution == AFFILIATION)
    )
