"""The lives that exist without anybody's act: each municipality's quarter and morning round."""

from uuid import UUID

from sqlalchemy import select

from casework import morning, quarterly
from models.people import Account, Municipality
from models.session import Work
from rules.days import Quarter


def ensure(work: Work) -> list[UUID]:
    """Open what is missing for every municipality whose centre has a head: Art. 8(2), 8(9)."""
    heads = select(Account.municipality_id).where(
        Account.role == "head", Account.disabled_at.is_(None)
    )
    query = select(Municipality.id).where(Municipality.id.in_(heads)).order_by(Municipality.slug)
    quarter = Quarter.of(work.clock.today())
    lives = []
    for municipality_id in work.session.scalars(query):
        lives.append(quarterly.open_quarter(work, municipality_id, quarter))
        lives.append(morning.open_round(work, municipality_id))
    return lives
