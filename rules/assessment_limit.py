"""Until when the table's assessment is to be completed: Art. 12(5).

"In accordance with the limits foreseen in the minimum quality standards": the number stands in
another act. The administrator enters it with its source; where none is entered, none is counted.
It is counted down and never refuses: the breach would be of that act (decision 0093).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from rules.defaults import DEFAULTS
from rules.refusals import ProcedureRefused


class CountedFrom(StrEnum):
    """The day from which the standards count."""

    REFERRAL = "referral"
    INITIAL_ASSESSMENT = "initial_assessment"


class LimitWithoutSource(ProcedureRefused):
    reason = "It is not said where this limit stands."
    way_out = "Name the act, its number and the paragraph."
    basis = DEFAULTS.ASSESSMENT_LIMIT


class LimitWithoutDays(ProcedureRefused):
    reason = "A limit has at least one day."
    way_out = "Write the number of days, or say that no limit holds any more."
    basis = DEFAULTS.ASSESSMENT_LIMIT


@dataclass(frozen=True, slots=True)
class LimitFacts:
    """One limit as it was entered; what was entered before stays."""

    valid_from: date
    """For children referred from that day on."""
    entered_at: datetime
    counted_from: CountedFrom
    days: int | None
    """None: no limit holds from then on."""
    source: str


@dataclass(frozen=True, slots=True)
class AssessedFacts:
    """The days of one case that count."""

    referred_on: date
    initially_on: date | None = None
    """The manager's first assessment."""
    assessed_on: date | None = None
    """The table's first."""


@dataclass(frozen=True, slots=True)
class Countdown:
    """A limit on one case; nothing is due while the day that it counts from has not come."""

    limit: LimitFacts
    due: date | None
    assessed_on: date | None

    def days_left(self, today: date) -> int:
        """Until the assessment, or until today; below zero once the day has passed."""
        return (self.due - (self.assessed_on or today)).days if self.due else 0

    def is_missed(self, today: date) -> bool:
        return self.days_left(today) < 0


def check_limit(days: int | None, source: str) -> None:
    """A limit that is not in the Regulation says where it stands: Art. 12(5)."""
    if not source.strip():
        raise LimitWithoutSource
    if days is not None and days < 1:
        raise LimitWithoutDays


def limit_for(limits: Iterable[LimitFacts], referred_on: date) -> LimitFacts | None:
    """The one that holds for a child referred on that day; of one day, which was entered last."""
    begun = [each for each in limits if each.valid_from <= referred_on]
    newest = max(begun, key=lambda each: (each.valid_from, each.entered_at), default=None)
    return newest if newest and newest.days is not None else None


def countdown(limits: Iterable[LimitFacts], case: AssessedFacts) -> Countdown | None:
    """Where a limit is entered, its day in this case; None says that none is configured."""
    limit = limit_for(limits, case.referred_on)
    if limit is None or limit.days is None:
        return None
    by_referral = limit.counted_from is CountedFrom.REFERRAL
    begun = case.referred_on if by_referral else case.initially_on
    due = begun + timedelta(days=limit.days) if begun else None
    return Countdown(limit, due, case.assessed_on)
