"""What the rules are told of contacts that change, and of seats that nobody can take."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """A change of somebody's contact that waits for its confirmation."""

    id: UUID
    asked_on: date
    by_head: bool
    """The head asked for it herself: another officer confirms."""


@dataclass(frozen=True, slots=True)
class RecusalFacts:
    """A member with a conflict, or who does not sign, and nobody asked for in their place."""

    id: UUID
    declared_on: date
