"""What a meeting is for, by what lay before the table on its day: Art. 8(11), 14(5), 15(1)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from rules.called_for import (
    ClosingAhead,
    NotReviewedThen,
    called_for,
    check_reviewed,
    is_on_closing,
)

APPROVED, DECIDED = datetime(2026, 10, 20, 9, tzinfo=UTC), datetime(2026, 11, 4, 10, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ADOPTED, CLOSED = date(2026, 9, 14), date(2026, 11, 4)


@pytest.mark.article("8(11)", "17(3)")
@pytest.mark.parametrize(
    ("at", "until", "closing"),
    [
        (APPROVED - HOUR, None, False),  # nobody had thought of closing
        (APPROVED, None, True),
        (APPROVED + 30 * DAY, None, True),
        (DECIDED, DECIDED, True),  # the meeting that decided
        (DECIDED + HOUR, DECIDED, False),
    ],
)
def test_closing_lies_before_the_table_from_the_approval_until_it_has_decided(
    at: datetime, until: datetime | None, *, closing: bool
) -> None:
    assert is_on_closing([ClosingAhead(APPROVED, until)], at) is closing


@pytest.mark.article("8(11)")
def test_of_several_proposals_one_is_enough() -> None:
    former = ClosingAhead(APPROVED - 30 * DAY, APPROVED - 20 * DAY)
    assert is_on_closing([former, ClosingAhead(APPROVED)], APPROVED)
    assert not is_on_closing([former], APPROVED)
    assert not is_on_closing([], APPROVED)


@pytest.mark.article("8(11)", "14(5)", "15(1)")
@pytest.mark.parametrize(
    ("has_met", "closing", "extraordinary", "on_review", "else_review", "kind"),
    [
        (False, False, False, False, True, "first"),
        (True, False, False, False, True, "review"),
        (True, False, False, False, False, "other"),
        (True, False, False, True, False, "review"),
        (True, True, False, False, False, "closure"),
        (False, True, False, False, True, "closure"),
        (True, True, False, True, False, "review"),
        (True, True, True, False, True, "extraordinary"),
    ],
)
def test_what_it_is_for(
    kind: str,
    *,
    has_met: bool,
    closing: bool,
    extraordinary: bool,
    on_review: bool,
    else_review: bool,
) -> None:
    found = called_for(
        has_met=has_met,
        closing=closing,
        extraordinary=extraordinary,
        on_review=on_review,
        else_review=else_review,
    )
    assert found == kind


@pytest.mark.article("15(1)")
@pytest.mark.parametrize(
    ("day", "adopted", "decided", "could_be"),
    [
        (ADOPTED + DAY, ADOPTED, None, True),
        (ADOPTED, ADOPTED, None, False),
        (ADOPTED + DAY, None, None, False),
        (CLOSED, ADOPTED, CLOSED, True),
        (CLOSED + DAY, ADOPTED, CLOSED, False),
    ],
)
def test_a_plan_is_reviewed_from_the_day_after_it_until_the_table_closed_the_case(
    day: date, adopted: date | None, decided: date | None, *, could_be: bool
) -> None:
    if could_be:
        check_reviewed(day, adopted, decided)
        return
    with pytest.raises(NotReviewedThen):
        check_reviewed(day, adopted, decided)
