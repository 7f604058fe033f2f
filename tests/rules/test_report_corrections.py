"""What an officer typed of a report or a word is corrected; a member's stays theirs: ours."""

import pytest

from rules.refusals import ProcedureRefused
from rules.report_corrections import (
    ReportCorrectedWithoutReason,
    ReportOfTheMember,
    ReportStandsNoMore,
    check_report_correction,
)


@pytest.mark.article("8(9)", "14(2)")
@pytest.mark.parametrize(
    ("typed", "stands", "reason", "refused"),
    [
        (True, True, "Gabim.", None),
        (False, True, "Gabim.", ReportOfTheMember),
        (True, False, "Gabim.", ReportStandsNoMore),
        (True, True, " ", ReportCorrectedWithoutReason),
    ],
)
def test_what_was_typed_is_corrected_while_it_stands_with_its_reason(
    *, typed: bool, stands: bool, reason: str, refused: type[ProcedureRefused] | None
) -> None:
    if refused is None:
        check_report_correction(typed=typed, stands=stands, reason=reason)
        return
    with pytest.raises(refused):
        check_report_correction(typed=typed, stands=stands, reason=reason)
