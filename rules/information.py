"""What comes in at any time, and which claims are verified: Art. 5(1.2), 12(1).

The text has the table supplement the assessment with updated information and verify what it was
told; it names no form, no limit and nobody who verifies. What follows is our reading (0075, 0076):
nothing is held up by it, an assessment that it leaves behind is warned of.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.basis import Article
from rules.days import check_happened
from rules.defaults import DEFAULTS
from rules.refusals import NotPossible, ProcedureRefused
from rules.seats import may_have_come


class Verification(StrEnum):
    """What became of a claim: Art. 12(1)."""

    CONFIRMED = "confirmed"
    REFUTED = "refuted"
    NOT_VERIFIABLE = "not_verifiable"
    """Somebody tried, and it can be neither confirmed nor refuted."""


class InformantNotBound(ProcedureRefused):
    reason = "Nobody informs the table or verifies for it before signing its declarations."
    way_out = "The declarations come first; then the page opens."
    basis = DEFAULTS.DECLARE


class InformantHasLeft(ProcedureRefused):
    reason = "Whoever does not sit at this table neither informs it nor verifies for it."
    way_out = "Somebody who sits at the table can, or the case manager."
    basis = DEFAULTS.INFORMATION


class InformedFromNoSeat(ProcedureRefused):
    reason = "On {day} this person did not sit at the table."
    way_out = "Enter it as what came to you, and name the person as the source."
    basis = DEFAULTS.INFORMATION


class NothingToldOf(ProcedureRefused):
    reason = "It is not said what came in."
    way_out = "Write it in a sentence or two, in the words in which it was said."
    basis = DEFAULTS.INFORMATION


class InformedWithoutSource(ProcedureRefused):
    reason = "It is not said from whom or from where it came."
    way_out = "Name the source, or choose the member who said it."
    basis = DEFAULTS.FACT


class NothingSharedThere(NotPossible):
    reason = "That meeting is not on record as held: nothing was shared in it."
    way_out = "Put the meeting on record first, or enter it as what came in."


class SharedOnAnotherDay(ProcedureRefused):
    reason = "That meeting took place on {day}: nothing was shared in it on another day."
    way_out = "Write that day, or choose no meeting."
    basis = DEFAULTS.INFORMATION


class NothingClaimed(ProcedureRefused):
    reason = "It is not said what is to be verified."
    way_out = "Write the claim as one sentence that can be confirmed or refuted."
    basis = DEFAULTS.VERIFY


class VerifiedWithoutWord(ProcedureRefused):
    reason = "It is not said how the claim was verified, or why it cannot be."
    way_out = "Write in a sentence what was looked at, or who was asked."
    basis = DEFAULTS.VERIFY


class NothingIsVerified(ProcedureRefused):
    reason = "The table has closed this case: it verifies nothing more."
    way_out = "Enter what came in as information; a child in need again is referred anew."
    basis = Article(17, "3")


@dataclass(frozen=True, slots=True)
class InformantFacts:
    """The seat of whoever informs or verifies."""

    sits: bool
    declared: bool
    seated_on: date
    until: date | None = None
    """The day on which they left, or declared a conflict of interest."""

    def sat_on(self, day: date) -> bool:
        return may_have_come(day, self.seated_on, self.until)


def check_bound(informant: InformantFacts) -> None:
    """Who acts for the table by a link sits at it and has declared: Art. 10(2), 18(2)."""
    if not informant.sits:
        raise InformantHasLeft
    if not informant.declared:
        raise InformantNotBound


def check_information(
    given_on: date,
    today: date,
    *,
    words: str,
    source: str = "",
    informant: InformantFacts | None = None,
) -> None:
    """What somebody said or what came in has words, a day that has come, a source: Art. 5(1.2).

    After the table's decision too, for it is a fact; without an informant it came to the manager.
    """
    check_happened(given_on, today)
    if not words.strip():
        raise NothingToldOf
    _check_seat(informant, given_on)
    if informant is None and not source.strip():
        raise InformedWithoutSource


def check_shared(given_on: date, met_on: date | None) -> None:
    """What was shared while the table discussed the case is of the day on which it met: 20(1).

    `met_on` is None of a meeting that is not on record as held. Annex 1 has a heading for it.
    """
    if met_on is None:
        raise NothingSharedThere
    if given_on != met_on:
        raise SharedOnAnotherDay(day=met_on)


def _check_seat(informant: InformantFacts | None, day: date) -> None:
    """What a member said while they sat counts as theirs, whenever it is typed."""
    if informant is not None and not informant.sat_on(day):
        raise InformedFromNoSeat(day=day)


def check_claim(
    asked_on: date,
    today: date,
    *,
    words: str,
    confirms: InformantFacts | None = None,
    decided_on: date | None = None,
) -> None:
    """What is to be verified, by the manager or a member who may read it: Art. 12(1), 18(2)."""
    check_happened(asked_on, today)
    if decided_on is not None and asked_on > decided_on:
        raise NothingIsVerified
    if not words.strip():
        raise NothingClaimed
    if confirms is not None:
        check_bound(confirms)


def check_outcome(
    found_on: date, today: date, *, words: str, informant: InformantFacts | None = None
) -> None:
    """What was found, on its day, and how; a later one adds to it: Art. 12(1)."""
    check_happened(found_on, today)
    _check_seat(informant, found_on)
    if not words.strip():
        raise VerifiedWithoutWord
