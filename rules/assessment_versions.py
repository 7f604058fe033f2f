"""Each assessment is a version, none is overwritten, one is in use: Art. 5(1.2), 12(1), 12(2).

The text has the table re-examine the assessment continuously and supplement it; of versions it says
nothing. That they are numbered, and which one is in use, is our reading (0105).
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final
from uuid import UUID

from rules.assessment import AssessmentKind
from rules.defaults import DEFAULTS
from rules.refusals import ProcedureRefused


class WrittenAnewWithoutReason(ProcedureRefused):
    reason = "Version {version} is of that day already, and was in use."
    way_out = "Write in a sentence why it is written anew; every version stays to be read."
    basis = DEFAULTS.WRITTEN_ANEW


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """One assessment as it stands on record, whoever made it."""

    id: UUID
    number: int
    """Its place in the case, in the order in which they were written down."""
    kind: AssessmentKind
    on: date
    recorded_at: datetime
    meeting: UUID | None = None
    """The meeting in which the table made it."""


def in_order(versions: Collection[VersionFacts]) -> list[VersionFacts]:
    """By their true days, the table's after the manager's, of one day as they were written.

    What is typed late of an earlier day does not come after what the table said since: Art. 12(2).
    """
    return sorted(
        versions, key=lambda each: (each.kind is AssessmentKind.COMPREHENSIVE, each.on, each.number)
    )


def in_use(versions: Collection[VersionFacts], on: date | None = None) -> VersionFacts | None:
    """What plan and meetings of a day refer to, whenever it was typed: Art. 12(2), 13(1)."""
    found = in_order([each for each in versions if on is None or each.on <= on])
    return found[-1] if found else None


def known_by(versions: Collection[VersionFacts], one: VersionFacts) -> datetime:
    """Until when the table could know what it assessed on: Art. 12(2).

    What it said on one day and is written anew brings it nothing that came in since: Art. 14(4).
    """
    same = (each for each in versions if each.kind is one.kind and each.on == one.on)
    if one.kind is AssessmentKind.INITIAL:  # the manager's own, who has read it
        return one.recorded_at
    return min(each.recorded_at for each in same)


def in_its_place(
    versions: Collection[VersionFacts], kind: AssessmentKind, on: date, meeting: UUID | None = None
) -> VersionFacts | None:
    """What is written anew: the last version of the same day and meeting: Art. 5(1.2), 12(2)."""
    same = [each for each in versions if (each.kind, each.on, each.meeting) == (kind, on, meeting)]
    return max(same, key=lambda each: each.number, default=None)


def check_written_anew(former: VersionFacts | None, why: str, *, went_out: bool) -> None:
    """Whoever changes what others have read says why; ours, beside Art. 12(1), 12(2).

    What the table said was in use at once; the manager's own from the day on which somebody was
    invited with it (8(7)). One of another day supplements, as 5(1.2) has it, and says nothing.
    """
    if former is None or why.strip():
        return
    if former.kind is AssessmentKind.COMPREHENSIVE or went_out:
        raise WrittenAnewWithoutReason(version=former.number)


def before(versions: Collection[VersionFacts], one: VersionFacts) -> VersionFacts | None:
    """The one that it supplements: Art. 5(1.2)."""
    order = in_order(versions)
    place = order.index(one)
    return order[place - 1] if place else None


def before_the_table(
    versions: Collection[VersionFacts], meeting: UUID, on: date
) -> VersionFacts | None:
    """What a meeting starts from; what it made itself is not before it: Art. 8(7), 10(4)."""
    return in_use([each for each in versions if each.meeting != meeting], on)


def on_record_for(one: VersionFacts, happened_on: date, recorded_at: datetime) -> bool:
    """It had happened, and could be read, when the assessment was written down: Art. 12(4)."""
    return happened_on <= one.on and recorded_at <= one.recorded_at


def newer_than_plan(versions: Collection[VersionFacts], looked_on: date) -> VersionFacts | None:
    """What the table assessed since it adopted or reviewed the plan; ours, a warning: Art. 13(1).

    A plan is "based on the assessment of the risk"; what follows where that changes the text does
    not say, and is for the next review.
    """
    now = in_use(versions)
    return now if now is not None and now.on > looked_on else None


class Difference(StrEnum):
    """What became of a passage; a word, and no colour."""

    SAME = "same"
    ADDED = "added"
    CHANGED = "changed"
    TAKEN_OUT = "taken_out"


@dataclass(frozen=True, slots=True)
class Passage:
    """Some sentences of one section: what stood there before, and what stands there now."""

    what: Difference
    was: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """One section of the form beside the version before."""

    section: str
    what: Difference
    passages: Sequence[Passage] = field(default=())


_SENTENCE: Final = re.compile(r"(?<=[.!?;])\s+|\n+")
_KINDS: Final[Mapping[str, Difference]] = {
    "equal": Difference.SAME,
    "insert": Difference.ADDED,
    "delete": Difference.TAKEN_OUT,
    "replace": Difference.CHANGED,
}


def compare(was: Mapping[str, str], now: Mapping[str, str]) -> list[Compared]:
    """Section by section, in the order of the form: Art. 5(1.2)."""
    return [_compared(name, was.get(name, ""), now.get(name, "")) for name in now]


def _compared(section: str, was: str, now: str) -> Compared:
    if was.split() == now.split():
        return Compared(section, Difference.SAME)
    if not was.strip():
        return Compared(section, Difference.ADDED, (Passage(Difference.ADDED, now=now.strip()),))
    if not now.strip():
        gone = (Passage(Difference.TAKEN_OUT, was=was.strip()),)
        return Compared(section, Difference.TAKEN_OUT, gone)
    return Compared(section, Difference.CHANGED, _passages(_sentences(was), _sentences(now)))


def _sentences(text: str) -> list[str]:
    return [" ".join(each.split()) for each in _SENTENCE.split(text) if each.strip()]


def _passages(was: Sequence[str], now: Sequence[str]) -> tuple[Passage, ...]:
    found = SequenceMatcher(a=was, b=now, autojunk=False).get_opcodes()
    return tuple(
        Passage(_KINDS[code], " ".join(was[start:end]), " ".join(now[first:last]))
        for code, start, end, first, last in found
    )
