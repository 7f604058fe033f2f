"""A referral that should not be: the child of another case, or of none: beside Art. 8(1), 17.

The Regulation knows no such end. Ours: before the table has met the head decides alone, on record;
once it has met the case is the table's, and closed as Art. 17 has it (decision 0052).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from rules.basis import Article
from rules.defaults import DEFAULTS
from rules.refusals import ProcedureRefused


class Mistake(StrEnum):
    """What is wrong with a referral."""

    DUPLICATE = "duplicate"
    """The child has a case already."""
    MISTAKEN = "mistaken"
    """It is about nobody, or about somebody else."""


BASIS: Final = DEFAULTS.MISTAKEN_REFERRAL


class TableHasMet(ProcedureRefused):
    reason = "The table has met on this case: how it ends is the table's to decide."
    way_out = "The case manager proposes to close it, under other circumstances if no other ground."
    basis = Article(17, "3")


class MeetingMayHaveBeenHeld(ProcedureRefused):
    reason = "The day of a planned meeting has come, and nobody has recorded whether it was held."
    way_out = "Record the meeting, or call it off if it was not held."
    basis = BASIS


class OwnReferral(ProcedureRefused):
    reason = "Nobody ends a case that they manage by their own decision."
    way_out = "The head decides, or another deputy; without a head the administrator names one."
    basis = DEFAULTS.OWN_CASE


class MistakeWithoutReason(ProcedureRefused):
    reason = "It is not said why this referral is a mistake."
    way_out = "Write how it came about and how it was found out; it stays in the file."
    basis = BASIS


class DuplicateOfNothing(ProcedureRefused):
    reason = "A duplicate is linked to the case that the child already has."
    way_out = "Write the number of that case."
    basis = BASIS


class DuplicateOfItself(ProcedureRefused):
    reason = "A case is no duplicate of itself."
    way_out = "Write the number of the other case."
    basis = BASIS


class RightCaseIsOver(ProcedureRefused):
    reason = "The case named has ended: the child would be left without one."
    way_out = "Name a case that runs, or go on with this one."
    basis = BASIS


@dataclass(frozen=True, slots=True)
class RightCase:
    """The case that the referral belonged to."""

    id: UUID
    ended: bool
    """Closed, or ended itself as a mistake."""


@dataclass(frozen=True, slots=True)
class MistakenFacts:
    """A referral on the day on which the head looks at it."""

    id: UUID
    met: bool
    """A meeting was held."""
    may_have_met: bool
    """The hour of a planned meeting has passed, and it is neither recorded nor called off."""
    manager_id: UUID | None
    right: RightCase | None


def check_end(facts: MistakenFacts, mistake: Mistake, reason: str, *, by: UUID) -> None:
    """The head ends a mistaken or duplicate referral before its first meeting: ours."""
    if facts.met:
        raise TableHasMet
    if facts.may_have_met:
        raise MeetingMayHaveBeenHeld
    if by == facts.manager_id:
        raise OwnReferral
    if not reason.strip():
        raise MistakeWithoutReason
    if facts.right is not None and facts.right.id == facts.id:
        raise DuplicateOfItself
    if mistake is Mistake.DUPLICATE:
        _check_duplicate(facts.right)


def _check_duplicate(right: RightCase | None) -> None:
    if right is None:
        raise DuplicateOfNothing
    if right.ended:
        raise RightCaseIsOver
