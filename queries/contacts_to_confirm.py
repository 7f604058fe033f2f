"""New contacts that were asked for in the list of people and wait for the reader's word: 0027.

What is asked for at a table is a duty of that table; these are of none.
"""

from collections.abc import Sequence

from sqlalchemy import select

from casework.table.contact_change import decides_on
from identity.access import OFFICERS, officer_of
from models.contacts import ContactChange
from models.life import Life, LifeKind
from models.session import Work


def of_reader(work: Work) -> Sequence[ContactChange]:
    """The one that waits longest first."""
    account = officer_of(work)
    if account.role not in OFFICERS:
        return ()
    query = (
        select(ContactChange)
        .join(Life, Life.id == ContactChange.life_id)
        .where(Life.kind == LifeKind.REMINDERS, Life.municipality_id == account.municipality_id)
        .where(ContactChange.ended_at.is_(None))
        .order_by(ContactChange.asked_at)
    )
    return [each for each in work.session.scalars(query) if decides_on(work, each)]
