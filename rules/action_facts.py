"""What the rules are told about the actions of the plan in force: Art. 13(2), 14(2)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class LateActionFacts:
    """One action of the plan in force that is not completed, and whose member sits."""

    id: UUID
    member_id: UUID | None
    """None where the centre answers for it: nobody is asked for a report."""
    due: date
    asked: bool
    """What became of it was asked since its day passed: Art. 14(3.3)."""
    wants: date | None = None
    """The day that its member asked the table for with their last word: Art. 15(3)."""


@dataclass(frozen=True, slots=True)
class LookFacts:
    """A day by which the table looks at one open action again, and has not: Annex 1, part 4.5."""

    id: UUID
    on: date


@dataclass(frozen=True, slots=True)
class LeftActionFacts:
    """One action of the plan in force that is open, and whose place nobody holds, or somebody who
    has not declared yet: Art. 13(2.2), 18(2)."""

    id: UUID
    member_id: UUID
    """Who held the place last, or has come into it."""
    known_on: date
    """When it was on record that they left, have a conflict, or have come."""
    due: date | None = None
    """Its own day."""
    succeeded: bool = False
    """Somebody has come into the place: there is nobody to look for."""
