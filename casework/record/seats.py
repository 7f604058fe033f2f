"""Whether a case's table is lawful, asked where an act needs no other fact: Art. 4, 8(6)."""

from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, contains_eager

from casework.record.table_facts import composition_of
from identity.conflicts import in_conflict
from models.case import Appointment, Case, Child, Member
from models.plan import Assessment
from rules import facts as law
from rules.assessment import AssessmentKind


def of_seats(session: Session, case_id: UUID) -> law.TableFacts:
    """Who sits at a case's table and on what that rests, and no more: one statement."""
    is_initial = Assessment.kind == AssessmentKind.INITIAL
    assessed = select(Assessment.id).where(Assessment.case_id == case_id, is_initial).exists()
    in_office = and_(
        Appointment.case_id == Case.id,
        Appointment.ended_on.is_(None),
        ~in_conflict(case_id, Appointment.account_id),
    )
    query = (
        select(Case.composed_at, Child.status, Appointment.id, assessed, Member)
        .join(Child, Child.case_id == Case.id)
        .outerjoin(Appointment, in_office)
        .outerjoin(Member, Member.life_id == Case.id)
        .outerjoin(Member.professional)
        .options(contains_eager(Member.professional))
        .where(Case.id == case_id)
    )
    rows = session.execute(query).all()
    composed_at, status, appointment_id, is_assessed, _ = rows[0]
    composition = composition_of(
        [row.Member for row in rows if row.Member is not None],
        has_chair=appointment_id is not None,
        assessed=is_assessed,
        status=status,
    )
    return law.TableFacts(composed=composed_at is not None, composition=composition)
