"""What minutes hold beside their text, as they are signed: Art. 10."""

from datetime import date

from pydantic import BaseModel, ConfigDict


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
