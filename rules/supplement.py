"""What is added beside a sealed file, dated and signed: beside Art. 17(5).

The form joins the child's file, and the text says no more. Ours: what comes to light afterwards
stands beside the sealed file, and nothing in the file changes (decision 0061).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from rules.days import check_happened
from rules.defaults import DEFAULTS
from rules.refusals import NotPossible, ProcedureRefused
from rules.signing import NotYoursToSign

BASIS: Final = DEFAULTS.SUPPLEMENT


class Capacity(StrEnum):
    """As what an officer signs; each is one of the two."""

    MANAGER = "manager"
    HEAD = "head"
    """The head, or the head's deputy."""


class NotSealedYet(NotPossible):
    reason = "The file of this case is not sealed: what happened is entered in the file itself."
    way_out = "Open the case, and enter it where it belongs, with its true day."


class SupplementWithoutWords(ProcedureRefused):
    reason = "It is not said what is to be added."
    way_out = "Write what happened."
    basis = BASIS


class DayNotSaid(ProcedureRefused):
    reason = "It is not said on which day it happened."
    way_out = "Write the day, or say that it is not known; one of the two."
    basis = BASIS


class SupplementSigned(NotPossible):
    reason = "This supplement is signed already, by you or by another head."
    way_out = "What is wrong in it is corrected by another supplement."


@dataclass(frozen=True, slots=True)
class SupplementFacts:
    """What is to be added to which file."""

    sealed: bool
    words: str
    happened_on: date | None
    day_not_known: bool


def check_entering(facts: SupplementFacts, today: date) -> None:
    """Something is put beside a sealed file, with its true day or none that is known: ours."""
    if not facts.sealed:
        raise NotSealedYet
    if not facts.words.strip():
        raise SupplementWithoutWords
    if (facts.happened_on is None) is not facts.day_not_known:
        raise DayNotSaid
    check_happened(facts.happened_on, today)


def capacity_of(
    by: UUID, manager_id: UUID | None, *, acts_as_head: bool, in_conflict: bool = False
) -> Capacity | None:
    """Each signs as one: who manages the case as its manager, also where they are the deputy; who
    has a conflict of interest at that table as neither: Art. 10(2)."""
    if in_conflict:
        return None
    if by == manager_id:
        return Capacity.MANAGER
    return Capacity.HEAD if acts_as_head else None


def check_signing(
    capacity: Capacity | None, signed: Collection[Capacity], by: UUID, signatories: Collection[UUID]
) -> Capacity:
    """Manager and head sign, each once and each for themselves: ours."""
    if capacity is None:
        raise NotYoursToSign(BASIS)
    if capacity in signed or by in signatories:
        raise SupplementSigned
    return capacity
