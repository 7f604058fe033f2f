"""How long a closed file is kept, and how it goes. The Regulation says nothing of it (18(1)).

Whatever limit holds is another act's, entered with its source; until then nothing is erased: ours,
`RETENTION`. The steps and the days between them are ours too: 0259.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from rules.days import add_months
from rules.defaults import DEFAULTS
from rules.refusals import ProcedureRefused

APART: Final = timedelta(days=DEFAULTS.ERASURE_STEPS.days)
"""From the notice to the hiding, and from that to the decision, at least."""
MOST_YEARS: Final = 150


class RecordType(StrEnum):
    """What a limit is set for."""

    CASE = "case"
    """A closed and sealed case, with all that is written about its child."""


class ErasureState(StrEnum):
    """How far a file has come."""

    KEPT = "kept"
    ENDED = "ended"
    """Its time is over, and nothing has begun."""
    NOTICED = "noticed"
    HIDDEN = "hidden"
    DECIDED = "decided"
    ERASED = "erased"


class NoRule(ProcedureRefused):
    reason = "No administrator has set how long this is kept, so nothing is erased."
    way_out = "Whoever knows the act that sets it tells the administrator."
    basis = DEFAULTS.RETENTION


class KeptUntil(ProcedureRefused):
    reason = "This file is kept until {day}."
    way_out = "From the day after that on you may give notice."
    basis = DEFAULTS.RETENTION


class NeverSealed(ProcedureRefused):
    reason = "This case is open, or was never sealed."
    way_out = "It is kept; nothing is counted yet."
    basis = DEFAULTS.RETENTION


class HeldFromErasure(ProcedureRefused):
    reason = "This file is held back from erasure."
    way_out = "Lift what holds it first, or wait until its day."
    basis = DEFAULTS.ERASURE_STEPS


class TooSoon(ProcedureRefused):
    reason = "Between two steps lie at least {days} days: this one can be taken from {day} on."
    way_out = "Come back on that day."
    basis = DEFAULTS.ERASURE_STEPS


class NotItsTurn(ProcedureRefused):
    reason = "This is not the next step of this file."
    way_out = "Its page says where it stands."
    basis = DEFAULTS.ERASURE_STEPS


class YearsOrNone(ProcedureRefused):
    reason = "A limit is some years, and says in which act it stands."
    way_out = "Write the years, or that none holds any more, and the act with its paragraph."
    basis = DEFAULTS.RETENTION


class PastDay(ProcedureRefused):
    reason = "A hold ends on a day to come, or when it is lifted."
    way_out = "Write a later day, or leave it open."
    basis = DEFAULTS.ERASURE_STEPS


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """As an administrator entered it."""

    entered_at: datetime
    years: int | None
    """None: no limit holds any more."""


@dataclass(frozen=True, slots=True)
class HoldFacts:
    """Why a file is held back, as long as it is."""

    until: date | None
    lifted: bool = False

    def stands(self, today: date) -> bool:
        """On its last day too."""
        return not self.lifted and (self.until is None or self.until >= today)


@dataclass(frozen=True, slots=True)
class ErasureFacts:
    """One procedure that has not been stopped."""

    noticed_on: date
    hidden_on: date | None = None
    decided_on: date | None = None
    erased: bool = False

    @property
    def state(self) -> ErasureState:
        if self.erased:
            return ErasureState.ERASED
        if self.decided_on:
            return ErasureState.DECIDED
        return ErasureState.HIDDEN if self.hidden_on else ErasureState.NOTICED

    @property
    def next_from(self) -> date:
        """When the next step can be taken."""
        return (self.hidden_on or self.noticed_on) + APART


def years_in_force(entered: Iterable[RuleFacts]) -> int | None:
    """What was entered last."""
    newest = max(entered, key=lambda each: each.entered_at, default=None)
    return newest.years if newest else None


def kept_until(sealed_on: date, years: int | None) -> date | None:
    """The last day; None while nobody has set a limit."""
    return add_months(sealed_on, 12 * years) if years else None


def erased_from(
    last_day: date | None, running: ErasureFacts | None, holds: Iterable[HoldFacts], today: date
) -> date | None:
    """The first day on which the file can be gone, as things stand; None where that is not known:
    without a limit, or under a hold without an end. A hold ends what had begun, so that both steps
    come after it."""
    standing = [each for each in holds if each.stands(today)]
    if any(each.until is None for each in standing) or (last_day is None and running is None):
        return None
    if running is not None and not standing:
        return running.next_from if running.hidden_on else running.next_from + APART
    days = [each.until for each in standing if each.until]
    free_from = max([*days, last_day or today]) + timedelta(days=1)
    return max(free_from, today) + 2 * APART


def check_rule(years: int | None, source: str) -> None:
    if not source.strip() or (years is not None and not 1 <= years <= MOST_YEARS):
        raise YearsOrNone


def check_unheld(holds: Iterable[HoldFacts], today: date) -> None:
    if any(each.stands(today) for each in holds):
        raise HeldFromErasure


def check_notice(
    sealed_on: date | None, years: int | None, running: ErasureFacts | None, today: date
) -> None:
    """A closed file whose time is over, once."""
    if running is not None:
        raise NotItsTurn
    if sealed_on is None:
        raise NeverSealed
    last_day = kept_until(sealed_on, years)
    if last_day is None:
        raise NoRule
    if today <= last_day:
        raise KeptUntil(day=last_day)


def check_step(
    running: ErasureFacts, of: ErasureState, years: int | None, sealed_on: date, today: date
) -> None:
    """The next step, at its time; the limit may have grown longer since the notice."""
    if running.state is not of:
        raise NotItsTurn
    last_day = kept_until(sealed_on, years)
    if last_day is None:
        raise NoRule
    if today <= last_day:
        raise KeptUntil(day=last_day)
    if today < running.next_from:
        raise TooSoon(days=APART.days, day=running.next_from)


def check_stop(running: ErasureFacts | None) -> None:
    """Until it is erased; from then on nobody can."""
    if running is None or running.erased:
        raise NotItsTurn


def check_hold(until: date | None, running: ErasureFacts | None, today: date) -> None:
    if running is not None and running.erased:
        raise NotItsTurn
    if until is not None and until <= today:
        raise PastDay


def check_lifting(hold: HoldFacts) -> None:
    if hold.lifted:
        raise NotItsTurn


def may_carry_out(
    decided_at: datetime, holds: Sequence[HoldFacts], restored_at: datetime | None, today: date
) -> bool:
    """Not under a hold, and nothing that was decided before a copy of the record was put back: what
    was held meanwhile is not in the copy. It is decided anew."""
    known = restored_at is None or decided_at > restored_at
    return known and not any(each.stands(today) for each in holds)
