"""An assessment, whole or the parts that are a reader's: Art. 8(7), 12; its form is ours."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from documents.paper import PaperText, PrintedPaper


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentPaper(PrintedPaper):
    """One version; of a part that is not said, or not the reader's, there is no heading."""

    template: ClassVar[str] = "assessment"

    heading: str
    facts: Sequence[tuple[str, str]]
    texts: Sequence[PaperText]
