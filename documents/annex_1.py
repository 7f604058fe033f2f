"""The working form of the roundtable: Annex 1, Art. 20(1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Final

from documents.paper import Attendant, PaperText, PlanLine, PrintedPaper, ReviewLines

ROWS: Final = 4
"""Of a list of attendants in the gazette."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex1(PrintedPaper):
    """Every line of the form by its code; what is left out is empty, and the form blank."""

    template: ClassVar[str] = "annex_1"

    words: Mapping[str, str]
    joined: str
    """The seven criteria in one sentence, as the Annex has them."""
    head: Sequence[str] = ()
    ticked: Mapping[str, str] = field(default_factory=dict)
    """Each box that is, with what is written beside "other"."""
    personal: Sequence[str] = ()
    assessed: Sequence[PaperText] = ()
    served: Sequence[PaperText] = ()
    shared: Sequence[PaperText] = ()
    criteria: Sequence[tuple[str, str]] = ()
    """What the table said of each of the seven, and in words."""
    goal: Sequence[str] = ()
    actions: Sequence[PlanLine] = ()
    of_the_plan: Sequence[Attendant] = ()
    reviews: Sequence[ReviewLines] = ()
    holds: str = ""
    """The code of the ground that does."""
    in_words: str = ""
    undecided: str = ""
    of_the_closing: Sequence[Attendant] = ()
    seats: int = ROWS
    """Rows of a list of attendants of whom nobody is on record yet."""
