"""Services after the eighteenth birthday: needed or not, which, and their letter: Art. 17(4).

The text asks that they be recommended, and names no letter. What a letter says, and what came of
it, is ours (decision 0107).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from rules.basis import Article
from rules.breaches import Breach, Wrong
from rules.days import check_happened
from rules.defaults import DEFAULTS
from rules.eighteen import is_eighteen
from rules.grounds import Ground, GroundFacts
from rules.refusals import Conflict, NotPossible, ProcedureRefused
from rules.roles import Owner

BASIS: Final = DEFAULTS.SERVICES_LETTER


class LetterSentBy(StrEnum):
    """How a letter left the centre."""

    HAND = "hand"
    POST = "post"
    MAIL = "mail"
    NOT_STATED = "not_stated"


class CameOf(StrEnum):
    """What became of a letter, as somebody said on a day."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    NOT_KNOWN = "not_known"
    """Nobody knows whether the service will be given."""
    NEVER_SENT = "never_sent"
    """It had been entered as sent, and had not left."""


class AfterEighteenUnanswered(ProcedureRefused):
    reason = "Nobody has said whether services are needed after the eighteenth birthday."
    way_out = "Answer yes or no; with yes, say which services you recommend."
    basis = Article(17, "4")


class RecommendationMissing(ProcedureRefused):
    reason = "Services are needed after the eighteenth birthday, and none is recommended."
    way_out = "Write which services suit this person's needs, or enter the letter that says it."
    basis = Article(17, "4")


class SaidAllTheSame(ProcedureRefused):
    reason = "It is said that nobody recommended anything, and services are written down."
    way_out = "Leave one of the two out."
    basis = BASIS


class LetterIncomplete(ProcedureRefused):
    reason = "It is not said which services are recommended, or to whom."
    way_out = "Write the services, and the institution to which the letter went."
    basis = BASIS


class BeforeTheLetter(ProcedureRefused):
    reason = "The letter left on {day}; nobody answered it before."
    way_out = "Write the day on which it was answered, or asked after."
    basis = BASIS


class NeverSentWithoutReason(ProcedureRefused):
    reason = "It is not said how it was found that the letter was never sent."
    way_out = "Write it in a sentence; the entry of the letter stays beside it."
    basis = BASIS


class LetterWithoutReason(ProcedureRefused):
    reason = "It is not said why the letter's entry is corrected."
    way_out = "Write what was wrong in it; the entry stays to be read."
    basis = BASIS


class NoLetterCorrected(NotPossible):
    reason = "It is said what was wrong, and no letter is chosen that this one corrects."
    way_out = "Choose the letter, or leave the reason empty."


class LetterCorrected(Conflict):
    reason = "This entry of a letter has been corrected already."
    way_out = "Choose the entry that stands in its place."


@dataclass(frozen=True, slots=True)
class ServicesAnswer:
    """What a station of the closing says of services after eighteen."""

    needs: bool | None
    words: str = ""
    unsaid: bool = False
    """Of a day that is over: nobody had answered by then, or recommended anything."""


NOT_ASKED: Final = ServicesAnswer(None)


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """One letter with the words on it; which others correct it is seen from all of them."""

    id: UUID
    left_on: date
    corrects_id: UUID | None = None
    said: Sequence[tuple[date, CameOf]] = ()
    """In the order in which it was entered."""


def answered(needs: bool | None, words: str, *, lettered: bool = False) -> bool | None:
    """Whether services are needed; who recommends some, here or by letter, has said yes: 17(4)."""
    return True if needs is None and (words.strip() or lettered) else needs


def wants_services(facts: GroundFacts, on: date) -> bool:
    """Whether 17(4) asks: of age on that day, and not closed on a death."""
    of_age = facts.born_on is not None and is_eighteen(facts.born_on, on)
    return of_age and facts.ground != Ground.DEATH


def check_after_eighteen(facts: GroundFacts, answer: ServicesAnswer, on: date, today: date) -> None:
    """For a young person of eighteen it is assessed whether services go on: Art. 17(4).

    A letter that had left by that day recommends them. That nobody had said it is put on record of
    a day that is over, as a lapse of the decision.
    """
    if answer.unsaid and answer.words.strip():
        raise SaidAllTheSame
    if answer.unsaid and on < today:
        return
    needs = answered(answer.needs, answer.words, lettered=facts.lettered)
    if needs is None and wants_services(facts, on):
        raise AfterEighteenUnanswered
    if needs and not answer.words.strip() and not facts.lettered:
        raise RecommendationMissing


def is_still_asked(facts: GroundFacts, said: ServicesAnswer, on: date) -> bool:
    """Whether a station of the closing has to ask: not said, or said without which ones: 17(4)."""
    if not wants_services(facts, on):
        return False
    return said.needs is None or (said.needs and not said.words.strip() and not facts.lettered)


def is_unrecommended(facts: GroundFacts, answer: ServicesAnswer, on: date) -> bool:
    """Nobody had said by that day whether services go on, or which: Art. 17(4)."""
    if not wants_services(facts, on) or facts.lettered:
        return False
    if answer.needs is None:
        return answer.unsaid
    return answer.needs and not answer.words.strip()


def unrecommended(
    facts: GroundFacts, answer: ServicesAnswer, on: date, *, closure_id: UUID, meeting_id: UUID
) -> Iterator[Breach]:
    """The case was closed all the same; a letter that had left by then strikes it through."""
    if is_unrecommended(facts, answer, on):
        wrong, of = Wrong.CLOSED_UNRECOMMENDED, Article(17, "4")
        yield Breach(wrong, of, Owner.MANAGER, on, closure_id, meeting_id)


def check_letter(
    left_on: date, today: date, *, institution: str, services: str, corrected: bool = False
) -> None:
    """What it recommends and to whom it went, once it has left: Art. 17(4), ours.

    `corrected` where the entry that it corrects has been corrected by another.
    """
    check_happened(left_on, today)
    if corrected:
        raise LetterCorrected
    if not institution.strip() or not services.strip():
        raise LetterIncomplete


def check_letter_correction(*, corrects: bool, reason: str) -> None:
    """A correction is another entry that says what was wrong in the former: ours."""
    if corrects and not reason.strip():
        raise LetterWithoutReason
    if not corrects and reason.strip():
        raise NoLetterCorrected


def check_came_of(
    on: date, today: date, *, left_on: date, came: CameOf, words: str, corrected: bool = False
) -> None:
    """What came of it, on its day; a later word adds to it: ours."""
    check_happened(on, today)
    if corrected:
        raise LetterCorrected
    if on < left_on:
        raise BeforeTheLetter(day=left_on)
    if came is CameOf.NEVER_SENT and not words.strip():
        raise NeverSentWithoutReason


def holds(said: Iterable[tuple[date, CameOf]]) -> CameOf | None:
    """The last word by its day; of two of one day the one that was entered last."""
    in_order = sorted(said, key=lambda each: each[0])
    return in_order[-1][1] if in_order else None


def entries_of(letter: LetterFacts, letters: Iterable[LetterFacts]) -> list[LetterFacts]:
    """Every entry of one letter, the first one first: each that this one stands in place of: ours.

    They say when and to whom the same letter went, so what came of one came of the next.
    """
    by_id = {each.id: each for each in letters}
    found = [letter]
    while (former := found[0].corrects_id) is not None:
        found.insert(0, by_id[former])
    return found


def said_of(letter: LetterFacts, letters: Iterable[LetterFacts]) -> CameOf | None:
    """What holds of a letter, whichever of its entries it was said of: ours."""
    return holds(word for each in entries_of(letter, letters) for word in each.said)


def letters_that_left(letters: Sequence[LetterFacts]) -> list[LetterFacts]:
    """Those that left: corrected by no other, and not found never to have been sent."""
    corrected = {each.corrects_id for each in letters}
    return [
        each
        for each in letters
        if each.id not in corrected and said_of(each, letters) is not CameOf.NEVER_SENT
    ]


def had_left(letters: Sequence[LetterFacts], by: date) -> bool:
    """Whether services had been recommended by letter on that day: Art. 17(4)."""
    return any(each.left_on <= by for each in letters_that_left(letters))
