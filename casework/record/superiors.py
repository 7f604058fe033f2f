"""Whose superior is known: a person's own, else their institution's: Art. 14(3.2)."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ScalarSelect, and_, func, or_, select
from sqlalchemy.orm import Session

from models.asked import LIFE, kept
from models.case import Member
from models.people import Professional
from models.superior import InstitutionSuperior


@kept
def seats_with_one() -> ScalarSelect[Sequence[UUID] | None]:
    """The seats of a table of whose people a superior is known, as a part of another question."""
    of_institution = select(InstitutionSuperior.id).where(
        InstitutionSuperior.municipality_id == Professional.municipality_id,
        InstitutionSuperior.institution == Professional.institution,
    )
    own = Professional.__table__.c.superior_email_sealed.is_not(None)
    query = (
        select(func.array_agg(Member.id))
        .join(Professional, Professional.id == Member.professional_id)
        .where(and_(Member.life_id == LIFE, or_(own, of_institution.exists())))
    )
    return query.scalar_subquery()


def known_in(session: Session, life_id: UUID) -> frozenset[UUID]:
    return frozenset(session.scalar(select(seats_with_one()), {"life": life_id}) or ())
