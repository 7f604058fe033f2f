"""The head monitors the manager's work: questions, and whoever answers them: Art. 16(1).

The text makes the head responsible "për monitorimin e punës së menaxherit të rastit"; it names no
form, no limit and nobody who answers. What follows is ours (decision 0094): it holds nothing up.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from rules.days import check_happened
from rules.defaults import DEFAULTS
from rules.refusals import NotPossible, ProcedureRefused

BASIS: Final = DEFAULTS.SUPERVISE


class Supervised(StrEnum):
    """What a question is on."""

    CASE = "case"
    DUTY = "duty"
    ASSESSMENT = "assessment"
    PLAN = "plan"
    MINUTES = "minutes"
    REPORT = "report"


class Turn(StrEnum):
    """What was said of a question after it was asked."""

    ANSWERED = "answered"
    CLOSED = "closed"
    REOPENED = "reopened"
    """By another question."""


class QuestionState(StrEnum):
    """Where a question stands."""

    WAITS = "waits"
    """For an answer."""
    ANSWERED = "answered"
    """And waits for the head."""
    CLOSED = "closed"


class OwnWork(ProcedureRefused):
    reason = "Nobody supervises a case that they manage, nor their own month."
    way_out = "The head does, or another deputy; without a head the administrator names one."
    basis = BASIS


class NothingAskedOf(ProcedureRefused):
    reason = "It is not said what is asked."
    way_out = "Write the question."
    basis = BASIS


class NothingAnswered(ProcedureRefused):
    reason = "It is not said what is answered."
    way_out = "Write the answer."
    basis = BASIS


class BeforeTheQuestion(ProcedureRefused):
    reason = "The question was asked on {day}; nothing was said of it before."
    way_out = "Write the day on which it was said."
    basis = BASIS


class OwnAnswer(ProcedureRefused):
    reason = "Whoever asked a question does not answer it."
    way_out = "The case manager answers; a question that nobody needs to answer is closed."
    basis = BASIS


class ClosedUnanswered(ProcedureRefused):
    reason = "The question has no answer."
    way_out = "Write why it is closed without one."
    basis = BASIS


class QuestionClosed(NotPossible):
    reason = "This question is closed already."
    way_out = "Whoever wants to know more asks further, and it is open again."


class QuestionWaits(NotPossible):
    reason = "This question waits for its answer already."
    way_out = "Wait for the answer, or close it and say why."


@dataclass(frozen=True, slots=True)
class TurnFacts:
    """One thing that was said of a question, on its true day."""

    turn: Turn
    on: date


def check_supervises(by: UUID | None, manager_id: UUID | None) -> None:
    """The head's part is taken by nobody who manages what is looked at: ours."""
    if by is not None and by == manager_id:
        raise OwnWork


def check_question(
    asked_on: date, today: date, *, words: str, by: UUID | None, manager_id: UUID | None
) -> None:
    """The head asks whoever manages the case; where nobody does, it waits for who is appointed."""
    check_happened(asked_on, today)
    check_supervises(by, manager_id)
    if not words.strip():
        raise NothingAskedOf


def check_answer(
    on: date, today: date, *, words: str, asked_on: date, by: UUID | None, asked_by: UUID
) -> None:
    """The manager answers, also what is closed, which stays closed by it: ours."""
    _check_day(on, today, asked_on)
    if by == asked_by:
        raise OwnAnswer
    if not words.strip():
        raise NothingAnswered


def check_closing(
    on: date, today: date, turns: Iterable[TurnFacts], *, words: str, asked_on: date
) -> None:
    """The head closes what is answered, and with a reason what is not: ours."""
    _check_day(on, today, asked_on)
    state = state_of(turns, on)
    if state is QuestionState.CLOSED:
        raise QuestionClosed
    if state is QuestionState.WAITS and not words.strip():
        raise ClosedUnanswered


def check_reopening(
    on: date, today: date, turns: Iterable[TurnFacts], *, words: str, asked_on: date
) -> None:
    """Another question opens it again; one that waits is open: ours."""
    _check_day(on, today, asked_on)
    if state_of(turns, on) is QuestionState.WAITS:
        raise QuestionWaits
    if not words.strip():
        raise NothingAskedOf


def _check_day(on: date, today: date, asked_on: date) -> None:
    check_happened(on, today)
    if on < asked_on:
        raise BeforeTheQuestion(day=asked_on)


def stands_since(asked_on: date, turns: Iterable[TurnFacts]) -> tuple[QuestionState, date]:
    """Where a question stands, and since which day."""
    state, since = QuestionState.WAITS, asked_on
    said = sorted(turns, key=lambda turn: turn.on)
    for number, each in enumerate(said, 1):
        now = state_of(said[:number])
        if now is not state:
            state, since = now, each.on
    return state, since


def state_of(turns: Iterable[TurnFacts], on: date = date.max) -> QuestionState:
    """Where a question stood on a day, by what was said until then in the order of its days.

    What was said on one day stands in the order in which it is given.
    """
    state = QuestionState.WAITS
    for each in sorted((turn for turn in turns if turn.on <= on), key=lambda turn: turn.on):
        if each.turn is Turn.REOPENED:
            state = QuestionState.WAITS
        elif each.turn is Turn.CLOSED:
            state = QuestionState.CLOSED
        elif state is QuestionState.WAITS:
            state = QuestionState.ANSWERED
    return state
