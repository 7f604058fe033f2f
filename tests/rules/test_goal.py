"""The seven criteria of the goal, each with a value of its own: Annex 1, Art. 15(3), 20(1)."""

import pytest

from rules.goal import Criterion, CriterionMark, CriterionWord, says_anew, stands

FULFILLED = CriterionWord(CriterionMark.FULFILLED, "Katër ditë në javë.")
BEFORE = {Criterion.MEASURABLE: FULFILLED}


@pytest.mark.article("20(1)")
def test_of_what_nobody_said_nothing_stands() -> None:
    assert stands({}, {}) == {}
    assert stands({}, {Criterion.TIMED: CriterionWord(None, "  ")}) == {}
    assert not says_anew({}, {Criterion.TIMED: CriterionWord()})


@pytest.mark.article("20(1)")
def test_words_without_a_mark_are_of_one_that_is_not_stated() -> None:
    held = stands({}, {Criterion.AGREED: CriterionWord(None, " Nëna nuk ishte. ")})
    assert held == {Criterion.AGREED: CriterionWord(CriterionMark.NOT_STATED, "Nëna nuk ishte.")}


@pytest.mark.article("15(3)")
def test_what_a_review_leaves_out_stands_as_it_did() -> None:
    said = {Criterion.AGREED: CriterionWord(CriterionMark.NOT_FULFILLED)}
    assert stands(BEFORE, said) == BEFORE | said
    assert says_anew(BEFORE, said)
    assert not says_anew(BEFORE, {})
    assert not says_anew(BEFORE, {Criterion.MEASURABLE: CriterionWord(CriterionMark.FULFILLED)})


@pytest.mark.article("15(3)")
def test_another_mark_does_not_keep_the_words_of_the_one_before() -> None:
    said = {Criterion.MEASURABLE: CriterionWord(CriterionMark.NOT_FULFILLED)}
    assert stands(BEFORE, said) == said
    reworded = {Criterion.MEASURABLE: CriterionWord(None, "Pesë ditë.")}
    assert stands(BEFORE, reworded) == {
        Criterion.MEASURABLE: CriterionWord(CriterionMark.FULFILLED, "Pesë ditë.")
    }
    assert says_anew(BEFORE, reworded)


@pytest.mark.article("15(3)")
def test_the_table_may_say_that_it_is_not_stated_any_more() -> None:
    said = {Criterion.MEASURABLE: CriterionWord(CriterionMark.NOT_STATED)}
    assert stands(BEFORE, said) == said
    assert says_anew(BEFORE, said)


@pytest.mark.article("20(1)")
def test_they_are_the_seven_of_the_annex_in_its_order() -> None:
    held = stands({}, dict.fromkeys(reversed(Criterion), FULFILLED))
    assert list(held) == list(Criterion)
    assert len(Criterion) == 7
