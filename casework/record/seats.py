"""Whether a case's table is lawful, asked where an act needs no other fact: Art. 4, 8(6)."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, contains_eager

from casework.record.composition_facts import composition_of, seat_facts
from casework.record.known import answers, child_person
from casework.record.table import seats
from identity.conflicts import in_conflict
from identity.officers import managers_on
from models.assessment import Assessment
from models.case import Appointment, Case, Child, Member
from rules import facts as law
from rules.assessment import AssessmentKind
from rules.composition import Composition, SeatFacts
from rules.known import FactName
from rules.representatives import status_on


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
        select(Case.composed_at, Child, Appointment.id, assessed, Member)
        .join(Child, Child.case_id == Case.id)
        .outerjoin(Appointment, in_office)
        .outerjoin(Member, Member.life_id == Case.id)
        .outerjoin(Member.professional)
        .options(contains_eager(Member.professional))
        .where(Case.id == case_id)
    )
    rows = session.execute(query).all()
    composed_at, child, appointment_id, is_assessed, _ = rows[0]
    composition = composition_of(
        [row.Member for row in rows if row.Member is not None],
        has_chair=appointment_id is not None,
        assessed=is_assessed,
        status=child.status,
    )
    return law.TableFacts(composed=composed_at is not None, composition=composition)


def of_seats_on(session: Session, case_id: UUID, day: date) -> law.TableFacts:
    """The same as it stood on a day that is over, by the days on record: Art. 4.

    Who left or was recused on the day itself still sat on it.
    """
    said = answers(session, child_person(session, case_id).id, FactName.STATUS)
    chosen = [
        _seat_on(member, day) for member in seats(session, case_id) if member.selected_on <= day
    ]
    composition = Composition(
        has_chair=bool(managers_on(session, case_id, day)),
        assessed=True,  # nobody is chosen here
        status=status_on(said, day),
        seats=tuple(chosen),
    )
    return law.TableFacts(composed=bool(chosen), composition=composition)


def _seat_on(member: Member, day: date) -> SeatFacts:
    left = member.left_on is not None and member.left_on < day
    declared = member.declared_on is not None and member.declared_on < day
    return replace(seat_facts(member), left=left, recused=member.conflict is True and declared)
