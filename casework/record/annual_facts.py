"""The rows of a municipal table's report on its year, and what the law asks of them: 5(1.6)."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.clock import at_local
from models.annual import AnnualHanding, AnnualReport
from models.life import Life, LifeKind
from models.meeting import Meeting
from models.session import Work
from rules.annual import AnnualFacts


def year_of(life: Life) -> int:
    return int(label(life))


def label(life: Life) -> str:
    """`2026`; the municipality stands in the key beside it."""
    return life.key.rsplit(":", 1)[-1]


def versions_of(session: Session, life_id: UUID) -> list[AnnualReport]:
    """The first first."""
    query = select(AnnualReport).where(AnnualReport.life_id == life_id)
    return list(session.scalars(query.order_by(AnnualReport.version)))


def handings_of(session: Session, life_id: UUID) -> list[AnnualHanding]:
    """Every request and every handing over, as they were entered."""
    query = select(AnnualHanding).where(AnnualHanding.life_id == life_id)
    return list(session.scalars(query.order_by(AnnualHanding.entered_at, AnnualHanding.id)))


def is_counted(row: AnnualReport) -> bool:
    return row.counted_at is not None and row.counted_at >= row.count_wanted_at


def facts_of(work: Work, life: Life) -> AnnualFacts:
    last = versions_of(work.session, life.id)[-1]
    handed = handings_of(work.session, life.id)
    to_the_place = [each.given_on for each in handed if each.asked_on is None and each.given_on]
    return AnnualFacts(
        life.id,
        year_of(life),
        last.id,
        to_count=not is_counted(last),
        given_on=min(to_the_place, default=None),
        asked_on=tuple(each.asked_on for each in handed if each.asked_on and not each.given_on),
    )


def meetings_after(session: Session, life: Life) -> list[Meeting]:
    """The municipal meetings of later years that are on record, the newest first."""
    query = (
        select(Meeting)
        .join(Life, Life.id == Meeting.life_id)
        .where(Life.kind == LifeKind.QUARTERLY, Life.municipality_id == life.municipality_id)
        .where(Meeting.held_at >= at_local(date(year_of(life) + 1, 1, 1)))
        .where(Meeting.cancelled_at.is_(None))
    )
    return list(session.scalars(query.order_by(Meeting.held_at.desc(), Meeting.id)))
