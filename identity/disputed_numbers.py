"""Numbers of which a member said, behind a link, that they are not theirs: Art. 6(1.1).

Whoever has that telephone gets no code, of whatever table, until it ends: decision 0155.
"""

from collections.abc import Collection, Sequence, Set
from uuid import UUID

from sqlalchemy import select

from models.contacts import DisputedNumber
from models.session import Work
from rules.contacts import DisputeEnd


def standing(work: Work, professional_id: UUID) -> DisputedNumber | None:
    """What stands of it now, behind whichever of their links it was said."""
    query = select(DisputedNumber).where(
        DisputedNumber.professional_id == professional_id, DisputedNumber.ended_at.is_(None)
    )
    return work.session.scalars(query).one_or_none()


def of_whom(work: Work, people: Collection[UUID]) -> Set[UUID]:
    """Of these, whose number on record is in doubt."""
    query = select(DisputedNumber.professional_id).where(
        DisputedNumber.professional_id.in_(people), DisputedNumber.ended_at.is_(None)
    )
    return set(work.session.scalars(query))


def end(work: Work, dispute: DisputedNumber, ended_as: DisputeEnd) -> None:
    """From now on codes go there again, or to the number that has taken its place."""
    dispute.ended_at, dispute.ended_as = work.clock.now(), ended_as


def ended_ones(work: Work, professional_id: UUID) -> Sequence[DisputedNumber]:
    """What became of it before, the newest first."""
    query = select(DisputedNumber).where(
        DisputedNumber.professional_id == professional_id, DisputedNumber.ended_at.is_not(None)
    )
    return work.session.scalars(query.order_by(DisputedNumber.ended_at.desc()).limit(5)).all()
