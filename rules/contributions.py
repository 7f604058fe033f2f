"""What members say that their institutions can contribute to the plan: Art. 6(1.6).

The text has the chair draft the unified plan "in cooperation with the members of the Roundtable";
it names no form, no moment and no duty to say anything. That the invitation asks for it, that what
was said waits for the manager's word, and whose it was, is ours (decision 0111): who contributes
nothing is named in a line, and nothing is held up by it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from rules.basis import Article
from rules.days import check_happened
from rules.death import check_plan_goes_on
from rules.defaults import DEFAULTS
from rules.information import InformantFacts, InformedFromNoSeat, check_bound
from rules.initiative import RequestMeans
from rules.planning import PLAN_ITEM, REVIEW_ITEM
from rules.refusals import NotPossible, ProcedureRefused

S = TypeVar("S")

CLOSING_ITEM: Final = "closure"


class NothingContributed(ProcedureRefused):
    reason = "It is not said what the institution can contribute."
    way_out = "Write in a sentence what it can do for the child or the family."
    basis = DEFAULTS.CONTRIBUTION


class ContributedForAPastDay(ProcedureRefused):
    reason = "The day until which it can be done lies before {day}, on which it was said."
    way_out = "Write a day from {day} on, or leave it open: the table sets it."
    basis = DEFAULTS.CONTRIBUTION


class NothingIsPlanned(ProcedureRefused):
    reason = "The table has closed this case: it plans nothing more."
    way_out = "Tell it as information; a child in need again is referred anew."
    basis = Article(17, "3")


class TakenOverBeforeItWasSaid(ProcedureRefused):
    reason = "Contribution {number} was said on {day}, after the day of this plan."
    way_out = "Leave its name out of this action; the next review can take it over."
    basis = DEFAULTS.CONTRIBUTION


class LeftBeforeItWasSaid(ProcedureRefused):
    reason = "On {day} this contribution had not been said yet."
    way_out = "Write the day on which you decided, from the day of the contribution on."
    basis = DEFAULTS.CONTRIBUTION


class LeftWithoutWord(ProcedureRefused):
    reason = "It is not said why this contribution is left out of the plan."
    way_out = "Write it in a sentence; who contributed reads it, and so does the table."
    basis = DEFAULTS.CONTRIBUTION


class IsInThePlan(NotPossible):
    reason = "This contribution is an action of the unified plan."
    way_out = "The table drops an action in its review, with its reason."


@dataclass(frozen=True, slots=True)
class ContributionFacts:
    """What was said, as the rules look at it."""

    said_on: date
    action: str
    means: RequestMeans = RequestMeans.LINK
    due_on: date | None = None
    """Until when it can be done; None where the table is to set it."""


def asks_for_contributions(agenda: Collection[str]) -> bool:
    """Whether the table makes or reviews a plan there, initial or unified: Art. 6(1.6), 15(1).

    A meeting on closing alone plans nothing, though the plan is presented there too: Art. 10(4).
    """
    return REVIEW_ITEM in agenda or (PLAN_ITEM in agenda and CLOSING_ITEM not in agenda)


def check_contribution(
    said: ContributionFacts,
    today: date,
    member: InformantFacts,
    *,
    decided_on: date | None = None,
    died_on: date | None = None,
) -> None:
    """A member says it today behind their link, or it is typed with its day: Art. 6(1.6), 18(2).

    Typed, the seat counts as it was on that day. What was said until the table decided to close
    the case, or the child died, stays a contribution, whenever it is typed.
    """
    check_happened(said.said_on, today)
    if said.means is RequestMeans.LINK:
        check_bound(member)
    if not member.sat_on(said.said_on):
        raise InformedFromNoSeat(DEFAULTS.CONTRIBUTION, day=said.said_on)
    if decided_on is not None and said.said_on > decided_on:
        raise NothingIsPlanned
    check_plan_goes_on(said.said_on, died_on)
    if not said.action.strip():
        raise NothingContributed
    if said.due_on is not None and said.due_on < said.said_on:
        raise ContributedForAPastDay(day=said.said_on)


def check_taken_over(number: int, said_on: date, planned_on: date) -> None:
    """What the table took into its plan had been said by the day of that plan: Art. 6(1.6)."""
    if said_on > planned_on:
        raise TakenOverBeforeItWasSaid(number=number, day=said_on)


def check_left(left_on: date, today: date, said_on: date, words: str, *, planned: bool) -> None:
    """The manager leaves it out of the plan with a word, which a later click overtakes: 6(1.6).

    `planned` where it is an action of the unified plan already.
    """
    check_happened(left_on, today)
    if left_on < said_on:
        raise LeftBeforeItWasSaid(day=left_on)
    if planned:
        raise IsInThePlan
    if not words.strip():
        raise LeftWithoutWord


def waits_for_word(*, planned: bool, left: bool) -> bool:
    """For the manager's: neither in the unified plan nor left out of it: Art. 6(1.6)."""
    return not planned and not left


def is_said_for(said_on: date, met_on: date, met_before: date | None) -> bool:
    """Since the table planned last, and by the day on which it plans now: Art. 6(1.6)."""
    return said_on <= met_on and (met_before is None or said_on > met_before)


def silent(
    asked: Collection[tuple[S, Collection[date]]], met_on: date, met_before: date | None
) -> list[S]:
    """Who was asked for this meeting and contributed nothing; a line, and no breach: Art. 6(1.6).

    Each with the days on which they, or who held their place before, said something.
    """
    return [
        seat
        for seat, days in asked
        if not any(is_said_for(day, met_on, met_before) for day in days)
    ]
