"""One duty over one life, with what a line about it says: Art. 14(1), 16(1)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, Subquery, and_, func, or_, select
from sqlalchemy.orm import aliased

from casework.table import convening
from core.clock import local_day
from core.working_days import around
from identity.officers import names_of
from models.case import Case, Member
from models.closure import Closure
from models.duty import DutyRow
from models.last_call import LastCallRow
from models.life import Life
from models.meeting import Meeting
from models.people import Professional
from models.plan import PlanAction, Reminder, ReportRequest
from models.session import Work
from models.signature_reminder import SignatureReminder
from queries.reminded import Told
from rules.duties import Duty, OpenDuty
from rules.grounds import Ground
from rules.ladder import until
from workflow.duties import duty_in
from workflow.kinds import kind_of

_OF_ONE_PERSON: Final = frozenset({Duty.CONFIRM_NOTICE, Duty.NAME_SUPERIOR})
_OF_AN_ANSWER: Final = (Duty.ANSWER_ACTION, Duty.GIVE_ANSWER, *_OF_ONE_PERSON)
"""About what one member was asked: a report for a meeting, or a word on one action."""
_OF_AN_ACTION: Final = (
    Duty.LATE_ACTION,
    Duty.LEFT_ACTION,
    Duty.LOOK_AGAIN,
    Duty.LOG_CONTACT,
)


@dataclass(frozen=True, slots=True)
class DutyOfLife:
    """A duty over one life: a case by its number, or the municipal table by its quarter."""

    life_id: UUID
    kind: str
    label: str
    """What the life is called: a case's number, a quarter."""
    duty: OpenDuty
    starts_at: datetime | None = None
    """When the meeting begins that the duty is about."""
    place: str = ""
    may_agree: bool = False
    """The head can still agree to the day."""
    manager: str | None = None
    officer: str | None = None
    """Who alone owes it, where that is not whoever manages the case or convenes: 10(1), 17(5)."""
    is_readers: bool = False
    """That is the reader."""
    ground: Ground | None = None
    """On which closing the case is proposed."""
    who: tuple[str, ...] = ()
    """The institutions whose members owe it, or of whom the manager has to say something."""
    people: tuple[str, ...] = ()
    """Of whom an officer has to decide something, by name; never told outside the portal."""
    met_on: date | None = None
    """The day of the meeting whose minutes it is about."""
    action: int | None = None
    """The number of the action that it is about, where its day has passed or comes."""
    report_for: date | None = None
    """The day of the meeting for which a report is missing, where it is about one person's."""
    reminders: tuple[date, ...] = ()
    """When we remind those who owe it."""
    reminded_on: date | None = None
    """When the last of those who owe it was reminded."""


def with_what_it_is_about(page: Subquery | None = None) -> Select[Any]:
    """Duties with what `read` takes; those of a page by their id, with what else it says of each.

    The page comes first: Postgres keeps the order of more than eight joins (join_collapse_limit),
    and would look up what every duty of the list is about before it takes the page.
    """
    proposed = and_(Closure.id == DutyRow.subject_id, DutyRow.duty == Duty.APPROVE_CLOSURE.value)
    asked = and_(ReportRequest.id == DutyRow.subject_id, DutyRow.duty.in_(_OF_AN_ANSWER))
    late = aliased(PlanAction)
    is_late = and_(late.id == DutyRow.subject_id, DutyRow.duty.in_(_OF_AN_ACTION))
    beside = () if page is None else [each for each in page.c if each.name != "id"]
    query = select(
        DutyRow,
        Life,
        Case.manager_id,
        Meeting,
        Closure,
        func.coalesce(PlanAction.number, late.number).label("action"),
        reminded_at().label("reminded_at"),
        *beside,
    )
    if page is None:
        query = query.select_from(DutyRow)
    else:
        query = query.join_from(page, DutyRow, DutyRow.id == page.c.id)
    return (
        query.join(Life, Life.id == DutyRow.life_id)
        .outerjoin(Case, Case.id == Life.id)
        .outerjoin(Meeting, Meeting.id == DutyRow.meeting_id)
        .outerjoin(Closure, proposed)
        .outerjoin(ReportRequest, asked)
        .outerjoin(PlanAction, PlanAction.id == ReportRequest.action_id)
        .outerjoin(late, is_late)
    )


def reminded_at() -> ColumnElement[datetime | None]:
    """Whoever owes it was reminded then, of this and of nothing else."""
    request = aliased(ReportRequest)
    of_reports = and_(
        DutyRow.duty == Duty.WRITE_REPORT.value,
        request.meeting_id == DutyRow.meeting_id,
        request.member_id == func.any(DutyRow.member_ids),
    )
    answers = DutyRow.duty.in_([Duty.ANSWER_ACTION.value, Duty.GIVE_ANSWER.value])
    report = (
        select(func.max(Reminder.counted_at))
        .join(request, request.id == Reminder.request_id)
        .where(request.case_id == DutyRow.life_id)
        .where(or_(of_reports, and_(answers, request.id == DutyRow.subject_id)))
        .correlate(DutyRow)
        .scalar_subquery()
    )
    asked_for = select(request.id).where(request.case_id == DutyRow.life_id, of_reports)
    of_a_report = LastCallRow.subject_id.in_(asked_for.correlate(DutyRow).scalar_subquery())
    return func.greatest(report, _told_at(SignatureReminder), _told_at(LastCallRow, of_a_report))


def _told_at(sent: Told, *also: ColumnElement[bool]) -> ScalarSelect[datetime | None]:
    who = or_(sent.member_id.is_(None), sent.member_id == func.any(DutyRow.member_ids))
    subject = func.coalesce(DutyRow.subject_id, DutyRow.life_id)
    return (
        select(func.max(sent.taken_at))
        .where(sent.life_id == DutyRow.life_id, sent.duty == DutyRow.duty, who)
        .where(or_(sent.subject_id.in_([subject, DutyRow.life_id]), *also))
        .correlate(DutyRow)
        .scalar_subquery()
    )


def read(work: Work, rows: Sequence[Row[Any]]) -> list[DutyOfLife]:
    who = {id for row in rows for id in (row.manager_id, row.DutyRow.officer_id) if id}
    names = names_of(work.session, who)
    people = _people(work, {id for row in rows for id in row.DutyRow.member_ids})
    today = work.clock.today()
    reader = work.actor.id
    return [_duty_of_life(row, names, people, today, reader=reader) for row in rows]


def by_day(task: DutyOfLife) -> tuple[date, str]:
    return task.duty.due or date.min, task.label


_OF_THE_MEETING: Final = frozenset(
    {Duty.AGREE_DATE, Duty.INVITE, Duty.HOLD_MEETING, Duty.NOTIFY_FAMILY}
)
_OF_MINUTES: Final = frozenset({Duty.APPROVE_MINUTES, Duty.SIGN_MINUTES, Duty.CHAIR_SIGNS_MINUTES})


def _duty_of_life(
    row: Row[Any],
    names: Mapping[UUID, str],
    seats_by_id: Mapping[UUID, Professional],
    today: date,
    *,
    reader: UUID | None,
) -> DutyOfLife:
    duty, meeting = duty_in(row.DutyRow), row.Meeting
    runs = row.manager_id if kind_of(row.Life).of_a_child else reader
    alone = duty.officer if duty.officer != runs else None
    if duty.duty in _OF_MINUTES:  # owed under a paper; its page is the meeting's
        duty = replace(duty, subject_id=duty.meeting_id)
    shows_meeting = duty.duty in _OF_THE_MEETING
    reminded = duty.duty is Duty.WRITE_REPORT and meeting is not None
    days = until(duty.due, holidays=around(duty.due)).rungs if reminded and duty.due else ()
    seats = [seats_by_id[id] for id in duty.members if id in seats_by_id]
    named = duty.duty in _OF_ONE_PERSON
    return DutyOfLife(
        life_id=row.DutyRow.life_id,
        kind=row.Life.kind,
        label=kind_of(row.Life).label(row.Life),
        duty=duty,
        starts_at=meeting.starts_at if meeting and shows_meeting else None,
        place=meeting.place if meeting and shows_meeting else "",
        may_agree=meeting is not None and convening.may_agree(meeting, today),
        manager=names.get(row.manager_id) if row.manager_id else None,
        officer=names.get(alone, "") if alone else None,
        is_readers=alone is not None and alone == reader,
        ground=row.Closure.ground if row.Closure else None,
        who=tuple(dict.fromkeys(each.institution for each in seats)),
        people=tuple(each.name or "" for each in seats) if named else (),
        action=row.action,
        report_for=meeting.day if meeting and named else None,
        met_on=meeting.day if meeting and duty.duty in _OF_MINUTES else None,
        reminders=tuple(day for day in days if day > today),
        reminded_on=local_day(row.reminded_at) if row.reminded_at else None,
    )


def _people(work: Work, member_ids: Collection[UUID]) -> Mapping[UUID, Professional]:
    if not member_ids:
        return {}
    query = (
        select(Member.id, Professional)
        .join(Professional, Professional.id == Member.professional_id)
        .where(Member.id.in_(member_ids))
    )
    return {row[0]: row[1] for row in work.session.execute(query)}
