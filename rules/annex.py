"""The lines of Annex 1, "Formë pune e Tryezës": Art. 12(4), 20(1).

Each heading, label and column of the form by its code, in its order. The words are the gazette's:
the Albanian ones in the catalogue, held by `tests/portal/annex_1.yaml` (decision 0124).
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class AnnexPart(StrEnum):
    """One part of the form, under its own heading."""

    HEAD = "head"
    CATEGORIES = "categories"
    PERSONAL = "personal"
    SITUATION = "situation"
    PLAN = "plan"
    REVIEW = "review"
    CLOSING = "closing"


def _numbered(letter: str, last: int) -> tuple[str, ...]:
    return tuple(f"{letter}{number}" for number in range(1, last + 1))


LINES: Final[Mapping[AnnexPart, tuple[str, ...]]] = {
    AnnexPart.HEAD: ("T1", "T2", *_numbered("H", 5)),
    AnnexPart.CATEGORIES: (
        *("K", "M", *_numbered("M", 7), "S", *_numbered("S", 4)),
        *("E", *_numbered("E", 5), "N", *_numbered("N", 3)),
    ),
    AnnexPart.PERSONAL: ("P", *_numbered("P", 9)),
    AnnexPart.SITUATION: ("C", "C1", "C1h", "C2", "C3", "C3h"),
    AnnexPart.PLAN: (
        *("G", "G1", *_numbered("G1.", 7), "G2", "G3"),
        *("B", *_numbered("A", 7), *_numbered("I", 4)),
    ),
    AnnexPart.REVIEW: ("V", "V0", *_numbered("V", 7)),
    AnnexPart.CLOSING: ("X", "X0", *_numbered("X", 6)),
}
"""A table's columns and the boxes follow their heading; the closing has the plan's I1 to I4."""

ALL_LINES: Final = tuple(line for lines in LINES.values() for line in lines)
