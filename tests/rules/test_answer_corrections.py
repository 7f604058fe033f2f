"""What an officer typed wrong is corrected or taken back; a member's word stays theirs: ours."""

from datetime import UTC, date, datetime, timedelta

import pytest

from rules.answer_corrections import (
    AnswerOfTheMember,
    AnswerStandsNoMore,
    AnswerWithoutReason,
    Receipt,
    check_answer_correction,
    receipt,
)
from rules.refusals import ProcedureRefused

DAY = timedelta(days=1)
TODAY, NOW = date(2026, 10, 5), datetime(2026, 10, 5, 9, tzinfo=UTC)


@pytest.mark.article("14(3.1)")
@pytest.mark.parametrize(
    ("typed", "stands", "reason", "refused"),
    [
        (True, True, "Gabim.", None),
        (False, True, "Gabim.", AnswerOfTheMember),
        (True, False, "Gabim.", AnswerStandsNoMore),
        (True, True, " ", AnswerWithoutReason),
    ],
)
def test_what_was_typed_is_corrected_once_with_its_reason(
    *, typed: bool, stands: bool, reason: str, refused: type[ProcedureRefused] | None
) -> None:
    if refused is None:
        check_answer_correction(typed=typed, stands=stands, reason=reason)
        return
    with pytest.raises(refused):
        check_answer_correction(typed=typed, stands=stands, reason=reason)


@pytest.mark.article("14(3.1)")
def test_the_first_that_stands_is_the_receipt_and_without_one_there_is_none() -> None:
    assert receipt([]) is None
    early, late = (TODAY - 3 * DAY, NOW), (TODAY, NOW - DAY)
    assert receipt([late, early]) == Receipt(TODAY - 3 * DAY, NOW - DAY)
    assert receipt([late]) == Receipt(TODAY, NOW - DAY)
