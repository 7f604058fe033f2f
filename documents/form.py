"""Forms in parts and letters, filled or for hand filling; the Regulation supplies none of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from core.i18n import Language
from documents.paper import Attendant, PrintedPaper


@dataclass(frozen=True, slots=True)
class FormTable:
    """Rows under their heads, or free ones."""

    heads: Sequence[str]
    widths: Sequence[float]
    """Of each column beside the others."""
    rows: Sequence[Sequence[str]] = ()
    room: int = 0
    """How many rows there are at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPart:
    """What is asked, and what was said of it or room to write it."""

    heading: str = ""
    hint: str = ""
    facts: Sequence[tuple[str, str]] = ()
    lines: Sequence[str] = ()
    language: Language | None = None
    """Of the lines, where they are in another one than the paper."""
    boxes: Sequence[tuple[str, bool]] = ()
    table: FormTable | None = None
    room: int = 0
    """Free lines to write on."""


@dataclass(frozen=True, slots=True)
class SignedBy:
    """A line to sign on, or what stands in place of a signature."""

    who: Sequence[str]
    """Under the line."""
    signed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPaper(PrintedPaper):
    """A form: facts, parts, and who signs."""

    template: ClassVar[str] = "form"

    heading: str
    facts: Sequence[tuple[str, str]] = ()
    parts: Sequence[FormPart]
    people_heading: str = ""
    heads: Sequence[str] = ()
    people: Sequence[Attendant] = ()
    room: int = 0
    """How many people have a line there at least."""
    signs: Sequence[SignedBy] = ()
    fingerprint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPaper(PrintedPaper):
    """A letter that leaves the centre: Art. 14(3.2), 17(4), 19."""

    template: ClassVar[str] = "letter"

    book: Sequence[tuple[str, str]]
    """The office's number and the day; empty: written there by hand."""
    to: Sequence[str]
    heading: str
    opening: Sequence[str]
    parts: Sequence[FormPart] = ()
    closing: Sequence[str] = ()
    signs: Sequence[SignedBy] = ()
