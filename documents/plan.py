"""A plan that is taken along, the manager's or the table's; the Regulation supplies no form."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from documents.paper import PrintedPaper


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPaper(PrintedPaper):
    """What is to be done, by whom and until when: Art. 13(2)."""

    template: ClassVar[str] = "plan"

    heading: str
    facts: Sequence[tuple[str, str]]
    criteria_heading: str = ""
    criteria: Sequence[str] = ()
    """How the goal is set, of what the table said: Annex 1."""
    actions_heading: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    none: str = ""
    """What is said where there is no row."""
