"""What stands at the head of a case: read in one statement, of one case or of many."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from casework.record import (
    age_facts,
    family_facts,
    inquiry_facts,
    receipt_facts,
    superiors,
    visit_marks,
)
from models.asked import LIFE, answers, kept
from models.assessment import Assessment
from models.case import Appointment, Case
from models.closure import Closure, came_to_nothing
from models.superior import StandingInstruction
from rules.assessment import AssessmentKind
from rules.facts import Instruction
from rules.visit_facts import VisitsOnRecord


@dataclass(frozen=True, slots=True)
class Opening:
    case: Case
    appointment: Appointment | None
    """Of who manages it."""
    instruction: Instruction | None
    """The standing word on superiors."""
    closure: Closure | None
    assessed: frozenset[AssessmentKind]
    above: frozenset[UUID]
    """Of which seats a superior is known."""
    asked: Sequence[Any]
    """Beside the reports: `inquiry_facts`."""
    receipt: Sequence[Any] | None
    """For who referred: `receipt_facts`."""
    visits: VisitsOnRecord
    family: family_facts.FamilyFacts

    @property
    def assessed_initially(self) -> bool:
        return AssessmentKind.INITIAL in self.assessed


def opening_of_each(session: Session, cases: Collection[UUID]) -> Mapping[UUID, Opening]:
    return {case: _read(row) for case, (row,) in answers(session, _opening, cases).items()}


def _read(row: Sequence[Any]) -> Opening:
    case, appointment, given, closure, kinds, above, *more = row
    asked, receipt, marks, child, found, said, *known = more
    family = family_facts.read(child, *known)
    return Opening(
        case=case,
        appointment=appointment,
        instruction=Instruction(given.after_reminders, given.last_chance_days) if given else None,
        closure=closure,
        assessed=frozenset(kinds or ()),
        above=frozenset(above or ()),
        asked=asked,
        receipt=receipt,
        visits=visit_marks.read(marks),
        family=replace(family, eighteen=age_facts.read(child, found, said)),
    )


@kept
def _opening() -> Select[Any]:
    latest = select(Closure.id).where(Closure.case_id == Case.id)
    latest = latest.order_by(came_to_nothing(), Closure.proposal_entered_at.desc()).limit(1)
    assessed = select(func.array_agg(Assessment.kind)).where(Assessment.case_id == LIFE)
    query = (
        select(
            Case,
            Appointment,
            StandingInstruction,
            Closure,
            assessed.scalar_subquery(),
            superiors.seats_with_one(),
            inquiry_facts.column(),
            receipt_facts.column(),
            visit_marks.column(),
            *age_facts.ROWS,
            *family_facts.columns(),
        )
        .select_from(Case)
        .outerjoin(
            Appointment, and_(Appointment.case_id == Case.id, Appointment.ended_on.is_(None))
        )
        .outerjoin(
            StandingInstruction,
            and_(StandingInstruction.case_id == Case.id, StandingInstruction.ended_at.is_(None)),
        )
        .outerjoin(Closure, Closure.id == latest.correlate(Case).scalar_subquery())
        .where(Case.id == LIFE)
    )
    return age_facts.joined(query)
