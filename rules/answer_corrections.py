"""An answer that was typed wrong: another stands for it, or it is taken back: ours, decision 0114.

What was typed stays to be read. What is owed, and whether it came late, follows from what stands.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from rules.defaults import DEFAULTS
from rules.inquiries import answered_on
from rules.refusals import Conflict, NotPossible, ProcedureRefused


class AnswerOfTheMember(NotPossible):
    reason = "A member wrote this answer behind their link: it is theirs."
    way_out = "Ask the member to write another; what they write stands beside it."


class AnswerWithoutReason(ProcedureRefused):
    reason = "It is not said what was wrong in the answer."
    way_out = "Write it in a sentence; the answer stays to be read."
    basis = DEFAULTS.INQUIRY


class AnswerStandsNoMore(Conflict):
    reason = "This answer stands no more: another stands for it, or it is taken back."
    way_out = "Correct the one that stands, or enter the answer anew."


def check_answer_correction(*, typed: bool, stands: bool, reason: str) -> None:
    """What an officer typed, once, and why; of what was taken back there is nothing to correct."""
    if not typed:
        raise AnswerOfTheMember
    if not stands:
        raise AnswerStandsNoMore
    if not reason.strip():
        raise AnswerWithoutReason


@dataclass(frozen=True, slots=True)
class Receipt:
    """The day by which it is late or not, and since when an answer that stands is on record."""

    on: date
    at: datetime


def receipt(standing: Iterable[tuple[date, datetime]]) -> Receipt | None:
    """Of the answers that stand; none where there is none: the answer is owed again, 14(3.1)."""
    found = list(standing)
    on = answered_on(day for day, _ in found)
    return None if on is None else Receipt(on, min(at for _, at in found))
