"""The official Serbian words of Annex 1: with their gazette, the newest one counts: Art. 20(1)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from rules.annex import ALL_LINES, LINES, AnnexPart
from rules.annex_wording import (
    Officially,
    TakenBackWithoutReason,
    WordingFacts,
    WordingNotYetPrinted,
    WordingTakenBack,
    WordingWithoutSource,
    WordingWithoutWords,
    check_taking_back,
    check_wording,
    how_officially,
    official,
)
from rules.defaults import DEFAULTS

TODAY = date(2026, 11, 27)
PRINTED = date(2024, 1, 8)
AT = datetime(2026, 11, 27, 9, tzinfo=UTC)


def wording(
    words: str, printed: date = PRINTED, later: int = 0, *, taken_back: bool = False
) -> WordingFacts:
    return WordingFacts("H1", words, printed, AT + timedelta(days=later), taken_back)


@pytest.mark.article("20(1)")
def test_words_stand_with_the_gazette_that_printed_them() -> None:
    typed = {"H1": " Broj\n predmeta ", "H2": " "}
    assert check_wording(typed, "3/2024", PRINTED, TODAY) == {"H1": "Broj predmeta"}
    assert check_wording(typed, "3/2024", TODAY, TODAY)
    with pytest.raises(WordingWithoutSource) as refused:
        check_wording(typed, " ", PRINTED, TODAY)
    assert refused.value.basis is DEFAULTS.ANNEX_WORDING
    with pytest.raises(WordingNotYetPrinted):
        check_wording(typed, "3/2024", TODAY + timedelta(days=1), TODAY)
    for nothing in ({}, {"H1": " "}, {"H1": "Broj", "H9": "Nema je"}):
        with pytest.raises(WordingWithoutWords):
            check_wording(nothing, "3/2024", PRINTED, TODAY)


@pytest.mark.article("20(1)")
def test_the_newest_gazette_counts_and_of_one_what_was_entered_last() -> None:
    first, corrected = wording("Broj"), wording("Broj predmeta", later=1)
    assert official([corrected, first]) == {"H1": corrected}
    corrigendum = wording("Redni broj", PRINTED + timedelta(days=30))
    assert official([first, corrigendum, corrected]) == {"H1": corrigendum}


@pytest.mark.article("20(1)")
def test_what_was_taken_back_gives_way_to_what_stood_before() -> None:
    first = wording("Broj")
    assert official([first, wording("Greška", later=1, taken_back=True)]) == {"H1": first}
    assert official([wording("Greška", taken_back=True)]) == {}
    check_taking_back([False, False], "Druga uredba.")
    for never in ([], [True], [False, True]):
        with pytest.raises(WordingTakenBack):
            check_taking_back(never, "Druga uredba.")
    with pytest.raises(TakenBackWithoutReason):
        check_taking_back([False], " ")


@pytest.mark.article("20(1)")
def test_a_form_is_official_as_a_whole_in_part_or_not_at_all() -> None:
    assert how_officially([]) is Officially.NOT_AT_ALL
    assert how_officially(["H1"]) is Officially.IN_PART
    assert how_officially(ALL_LINES[1:]) is Officially.IN_PART
    assert how_officially(ALL_LINES) is Officially.WHOLE


@pytest.mark.article("20(1)")
def test_no_line_of_the_annex_has_the_code_of_another() -> None:
    assert len(set(ALL_LINES)) == len(ALL_LINES) == sum(map(len, LINES.values()))
    assert LINES[AnnexPart.CLOSING][-6:] == ("X1", "X2", "X3", "X4", "X5", "X6")
