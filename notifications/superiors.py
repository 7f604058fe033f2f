"""Who is notified as somebody's superior: their own, else their institution's: Art. 14(3.2)."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.people import Professional
from models.superior import InstitutionSuperior


@dataclass(frozen=True, slots=True)
class Superior:
    name: str
    mail: str
    language: str
    of_institution: bool = False


def superior_of(session: Session, person: Professional) -> Superior | None:
    if person.superior_email is not None:
        return Superior(person.superior_name or "", person.superior_email, person.superior_language)
    query = (
        select(InstitutionSuperior)
        .where(
            InstitutionSuperior.municipality_id == person.municipality_id,
            InstitutionSuperior.institution == person.institution,
        )
        .order_by(InstitutionSuperior.recorded_at.desc(), InstitutionSuperior.id.desc())
    )
    found = session.scalars(query.limit(1)).first()
    if found is None:
        return None
    return Superior(found.name or "", found.email or "", found.language, of_institution=True)
