"""What lists of cases show: numbers, phases and days; never a child: Art. 16(1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select

from casework.case import life as case_life
from core.clock import day_begins
from identity.access import answers_for, visible_cases
from identity.officers import names_of
from models.case import Case
from models.life import Life
from models.meeting import PLANNED, Meeting
from models.people import Account
from models.session import Work
from rules.assessment import Risk
from rules.basis import Basis
from rules.duties import Duty, OpenDuty
from rules.roles import Role
from workflow.duties import duties_by_life
from workflow.kinds import kind_of


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case in a list; everything stands in its own row and its life's."""

    number: str
    phase: str
    risk: Risk | None
    duty: Duty | None
    actor: str | None
    basis: Basis | None
    due: date | None
    count: int
    manager: str | None
    is_mine: bool
    """The reader manages it."""
    stalled_step: str | None
    closed_at: datetime | None


def lines(work: Work, *, closed: bool = False) -> list[CaseLine]:
    """One line per case the officer may see, nearest first."""
    found = visible_cases(work, closed=closed)
    owed = {} if closed else duties_by_life(work, answers_for(work))
    names = names_of(work.session, {case.manager_id for case, _ in found if case.manager_id})
    today = work.clock.today()
    listed = [
        _line(work, case, life, _pressing(owed.get(life.id, ()), today), names)
        for case, life in found
    ]
    return sorted(listed, key=lambda line: line.due or date.max)


def _pressing(duties: Sequence[OpenDuty], today: date) -> OpenDuty | None:
    """What is late comes before what has no day; else what is next."""
    return next((duty for duty in duties if duty.is_missed(today)), duties[0] if duties else None)


def _line(
    work: Work, case: Case, life: Life, duty: OpenDuty | None, names: Mapping[UUID, str]
) -> CaseLine:
    return CaseLine(
        number=case.number,
        phase=case.phase,
        risk=case.risk,
        duty=duty.duty if duty else None,
        actor=duty.actor if duty else None,
        basis=duty.basis if duty else None,
        due=duty.due if duty else None,
        count=duty.count if duty else 0,
        manager=names.get(case.manager_id) if case.manager_id else None,
        is_mine=case.manager_id == work.actor.id,
        stalled_step=life.stalled_step if life.stalled_at else None,
        closed_at=case.sealed_at,
    )


def open_cases(work: Work) -> int:
    """How many cases the officer who acts answers for; a deputy as the manager they are."""
    which = (answers_for(work, as_manager=True), Life.kind == case_life.KIND.name)
    return work.session.scalar(select(func.count()).select_from(Life).where(*which)) or 0


def meetings_to_come(work: Work) -> list[tuple[datetime, str, str, UUID]]:
    """Agreed meetings from today on: when, case number or quarter, place, id."""
    query = (
        select(Meeting.starts_at, Life, Meeting.place, Meeting.id)
        .join(Life, Life.id == Meeting.life_id)
        .where(
            answers_for(work),
            Meeting.agreed_at.is_not(None),
            PLANNED,
            Meeting.starts_at >= day_begins(work.clock.today()),
        )
        .order_by(Meeting.starts_at)
    )
    return [
        (starts_at, kind_of(life).label(life), place, id)
        for starts_at, life, place, id in work.session.execute(query)
    ]


def managers_of(work: Work, municipality_id: UUID | None) -> list[Account]:
    """The officers of a centre who may manage a case: Art. 4(2)."""
    query = select(Account).where(
        Account.municipality_id == municipality_id,
        Account.role == Role.MANAGER,
        Account.disabled_at.is_(None),
    )
    return sorted(work.session.scalars(query), key=lambda account: account.name or "")
