"""Word to the family of a meeting: each word stays, and the last one counts: Art. 8(10)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from rules.composition import TOLD_OF_MEETINGS, Relation
from rules.days import check_happened
from rules.defaults import DEFAULTS
from rules.meetings import FamilyNotTold
from rules.refusals import NotPossible, ProcedureRefused


class MeetingCalledOff(NotPossible):
    reason = "This meeting was called off on {day}: nobody was told of it after that."
    way_out = "Write the day before on which they were told, or the word on another meeting."


class WordCorrectedWithoutReason(ProcedureRefused):
    reason = "Another word is on record; it is not said why it was wrong."
    way_out = "Write the reason; the earlier word stays to be read."
    basis = DEFAULTS.FACT


@dataclass(frozen=True, slots=True)
class WordToFamily:
    """How one person learned of one meeting, or why they did not."""

    told_on: date | None
    """None where they could not be told."""
    how: str = ""
    reason: str = ""
    """Why they could not be told."""
    said_on: date | None = field(default=None, compare=False)
    """When it was put on record; None while it is not."""


def corrects(word: WordToFamily, before: WordToFamily | None) -> bool:
    """Whether both cannot be true: a day that was given is another, or none, or lies before the
    word that there was none. Who is told after all, later than that, corrects nothing."""
    if before is None or word == before:
        return False
    if before.told_on is not None:
        return True
    return word.told_on is not None and before.said_on is not None and word.told_on < before.said_on


def check_word(word: WordToFamily, before: WordToFamily | None, because: str, today: date) -> None:
    """Told on a day that has come, or why not: Art. 8(10). A correction says why, as any fact's."""
    if word.told_on is None and not word.reason.strip():
        raise FamilyNotTold
    if word.told_on is not None:
        check_happened(word.told_on, today)
    if corrects(word, before) and not because.strip():
        raise WordCorrectedWithoutReason


def check_meeting(word: WordToFamily, called_off_on: date | None) -> None:
    """Also of a meeting that was held, or called off after it: the true day is never refused."""
    if called_off_on is not None and (word.told_on is None or word.told_on > called_off_on):
        raise MeetingCalledOff(day=called_off_on)


def was_known(since: date | None, met_on: date) -> bool:
    """A word is owed to whoever of the family the centre knew of by that day: Art. 8(10)."""
    return since is None or since <= met_on


def is_heard(relation: Relation, since: date | None, met_on: date, *, told: bool) -> bool:
    """Whose presence or views the record asks for: the child, a parent, the guardian and a carer of
    whom the centre knew by that day; anybody else once they were told: Art. 8(10)."""
    return told or (relation in TOLD_OF_MEETINGS and was_known(since, met_on))


def last_told(words: Iterable[WordToFamily | None]) -> date | None:
    """The day on which the last of them was told; None where of somebody nothing is said, or where
    only reasons stand: Art. 8(10)."""
    found = list(words)
    if not all(found):
        return None
    return max((word.told_on for word in found if word and word.told_on), default=None)
