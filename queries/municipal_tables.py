"""Municipalities whose table cannot meet, shown and not skipped: Art. 3, 8(2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import exists, func, select

from identity.access import administrator_of, officer_of
from identity.officers import in_force
from models.people import Account, Deputy, Municipality, Professional
from models.session import Work
from rules.roles import Role


@dataclass(frozen=True, slots=True)
class UnableTable:
    """A municipality, and what its table lacks."""

    place: Municipality
    never_in_service: bool
    """No head and no deputy so far: no quarter is opened there."""
    nobody_decides: bool
    """Nobody acts as head today."""
    no_members: bool


def unable(work: Work) -> Sequence[UnableTable]:
    """Every municipality without head or members, for the administrator: one statement."""
    administrator_of(work)
    of_place = Account.municipality_id == Municipality.id
    heads = exists().where(of_place, Account.role == Role.HEAD)
    now = exists().where(of_place, Account.role == Role.HEAD, Account.disabled_at.is_(None))
    deputies = exists().where(Deputy.municipality_id == Municipality.id)
    acting = deputies.where(in_force(work.clock.today()))
    members = exists().where(Professional.municipality_id == Municipality.id, *_STANDING)
    query = select(Municipality, ~(heads | deputies), ~(now | acting), ~members)
    query = query.order_by(Municipality.slug)
    found = [UnableTable(*row) for row in work.session.execute(query)]
    return [each for each in found if each.nobody_decides or each.no_members]


def has_no_members(work: Work) -> bool:
    """Whether nobody stands at the table of the officer's municipality."""
    place = officer_of(work).municipality_id
    count = select(func.count()).select_from(Professional)
    return not work.session.scalar(count.where(Professional.municipality_id == place, *_STANDING))


_STANDING: Final = (Professional.standing, Professional.left_at.is_(None))
