"""What suggests that the table assess risk and needs anew: Art. 14(4).

The text has the manager call that meeting "depending on the progress and the monitoring", and names
no signal and no limit. Which signals there are, and that each is answered with a meeting or with a
reason, is our reading (0092): nothing is refused for want of an answer, and nothing waits for one.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import starmap
from typing import Final
from uuid import UUID

from rules.assessment import Risk
from rules.days import check_happened
from rules.defaults import DEFAULTS
from rules.left_behind import DatedFacts
from rules.refusals import NotPossible, ProcedureRefused
from rules.visit_facts import NO_VISITS, VisitsOnRecord
from rules.visit_marks import missed


class SignalKind(StrEnum):
    """What happened."""

    OVERDUE = "overdue"
    """The day of an action passed, and it is not completed."""
    UNCOMPLETED = "uncompleted"
    """An action was found, or reported, uncompleted."""
    INFORMATION = "information"
    ANSWERED = "answered"
    """A member, or an institution that is none, answered what was asked: Art. 14(3.1), 19."""
    FOUND = "found"
    """Somebody found whether a claim is right: Art. 12(1)."""
    REFERRED_AGAIN = "referred_again"
    """The same child was referred once more."""
    MEMBER_LOST = "member_lost"
    """Who answers for an open action left, died or has a conflict, and nobody took the place."""
    WORSE = "worse"
    """The table set a higher risk, or found an indicator worse, than before: Art. 12(3), 15(2)."""
    MONITORED_WORSE = "monitored_worse"
    """The last monitoring of an open action says that its indicator is worse: Art. 14(6)."""
    VISIT_MISSED = "visit_missed"
    """The day by which an entry of the log named the next visit passed, and nobody visited."""


CAME_IN: Final = frozenset({SignalKind.INFORMATION, SignalKind.ANSWERED, SignalKind.FOUND})
"""What the assessment in use does not hold; one answered with a reason was considered, and changes
nothing: decision 0106."""


class SignalNotStanding(NotPossible):
    reason = "This signal does not stand any more, or the day lies before it."
    way_out = "Look at the signals that stand now; write the day on which you decided."


class NoSignalChosen(ProcedureRefused):
    reason = "It is not said which signal is answered."
    way_out = "Choose at least one of them."
    basis = DEFAULTS.SIGNAL


class SignalWithoutWord(ProcedureRefused):
    reason = "A signal is answered with a meeting or with a reason."
    way_out = "Choose the meeting in which the table assesses anew, or write why none is called."
    basis = DEFAULTS.SIGNAL


class MetBeforeTheSignal(ProcedureRefused):
    reason = "The table met on {day}, before this signal, and could not speak of it."
    way_out = "Choose a meeting that comes after it, or write why none is called."
    basis = DEFAULTS.SIGNAL


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal by its source and its day; it is the same signal as long as both are."""

    kind: SignalKind
    source: UUID
    since: date


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """Something on record: what it is, its day, and when that was written down."""

    id: UUID
    on: date
    recorded_at: datetime | None = None
    """None where nobody wrote it down: a day passed by itself."""


@dataclass(frozen=True, slots=True)
class OpenActionFacts:
    """An action of the plan in force that is neither completed, reported so, nor dropped."""

    id: UUID
    """The first line of all that it carries on: a new version makes no new signal of it."""
    due: date | None
    uncompleted: SourceFacts | None = None
    """The last word on it, where that says that it is uncompleted."""
    worse: SourceFacts | None = None
    """The last monitoring of it, where that says that its indicator is worse."""


@dataclass(frozen=True, slots=True)
class RiskFacts:
    """The level of risk that the table set in an assessment or a review: Art. 12(2), 15(2)."""

    id: UUID
    on: date
    recorded_at: datetime
    risk: Risk
    worse: bool = False
    """The table found an indicator worse than before: Art. 12(3)."""


@dataclass(frozen=True, slots=True)
class SignalFacts:
    """All that may be a signal in one case."""

    assessed: DatedFacts | None = None
    """The table's assessment in use; before the first one its first meeting is called anyway."""
    prepared: DatedFacts | None = None
    """The manager's own, before that one: only what came in since counts, Art. 5(1.2)."""
    is_over: bool = False
    """The table closed the case, or the child has died: nobody assesses anew."""
    actions: tuple[OpenActionFacts, ...] = ()
    given: tuple[SourceFacts, ...] = ()
    answers: tuple[SourceFacts, ...] = ()
    """What was answered to the manager's questions."""
    found: tuple[SourceFacts, ...] = ()
    referred: tuple[SourceFacts, ...] = ()
    lost: tuple[SourceFacts, ...] = ()
    """Members, by seat."""
    risks: tuple[RiskFacts, ...] = ()
    visits: VisitsOnRecord = NO_VISITS
    answered: frozenset[Signal] = frozenset()
    """What is answered; not by a meeting that was called off."""


def standing(facts: SignalFacts, today: date) -> Iterator[Signal]:
    """Every signal since the table assessed last, answered or not: Art. 14(4)."""
    rests_on = facts.assessed or facts.prepared
    if rests_on is None or facts.is_over:
        return
    for kind, sources in _SOURCES.items():
        if facts.assessed is None and kind not in CAME_IN:
            continue
        for source in sources(facts, today):
            if kind is SignalKind.WORSE or _is_news(rests_on, source):
                yield Signal(kind, source.id, source.on)


def open_signals(facts: SignalFacts, today: date) -> list[Signal]:
    """What the manager has not answered, the oldest first: Art. 14(4)."""
    found = (each for each in standing(facts, today) if each not in facts.answered)
    return sorted(found, key=lambda each: each.since)


def _is_news(assessed: DatedFacts, source: SourceFacts) -> bool:
    """The table could not know it: it came later, or was on record only after the assessment."""
    recorded = source.recorded_at
    late = recorded is not None and recorded > assessed.recorded_at
    return source.on > assessed.on or late


def _overdue(facts: SignalFacts, today: date) -> Iterator[SourceFacts]:
    for action in facts.actions:
        if action.due is not None and action.due < today and action.uncompleted is None:
            yield SourceFacts(action.id, action.due + timedelta(days=1))


def _uncompleted(facts: SignalFacts, _: date) -> Iterator[SourceFacts]:
    return (each.uncompleted for each in facts.actions if each.uncompleted)


def _monitored_worse(facts: SignalFacts, _: date) -> Iterator[SourceFacts]:
    return (each.worse for each in facts.actions if each.worse)


def _worse(facts: SignalFacts, _: date) -> Iterator[SourceFacts]:
    """The last day on which the table set the risk, against the last word before that day."""
    said = sorted(facts.risks, key=lambda each: (each.on, each.recorded_at))
    before = [each for each in said if each.on < said[-1].on]
    that_day = said[len(before) :]
    is_worse = any(each.worse for each in that_day)
    if before and (is_worse or _is_higher(that_day[-1], before[-1])):
        first = next(each for each in that_day if each.worse or _is_higher(each, before[-1]))
        yield SourceFacts(first.id, first.on, first.recorded_at)


def _is_higher(one: RiskFacts, other: RiskFacts) -> bool:
    levels = list(Risk)
    return levels.index(one.risk) > levels.index(other.risk)


_SOURCES: Final[Mapping[SignalKind, Callable[[SignalFacts, date], Iterable[SourceFacts]]]] = {
    SignalKind.OVERDUE: _overdue,
    SignalKind.UNCOMPLETED: _uncompleted,
    SignalKind.INFORMATION: lambda facts, _: facts.given,
    SignalKind.ANSWERED: lambda facts, _: facts.answers,
    SignalKind.FOUND: lambda facts, _: facts.found,
    SignalKind.REFERRED_AGAIN: lambda facts, _: facts.referred,
    SignalKind.MEMBER_LOST: lambda facts, _: facts.lost,
    SignalKind.WORSE: _worse,
    SignalKind.MONITORED_WORSE: _monitored_worse,
    SignalKind.VISIT_MISSED: lambda facts, today: starmap(SourceFacts, missed(facts.visits, today)),
}
"""Where each kind comes from; another one is one line more here."""


@dataclass(frozen=True, slots=True)
class AnsweringMeeting:
    """A meeting of this table that the manager names; each has the needs on its agenda: 10(4)."""

    called_off: bool
    held_on: date | None


def check_answer(
    signals: Collection[Signal],
    facts: SignalFacts,
    answered_on: date,
    today: date,
    *,
    meeting: AnsweringMeeting | None = None,
    reason: str = "",
) -> None:
    """A signal that stands is answered with a meeting or a reason, on a day since it: Art. 14(4).

    One that is answered may be answered once more: a later word is added.
    """
    check_happened(answered_on, today)
    if not signals:
        raise NoSignalChosen
    since = max(each.since for each in signals)
    if not set(signals) <= set(standing(facts, today)) or answered_on < since:
        raise SignalNotStanding
    if meeting is None and not reason.strip():
        raise SignalWithoutWord
    if meeting is None:
        return
    if meeting.called_off:
        raise SignalWithoutWord
    if meeting.held_on is not None and meeting.held_on < since:
        raise MetBeforeTheSignal(day=meeting.held_on)
