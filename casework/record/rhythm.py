"""At which rhythm the table reviews a plan: Art. 5(1.5)."""

from datetime import date
from typing import Final, TypeVar
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models.asked import LIFE
from models.rhythm import ReviewRhythm

NEWEST: Final = (ReviewRhythm.set_on.desc(), ReviewRhythm.number.desc())


def newest_rhythm() -> tuple[Select[int | None], Select[date]]:
    """In days, NULL where the table set none or went back to the month; and of which day it is."""
    days, day = select(ReviewRhythm.days), select(ReviewRhythm.set_on)
    return _newest(days), _newest(day)


T = TypeVar("T")


def _newest(query: Select[T]) -> Select[T]:
    return query.where(ReviewRhythm.case_id == LIFE).order_by(*NEWEST).limit(1)


def rhythm_of(session: Session, case_id: UUID) -> ReviewRhythm | None:
    """The one set last, whenever it was typed."""
    query = select(ReviewRhythm).where(ReviewRhythm.case_id == case_id)
    return session.scalars(query.order_by(*NEWEST).limit(1)).first()


def how_many(session: Session, case_id: UUID) -> int:
    query = select(func.count(ReviewRhythm.id)).where(ReviewRhythm.case_id == case_id)
    return session.scalar(query) or 0
