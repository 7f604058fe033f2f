"""Addresses of which whoever reads there said, behind a link, that they are not theirs: 6(1.1).

Nothing that was sent there opens anything, at whatever table, until it ends: decision 0176.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from models.contacts import DisownedAddress
from models.session import Work
from rules.contacts import DisownEnd


def standing(work: Work, professional_id: UUID) -> DisownedAddress | None:
    """What stands of it now, behind whichever of their links it was said."""
    query = select(DisownedAddress).where(
        DisownedAddress.professional_id == professional_id, DisownedAddress.ended_at.is_(None)
    )
    return work.session.scalars(query).one_or_none()


def end(work: Work, said: DisownedAddress, ended_as: DisownEnd) -> None:
    """From now on mail goes there again, or to the address that has taken its place."""
    said.ended_at, said.ended_as = work.clock.now(), ended_as


def ended_ones(work: Work, professional_id: UUID) -> Sequence[DisownedAddress]:
    """What became of it before, the newest first."""
    query = select(DisownedAddress).where(
        DisownedAddress.professional_id == professional_id, DisownedAddress.ended_at.is_not(None)
    )
    return work.session.scalars(query.order_by(DisownedAddress.ended_at.desc()).limit(5)).all()
