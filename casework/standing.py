"""The lives that exist without anybody's act: each municipality's quarter and morning round.

A municipality is in service once its Centre for Social Work has a head in office: before that
there is nobody to agree to a date.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from casework import morning, quarterly
from models.life import Life
from models.people import Account, Municipality
from models.session import Work
from rules.days import Quarter


def in_service(work: Work) -> Sequence[Municipality]:
    """The municipalities whose centre has a head."""
    heads = select(Account.municipality_id).where(
        Account.role == "head", Account.disabled_at.is_(None)
    )
    query = select(Municipality).where(Municipality.id.in_(heads))
    return work.session.scalars(query.order_by(Municipality.slug)).all()


def open_current_quarter(work: Work, municipality_id: UUID) -> None:
    """What the schedule asks for on the first morning of a quarter: Art. 8(2)."""
    if any(place.id == municipality_id for place in in_service(work)):
        quarterly.open_quarter(work, municipality_id, Quarter.of(work.clock.today()))


def ensure(work: Work) -> int:
    """Open what is missing, also where a schedule was missed; gives how many: Art. 8(2), 8(9)."""
    quarter = Quarter.of(work.clock.today())
    kinds = select(Life.kind, Life.key).where(Life.kind.in_(("quarterly", "round")))
    there = {(kind, key) for kind, key in work.session.execute(kinds)}
    opened = 0
    for place in in_service(work):
        if ("quarterly", f"{place.slug}:{quarter}") not in there:
            quarterly.open_quarter(work, place.id, quarter)
            opened += 1
        if ("round", place.slug) not in there:
            morning.open_round(work, place.id)
            opened += 1
    return opened
