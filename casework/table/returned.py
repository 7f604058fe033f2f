"""What leads nowhere in a life: mail that came back, a number or an address that is not theirs.

It is what makes somebody owe that the contact is corrected, and nothing else: `broken_contacts`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from casework.record.broken_contacts import What, Why, sources
from models.asked import OF_EACH, kept, of_each
from models.case import Member
from models.contacts import ContactChange
from models.session import Work


@dataclass(slots=True)
class _OfOne:
    """What is known of one person, or of their superior."""

    count: int = 0
    said: dict[What, datetime] = field(default_factory=dict)
    closed_at: datetime | None = None

    def add(self, what: What, why: Why, at: datetime) -> None:
        if why is Why.REFUSED:
            self.count += 1
        elif why is Why.CLOSED:
            self.closed_at = max(at, self.closed_at or at)
        else:
            self.said[what] = max(at, self.said.get(what, at))


@dataclass(frozen=True, slots=True)
class Returned:
    """A contact that leads nowhere: mail was refused for good, or its reader says so."""

    member: Member | None
    """None where it was an officer's: the administrator corrects that."""
    is_superior: bool
    count: int
    waits: ContactChange | None
    """A new contact is asked for already and waits for its confirmation."""
    disputed_at: datetime | None = None
    """When they said that the number on record is not theirs."""
    disowned_at: datetime | None = None
    """When it was said behind their link that it is not for them, or that they have left; of a
    superior, behind the one in a notice."""
    closed_at: datetime | None = None
    """When their links were closed, since a mail came back."""


def returned(work: Work, life_id: UUID) -> Sequence[Returned]:
    """What leads nowhere in one life, person by person."""
    return returned_in(work, [life_id])[life_id]


def returned_in(work: Work, lives: Collection[UUID]) -> Mapping[UUID, Sequence[Returned]]:
    """The same of several."""
    rows = work.session.execute(_sources(), {"lives": list(lives)}).all() if lives else ()
    found: dict[tuple[UUID, UUID, bool, bool], _OfOne] = {}
    for life, who, what, at, why in rows:
        kind = What(what)
        whose = life, who, kind in OF_A_SUPERIOR, kind is What.OFFICER
        found.setdefault(whose, _OfOne()).add(kind, Why(why), at)
    members, changes = _members(work, found), _changes(work, {who for _, who, *_ in found})
    every: dict[UUID, list[Returned]] = {life: [] for life in lives}
    for (life, who, is_superior, is_officer), what in found.items():
        every[life].append(
            Returned(
                None if is_officer else members.get((life, who)),
                is_superior,
                what.count,
                changes.get(who),
                what.said.get(What.PHONE),
                what.said.get(What.SUPERIOR_MAIL if is_superior else What.MAIL),
                what.closed_at,
            )
        )
    return every


OF_A_SUPERIOR: Final = frozenset({What.SUPERIOR_MAIL, What.SUPERIOR_PHONE})


@kept
def _sources() -> Select[Any]:
    return of_each(*sources(OF_EACH))


def _members(work: Work, found: Collection[tuple[UUID, UUID, bool, bool]]) -> Mapping[Any, Member]:
    if not found:
        return {}
    query = select(Member).options(joinedload(Member.professional))
    query = query.where(
        Member.life_id.in_({life for life, *_ in found}),
        Member.professional_id.in_({who for _, who, *_ in found}),
    )
    return {(each.life_id, each.professional_id): each for each in work.session.scalars(query)}


def _changes(work: Work, people: Collection[UUID]) -> Mapping[UUID, ContactChange]:
    if not people:
        return {}
    waiting = select(ContactChange).where(
        ContactChange.professional_id.in_(people), ContactChange.ended_at.is_(None)
    )
    return {change.professional_id: change for change in work.session.scalars(waiting)}
