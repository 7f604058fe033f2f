"""The institutions of a centre's professionals, and the superior of each: Art. 14(3.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select

from casework.record.superiors import last_named
from identity.access import officer_of
from models.people import Professional
from models.session import Work
from models.superior import InstitutionSuperior

NOBODY: Final = "-"
"""What a form carries that showed no superior: without words it would say nothing of it."""


@dataclass(frozen=True, slots=True)
class Institution:
    name: str
    people: int
    with_own: int
    """How many of them have a superior of their own."""
    superior: InstitutionSuperior | None


def institutions(work: Work) -> list[Institution]:
    """By name; the superior named last counts."""
    centre = officer_of(work).municipality_id
    own = func.count(Professional.__table__.c.superior_email_sealed)
    people = (
        select(Professional.institution, func.count(), own)
        .where(Professional.municipality_id == centre, Professional.left_at.is_(None))
        .group_by(Professional.institution)
        .order_by(Professional.institution)
    )
    last = last_named(work.session, centre) if centre else {}
    return [
        Institution(name, count, with_own, last.get(name))
        for name, count, with_own in work.session.execute(people)
    ]


def shown_of(found: Sequence[Institution]) -> str:
    """Who was named when a page was opened, as its form carries it."""
    return ".".join(each.superior.id.hex for each in found if each.superior) or NOBODY
