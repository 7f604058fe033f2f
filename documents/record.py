"""A child's record as it is handed out to the child or who acts for it: beside Art. 18(1)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from documents.form import FormTable
from documents.paper import PaperText, PrintedPaper


@dataclass(frozen=True, slots=True)
class RecordPiece:
    """One piece: what it is, what it says, and that something of it is kept back."""

    heading: str
    facts: Sequence[tuple[str, str]] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class RecordSection:
    """The pieces of one part of a record."""

    heading: str
    pieces: Sequence[RecordPiece] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPaper(PrintedPaper):
    """A whole record, then what was kept back and on what ground."""

    template: ClassVar[str] = "record"

    heading: str
    facts: Sequence[tuple[str, str]]
    opening: Sequence[str]
    sections: Sequence[RecordSection]
    kept: PaperText
    """What stands over the list of what was kept back."""
    table: FormTable | None = None
