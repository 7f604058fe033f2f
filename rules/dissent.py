"""A member's dissent from what the table decided: Art. 9, 10(1).

The text has no quorum and no vote; what somebody did not agree with stands in the minutes.
"""

from dataclasses import dataclass
from datetime import date

from rules.basis import Article
from rules.days import check_happened
from rules.defaults import DEFAULTS
from rules.refusals import NotPossible, ProcedureRefused


class DissentWithoutWords(ProcedureRefused):
    reason = "A dissent says what the table decided, and what the member thinks instead."
    way_out = "Write both, the second in the member's own words."
    basis = DEFAULTS.DISSENT


class NothingDecidedYet(NotPossible):
    reason = "This meeting is not on record as held: there is nothing to dissent from."
    way_out = "Put the meeting on record first."


class DissentTooEarly(NotPossible):
    reason = "The table decided on {day}: nobody dissented from it before."
    way_out = "Write the day on which they said so, from that of the meeting on."


class RecusedThen(ProcedureRefused):
    reason = "This member has a conflict of interest, and takes no part since {day}."
    way_out = "What they had said before stands under its item of the agenda; nothing is added."
    basis = Article(10, "2")


@dataclass(frozen=True, slots=True)
class DissentFacts:
    """The meeting that decided, and what is said against it."""

    held_on: date | None
    decision: str
    words: str
    recused_on: date | None = None
    """Since when they take no part, where they have a conflict of interest: Art. 10(2)."""


def check_dissent(said: DissentFacts, on: date | None, today: date) -> date:
    """The day on which it was said: whoever sat there dissents on any day from the meeting's on."""
    if said.held_on is None:
        raise NothingDecidedYet
    if not (said.decision.strip() and said.words.strip()):
        raise DissentWithoutWords
    said_on = check_happened(on, today)
    if said_on < said.held_on:
        raise DissentTooEarly(day=said.held_on)
    if said.recused_on is not None and said_on >= said.recused_on:
        raise RecusedThen(day=said.recused_on)
    return said_on
