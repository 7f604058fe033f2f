"""Each word to the family stays, and the last one counts: Art. 8(10)."""

from datetime import date, timedelta

import pytest

from rules.composition import Relation
from rules.days import StillToCome
from rules.meetings import FamilyNotTold, ToldBy
from rules.telling import (
    MeetingCalledOff,
    WordCorrectedWithoutReason,
    WordToFamily,
    check_meeting,
    check_word,
    corrects,
    is_heard,
    last_told,
)

MEETS = date(2026, 10, 20)
DAY = timedelta(days=1)
TOLD = WordToFamily(MEETS - DAY, ToldBy.PHONE, said_on=MEETS - DAY)
NOT_FOUND = WordToFamily(None, reason="S'u gjet.", said_on=MEETS - 3 * DAY)


@pytest.mark.article("8(10)")
def test_of_the_family_it_is_said_how_or_why_not() -> None:
    check_word(WordToFamily(MEETS), None, "", MEETS)
    check_word(WordToFamily(None, reason="Dy vjeç."), None, "", MEETS)
    with pytest.raises(FamilyNotTold):
        check_word(WordToFamily(None, reason=" "), None, "", MEETS)
    with pytest.raises(StillToCome):
        check_word(WordToFamily(MEETS + DAY), None, "", MEETS)


@pytest.mark.article("8(10)")
@pytest.mark.parametrize(
    ("word", "before", "is_correction"),
    [
        (TOLD, None, False),
        (TOLD, TOLD, False),
        (WordToFamily(MEETS, ToldBy.PHONE), TOLD, True),  # another day
        (WordToFamily(None, reason="S'u gjet."), TOLD, True),  # none after all
        (WordToFamily(MEETS - 4 * DAY), NOT_FOUND, True),  # that day the record said no
        (WordToFamily(MEETS - 3 * DAY), NOT_FOUND, False),  # found later that day
        (WordToFamily(MEETS), NOT_FOUND, False),
        (WordToFamily(None, reason="Numri s'punon."), NOT_FOUND, False),
    ],
)
def test_what_cannot_be_true_beside_the_word_before_says_why(
    word: WordToFamily, before: WordToFamily | None, is_correction: bool
) -> None:
    assert corrects(word, before) is is_correction
    check_word(word, before, "U shkrua gabim.", MEETS)
    if is_correction:
        with pytest.raises(WordCorrectedWithoutReason):
            check_word(word, before, " ", MEETS)


@pytest.mark.article("8(10)")
def test_a_word_on_a_meeting_called_off_is_of_a_day_before_that() -> None:
    check_meeting(NOT_FOUND, None)
    check_meeting(WordToFamily(MEETS), MEETS)
    for late in (NOT_FOUND, WordToFamily(MEETS + timedelta(days=1))):
        with pytest.raises(MeetingCalledOff):
            check_meeting(late, MEETS)


@pytest.mark.article("8(10)")
def test_the_last_of_them_counts_once_of_everybody_something_is_said() -> None:
    assert last_told([TOLD, WordToFamily(MEETS), NOT_FOUND]) == MEETS
    assert last_told([TOLD, None]) is None
    assert last_told([NOT_FOUND]) is None


@pytest.mark.article("8(10)")
@pytest.mark.parametrize(
    ("relation", "since", "told", "heard"),
    [
        (Relation.GUARDIAN, MEETS, False, True),
        (Relation.GUARDIAN, MEETS + DAY, False, False),  # nobody knew of them then
        (Relation.GUARDIAN, MEETS + DAY, True, True),
        (Relation.CHILD, None, False, True),
        (Relation.RELATIVE, MEETS - DAY, False, False),
        (Relation.RELATIVE, MEETS + DAY, True, True),
    ],
)
def test_the_record_asks_after_whoever_was_known_by_its_day(
    relation: Relation, since: date | None, *, told: bool, heard: bool
) -> None:
    assert is_heard(relation, since, MEETS, told=told) is heard
