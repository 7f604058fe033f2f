"""Words for what waits for somebody's word, each kind with its number and its page: ours, 0128."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from core.i18n import Translator
from rules.basis import Article
from rules.waiting import ARTICLES, WaitingForWord, WaitingKind

PAGES: Final[Mapping[WaitingKind, str]] = {
    WaitingKind.FOLLOW_UP: "visits",
    WaitingKind.QUESTION: "supervision",
    WaitingKind.ANSWERED: "supervision",
    WaitingKind.CLAIM: "claims",
    WaitingKind.SIGNAL: "signals",
    WaitingKind.UNTOLD: "monitoring",
    WaitingKind.WORDLESS: "monitoring",
    WaitingKind.UNMONITORED: "monitoring",
    WaitingKind.CONTRIBUTION: "plan/contributions",
    WaitingKind.UNWEIGHED: "decisions",
    WaitingKind.FALLEN: "reports",
    WaitingKind.HOLDING: "reports",
    WaitingKind.UNAPPROVED: "closure",
}
"""Where each is answered, beneath the case."""


@dataclass(frozen=True, slots=True)
class WaitingWords:
    """One kind in one case, as a list shows it."""

    number: str
    """Of the case."""
    sentence: str
    since: date
    href: str
    article: Article


def waiting_words(say: Translator, number: str, waits: WaitingForWord) -> WaitingWords:
    return WaitingWords(
        number,
        SENTENCES[waits.kind](say, waits.number),
        waits.since,
        f"/cases/{number}/{PAGES[waits.kind]}",
        ARTICLES[waits.kind],
    )


def on_links(found: Iterable[WaitingForWord]) -> Mapping[str, int]:
    """How much waits behind each link of a case's page."""
    counted: Counter[str] = Counter()
    for each in found:
        counted[PAGES[each.kind]] += each.number
    return counted


def _follow_ups(say: Translator, number: int) -> str:
    return say.ngettext(
        "%(num)s thing that was to follow from a visit of the head is past its day",
        "%(num)s things that were to follow from visits of the head are past their day",
        number,
    )


def _questions(say: Translator, number: int) -> str:
    return say.ngettext(
        "%(num)s question of the head has no answer",
        "%(num)s questions of the head have no answer",
        number,
    )


def _answered(say: Translator, number: int) -> str:
    return say.ngettext(
        "%(num)s answered question is not closed",
        "%(num)s answered questions are not closed",
        number,
    )


def _claims(say: Translator, number: int) -> str:
    return say.ngettext(
        "%(num)s claim is still to be verified", "%(num)s claims are still to be verified", number
    )


def _signals(say: Translator, number: int) -> str:
    return say.ngettext(
        "%(num)s signal for a reassessment has no answer",
        "%(num)s signals for a reassessment have no answer",
        number,
    )


def _untold(say: Translator, number: int) -> str:  # noqa: ARG001 - there is one or none
    return say.gettext("Since it met, the table has been told nothing of the monitoring")


def _wordless(say: Translator, number: int) -> str:
    return say.ngettext(
        "No mail about the monitoring is known to have reached %(num)s member of the table",
        "No mail about the monitoring is known to have reached %(num)s members of the table",
        number,
    )


def _unmonitored(say: Translator, number: int) -> str:
    return say.ngettext(
        "%(num)s version of the plan changed without a monitoring review form",
        "%(num)s versions of the plan changed without a monitoring review form",
        number,
    )


def _contributions(say: Translator, number: int) -> str:
    return say.ngettext(
        "%(num)s contribution is neither in the plan nor left out of it",
        "%(num)s contributions are neither in the plan nor left out of it",
        number,
    )


def _unweighed(say: Translator, number: int) -> str:
    return say.ngettext(
        "%(num)s decision has no record of what else was weighed",
        "%(num)s decisions have no record of what else was weighed",
        number,
    )


def _fallen(say: Translator, number: int) -> str:
    return say.ngettext(
        "%(num)s superior was notified of silence that was none, and has not been told so",
        "%(num)s superiors were notified of silence that was none, and have not been told so",
        number,
    )


def _holding(say: Translator, number: int) -> str:
    return say.ngettext(
        "%(num)s superior was told that a notice does not hold, and it holds again",
        "%(num)s superiors were told that a notice does not hold, and it holds again",
        number,
    )


def _unapproved(say: Translator, number: int) -> str:  # noqa: ARG001 - there is one or none
    return say.gettext("The approval does not carry the closing that is on its way")


SENTENCES: Final[Mapping[WaitingKind, Callable[[Translator, int], str]]] = {
    WaitingKind.FOLLOW_UP: _follow_ups,
    WaitingKind.QUESTION: _questions,
    WaitingKind.ANSWERED: _answered,
    WaitingKind.CLAIM: _claims,
    WaitingKind.SIGNAL: _signals,
    WaitingKind.UNTOLD: _untold,
    WaitingKind.WORDLESS: _wordless,
    WaitingKind.UNMONITORED: _unmonitored,
    WaitingKind.CONTRIBUTION: _contributions,
    WaitingKind.UNWEIGHED: _unweighed,
    WaitingKind.FALLEN: _fallen,
    WaitingKind.HOLDING: _holding,
    WaitingKind.UNAPPROVED: _unapproved,
}
