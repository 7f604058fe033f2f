"""The institutions of a centre's professionals, and the superior of each: Art. 14(3.2)."""

from dataclasses import dataclass

from sqlalchemy import func, select

from identity.access import officer_of
from models.people import Professional
from models.session import Work
from models.superior import InstitutionSuperior


@dataclass(frozen=True, slots=True)
class Institution:
    name: str
    people: int
    with_own: int
    """How many of them have a superior of their own."""
    superior: InstitutionSuperior | None


def institutions(work: Work) -> list[Institution]:
    """By name; the superior named last counts."""
    centre = officer_of(work).municipality_id
    own = func.count(Professional.__table__.c.superior_email_sealed)
    people = (
        select(Professional.institution, func.count(), own)
        .where(Professional.municipality_id == centre, Professional.left_at.is_(None))
        .group_by(Professional.institution)
        .order_by(Professional.institution)
    )
    named = select(InstitutionSuperior).where(InstitutionSuperior.municipality_id == centre)
    last = {
        row.institution: row
        for row in work.session.scalars(named.order_by(InstitutionSuperior.recorded_at))
    }
    return [
        Institution(name, count, with_own, last.get(name))
        for name, count, with_own in work.session.execute(people)
    ]
