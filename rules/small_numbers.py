"""Numbers in which no child can be recognised, also where the municipality is small: 18(1), ours.

Each number that leaves the centre is rounded to a multiple of three, up or down by a draw that
belongs to its place in its table: the same number is shown the same way each time, so that a second
paper says no more. A sum is one of what is shown: rounded for itself, its rows could be solved.
Nought is rounded as any other, so that "0" may be two children and "3" may be one. Random rounding,
as statistical offices do it; keyed, so that nobody can repeat the draw. Decision 0255.
"""

from typing import Final

from rules.defaults import DEFAULTS

BASE: Final = DEFAULTS.SMALL_NUMBERS.count


def shown(count: int, draw: bytes) -> int:
    """A multiple of the base next to `count`: above it with a chance of (count mod base) / base.

    `draw`: at least eight bytes that only this place of this table has, and that nobody can guess.
    """
    lot = int.from_bytes(draw[:8]) % BASE
    return BASE * ((count + lot) // BASE)


def may_be(number: int) -> range:
    """What may stand behind a number that is shown."""
    return range(max(0, number - BASE + 1), number + BASE)
