"""What the people who run the machine see of a case.

Numbers, dates, phases and steps only. Nothing here opens a sealed field.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from models.case import Case
from models.life import ActorKind, AttemptOutcome, AuditEntry, Life, StepAttempt
from models.people import Municipality
from models.session import Work
from rules.duties import OpenDuty
from workflow.duties import next_of


@dataclass(frozen=True, slots=True)
class CaseStatus:
    """One case in a list."""

    number: str
    municipality: str
    phase: str
    waiting_for: str
    wake_at: datetime | None
    next_due_on: date | None
    next_article: str | None
    stalled_step: str | None
    stalled_reference: str | None
    activations: int
    flow_run_id: UUID | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One line of the trail: an act with its article."""

    at: datetime
    act: str
    article: str | None
    actor: ActorKind


@dataclass(frozen=True, slots=True)
class Try:
    """One try at a step that is not done."""

    at: datetime
    step: str
    article: str
    number: int
    outcome: AttemptOutcome
    error: str | None
    reference: str | None


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case as an operator reads it."""

    line: CaseStatus
    events: Sequence[TrailLine]
    tries: Sequence[Try]


def cases(work: Work, *, stalled_only: bool = False) -> Sequence[CaseStatus]:
    """Every case, the soonest time limit first; of what is stalled also the municipal tables and
    the mails of a morning, each under its centre: `ferizaj/2026-Q4`."""
    query = (
        select(Life, Municipality, Case)
        .join(Municipality, Municipality.id == Life.municipality_id)
        .outerjoin(Case, Case.id == Life.id)
        .where(Life.stalled_at.is_not(None) if stalled_only else Case.id.is_not(None))
        .order_by(Life.ended_at.is_not(None), Case.number, Life.key)
    )
    rows = [(case, life, place) for life, place, case in work.session.execute(query)]
    owed = next_of(work, [life.id for _, life, _ in rows])
    lines = [_line(*row, owed.get(row[1].id)) for row in rows]
    return sorted(lines, key=lambda line: (line.ended_at is not None, line.next_due_on or date.max))


def case(work: Work, number: str) -> CaseView | None:
    """One case with its trail; None for a number that does not exist."""
    query = (
        select(Case, Life, Municipality)
        .join(Life, Life.id == Case.id)
        .join(Municipality, Municipality.id == Case.municipality_id)
        .where(Case.number == number)
    )
    found = work.session.execute(query).first()
    if found is None:
        return None
    life: Life = found[1]
    work.record("case read by an operator", life=life)
    line = _line(*found, next_of(work, [life.id]).get(life.id))
    return CaseView(line, _events(work, life), _tries(work, life))


def _line(
    case: Case | None, life: Life, municipality: Municipality, owed: OpenDuty | None
) -> CaseStatus:
    return CaseStatus(
        number=case.number if case else f"{municipality.slug}/{life.key}",
        municipality=municipality.slug,
        phase=case.phase if case else life.kind,
        waiting_for=life.waiting_for,
        wake_at=life.wake_at,
        next_due_on=owed.due if owed else None,
        next_article=str(owed.basis) if owed else None,
        stalled_step=life.stalled_step,
        stalled_reference=life.stalled_reference,
        activations=life.activations,
        flow_run_id=life.flow_run_id,
        ended_at=life.ended_at,
    )


def _events(work: Work, life: Life) -> Sequence[TrailLine]:
    trail = select(AuditEntry).where(AuditEntry.life_id == life.id).order_by(AuditEntry.number)
    return [
        TrailLine(entry.at, entry.act, entry.article, entry.actor_kind)
        for entry in work.session.scalars(trail)
    ]


def _tries(work: Work, life: Life) -> Sequence[Try]:
    open_tries = (
        select(StepAttempt)
        .where(StepAttempt.life_id == life.id, StepAttempt.outcome != AttemptOutcome.DONE)
        .order_by(StepAttempt.started_at)
    )
    return [
        Try(
            row.started_at, row.step, row.article, row.number, row.outcome, row.error, row.reference
        )
        for row in work.session.scalars(open_tries)
    ]
