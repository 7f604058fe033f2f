"""The table's decision to close a case, held to what goes before it by its true day: Art. 17."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from rules.basis import Article
from rules.breaches import Breach, Wrong
from rules.opinions import Heard, unheard
from rules.roles import Owner

OF_THE_DECISION: Final = frozenset({Wrong.CLOSED_UNHEARD, Wrong.CLOSED_UNAPPROVED})


@dataclass(frozen=True, slots=True)
class Decided:
    """When the table closed a case, as the record says now."""

    id: UUID
    meeting_id: UUID
    on: date
    approved_on: date | None
    """When the head had approved it."""


def lapses(decided: Decided, heard: Heard) -> Iterator[Breach]:
    """What had not gone before it: the head's approval, and word of child and parent: 17(2), 17(3).

    Of a decision that is typed now both are asked; its day may be corrected afterwards.
    """
    yield from unheard(heard, decided.id, decided.meeting_id, decided.on)
    if decided.approved_on is None or decided.on < decided.approved_on:
        wrong, of = Wrong.CLOSED_UNAPPROVED, Article(17, "3")
        yield Breach(wrong, of, Owner.MANAGER, decided.on, decided.id, decided.meeting_id)


def follows_record(*, signed: bool) -> bool:
    """Whether the form goes with a record that is corrected: once somebody has signed it, it stays
    as it was signed, and the day as it was stands beside it: Art. 17(5)."""
    return not signed
