"""Who owes what over which life, nearest first: Art. 14(1), 16(1)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import CompoundSelect, select

from casework import closure, convening, facts, quarterly
from casework.access import officer_of
from casework.table import sitting
from models.case import Case
from models.life import Life
from models.meeting import Meeting
from models.plan import Closure, ReportRequest
from models.session import Work
from rules import case_life, reports
from rules import quarterly as quarterly_law
from rules.duties import Duty, OpenDuty
from rules.facts import TableFacts
from rules.planned import Planned

HALF_A_YEAR: Final = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Task:
    """A duty over one life: a case by its number, or the municipal table by its quarter."""

    life_id: UUID
    number: str
    quarter: str
    duty: OpenDuty
    starts_at: datetime | None = None
    """When the meeting begins that the duty is about."""
    place: str = ""
    may_agree: bool = False
    """The head can still agree to the day."""
    manager: str | None = None
    ground: str = ""
    """The ground on which closing the case is proposed: X1 to X6."""
    who: tuple[str, ...] = ()
    """The institutions whose members owe it."""
    reminders: tuple[date, ...] = ()
    """When we remind those who owe it."""

    @property
    def label(self) -> str:
        return self.number or self.quarter


@dataclass(frozen=True, slots=True)
class Coming:
    """A step the system will take by itself."""

    on: date
    act: str
    number: str
    quarter: str


def decisions(work: Work) -> list[Task]:
    """What waits for the head who acts: a manager to name, a date, a closure: Art. 4(2), 17(3)."""
    account = officer_of(work)
    if account.role != "head":
        return []
    lives = work.session.scalars(
        select(Life).where(
            Life.municipality_id == account.municipality_id,
            Life.ended_at.is_(None),
            Life.id.in_(_undecided()),
        )
    )
    found = [task for life in lives for task in tasks_of(work, life) if task.duty.actor == "head"]
    return sorted(found, key=_by_day)


def _undecided() -> CompoundSelect[UUID]:
    """A query for the lives that may wait for the head: few, so that few are looked into."""
    unmanaged = select(Case.id).where(Case.manager_id.is_(None))
    proposed = select(Meeting.life_id).where(
        Meeting.agreed_at.is_(None),
        Meeting.countered_at.is_(None),
        Meeting.held_at.is_(None),
        Meeting.cancelled_at.is_(None),
    )
    closing = select(Closure.case_id).where(
        Closure.approved_at.is_(None), Closure.returned_at.is_(None)
    )
    return unmanaged.union(proposed, closing)


def tasks(work: Work, lives: Iterable[Life]) -> list[Task]:
    """Every duty over these lives, nearest first; what has no date is owed now."""
    return sorted((task for life in lives for task in tasks_of(work, life)), key=_by_day)


def _by_day(task: Task) -> tuple[date, str]:
    return task.duty.due or date.min, task.label


def tasks_of(work: Work, life: Life) -> list[Task]:
    """What people owe one life, each with what a reader needs to decide."""
    table, duties = _duties(work, life)
    return [_task(work, life, table, _about_meeting(table, duty)) for duty in duties]


def _duties(work: Work, life: Life) -> tuple[TableFacts, Sequence[OpenDuty]]:
    if life.kind == "case":
        known = facts.of_case(work.session, life.id)
        return known.table, case_life.duties(known)
    quarter = quarterly.facts_of(work, life)
    return quarter.table, case_life.in_order(list(quarterly_law.duties(quarter)))


def _about_meeting(table: TableFacts, duty: OpenDuty) -> OpenDuty:
    """Signatures are owed under minutes; their page is the meeting's."""
    meeting_of = {paper.id: paper.meeting_id for paper in table.minutes}
    return replace(duty, subject_id=meeting_of.get(duty.subject_id, duty.subject_id))  # type: ignore[arg-type]


_ABOUT_REPORTS: Final = frozenset({Duty.WRITE_REPORT, Duty.CONFIRM_NOTICE, Duty.NAME_SUPERIOR})
_OF_THE_MEETING: Final = frozenset({Duty.AGREE_DATE, Duty.HOLD_MEETING, Duty.NOTIFY_FAMILY})


def _task(work: Work, life: Life, table: TableFacts, duty: OpenDuty) -> Task:
    is_case = life.kind == "case"
    case = work.session.get_one(Case, life.id) if is_case else None
    about = duty.duty in _OF_THE_MEETING and duty.subject_id is not None
    meeting = work.session.get_one(Meeting, duty.subject_id) if about else None
    proposed = closure.current(work, life.id) if duty.duty is Duty.APPROVE_CLOSURE else None
    today = work.clock.today()
    remind = duty.duty is Duty.WRITE_REPORT and table.meeting is not None
    days = reports.reminder_days(table.meeting.day) if remind and table.meeting else []
    return Task(
        life_id=life.id,
        number=case.number if case else "",
        quarter="" if case else life.key.rsplit(":", 1)[-1],
        duty=duty,
        starts_at=meeting.starts_at if meeting else None,
        place=meeting.place if meeting else "",
        may_agree=meeting is not None and convening.may_agree(meeting, today),
        manager=case.manager.name if case and case.manager else None,
        ground=proposed.ground if proposed else "",
        who=_who(work, life, table, duty),
        reminders=tuple(day for day in days if day > today),
    )


def _who(work: Work, life: Life, table: TableFacts, duty: OpenDuty) -> tuple[str, ...]:
    """Which institutions a duty of several people is still owed by."""
    if duty.duty is Duty.DECLARE:
        silent = {member.id for member in table.members if not member.declared}
        members = [each for each in sitting(work.session, life.id) if each.id in silent]
    elif duty.duty in _ABOUT_REPORTS:
        query = select(ReportRequest).where(
            ReportRequest.case_id == life.id, ReportRequest.received_at.is_(None)
        )
        if duty.duty is Duty.WRITE_REPORT:
            query = query.where(ReportRequest.meeting_id == (table.meeting and table.meeting.id))
        else:
            query = query.where(ReportRequest.id == duty.subject_id)
        members = [row.member for row in work.session.scalars(query) if row.member.sits]
    else:
        return ()
    return tuple(dict.fromkeys(member.professional.institution for member in members))


def coming(work: Work, lives: Iterable[Life], most: int = 8) -> list[Coming]:
    """The next steps the system takes by itself within half a year."""
    today = work.clock.today()
    found = [
        Coming(step.on, step.act, "" if life.kind == "quarterly" else life.key, _quarter(life))
        for life in lives
        for step in _planned(work, life)
        if today < step.on <= today + HALF_A_YEAR
    ]
    return sorted(found, key=lambda step: (step.on, step.number))[:most]


def _quarter(life: Life) -> str:
    return life.key.rsplit(":", 1)[-1] if life.kind == "quarterly" else ""


def _planned(work: Work, life: Life) -> list[Planned]:
    if life.kind == "case":
        return list(case_life.steps(facts.of_case(work.session, life.id)))
    return list(quarterly_law.steps(quarterly.facts_of(work, life)))
