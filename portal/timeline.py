"""Where things stand on the picture of a case's life: months become pixels, labels stay apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

WIDTH: Final = 1160
LEFT: Final = 150
RIGHT: Final = 1150
TOP: Final = 66
LANE: Final = 64
LETTER: Final = 6.4  # a letter's width at 12.5 px, a little generous
GAP: Final = 6.0
TICKS: Final = 16
"""So many months have room side by side, with their words."""
MARGIN: Final = timedelta(days=12)

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Moment:
    """Something on a day: it happened, is to come, or was not in time."""

    day: date
    words: str
    second: str = ""
    happened: bool = True
    late: bool = False
    article: str = ""
    """Under which it happened, or is to."""

    @property
    def kind(self) -> str:
        return "red" if self.late else "dot" if self.happened else "ring"


@dataclass(frozen=True, slots=True)
class Lane:
    name: str
    moments: Sequence[Moment]


@dataclass(frozen=True, slots=True)
class Band:
    """A phase from one day to another; `state` is past, now or to (a forecast)."""

    name: str
    begin: date
    end: date
    state: Literal["past", "now", "to"] = "past"


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment with its place; labels that would touch the one before them are left out."""

    moment: Moment
    x: float
    y: float
    anchor: Anchor
    has_label: bool
    label_x: float
    """Beside the today line, never on it."""


@dataclass(frozen=True, slots=True)
class LifeLine:
    """The lanes, the phases and today, ready to be drawn."""

    lanes: Sequence[Lane]
    bands: Sequence[Band]
    today: date

    @property
    def begin(self) -> date:
        return min([self.today, *self._days()]) - MARGIN

    @property
    def end(self) -> date:
        return max([self.today, *self._days()]) + MARGIN

    @property
    def height(self) -> int:
        return TOP + LANE * len(self.lanes) + 26

    def _days(self) -> Iterator[date]:
        yield from (moment.day for lane in self.lanes for moment in lane.moments)
        for band in self.bands:
            yield from (band.begin, band.end)

    def x(self, day: date) -> float:
        """The distance of a day from the left edge."""
        share = (day - self.begin).days / max(1, (self.end - self.begin).days)
        return round(LEFT + share * (RIGHT - LEFT), 1)

    def months(self) -> list[tuple[date, float]]:
        """The first of each month on the picture; of a long life as many as have room."""
        last = self.end - timedelta(days=1)
        every = range(_count(self.begin) + 1, _count(last) + 1)
        step = _step(len(every))
        days = [date(each // 12, each % 12 + 1, 1) for each in every if each % step == 0]
        return [(day, self.x(day)) for day in days]

    def marks(self, lane: Lane, row: int) -> list[Mark]:
        """The lane's moments; a label by the today line hangs to the outer side."""
        placed: list[Mark] = []
        free_from = float(LEFT)
        for moment in sorted(lane.moments, key=lambda each: each.day):
            x = self.x(moment.day)
            width = LETTER * max(len(moment.words), len(moment.second))
            anchor, at = self._label(x, width)
            left = at - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
            fits = left >= free_from
            if fits:
                free_from = left + width + 8
            placed.append(Mark(moment, x, TOP + LANE * row + 20, anchor, fits, at))
        return placed

    def _label(self, x: float, width: float) -> tuple[Anchor, float]:
        line = self.x(self.today)
        if abs(x - line) < width / 2 + 4:
            return ("start", max(x, line + GAP)) if x >= line else ("end", min(x, line - GAP))
        return "middle", x

    def in_order(self) -> list[tuple[str, Moment]]:
        """The same as a list, latest first, with the lane each belongs to."""
        rows = [(lane.name, moment) for lane in self.lanes for moment in lane.moments]
        return sorted(rows, key=lambda row: row[1].day, reverse=True)


def _count(day: date) -> int:
    """The months until this one; each year begins with a multiple of twelve."""
    return day.year * 12 + day.month - 1


def _step(months: int) -> int:
    """Every month, or each second, third or sixth, or of so many years the first."""
    for step in (1, 2, 3, 6):
        if months <= step * TICKS:
            return step
    return 12 * (1 + months // (12 * TICKS))
