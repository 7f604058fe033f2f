"""What members wrote before a meeting, one of them or all; the Regulation supplies no form."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from documents.paper import PaperText, PrintedPaper


@dataclass(frozen=True, slots=True)
class ReportText:
    """One member's."""

    who: str
    state: str
    """When it came, or that it did not."""
    texts: Sequence[PaperText] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsPaper(PrintedPaper):
    """Progress reports: Art. 8(9)."""

    template: ClassVar[str] = "reports"

    heading: str
    facts: Sequence[tuple[str, str]]
    reports: Sequence[ReportText]
