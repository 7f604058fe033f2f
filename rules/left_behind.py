"""What the assessment in use does not hold: a warning, and a signal: Art. 5(1.2), 12(1), 14(4)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class DatedFacts:
    """A day as it is on record: when it was, and when it was written down."""

    on: date
    recorded_at: datetime
    considered: bool = False
    """It was said, with the reason, that it changes nothing: `rules.signals`, decision 0106."""
    heard: bool = False
    """It was shared in a meeting, so the table knew it whenever it was typed: Annex 1, C3."""


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    asked_on: date
    outcomes: tuple[DatedFacts, ...] = ()


def came_after(assessed_on: date, given_on: date) -> bool:
    """The table could not know it; what came in on the day itself, it could: Art. 5(1.2)."""
    return given_on > assessed_on


def typed_after(assessed: DatedFacts, given: DatedFacts) -> bool:
    """It came in by that day, not before the table, and was on record only after the assessment."""
    in_time = not came_after(assessed.on, given.on)
    return in_time and not given.heard and given.recorded_at > assessed.recorded_at


def unverified_claims(claims: Iterable[ClaimFacts], on: date) -> list[ClaimFacts]:
    """The claims of that day that had no outcome by it: Art. 12(1)."""
    asked = (claim for claim in claims if claim.asked_on <= on)
    return [claim for claim in asked if all(found.on > on for found in claim.outcomes)]


def unverified(claims: Iterable[ClaimFacts], on: date) -> int:
    return len(unverified_claims(claims, on))


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """What the assessment in use does not hold; a warning, and a signal: Art. 5(1.2), 14(4)."""

    assessed_on: date | None = None
    after: int = 0
    """Pieces of information that came in after it."""
    typed_after: int = 0
    """Those that came in before, and were not on record."""
    found_after: int = 0
    """Outcomes of claims found after it."""
    considered: int = 0
    """What is left out of these, because it was considered and changes nothing."""
    unverified: int = 0
    """Claims without an outcome today."""
    unverified_then: int = 0
    """Those without one on the day of the assessment, which rests on them all the same."""

    @property
    def suggests_reassessment(self) -> bool:
        return bool(self.after or self.typed_after or self.found_after)

    @property
    def is_anything(self) -> bool:
        return self.suggests_reassessment or bool(self.unverified)


def left_behind(
    assessed: DatedFacts | None,
    given: Collection[DatedFacts],
    claims: Collection[ClaimFacts],
    today: date,
) -> LeftBehind:
    """What is warned of beside the assessment in use; it refuses nothing: Art. 5(1.2), 12(1)."""
    waiting = unverified(claims, today)
    if assessed is None:
        return LeftBehind(unverified=waiting)
    found = [outcome for claim in claims for outcome in claim.outcomes]
    came = [each for each in given if not each.considered]
    later = [each for each in (*given, *found) if came_after(assessed.on, each.on)]
    late = [each for each in given if typed_after(assessed, each)]
    return LeftBehind(
        assessed_on=assessed.on,
        after=sum(came_after(assessed.on, each.on) for each in came),
        typed_after=sum(typed_after(assessed, each) for each in came),
        found_after=sum(came_after(assessed.on, each.on) for each in found if not each.considered),
        considered=sum(each.considered for each in (*later, *late)),
        unverified=waiting,
        unverified_then=unverified(claims, assessed.on),
    )
