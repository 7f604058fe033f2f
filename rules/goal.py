"""Whether the goal of a plan is set as Annex 1 asks: Art. 13(2.1), 15(3), 20(1).

"Përcaktimi i qëllimit: specifik, i matshëm, i arritshëm, i dakorduar, relevant, ndarja e
përgjegjësisë dhe i afatizuar në kohë": the Annex names seven, and no paragraph does. Each has a
value of its own, and "not stated" is one; nothing is refused for any of them (decision 0124).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Criterion(StrEnum):
    """One of the seven, in the order of the Annex."""

    SPECIFIC = "specific"
    MEASURABLE = "measurable"
    ACHIEVABLE = "achievable"
    AGREED = "agreed"
    RELEVANT = "relevant"
    SHARED = "shared"
    TIMED = "timed"


class CriterionMark(StrEnum):
    """What the table said of one."""

    FULFILLED = "fulfilled"
    NOT_FULFILLED = "not_fulfilled"
    NOT_STATED = "not_stated"


@dataclass(frozen=True, slots=True)
class CriterionWord:
    """A mark, and what it rests on in words."""

    mark: CriterionMark | None = None
    """None: as it stood before, which at first is "not stated"."""
    words: str = ""


Words = Mapping[Criterion, CriterionWord]


def stands(before: Words, said: Words) -> dict[Criterion, CriterionWord]:
    """What holds once the table has spoken; of what it leaves out, what held before: Art. 15(3)."""
    return {
        each: _after(before.get(each), said.get(each))
        for each in Criterion
        if each in before or _says(said.get(each))
    }


def says_anew(before: Words, said: Words) -> bool:
    """Whether that makes another version of the plan: Art. 15(3)."""
    return stands(before, said) != stands(before, {})


def _says(word: CriterionWord | None) -> bool:
    return word is not None and (word.mark is not None or bool(word.words.strip()))


def _after(before: CriterionWord | None, said: CriterionWord | None) -> CriterionWord:
    """Words belong to their mark: another mark does not keep those of the one before."""
    held = before or CriterionWord(CriterionMark.NOT_STATED)
    if said is None or not _says(said):
        return held
    mark = said.mark or held.mark
    kept = held.words if mark is held.mark else ""
    return CriterionWord(mark, said.words.strip() or kept)
