"""Numbers of which a member said, behind a link, that they are not theirs: Art. 6(1.1).

No code goes to it at the table where that was said, until it ends, and none of a new contact:
decision 0155.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import select

from models.contacts import DisputedNumber
from models.session import Work
from rules.contacts import DisputeEnd


def of_seat(work: Work, member_id: UUID) -> DisputedNumber | None:
    """What stands of it at one table: all that a link to that seat may see."""
    query = select(DisputedNumber).where(
        DisputedNumber.member_id == member_id, DisputedNumber.ended_at.is_(None)
    )
    return work.session.scalars(query).first()


def open_ones(work: Work, professional_id: UUID) -> Sequence[DisputedNumber]:
    """What stands of it now, of each seat it was said for; the oldest first."""
    query = select(DisputedNumber).where(
        DisputedNumber.professional_id == professional_id, DisputedNumber.ended_at.is_(None)
    )
    return work.session.scalars(query.order_by(DisputedNumber.said_at)).all()


def end(work: Work, which: Iterable[DisputedNumber], ended_as: DisputeEnd) -> None:
    """From now on codes go there again, or to the number that has taken its place."""
    for each in which:
        each.ended_at, each.ended_as = work.clock.now(), ended_as


def ended_ones(work: Work, professional_id: UUID) -> Sequence[DisputedNumber]:
    """What became of it before, the newest first."""
    query = select(DisputedNumber).where(
        DisputedNumber.professional_id == professional_id, DisputedNumber.ended_at.is_not(None)
    )
    return work.session.scalars(query.order_by(DisputedNumber.ended_at.desc()).limit(5)).all()
