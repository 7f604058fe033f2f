"""Parts of the closing form that are on record before it is laid: Art. 8(11), 17(3.2), 17(3.3)."""

from datetime import date

from pydantic import BaseModel, ConfigDict

from rules.after_eighteen import LetterSentBy
from rules.composition import Relation
from rules.opinions import Hearing
from rules.paper_sections import PaperSection
from rules.succession import Departure


class FoundAge(BaseModel):
    """When the child was born, as the table found it: Art. 17(3.2)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    born_on: date
    source: str
    found_on: date
    recorded_on: date


class UnknownOfPaper(BaseModel):
    """A section of the time on paper of which something is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    section: PaperSection
    words: str


class RanOnPaper(BaseModel):
    """That the case ran on paper until a day, and what of that time is not known: 0165."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    until: date
    lies: str
    """Where the paper file lies; empty where that is not known."""
    unknown: tuple[UnknownOfPaper, ...]


class SaidOpinion(BaseModel):
    """What one of the family said on the closure, or why there is no word: Art. 17(2)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    relation: Relation
    outcome: Hearing
    words: str
    asked_by: str
    asked_on: date
    recorded_on: date


class Acceptance(BaseModel):
    """The other centre's word, as the centre of origin entered it: Art. 17(3.3)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    by: str
    on: date
    letter: str
    entered_on: date
    entered_by: str


class SentLetter(BaseModel):
    """A letter with services after eighteen: Art. 17(4)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    left_on: date
    recorded_on: date
    sent_by: LetterSentBy
    institution: str
    services: str
    starts_on: date | None
    """None where the letter says none."""


class Gone(BaseModel):
    """Who took part and cannot sign; a successor stands for them, or the reason: Art. 8(11)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    affiliation: str
    left_on: date | None
    left_as: Departure | None
    """None where they were recused: Art. 10(2)."""
    reason: str
    successor: str
    entered_on: date | None = None
    """When that they left was entered, where that is another day."""
    taken_on: date | None = None
    """Since when somebody holds the place that was theirs."""
    taken_entered_on: date | None = None
