"""A meeting without whoever speaks for a child from elsewhere: Art. 4(6)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from rules.composition import ABROAD, ChildStatus
from rules.representatives import met_without

ASYLUM, RESIDENT = ChildStatus.ASYLUM, ChildStatus.RESIDENT
HELD = date(2026, 9, 10)


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of the child's status, as it stands in a row."""

    number: int
    value: ChildStatus | None
    known_on: date
    corrects_id: UUID | None = None
    valid_from: date | None = None

    @property
    def id(self) -> UUID:
        return UUID(int=self.number)

    @property
    def recorded_at(self) -> datetime:
        return datetime(2026, 9, 20, self.number, tzinfo=UTC)


def said(number: int, value: ChildStatus | None, day: int, *, corrects: int | None = None) -> Said:
    of = UUID(int=corrects) if corrects else None
    return Said(number, value, date(2026, 9, day), of)


@pytest.mark.article("4(6)")
@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        ([], False),
        ([said(1, None, 2)], False),
        ([said(1, ASYLUM, 2)], True),
        ([said(1, RESIDENT, 2), said(2, ASYLUM, 9)], True),
        ([said(1, RESIDENT, 2), said(2, ASYLUM, 10)], False),  # learned in the meeting
        ([said(1, RESIDENT, 2), said(2, ASYLUM, 12)], False),
        ([said(1, RESIDENT, 2), said(2, ASYLUM, 12, corrects=1)], False),
        ([said(1, ASYLUM, 2), said(2, RESIDENT, 12, corrects=1)], False),
        ([said(1, ASYLUM, 2), said(2, ChildStatus.REFUGEE, 12, corrects=1)], True),
        ([said(1, ASYLUM, 2), said(2, RESIDENT, 12)], True),  # settled since: it was due then
    ],
)
def test_what_was_known_before_the_day_and_is_true_of_it_counts(
    facts: list[Said], wrong: bool
) -> None:
    assert met_without({"1.2"}, facts, HELD) is wrong
    assert not met_without({"1.2", next(iter(ABROAD))}, facts, HELD)
