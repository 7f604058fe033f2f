"""Who it is of whom a meeting's breach speaks: a member, a guest, a relation: Art. 10(6), 18(2)."""

from collections.abc import Collection, Mapping
from typing import Final
from uuid import UUID

from sqlalchemy import select

from casework.record.minutes_words import AlsoThere
from models.case import FamilyPerson
from models.participant import Participant
from models.people import Account
from models.session import Work
from rules.breaches import Wrong
from rules.participants import Part

OF_SOMEBODY: Final = frozenset(
    {Wrong.UNDECLARED_AT_THE_TABLE, Wrong.SAT_IN_CONFLICT, Wrong.SAT_IN_UNASKED}
) | {Wrong.VIOLENT_AT_THE_TABLE}
"""Wrongs of one person at a meeting, whose line says who; of the family by relation, and under
4(5) by name."""


def whom(work: Work, subjects: Collection[UUID]) -> Mapping[UUID, AlsoThere]:
    """By what a breach is about; a seat is in none of the three, its row names its member."""
    if not subjects:
        return {}
    found: dict[UUID, AlsoThere] = {}
    for each in work.session.scalars(select(Participant).where(Participant.id.in_(subjects))):
        found[each.id] = AlsoThere(
            part=each.part,
            name=each.name or "",
            comes_from=each.comes_from or "",
            independent=each.independent,
        )
    for kin in work.session.scalars(select(FamilyPerson).where(FamilyPerson.id.in_(subjects))):
        name = kin.name or ""
        found[kin.id] = AlsoThere(part=Part.FAMILY, relation=kin.relation, name=name)
    for officer in work.session.scalars(select(Account).where(Account.id.in_(subjects))):
        found[officer.id] = AlsoThere(part=Part.CHAIR, name=officer.name or "")
    return found
