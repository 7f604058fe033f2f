"""One case manager's work as it stands today: what is open, late and asked: Art. 16(1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from casework.municipality.months import manager_in
from identity import access
from identity.access import NotThere
from models.case import Case
from models.people import Account
from models.session import Work
from models.supervision import SupervisionQuestion
from queries import open_duties
from queries.duty_of_life import DutyOfLife
from queries.paging import Paged
from rules.supervision import QuestionState, TurnFacts, state_of


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question of the head that is not closed."""

    id: UUID
    case: str
    number: int
    asked_on: date
    state: QuestionState


@dataclass(frozen=True, slots=True)
class ManagedWork:
    """All that one page says."""

    manager: Account
    cases: Mapping[str, int]
    """Open cases by phase."""
    own: Paged[DutyOfLife]
    """What the manager owes, the late first."""
    late_with_others: Paged[DutyOfLife]
    """What others owe in the manager's cases, and is late."""
    questions: Sequence[OpenQuestion]

    @property
    def of_cases(self) -> int:
        return sum(self.cases.values())


def read(work: Work, manager_id: UUID, own: int = 1, others: int = 1) -> ManagedWork:
    """For the head, the deputy, and whose work it is; raises `NotThere`."""
    reader = access.officer_of(work)
    manager = manager_in(work, reader.municipality_id, manager_id)
    if not access.is_head(work) and reader.id != manager.id:
        raise NotThere
    by_phase = select(Case.phase, func.count()).where(
        Case.manager_id == manager.id, Case.sealed_at.is_(None)
    )
    phases = work.session.execute(by_phase.group_by(Case.phase)).all()
    return ManagedWork(
        manager,
        {phase.value: many for phase, many in phases},
        open_duties.of_manager(work, manager.id, own),
        open_duties.late_in_cases_of(work, manager.id, others),
        _questions(work, manager.id),
    )


def _questions(work: Work, manager_id: UUID) -> list[OpenQuestion]:
    query = (
        select(SupervisionQuestion, Case.number)
        .join(Case, Case.id == SupervisionQuestion.case_id)
        .where(Case.manager_id == manager_id)
        .options(selectinload(SupervisionQuestion.turns))
        .order_by(SupervisionQuestion.asked_on, Case.number)
    )
    found = []
    for row, case in work.session.execute(query):
        state = state_of(TurnFacts(each.turn, each.said_on) for each in row.turns)
        if state is not QuestionState.CLOSED:
            found.append(OpenQuestion(row.id, case, row.number, row.asked_on, state))
    return found
