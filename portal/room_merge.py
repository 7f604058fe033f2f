"""Two screens of one room: what either has stands; where both have something else, the kept one."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from portal.room_form import OWN
from portal.typed import Typed

Row = Mapping[str, list[str]]
_OF_THE_ROW: Final = {"code", "level", "member", "person", "paper"}
"""Which row it is, and nothing that somebody typed."""


def merged(kept: Typed, mine: Typed) -> tuple[dict[str, list[str]], list[tuple[str, str]]]:
    """The fields, and by field what stood on the second screen where another stands kept.

    A row of several answers is one screen's or the other's whole: half of each says what nobody
    said.
    """
    fields: dict[str, list[str]] = {}
    beside: list[tuple[str, str]] = []
    theirs, own = _by_row(kept), _by_row(mine)
    for row in dict.fromkeys((*theirs, *own)):
        first, second = theirs.get(row, {}), own.get(row, {})
        adds = first.items() <= second.items()
        fields |= second if adds else first
        if not adds and not second.items() <= first.items():
            beside += _differing(first, second)
    return fields, beside


def _by_row(typed: Typed) -> dict[str, dict[str, list[str]]]:
    rows: dict[str, dict[str, list[str]]] = {}
    for path, values in typed.items():
        rows.setdefault(_row_of(path), {})[path] = list(values)
    return rows


def _row_of(path: str) -> str:
    group, _, rest = path.partition(".")
    return path if not rest or group in OWN else f"{group}.{rest.partition('.')[0]}"


def _differing(first: Row, second: Row) -> Iterator[tuple[str, str]]:
    for path, values in second.items():
        if path.rpartition(".")[2] not in _OF_THE_ROW and values != first.get(path):
            yield path, ", ".join(_said(values))


def _said(values: Iterable[str]) -> Iterator[str]:
    return (each.strip() for each in values if each.strip())
