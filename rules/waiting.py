"""What of a case waits for somebody's word, without a day that the text sets: ours, 0128.

The duties of the Regulation have their days; beside them stand things that nobody is reminded of:
a question of the head, what follows from a visit, a claim, a signal. The first page names them with
their number and the oldest day. Nothing is refused, late or a breach for want of a word.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from rules.basis import Article
from rules.contributions import waits_for_word
from rules.decision_records import DecidedSoFar, DecisionSubject, unweighed
from rules.left_behind import ClaimFacts, unverified_claims
from rules.monitoring import VersionInForce, untold_since, waiting_for_a_form
from rules.signals import SignalFacts, open_signals
from rules.supervision import QuestionState, TurnFacts, stands_since
from rules.visits import Followed, is_overdue


class WaitingKind(StrEnum):
    """What waits, in the order in which it is named."""

    FOLLOW_UP = "follow_up"
    """It was to follow from a visit of the head, and its day has passed: Art. 16(2)."""
    QUESTION = "question"
    """Of the head, for an answer: Art. 16(1)."""
    ANSWERED = "answered"
    """An answer, for the head to close the question or to ask further: Art. 16(1)."""
    CLAIM = "claim"
    """For whoever is to verify it: Art. 12(1)."""
    SIGNAL = "signal"
    UNTOLD = "untold"
    """The table was told nothing of the monitoring since it met: Art. 14(3.4)."""
    WORDLESS = "wordless"
    """Members whom the mail about the monitoring did not reach: Art. 14(3.4)."""
    UNMONITORED = "unmonitored"
    """Versions of the plan that changed without a form, and none was filled in since: 14(6)."""
    CONTRIBUTION = "contribution"
    UNWEIGHED = "unweighed"
    """Grave decisions without a record of what else was weighed."""
    FALLEN = "fallen"
    """Notices to superiors of silence that was none, of which they have not heard: Art. 14(3.2)."""
    HOLDING = "holding"
    """Notices to superiors who were told that they do not hold, and they do again: Art. 14(3.2)."""
    UNAPPROVED = "unapproved"
    """The approval does not carry the closing, for whoever decides to let it fall: Art. 17(3)."""


FOR_HEAD: Final = frozenset({WaitingKind.ANSWERED, WaitingKind.UNAPPROVED})
"""What waits for the head's own word; the manager sees what is wrong with a closing too."""
URGENT: Final = frozenset({WaitingKind.FOLLOW_UP, WaitingKind.QUESTION})
"""Somebody asked, or set a day: these stand first."""

ARTICLES: Final[Mapping[WaitingKind, Article]] = {
    WaitingKind.FOLLOW_UP: Article(16, "2"),
    WaitingKind.QUESTION: Article(16, "1"),
    WaitingKind.ANSWERED: Article(16, "1"),
    WaitingKind.CLAIM: Article(12, "1"),
    WaitingKind.SIGNAL: Article(14, "4"),
    WaitingKind.UNTOLD: Article(14, "3.4"),
    WaitingKind.WORDLESS: Article(14, "3.4"),
    WaitingKind.UNMONITORED: Article(14, "6"),
    WaitingKind.CONTRIBUTION: Article(6, "1.6"),
    WaitingKind.UNWEIGHED: Article(12, "3"),
    WaitingKind.FALLEN: Article(14, "3.2"),
    WaitingKind.HOLDING: Article(14, "3.2"),
    WaitingKind.UNAPPROVED: Article(17, "3"),
}
"""What each serves; none of them sets a day for it."""


@dataclass(frozen=True, slots=True)
class QuestionFacts:
    asked_on: date
    turns: tuple[TurnFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowUpFacts:
    until: date | None
    said: tuple[tuple[date, Followed], ...] = ()


@dataclass(frozen=True, slots=True)
class ContributionWaits:
    """What was contributed, and whether the manager has said what becomes of it."""

    said_on: date
    planned: bool = False
    left: bool = False


@dataclass(frozen=True, slots=True)
class WaitingFacts:
    """All of one case that may wait for a word."""

    died: bool = False
    closed: bool = False
    """The table has decided to close the case: it plans nothing more, Art. 17(3)."""
    questions: Sequence[QuestionFacts] = ()
    follow_ups: Sequence[FollowUpFacts] = ()
    claims: Sequence[ClaimFacts] = ()
    contributions: Sequence[ContributionWaits] = ()
    versions: Sequence[VersionInForce] = ()
    monitored: Sequence[tuple[int, date]] = ()
    told: Sequence[date] = ()
    wordless: Sequence[date] = ()
    """Since when each member who sits is without word of it: `rules.findings`."""
    met_on: date | None = None
    """When the table met last."""
    decided: DecidedSoFar = field(default_factory=DecidedSoFar)
    records: Sequence[tuple[DecisionSubject, date]] = ()
    fallen: Sequence[date] = ()
    """The days on which what had come in time was put on record, after a superior was told."""
    holding: Sequence[date] = ()
    """The days on which what came turned out to be late, after they were told that it was not."""
    unapproved: Sequence[date] = ()
    """The day on which it was noticed that the closing on its way has no approval to carry it."""


@dataclass(frozen=True, slots=True)
class WaitingForWord:
    """Everything of one kind that waits in one case."""

    kind: WaitingKind
    number: int
    since: date
    """The oldest day."""

    @property
    def order(self) -> tuple[bool, date]:
        """What somebody asked for or set a day for first, then the oldest."""
        return self.kind not in URGENT, self.since


def waiting(facts: WaitingFacts, signals: SignalFacts | None, today: date) -> list[WaitingForWord]:
    """What waits in one case, each kind once: ours, 0128.

    After the child's death only what the head asks and set a day for, and what a superior was told
    in vain: the plan and what it rests on have stopped, Art. 17(3.5). `signals` is None where their
    number is shown already.
    """
    days: dict[WaitingKind, list[date]] = {}
    for kind, since in _every(facts, signals, today):
        days.setdefault(kind, []).append(since)
    found = [WaitingForWord(kind, len(since), min(since)) for kind, since in days.items()]
    return sorted(found, key=lambda each: each.order)


def _every(
    facts: WaitingFacts, signals: SignalFacts | None, today: date
) -> Iterator[tuple[WaitingKind, date]]:
    yield from _supervised(facts, today)
    for since in facts.fallen:  # a letter or a call says it after the death too
        yield WaitingKind.FALLEN, since
    yield from ((WaitingKind.HOLDING, since) for since in facts.holding)
    for since in facts.unapproved:
        yield WaitingKind.UNAPPROVED, since
    if facts.died:
        return
    for claim in unverified_claims(facts.claims, today):
        yield WaitingKind.CLAIM, claim.asked_on
    for signal in open_signals(signals, today) if signals else ():
        yield WaitingKind.SIGNAL, signal.since
    for _, since in unweighed(facts.decided, facts.records):
        yield WaitingKind.UNWEIGHED, since
    if facts.closed:
        return
    planned = bool(facts.versions)
    if met_on := untold_since(facts.met_on, facts.told, today, planned=planned):
        yield WaitingKind.UNTOLD, met_on
    for since in facts.wordless:
        yield WaitingKind.WORDLESS, since
    for version in waiting_for_a_form(facts.versions, facts.monitored):
        yield WaitingKind.UNMONITORED, version.until or version.adopted_on
    for said in facts.contributions:
        if waits_for_word(planned=said.planned, left=said.left):
            yield WaitingKind.CONTRIBUTION, said.said_on


def _supervised(facts: WaitingFacts, today: date) -> Iterator[tuple[WaitingKind, date]]:
    for each in facts.follow_ups:
        if each.until is not None and is_overdue(each.until, each.said, today):
            yield WaitingKind.FOLLOW_UP, each.until + timedelta(days=1)
    for question in facts.questions:
        state, since = stands_since(question.asked_on, question.turns)
        if state is QuestionState.WAITS:
            yield WaitingKind.QUESTION, since
        elif state is QuestionState.ANSWERED:
            yield WaitingKind.ANSWERED, since


def for_the_head(found: Iterable[WaitingForWord]) -> list[WaitingForWord]:
    """What of a case that another manages waits for the head's own word."""
    return [each for each in found if each.kind in FOR_HEAD]


def for_the_manager(found: Iterable[WaitingForWord]) -> list[WaitingForWord]:
    return [each for each in found if each.kind is not WaitingKind.ANSWERED]
