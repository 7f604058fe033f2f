"""At which rhythm the table reviews a plan: Art. 5(1.5)."""

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.asked import LIFE
from models.rhythm import ReviewRhythm


def newest_rhythm() -> Select[int | None]:
    """In days; NULL where the table set none, or went back to the month."""
    query = select(ReviewRhythm.days).where(ReviewRhythm.case_id == LIFE)
    return query.order_by(ReviewRhythm.number.desc()).limit(1)


def rhythm_of(session: Session, case_id: UUID) -> ReviewRhythm | None:
    query = select(ReviewRhythm).where(ReviewRhythm.case_id == case_id)
    return session.scalars(query.order_by(ReviewRhythm.number.desc()).limit(1)).first()
