"""Who uses violence takes no part: a meeting at which they did: Art. 4(5)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from rules.violence import was_barred

HELD = date(2026, 9, 10)
BEGINS = datetime(2026, 9, 10, 8, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of a parent's violence, as it stands in a row."""

    number: int
    value: bool | None
    known_on: date
    valid_from: date | None = None
    corrects_id: UUID | None = None
    hour: int = 6

    @property
    def id(self) -> UUID:
        return UUID(int=self.number)

    @property
    def recorded_at(self) -> datetime:
        return datetime(2026, 9, self.known_on.day, self.hour, tzinfo=UTC)


def said(
    number: int,
    value: bool | None,
    day: int,
    *,
    since: int | None = None,
    corrects: int | None = None,
    hour: int = 6,
) -> Said:
    of = UUID(int=corrects) if corrects else None
    begin = date(2026, 9, since) if since else None
    return Said(number, value, date(2026, 9, day), begin, of, hour)


NO = said(1, False, 1)


@pytest.mark.article("4(5)")
@pytest.mark.parametrize(
    ("facts", "barred"),
    [
        ([], False),
        ([NO], False),
        ([NO, said(2, True, 9)], True),
        ([NO, said(2, True, 9, since=1)], True),
        ([NO, said(2, True, 10)], True),  # that morning
        ([NO, said(2, True, 10, hour=9)], False),  # it came up in the meeting
        ([NO, said(2, True, 11)], False),
        ([NO, said(2, True, 11, since=1)], False),  # nobody had marked him yet
        ([NO, said(2, True, 9), said(3, False, 12, corrects=2)], False),  # a mistake
        ([NO, said(2, True, 9), said(3, True, 12, since=11, corrects=2)], False),  # since later
        ([NO, said(2, True, 9), said(3, False, 12)], True),  # lifted since: it held then
        ([said(1, True, 9), said(2, None, 12, corrects=1)], False),
        ([said(1, True, 1), said(2, True, 9), said(3, False, 12, corrects=2)], False),
        ([said(1, True, 1), said(2, False, 5), said(3, True, 12, corrects=2)], False),
        ([said(1, True, 1), said(2, False, 12, since=5)], False),  # not any more by then
    ],
)
def test_who_was_marked_before_and_is_still_held_to_be_so_was_barred(
    facts: list[Said], barred: bool
) -> None:
    assert was_barred(facts, HELD, BEGINS) is barred
