"""A meeting of another case is taken out, as long as nobody has relied on it: Art. 9, 10(1)."""

from dataclasses import replace
from datetime import date

import pytest

from rules.days import StillToCome
from rules.misplaced import (
    CaseUnsaid,
    MinutesAreSigned,
    MisplacedFacts,
    RhythmSetThere,
    TableDecidedThere,
    check_misplaced,
)
from rules.record_correction import (
    RecordCorrectedWithoutReason,
    RecordNotThere,
    SaidBeforeTheMeeting,
)

HELD, TODAY = date(2027, 3, 1), date(2027, 3, 8)
SAID = MisplacedFacts(HELD, False, False, False, "Rasti i gabuar.", "R-27-2001", date(2027, 3, 4))


@pytest.mark.article("9")
def test_it_counts_from_the_day_on_which_it_was_said() -> None:
    assert check_misplaced(SAID, TODAY) == date(2027, 3, 4)
    assert check_misplaced(replace(SAID, said_on=None), TODAY) == TODAY
    assert check_misplaced(replace(SAID, said_on=HELD), TODAY) == HELD


@pytest.mark.article("9", "10(1)")
@pytest.mark.parametrize(
    ("said", "refusal", "article"),
    [
        ({"held_on": None}, RecordNotThere, None),
        ({"signed": True}, MinutesAreSigned, "10(1)"),
        ({"decided": True}, TableDecidedThere, "ours"),
        ({"rhythm": True}, RhythmSetThere, "ours"),
        ({"reason": " "}, RecordCorrectedWithoutReason, "ours"),
        ({"belongs_to": " "}, CaseUnsaid, "ours"),
        ({"said_on": date(2027, 3, 9)}, StillToCome, "ours"),
        ({"said_on": date(2027, 2, 28)}, SaidBeforeTheMeeting, None),
    ],
)
def test_what_hangs_on_it_is_asked_before(
    said: dict[str, object], refusal: type[Exception], article: str | None
) -> None:
    with pytest.raises(refusal) as refused:
        check_misplaced(replace(SAID, **said), TODAY)  # type: ignore[arg-type]
    basis = refused.value.basis  # type: ignore[attr-defined]
    if article == "10(1)":
        assert str(basis) == article
    else:
        assert (basis is None) is (article is None)
