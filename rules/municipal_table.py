"""Whether a municipality has its table, and from each institution somebody to reach: Art. 3, 4(1).

Art. 3 has every municipality set up its roundtable, and 4(1) names whose institutions send to it;
the text names no seat that stands between cases. That each kind has one at the municipal table, and
a contact that is not known to be wrong, is ours (docs/decisions/0119): shown, it refuses nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from rules.basis import Article, Basis
from rules.composition import LISTED
from rules.days import check_happened
from rules.defaults import DEFAULTS
from rules.people import is_over
from rules.refusals import NotPossible, ProcedureRefused
from rules.seats import SeatedThen, ThereAfterwards

OF_THE_CENTRE: Final = "1.2"
"""The centre's own assistant, whom no other institution sends."""
SEATED_KINDS: Final = tuple(kind for kind in LISTED if kind != OF_THE_CENTRE)
"""From 1.3 to 1.14, in the order of the text."""


class Lacking(StrEnum):
    """What a municipal table may lack."""

    CONVENER = "convener"
    MEMBERS = "members"
    SEAT = "seat"
    TERM = "term"
    """Nobody of the kind is named for today any more; whoever stood goes on until the seat ends."""
    LEFT = "left"
    """Whoever stands for the kind is said to have left, and nobody has named them since."""
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class KindSeats:
    """The standing seats of one kind of institution."""

    seats: int = 0
    reached: int = 0
    """Of them with an address that nothing has come back from."""
    left_on: date | None = None
    """When the last seat that ended did."""
    unreached_since: date | None = None
    """When the last address that came back did; None where none was ever written to."""
    named_until: date | None = None
    """The last day on which somebody of them is named; `date.max` where no end is."""
    gone_since: date | None = None
    """Since when one of them is said to have left."""


@dataclass(frozen=True, slots=True)
class MunicipalTable:
    """One municipality, as far as its table is concerned."""

    since: date | None
    """Since when it is in service; None where no quarter was ever opened."""
    convened: bool
    """Somebody convenes: whom the head named, else the head."""
    unconvened_since: date | None
    kinds: Mapping[str, KindSeats]


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing, on what basis, since when if that is known."""

    what: Lacking
    basis: Basis
    since: date | None
    kind: str | None = None


def lacks(table: MunicipalTable, today: date) -> Iterator[Lack]:
    """Who convenes, then anybody at all, then each kind by itself: Art. 3, 4(1), 8(2)."""
    if not table.convened:
        yield Lack(Lacking.CONVENER, DEFAULTS.CONVENER, table.unconvened_since or table.since)
    if not any(seats.seats for seats in table.kinds.values()):
        ended = [seats.left_on for seats in table.kinds.values() if seats.left_on]
        yield Lack(Lacking.MEMBERS, Article(3), max(ended, default=table.since))
        return
    for kind in SEATED_KINDS:
        seats = table.kinds.get(kind, KindSeats())
        if not seats.seats:
            yield Lack(Lacking.SEAT, DEFAULTS.STANDING_SEAT, seats.left_on or table.since, kind)
        elif is_over(seats.named_until, today):
            over = seats.named_until and seats.named_until + timedelta(days=1)
            yield Lack(Lacking.TERM, DEFAULTS.STANDING_SEAT, over, kind)
        elif not seats.reached:
            yield Lack(Lacking.CONTACT, DEFAULTS.STANDING_SEAT, seats.unreached_since, kind)
        if seats.gone_since:
            yield Lack(Lacking.LEFT, DEFAULTS.STANDING_SEAT, seats.gone_since, kind)


class StandsAlready(NotPossible):
    reason = "They have a standing seat already, or are in the list no more."
    way_out = "Look at who stands, then choose somebody else."


class StandsNoMore(NotPossible):
    reason = "They have no standing seat any more."
    way_out = "Look at who stands."


class EndedBeforeItBegan(ProcedureRefused):
    reason = "The seat began on {day}; it did not end before."
    way_out = "Write the day on which it ended."
    basis = DEFAULTS.STANDING_SEAT


class EndWithoutReason(ProcedureRefused):
    reason = "It is not said why the seat ended."
    way_out = "Write it in a few words, also that it is not known."
    basis = DEFAULTS.STANDING_SEAT


def check_seat(
    on: date, today: date, *, stands: bool, left: bool, last_ended_on: date | None
) -> None:
    """Whoever an institution sends takes a standing seat on a day that has come: Art. 3, ours.

    Who comes back takes another once the one before has ended.
    """
    check_happened(on, today)
    if stands or left:
        raise StandsAlready
    if last_ended_on is not None and on < last_ended_on:
        raise SeatedThen(day=last_ended_on)


@dataclass(frozen=True, slots=True)
class SeatHeld:
    """A standing seat, as far as its end is concerned."""

    stands: bool
    since: date | None
    there_on: date | None
    """The last day on which the record has them in a meeting of the municipal table."""


def check_seat_end(on: date, today: date, seat: SeatHeld, reason: str) -> None:
    """It ends on a day that has come, not before it began nor before a meeting to which its holder
    came, for a reason: Art. 3, ours."""
    check_happened(on, today)
    if not seat.stands:
        raise StandsNoMore
    if seat.since is not None and on < seat.since:
        raise EndedBeforeItBegan(day=seat.since)
    if seat.there_on is not None and on < seat.there_on:
        raise ThereAfterwards(day=seat.there_on)
    if not reason.strip():
        raise EndWithoutReason


def seated_from(since: date | None, began_on: date, today: date) -> date:
    """The day from which somebody who stands sits in a quarter: Art. 8(2).

    The true day of the standing seat, or the one on which the quarter's table began where they
    stood before; where nobody knows since when they stand, the day on which they are seated.
    """
    return today if since is None else max(since, began_on)
