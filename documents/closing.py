"""The form on which a case is closed, as it is signed; the Regulation supplies none: Art. 17(5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from documents.paper import Attendant, PaperText, PrintedPaper


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingPaper(PrintedPaper):
    """What the table decided and on what, and a place for each to sign."""

    template: ClassVar[str] = "closing"

    heading: str
    facts: Sequence[tuple[str, str]]
    texts: Sequence[PaperText]
    people_heading: str
    heads: Sequence[str]
    people: Sequence[Attendant]
    fingerprint: str
