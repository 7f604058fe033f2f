"""The monitoring review form, and what of it the table is told: Art. 14(6), 14(3.4).

14(6) names a form ("formularin e shqyrtimit të monitorimit") and supplies none: what it asks is
ours (decision 0112). It is tied to the version of the plan in force on its day; it refuses
nothing of the plan, and a plan that changed without it is warned of.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from rules.days import check_happened
from rules.death import check_plan_goes_on
from rules.defaults import DEFAULTS
from rules.refusals import NotPossible, ProcedureRefused


class Indicator(StrEnum):
    """How the child or the family stands in what an action is to reach; ours."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    NOT_KNOWN = "not_known"


class FindingsMeans(StrEnum):
    """How the table was told: Art. 14(3.4)."""

    LINK = "link"
    """A mail to each member; the words stand behind their link."""
    PAPER = "paper"
    MEETING = "meeting"
    """Said in a meeting of the table."""


class NothingMonitored(ProcedureRefused):
    reason = "It is not said how action {number} of this version stands."
    way_out = (
        "Choose better, same, worse or not known for every open action, and for what you wrote."
    )
    basis = DEFAULTS.MONITORING


class WorseWithoutFinding(ProcedureRefused):
    reason = "Action {number} is said to stand worse or better, and not what was found."
    way_out = "Write in a sentence what was found, or choose that it is not known."
    basis = DEFAULTS.MONITORING


class OtherVersionThen(ProcedureRefused):
    reason = "On {day} version {number} of the plan was not in force."
    way_out = "Open the form of the version that was in force on that day."
    basis = DEFAULTS.MONITORING


class KnownAfterwards(ProcedureRefused):
    reason = "What was done on action {number} became known after {day}, the day of this form."
    way_out = "Write it in the form of a later day; this one says what was known by then."
    basis = DEFAULTS.MONITORING


class NobodyMetThen(NotPossible):
    reason = "No meeting of the table is on record on {day}: it was told in none."
    way_out = "Put the meeting on record first, or say how else the table was told."


class NothingPlannedThen(NotPossible):
    reason = "On {day} the table had no plan yet whose monitoring it could be told of."
    way_out = "Write the day on which it was told, or give it as information."


class NothingToTell(ProcedureRefused):
    reason = "It is not said what was found in the monitoring."
    way_out = "Write it for the table, in words of its own: it reads neither log nor visits."
    basis = DEFAULTS.FINDINGS


@dataclass(frozen=True, slots=True)
class VersionInForce:
    """A version of the unified plan, and when another one took its place."""

    number: int
    adopted_on: date
    until: date | None = None

    def stood_on(self, day: date) -> bool:
        """On the day of a change both did: nobody sees from the day which was first."""
        return self.adopted_on <= day and (self.until is None or day <= self.until)


def in_force(adopted: Iterable[tuple[int, date]]) -> list[VersionInForce]:
    """Each version with the day on which another took its place; the oldest first."""
    found = list(adopted)
    ended = [*(adopted_on for _, adopted_on in found[1:]), None]
    return [
        VersionInForce(number, adopted_on, until)
        for (number, adopted_on), until in zip(found, ended, strict=False)
    ]


@dataclass(frozen=True, slots=True)
class MonitoredFacts:
    """What the form says of one open action of the version."""

    number: int
    indicator: Indicator | None
    finding: str = ""
    known_on: date | None = None
    """When it became known what was done; None where nobody said."""


def check_monitoring(
    version: VersionInForce,
    lines: Collection[MonitoredFacts],
    on: date,
    today: date,
    *,
    died_on: date | None = None,
) -> None:
    """Each open action of the version under review has its indicator, and each of which anything
    is said: Art. 14(6).

    On its true day, whenever it is typed; "not known" is an answer.
    """
    check_happened(on, today)
    check_plan_goes_on(on, died_on)
    if not version.stood_on(on):
        raise OtherVersionThen(day=on, number=version.number)
    for line in lines:
        if line.indicator is None:
            raise NothingMonitored(number=line.number)
        is_found = line.indicator in {Indicator.BETTER, Indicator.WORSE}
        if is_found and not line.finding.strip():
            raise WorseWithoutFinding(number=line.number)
        if line.known_on is not None and line.known_on > on:
            raise KnownAfterwards(number=line.number, day=on)


def check_findings(
    words: str,
    on: date,
    today: date,
    *,
    means: FindingsMeans,
    planned_on: date | None,
    met: Collection[date] = (),
) -> None:
    """The table is told in words, on a day since it has a plan; in a meeting, where it `met`.

    Art. 14(3.4).
    """
    check_happened(on, today)
    if planned_on is None or on < planned_on:
        raise NothingPlannedThen(day=on)
    if not words.strip():
        raise NothingToTell
    if means is FindingsMeans.MEETING and on not in met:
        raise NobodyMetThen(day=on)


def changed_unmonitored(
    versions: Sequence[VersionInForce], monitored: Collection[tuple[int, date]]
) -> list[int]:
    """The versions in whose place another came, without a monitoring of them: a warning, 14(6).

    `monitored` are version and day of each form.
    """
    return [
        before.number
        for before, after in pairwise(versions)
        if not any(of == before.number and on <= after.adopted_on for of, on in monitored)
    ]


def waiting_for_a_form(
    versions: Sequence[VersionInForce], monitored: Collection[tuple[int, date]]
) -> list[VersionInForce]:
    """Of these versions the ones since whose change no form was filled in: Art. 14(6).

    What was not monitored then stays warned of; the next form is all that can still be done: ours.
    """
    last = max((on for _, on in monitored), default=date.min)
    changed = changed_unmonitored(versions, monitored)
    return [
        each for each in versions if each.number in changed and each.until and each.until > last
    ]


def untold_since(
    met_on: date | None, told_on: Collection[date], today: date, *, planned: bool
) -> date | None:
    """The last meeting since which nothing went to the table, while a plan is carried out: 14(3.4).

    A warning from the day after it. What was told on that day went to that meeting.
    """
    if met_on is None or not planned or met_on >= today:
        return None
    return None if any(on > met_on for on in told_on) else met_on
