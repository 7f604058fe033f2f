"""What an officer typed wrong as somebody's signature is corrected: Art. 10(1), 17(5), ours."""

from datetime import date, timedelta

import pytest

from rules.refusals import ProcedureRefused
from rules.signature_corrections import (
    QuarterHasItsSignatures,
    SignatureCorrectedWithoutReason,
    SignatureHasThatDay,
    SignatureIsTheirs,
    SignatureStandsNoMore,
    approval_waits,
    check_another_day,
    check_signature_correction,
)


@pytest.mark.article("10(1)", "17(5)")
@pytest.mark.parametrize(
    ("typed", "stands", "over", "reason", "refused"),
    [
        (True, True, False, "Gabim.", None),
        (False, True, False, "Gabim.", SignatureIsTheirs),
        (True, False, False, "Gabim.", SignatureStandsNoMore),
        (True, True, True, "Gabim.", QuarterHasItsSignatures),
        (True, True, False, " ", SignatureCorrectedWithoutReason),
    ],
)
def test_what_was_typed_is_corrected_while_it_stands_with_its_reason(
    *, typed: bool, stands: bool, over: bool, reason: str, refused: type[ProcedureRefused] | None
) -> None:
    if refused is None:
        check_signature_correction(typed=typed, stands=stands, over=over, reason=reason)
        return
    with pytest.raises(refused):
        check_signature_correction(typed=typed, stands=stands, over=over, reason=reason)


@pytest.mark.article("10(1)")
@pytest.mark.parametrize("missing", ["in_writing", "in_force", "present", None])
def test_minutes_wait_again_only_for_a_word_that_had_approved_them(missing: str | None) -> None:
    said = {name: name != missing for name in ("in_writing", "in_force", "present")}
    assert approval_waits(**said) is (missing is None)


@pytest.mark.article("10(1)", "17(5)")
def test_another_day_is_another() -> None:
    day = date(2026, 11, 2)
    check_another_day(day, day + timedelta(days=1))
    with pytest.raises(SignatureHasThatDay) as refused:
        check_another_day(day, day)
    assert refused.value.facts == {"day": day}
