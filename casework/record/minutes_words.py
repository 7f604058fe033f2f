"""What minutes hold beside their text, as they are signed: Art. 10."""

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from rules.composition import Relation
from rules.participants import Part


class LateItem(BaseModel):
    """An item that was added after the agenda had been sent: Art. 10(3)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    words: str
    on: date


class SaidDissent(BaseModel):
    """From what a member dissented, in their own words: Art. 10(1)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    affiliation: str
    on: date
    decision: str
    words: str


class AlsoThere(BaseModel):
    """Who was there without a seat, invited or not; the family by relation: Art. 8(10), 10(6)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    part: Part
    relation: Relation | None = None
    """Of the family, whom minutes never name."""
    name: str = ""
    comes_from: str = ""
    independent: bool = False


class CorrectedChair(BaseModel):
    """Who was on record as having chaired, and who did: Art. 4(2)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    was: str
    now: str
    on: date
    """When it was said."""
    source: str
    reason: str


class CorrectedLine(BaseModel):
    """Of one person: whether they were on record as having been there, and whether they were."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    relation: Relation | None = None
    """Of the family, whom minutes never name."""
    was: bool | None
    """None where the record said nothing of them."""
    was_words: str = ""
    now: bool


class CorrectedRecord(BaseModel):
    """Who was there, or on which day and at which hour, as it stood and as it was: Art. 9."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    was_at: datetime | None = None
    """None where day and hour stay."""
    now_at: datetime | None = None
    lines: tuple[CorrectedLine, ...] = ()
    on: date
    """When it was said."""
    source: str
    reason: str
