"""The official Serbian words of Annex 1, as the administrator enters them: Art. 20(1).

The Serbian text of the Regulation is not at hand, so the form in Serbian is our translation and
says so. Line by line it gives way to the official words, entered with the gazette that printed
them. The Albanian text decides either way (decision 0127).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from rules.annex import ALL_LINES
from rules.defaults import DEFAULTS
from rules.refusals import NotPossible, ProcedureRefused


class Officially(StrEnum):
    """How much of the form is in official words."""

    NOT_AT_ALL = "not_at_all"
    IN_PART = "in_part"
    WHOLE = "whole"


class WordingWithoutSource(ProcedureRefused):
    reason = "It is not said in which gazette these words stand."
    way_out = "Write the number of the Official Gazette."
    basis = DEFAULTS.ANNEX_WORDING


class WordingNotYetPrinted(ProcedureRefused):
    reason = "The gazette of {published_on} has not been printed yet."
    way_out = "Write the day of the gazette as it is printed on it."
    basis = DEFAULTS.ANNEX_WORDING


class WordingWithoutWords(ProcedureRefused):
    reason = "No official words are written for a line of Annex 1."
    way_out = "Write the words of at least one line as the gazette has them."
    basis = DEFAULTS.ANNEX_WORDING


class TakenBackWithoutReason(ProcedureRefused):
    reason = "It is not said why these words are taken back."
    way_out = "Write the reason in a sentence."
    basis = DEFAULTS.ANNEX_WORDING


class WordingTakenBack(NotPossible):
    reason = "These words have been taken back already."
    way_out = "Look at the lines again."


@dataclass(frozen=True, slots=True)
class WordingFacts:
    """The words of one line as they were entered; they stay, also taken back."""

    line: str
    words: str
    published_on: date
    entered_at: datetime
    taken_back: bool = False


def check_wording(
    lines: Mapping[str, str], gazette: str, published_on: date, today: date
) -> Mapping[str, str]:
    """What is to be put on record of what was typed: with its gazette, and only what says
    something."""
    if not gazette.strip():
        raise WordingWithoutSource
    if published_on > today:
        raise WordingNotYetPrinted(published_on=published_on)
    said = {line: " ".join(words.split()) for line, words in lines.items() if words.strip()}
    if not said or not set(said) <= set(ALL_LINES):
        raise WordingWithoutWords
    return said


def check_taking_back(taken_back: Iterable[bool], reason: str) -> None:
    """Words that were entered by mistake are taken back once, with the reason."""
    found = list(taken_back)
    if not found or any(found):
        raise WordingTakenBack
    if not reason.strip():
        raise TakenBackWithoutReason


def official(wordings: Iterable[WordingFacts]) -> dict[str, WordingFacts]:
    """Of each line what the newest gazette has; of one gazette, what was entered last."""
    held = [each for each in wordings if not each.taken_back]
    held.sort(key=lambda each: (each.published_on, each.entered_at))
    return {each.line: each for each in held}


def how_officially(lines: Collection[str]) -> Officially:
    """Whether a reader is told of the whole form, or of each line, that the words are ours."""
    if not lines:
        return Officially.NOT_AT_ALL
    return Officially.WHOLE if set(lines) >= set(ALL_LINES) else Officially.IN_PART
