"""The municipalities of the record, each with its Centre for Social Work: Art. 3."""

from sqlalchemy import select

from models.people import Municipality
from models.session import Work
from rules.municipalities import MUNICIPALITIES


def enter(work: Work) -> int:
    """Enter those that are missing; gives how many. One that is there keeps its names."""
    there = set(work.session.scalars(select(Municipality.slug)))
    missing = [each for each in MUNICIPALITIES if each[0] not in there]
    for slug, albanian, serbian in missing:
        work.session.add(Municipality(slug=slug, name_sq=albanian, name_sr=serbian))
    work.session.flush()
    return len(missing)
