"""Long lists by pages: what a page costs grows with the page, what it counts is the whole list."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any, Final, Generic, TypeVar

from sqlalchemy import Executable
from sqlalchemy.orm import Session

from queries.urgency import RowState

PAGE: Final = 50
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Paged(Generic[T]):
    """One page of a list, and how long the list is."""

    lines: Sequence[T]
    total: int
    number: int = 1
    by_state: Mapping[RowState, int] = field(default_factory=dict)
    """How many lines of each group the whole list has."""

    @property
    def pages(self) -> int:
        return max(1, ceil(self.total / PAGE))

    @property
    def first(self) -> int:
        """The place of this page's first line in the list, from 1."""
        return (self.number - 1) * PAGE + 1


def asked_page(typed: str) -> int:
    """The page that stands in an address; anything else is the first."""
    is_number = typed.isascii() and typed.isdigit() and len(typed) < 7
    return max(1, int(typed)) if is_number else 1


def rows_of(
    session: Session, at: Callable[[int], Executable], number: int
) -> tuple[Sequence[Any], int]:
    """The rows of one page and its number; of the first where the list has become shorter.

    `at` asks for the page that begins so far down the list.
    """
    rows = session.execute(at((number - 1) * PAGE)).all()
    if rows or number == 1:
        return rows, number
    return session.execute(at(0)).all(), 1


def cut(lines: Sequence[T], number: int) -> Paged[T]:
    """A page of a list that only Python can put in order: its days are sealed."""
    number = number if (number - 1) * PAGE < len(lines) else 1
    return Paged(lines[(number - 1) * PAGE : number * PAGE], len(lines), number)
