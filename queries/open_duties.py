"""Who owes what over which life, as the acts have written it down: Art. 14(1), 16(1).

However many lives, a number of statements that does not grow: no case's facts are asked here.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, not_, or_, select

from casework.table import convening
from identity.access import answers_for, is_head, officer_of
from identity.officers import convener_of, names_of
from models.case import Case, Member
from models.closure import Closure
from models.duty import ComingStepRow, DutyRow
from models.life import Life
from models.meeting import Meeting
from models.people import Account, Professional
from models.session import Work
from rules import reports
from rules.duties import Duty, OpenDuty
from rules.grounds import Ground
from rules.roles import Owner, Role
from workflow.duties import duty_in
from workflow.kinds import kind_of, kinds

HALF_A_YEAR: Final = timedelta(days=183)


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
    ground: Ground | None = None
    """On which closing the case is proposed."""
    who: tuple[str, ...] = ()
    """The institutions whose members owe it, or of whom the manager has to say something."""
    people: tuple[str, ...] = ()
    """Of whom an officer has to decide something, by name; never told outside the portal."""
    met_on: date | None = None
    """The day of the meeting whose minutes it is about."""
    reminders: tuple[date, ...] = ()
    """When we remind those who owe it."""


@dataclass(frozen=True, slots=True)
class ComingStep:
    """A step the system will take by itself."""

    on: date
    act: str
    kind: str
    label: str


def own(work: Work) -> list[DutyOfLife]:
    """Every duty over the lives that the officer who acts answers for, nearest first."""
    return _found(work, answers_for(work, as_manager=True))


def decisions(work: Work) -> list[DutyOfLife]:
    """What waits for the head who acts: a manager to name, a date, a closure: Art. 4(2), 17(3).

    Where no other officer convenes the municipal table, what its chair owes is the head's too. A
    deputy decides the same, but nothing on the cases that they manage: decision 0037.
    """
    account = officer_of(work)
    if not is_head(work):
        return []
    wanted = DutyRow.actor == Owner.HEAD
    if account.role != Role.HEAD:
        wanted = and_(wanted, Case.manager_id.is_distinct_from(account.id))
    elif _convenes(work, account):
        wanted = or_(wanted, and_(DutyRow.actor == Owner.MANAGER, _of_municipality()))
    found = _found(work, answers_for(work), wanted)
    return [replace(task, duty=replace(task.duty, actor=Owner.HEAD)) for task in found]


def late_with_others(work: Work) -> list[DutyOfLife]:
    """Every duty over these lives that is late and does not wait for the head: Art. 16(1)."""
    account = officer_of(work)
    wanted = [
        answers_for(work),
        DutyRow.due_on < work.clock.today(),
        DutyRow.actor != Owner.HEAD,
    ]
    if _convenes(work, account):
        wanted.append(or_(DutyRow.actor != Owner.MANAGER, not_(_of_municipality())))
    return _found(work, *wanted)


def _of_municipality() -> ColumnElement[bool]:
    """The lives that are no child's: whoever convenes there chairs all of them."""
    return Life.kind.in_([name for name, kind in kinds().items() if not kind.of_a_child])


def _convenes(work: Work, account: Account) -> bool:
    if account.municipality_id is None:
        return False
    convener = convener_of(work.session, account.municipality_id)
    return convener is not None and convener.id == account.id


def nobody_convenes(work: Work) -> bool:
    """No officer is named to convene the municipal table, which so is the head's: T6."""
    account = officer_of(work)
    if account.municipality_id is None:
        return False
    convener = convener_of(work.session, account.municipality_id)
    return convener is None or convener.role == Role.HEAD


def of_life(work: Work, life_id: UUID) -> list[DutyOfLife]:
    return _found(work, DutyRow.life_id == life_id)


def coming(work: Work, most: int = 8) -> list[ComingStep]:
    """The next steps the system takes by itself within half a year, over the reader's lives."""
    today = work.clock.today()
    query = (
        select(ComingStepRow.on_day, ComingStepRow.act, Life)
        .join(Life, Life.id == ComingStepRow.life_id)
        .where(answers_for(work, as_manager=True))
        .where(ComingStepRow.on_day > today, ComingStepRow.on_day <= today + HALF_A_YEAR)
        .order_by(ComingStepRow.on_day, Life.kind.desc(), Life.key)
        .limit(most)
    )
    return [
        ComingStep(day, act, life.kind, kind_of(life).label(life))
        for day, act, life in work.session.execute(query)
    ]


def _found(work: Work, *which: ColumnElement[bool]) -> list[DutyOfLife]:
    proposed = and_(Closure.id == DutyRow.subject_id, DutyRow.duty == Duty.APPROVE_CLOSURE.value)
    query = (
        select(
            DutyRow,
            Life,
            Case.manager_id,
            Meeting,
            Closure.ground,
        )
        .join(Life, Life.id == DutyRow.life_id)
        .outerjoin(Case, Case.id == Life.id)
        .outerjoin(Meeting, Meeting.id == DutyRow.meeting_id)
        .outerjoin(Closure, proposed)
        .where(*which)
        .order_by(DutyRow.position)
    )
    rows = work.session.execute(query).all()
    names = names_of(work.session, {row.manager_id for row in rows if row.manager_id})
    people = _people(work, {id for row in rows for id in row.DutyRow.member_ids})
    today = work.clock.today()
    return sorted((_duty_of_life(row, names, people, today) for row in rows), key=_by_day)


def _by_day(task: DutyOfLife) -> tuple[date, str]:
    return task.duty.due or date.min, task.label


_OF_THE_MEETING: Final = frozenset(
    {Duty.AGREE_DATE, Duty.INVITE, Duty.HOLD_MEETING, Duty.NOTIFY_FAMILY}
)
_OF_MINUTES: Final = frozenset({Duty.APPROVE_MINUTES, Duty.SIGN_MINUTES, Duty.CHAIR_SIGNS_MINUTES})
_OF_ONE_PERSON: Final = frozenset({Duty.CONFIRM_NOTICE, Duty.NAME_SUPERIOR})


Found = Row[DutyRow, Life, UUID | None, Meeting, str]
"""A duty with its life, the case's manager, the meeting and the ground."""


def _duty_of_life(
    row: Found, names: Mapping[UUID, str], seats_by_id: Mapping[UUID, Professional], today: date
) -> DutyOfLife:
    duty, meeting = duty_in(row.DutyRow), row.Meeting
    if duty.duty in _OF_MINUTES:  # owed under a paper; its page is the meeting's
        duty = replace(duty, subject_id=duty.meeting_id)
    shows_meeting = duty.duty in _OF_THE_MEETING
    reminded = duty.duty is Duty.WRITE_REPORT and meeting is not None
    days = reports.reminder_days(meeting.day) if reminded else []
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
        ground=row.ground,
        who=tuple(dict.fromkeys(each.institution for each in seats)),
        people=tuple(each.name or "" for each in seats) if named else (),
        met_on=meeting.day if meeting and duty.duty in _OF_MINUTES else None,
        reminders=tuple(day for day in days if day > today),
    )


def _people(work: Work, member_ids: Collection[UUID]) -> Mapping[UUID, Professional]:
    query = (
        select(Member.id, Professional)
        .join(Professional, Professional.id == Member.professional_id)
        .where(Member.id.in_(member_ids))
    )
    return {row[0]: row[1] for row in work.session.execute(query)}
