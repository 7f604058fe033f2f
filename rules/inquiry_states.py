"""Where a question stands, by what is on record of it: Art. 14(3.1), 10(2), 17(3.5), 19."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.inquiries import is_late


class Stands(StrEnum):
    """Where an inquiry stands."""

    AWAITED = "awaited"
    LATE = "late"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    LEFT = "left"
    """Unanswered, and whoever was asked did not sit any more by its day."""
    ENDED = "ended"
    """Unanswered, and by its day the child had died: nobody owed it."""


@dataclass(frozen=True, slots=True)
class AskedFacts:
    """One question, of a member or of somebody else."""

    due: date
    """The day that counts: another one where it was put again."""
    answered: bool = False
    """By an answer that stands."""
    withdrawn: bool = False
    gone_on: date | None = None
    """The day on which whoever was asked left, or declared a conflict of interest."""
    died_on: date | None = None
    """Of the child, where a member was asked."""


def where_it_stands(asked: AskedFacts, today: date) -> Stands:
    """Late is what its member let pass while they sat; who left before its day let nothing pass,
    and what nobody owed by then is over."""
    if asked.answered:
        return Stands.ANSWERED
    if asked.withdrawn:
        return Stands.WITHDRAWN
    if is_late(asked.due, today, died_on=asked.died_on):
        missed = asked.gone_on is None or asked.gone_on > asked.due
        return Stands.LATE if missed else Stands.LEFT
    if asked.died_on is not None:
        return Stands.ENDED
    return Stands.AWAITED if asked.gone_on is None else Stands.LEFT
