"""One person at a table, as the page of its declarations names them: Art. 18(2)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rules.composition import Relation
from rules.participants import Part, Word


@dataclass(frozen=True, slots=True)
class Declarant:
    """One person at the table, and the last they said."""

    id: UUID
    name: str
    """Empty for the family."""
    comes_from: str = ""
    comes_for: str = ""
    """How a guest's institution is tied to the case, or why somebody sat there: Art. 8(5)."""
    meets_on: date | None = None
    """The one meeting they come to, or sat in."""
    part: Part | None = None
    """None for a member with a seat."""
    relation: Relation | None = None
    word: Word | None = None
    said_on: date | None = None
    conflict: bool | None = None
    reason: str = ""
    signed_by: str = ""
    asked_on: date | None = None
    reminded_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Something may still be put on record of them."""
        return self.word is not Word.SIGNED and self.part is not Part.CHAIR
