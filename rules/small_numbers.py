"""Numbers in which no child can be recognised, also where the municipality is small: 18(1), ours.

Each number that leaves the centre is rounded to a multiple of three, up or down by a draw that
belongs to its place in its table: the same number is shown the same way each time, so that a second
paper says no more. A sum is one of what is shown: rounded for itself, its rows could be solved.
So "0" may be two children, and "3" may be one. Random rounding, as statistical offices do it, and
keyed, so that nobody can repeat the draw. Decision 0255.
"""

from collections.abc import Mapping
from typing import Final

from rules.defaults import DEFAULTS

BASE: Final = DEFAULTS.SMALL_NUMBERS.count
ANY: Final = 1_000
"""What is shown as the whole may be any more: so large no table is."""


def shown(count: int, draw: bytes) -> int:
    """A multiple of the base next to `count`: above it with a chance of (count mod base) / base.

    `draw`: at least eight bytes that only this place of this table has, and that nobody can guess.
    """
    lot = int.from_bytes(draw[:8]) % BASE
    return BASE * ((count + lot) // BASE)


def within(rows: Mapping[str, int], most: int) -> dict[str, int]:
    """The shown numbers of rows of which none can truly be more than a whole, of which `most` is
    shown: no more is shown of a row, or both could be solved from each other."""
    return {row: min(number, most) for row, number in rows.items()}


def may_be(number: int, most: int | None = None) -> range:
    """What may stand behind a number that is shown, within a whole of which `most` is shown."""
    last = number + BASE - 1 if most is None or number < most else ANY
    return range(max(0, number - BASE + 1), last + 1)
