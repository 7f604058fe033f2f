"""Services after the eighteenth birthday, and the letter that recommends them: Art. 17(4)."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from rules.after_eighteen import (
    BASIS,
    NOT_ASKED,
    AfterEighteenUnanswered,
    BeforeTheLetter,
    CameOf,
    LetterCorrected,
    LetterFacts,
    LetterIncomplete,
    LetterWithoutReason,
    NeverSentWithoutReason,
    NoLetterCorrected,
    RecommendationMissing,
    SaidAllTheSame,
    ServicesAnswer,
    answered,
    check_after_eighteen,
    check_came_of,
    check_letter,
    check_letter_correction,
    entries_of,
    had_left,
    holds,
    is_still_asked,
    is_unrecommended,
    letters_that_left,
    said_of,
    unrecommended,
)
from rules.assessment import Risk
from rules.basis import Article
from rules.breaches import Wrong
from rules.days import StillToCome
from rules.grounds import Ground, GroundFacts

TODAY = date(2026, 11, 20)
DAY = timedelta(days=1)
OF_AGE = GroundFacts(
    Ground.EIGHTEEN, "", date(2008, 11, 20), planned=True, open_actions=0, risk=Risk.LOW
)
LETTERED = replace(OF_AGE, lettered=True)
NO, YES, BANIM = ServicesAnswer(False), ServicesAnswer(True), ServicesAnswer(True, "Banim.")
UNSAID = ServicesAnswer(None, unsaid=True)


@pytest.mark.article("17(4)")
@pytest.mark.parametrize("ground", sorted(set(Ground) - {Ground.DEATH}))
@pytest.mark.parametrize(
    ("said", "refusal"),
    [(NOT_ASKED, AfterEighteenUnanswered), (ServicesAnswer(True, " "), RecommendationMissing)],
)
def test_for_who_is_eighteen_services_are_answered_yes_or_no(
    ground: Ground, said: ServicesAnswer, refusal: type[Exception]
) -> None:
    known = replace(OF_AGE, ground=ground)
    with pytest.raises(refusal):
        check_after_eighteen(known, said, TODAY, TODAY)
    for enough in (
        NO,
        BANIM,
        ServicesAnswer(None, "Banim."),
    ):  # who recommends something has said yes
        check_after_eighteen(known, enough, TODAY, TODAY)
    check_after_eighteen(replace(known, lettered=True), said, TODAY, TODAY)


@pytest.mark.article("17(4)")
def test_nobody_is_asked_about_a_child_or_one_who_died() -> None:
    for known, on in (
        (replace(OF_AGE, ground=Ground.DEATH), TODAY),
        (OF_AGE, TODAY - DAY),
        (replace(OF_AGE, birth_date=None), TODAY),
    ):
        check_after_eighteen(known, NOT_ASKED, on, TODAY)
        assert not is_still_asked(known, NOT_ASKED, on)
        assert not is_unrecommended(known, UNSAID, on)


@pytest.mark.article("17(4)")
def test_that_nobody_had_said_it_is_taken_of_a_day_that_is_over() -> None:
    with pytest.raises(AfterEighteenUnanswered):
        check_after_eighteen(OF_AGE, UNSAID, TODAY, TODAY)
    check_after_eighteen(OF_AGE, UNSAID, TODAY, TODAY + DAY)
    with pytest.raises(SaidAllTheSame):
        check_after_eighteen(OF_AGE, replace(UNSAID, words="Banim."), TODAY, TODAY + DAY)
    with pytest.raises(AfterEighteenUnanswered):
        check_after_eighteen(OF_AGE, NOT_ASKED, TODAY, TODAY + DAY)


@pytest.mark.article("17(4)")
def test_a_letter_that_had_left_says_that_they_are_needed_and_which() -> None:
    assert answered(None, "", lettered=True) is True
    assert answered(None, " ") is None
    assert answered(False, "", lettered=True) is False
    assert is_still_asked(OF_AGE, YES, TODAY)
    assert not is_still_asked(LETTERED, YES, TODAY)
    assert is_still_asked(LETTERED, NOT_ASKED, TODAY)  # it may be answered otherwise
    assert not is_still_asked(OF_AGE, NO, TODAY)


@pytest.mark.article("17(4)")
def test_a_closing_without_a_recommendation_is_a_breach_unless_a_letter_had_left() -> None:
    which = {"closure_id": uuid4(), "meeting_id": uuid4()}
    for said in (UNSAID, YES):
        (breach,) = unrecommended(OF_AGE, said, TODAY, **which)
        assert (breach.duty, breach.basis) == (Wrong.CLOSED_UNRECOMMENDED, Article(17, "4"))
        assert (breach.limit, breach.subject_id) == (TODAY, which["closure_id"])
        assert not list(unrecommended(LETTERED, said, TODAY, **which))
    for said in (NOT_ASKED, NO, BANIM):  # nobody said that nobody had said it
        assert not list(unrecommended(OF_AGE, said, TODAY, **which))


def sent(
    on: date = TODAY, *, to: str = "Banesa", which: str = "Banim.", again: bool = False
) -> None:
    check_letter(on, TODAY, institution=to, services=which, corrected=again)


@pytest.mark.article("17(4)")
def test_a_letter_says_which_services_and_to_whom_once_it_has_left() -> None:
    sent()
    with pytest.raises(StillToCome):
        sent(TODAY + DAY)
    with pytest.raises(LetterIncomplete) as refused:
        sent(to=" ")
    assert refused.value.basis == BASIS
    with pytest.raises(LetterIncomplete):
        sent(which=" ")
    with pytest.raises(LetterCorrected):
        sent(again=True)


@pytest.mark.article("17(4)")
def test_a_correction_says_what_was_wrong_and_nothing_else_does() -> None:
    check_letter_correction(corrects=False, reason=" ")
    check_letter_correction(corrects=True, reason="Datë tjetër.")
    with pytest.raises(LetterWithoutReason) as refused:
        check_letter_correction(corrects=True, reason=" ")
    assert refused.value.basis == BASIS
    with pytest.raises(NoLetterCorrected):
        check_letter_correction(corrects=False, reason="Datë tjetër.")


def said(on: date, came: CameOf, words: str = "", *, corrected: bool = False) -> None:
    left_on = TODAY - DAY
    check_came_of(on, TODAY, left_on=left_on, came=came, words=words, corrected=corrected)


@pytest.mark.article("17(4)")
def test_what_came_of_it_has_its_day_and_that_it_never_left_its_reason() -> None:
    said(TODAY - DAY, CameOf.DECLINED)
    with pytest.raises(BeforeTheLetter):
        said(TODAY - 2 * DAY, CameOf.ACCEPTED)
    with pytest.raises(StillToCome):
        said(TODAY + DAY, CameOf.ACCEPTED)
    with pytest.raises(NeverSentWithoutReason):
        said(TODAY, CameOf.NEVER_SENT, " ")
    said(TODAY, CameOf.NEVER_SENT, "Në sirtar.")
    with pytest.raises(LetterCorrected):
        said(TODAY, CameOf.ACCEPTED, corrected=True)


@pytest.mark.article("17(4)")
def test_the_last_word_by_its_day_holds() -> None:
    assert holds([]) is None
    later, earlier = (TODAY, CameOf.ACCEPTED), (TODAY - DAY, CameOf.DECLINED)
    assert holds([later, earlier]) is CameOf.ACCEPTED
    assert holds([later, (TODAY, CameOf.NOT_KNOWN)]) is CameOf.NOT_KNOWN


def letter(left_on: date = TODAY, *said: CameOf, corrects: UUID | None = None) -> LetterFacts:
    return LetterFacts(uuid4(), left_on, corrects, [(left_on, each) for each in said])


@pytest.mark.article("17(4)")
def test_a_letter_stands_that_left_and_was_corrected_by_no_other() -> None:
    declined, never = letter(TODAY, CameOf.DECLINED), letter(TODAY, CameOf.NEVER_SENT)
    assert letters_that_left([declined, never]) == [declined]
    later = letter(TODAY + DAY, corrects=declined.id)
    assert letters_that_left([declined, later]) == [later]
    assert had_left([declined], TODAY)
    assert not had_left([declined], TODAY - DAY)
    assert not had_left([declined, later], TODAY)
    assert not had_left([never], TODAY)


@pytest.mark.article("17(4)")
def test_what_was_said_of_a_letter_goes_with_the_entry_that_corrects_it() -> None:
    never = letter(TODAY, CameOf.NEVER_SENT)
    second = letter(TODAY, corrects=never.id)
    third = letter(TODAY, corrects=second.id)
    every = [never, second, third]
    assert entries_of(third, every) == every
    assert said_of(third, every) is CameOf.NEVER_SENT
    assert letters_that_left(every) == []
    found = letter(TODAY, CameOf.NOT_KNOWN, corrects=second.id)
    assert letters_that_left([never, second, found]) == [found]
    earlier = letter(TODAY - DAY, CameOf.ACCEPTED, corrects=second.id)
    assert said_of(earlier, [never, second, earlier]) is CameOf.NEVER_SENT  # by its day
