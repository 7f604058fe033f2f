"""Actions whose day has passed: who is waited for, and what is said of them: Art. 14(2), 15(3)."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from rules.action_facts import LateActionFacts, LeftActionFacts
from rules.beginning import DoneBeforeTheReferral
from rules.breaches import passed
from rules.case_life import duties
from rules.days import StillToCome
from rules.death import ENDED_DUTIES
from rules.defaults import DEFAULTS
from rules.duties import Duty
from rules.late_actions import (
    ActionWord,
    DayAnswer,
    NewDayPassed,
    NoDayAskedFor,
    NoDayForWhatIsDone,
    NotAnsweredYet,
    NotDoneOnADay,
    OfAnotherThatDay,
    OtherDayThanSaid,
    answers_now,
    check_day_answer,
    check_further_word,
    check_speaker,
    check_word,
    counts_as_asked,
    day_answer,
    is_of_another,
    waited_for,
)
from rules.late_actions import duties as late_duties
from rules.planning import ActionStatus
from rules.reports import ActionIsDone
from rules.roles import Owner
from tests.rules.known import MEETS, MEMBER, a_closure, in_implementation

FRIDAY = date(2026, 10, 16)
LATE = LateActionFacts(uuid4(), MEMBER, FRIDAY, asked=True)
DAY = timedelta(days=1)


@pytest.mark.article("6(1.7)", "14(2)")
def test_it_is_late_since_its_own_day_and_its_member_is_waited_for() -> None:
    facts = in_implementation(actions=(LATE, replace(LATE, id=uuid4(), asked=False)))
    (duty,) = late_duties(facts)
    assert (duty.duty, duty.actor, duty.due) == (Duty.LATE_ACTION, Owner.MEMBERS, FRIDAY)
    assert (duty.subject_id, duty.members, duty.basis) == (
        LATE.id,
        (MEMBER,),
        DEFAULTS.LATE_ACTION,
    )
    assert duty in duties(facts)
    assert list(passed([duty], FRIDAY + DAY)) == []  # late, and no breach of the text by itself


@pytest.mark.article("14(2)", "15(3)")
def test_who_asks_for_another_day_waits_for_the_table() -> None:
    assert waited_for(LATE) is Owner.MEMBERS
    wants = replace(LATE, wants=FRIDAY + 9 * DAY)
    assert waited_for(wants) is Owner.MANAGER
    (duty,) = late_duties(in_implementation(actions=(wants,)))
    assert (duty.actor, duty.due) == (Owner.MANAGER, FRIDAY)  # asking gives no day


@pytest.mark.article("15(3)")
def test_what_the_table_answers_is_said_or_follows_from_the_day_that_it_gives() -> None:
    later = FRIDAY + DAY
    assert day_answer(None, FRIDAY, None) is None  # not stated
    assert day_answer(None, None, FRIDAY) is None  # of itself
    assert day_answer(None, FRIDAY, FRIDAY) is DayAnswer.GIVEN
    assert day_answer(None, FRIDAY, later) is DayAnswer.OTHER
    assert day_answer(DayAnswer.NOT_GIVEN, FRIDAY, None) is DayAnswer.NOT_GIVEN
    for said, day in (
        (None, None),
        (None, later),
        (DayAnswer.GIVEN, None),
        (DayAnswer.GIVEN, FRIDAY),
        (DayAnswer.OTHER, later),
        (DayAnswer.NOT_GIVEN, None),
    ):
        check_day_answer(said, FRIDAY, day)
    for said, day in (
        (DayAnswer.GIVEN, later),
        (DayAnswer.OTHER, FRIDAY),
        (DayAnswer.OTHER, None),
        (DayAnswer.NOT_GIVEN, later),
    ):
        with pytest.raises(OtherDayThanSaid):
            check_day_answer(said, FRIDAY, day)
    check_day_answer(None, None, None)
    with pytest.raises(NoDayAskedFor):
        check_day_answer(DayAnswer.NOT_GIVEN, None, None)


@pytest.mark.article("14(1)", "14(2)")
def test_what_nobody_answers_for_any_more_the_manager_sees_to_by_its_own_day() -> None:
    left = LeftActionFacts(uuid4(), MEMBER, FRIDAY - 9 * DAY, FRIDAY)
    (duty,) = late_duties(in_implementation(left_actions=(left, replace(left, due=None))))
    assert (duty.duty, duty.actor, duty.due) == (Duty.LEFT_ACTION, Owner.MANAGER, FRIDAY)
    assert (duty.subject_id, duty.members) == (left.id, (MEMBER,))


@pytest.mark.article("8(6)", "14(1)", "18(2)")
def test_who_came_into_the_place_answers_once_they_may_read_and_whom_the_plan_names_at_once() -> (
    None
):
    assert answers_now(newly=False, may_read=False)
    assert answers_now(newly=True, may_read=True)
    assert not answers_now(newly=True, may_read=False)


@pytest.mark.article("8(6)", "14(3.3)")
def test_what_whoever_held_the_place_before_has_answered_is_not_asked_again() -> None:
    assert counts_as_asked(asked=True, answered=False)
    assert counts_as_asked(asked=False, answered=True)
    assert not counts_as_asked(asked=False, answered=False)


@pytest.mark.article("14(2)", "17(3.5)")
def test_nothing_is_late_of_the_centre_of_a_closed_case_or_of_a_child_who_died() -> None:
    centre = replace(LATE, member_id=None)
    assert list(late_duties(in_implementation(actions=(centre,)))) == []
    left = LeftActionFacts(uuid4(), MEMBER, FRIDAY, FRIDAY)
    over = {"actions": (LATE,), "left_actions": (left,)}
    closed = in_implementation(closure=a_closure(decided_on=MEETS), **over)
    assert list(late_duties(closed)) == []
    died = {each.duty for each in duties(in_implementation(died=True, **over))}
    assert not died & {Duty.LATE_ACTION, Duty.LEFT_ACTION}
    assert {Duty.LATE_ACTION, Duty.LEFT_ACTION} <= set(ENDED_DUTIES)


@pytest.mark.article("14(2)")
@pytest.mark.parametrize(
    ("word", "refusal"),
    [
        (ActionWord(ActionStatus.COMPLETED), None),
        (ActionWord(ActionStatus.COMPLETED, done_on=FRIDAY), None),
        (ActionWord(ActionStatus.COMPLETED, done_on=FRIDAY + DAY), StillToCome),
        (ActionWord(ActionStatus.COMPLETED, done_on=FRIDAY - 4 * DAY), None),
        (ActionWord(ActionStatus.COMPLETED, done_on=FRIDAY - 5 * DAY), DoneBeforeTheReferral),
        (ActionWord(ActionStatus.IN_PROCESS, done_on=FRIDAY), NotDoneOnADay),
        (ActionWord(ActionStatus.COMPLETED, until=FRIDAY + DAY), NoDayForWhatIsDone),
        (ActionWord(ActionStatus.UNCOMPLETED), None),
        (ActionWord(ActionStatus.UNCOMPLETED, until=FRIDAY + DAY), None),
        (ActionWord(ActionStatus.IN_PROCESS, until=FRIDAY), NewDayPassed),
    ],
)
def test_a_word_says_when_it_was_done_or_which_day_is_asked_for(
    word: ActionWord, refusal: type[Exception] | None
) -> None:
    """Said on Friday and typed on the Monday after: nothing was done after it was said."""
    if refusal is None:
        check_word(word, FRIDAY, FRIDAY + 3 * DAY, referred_on=FRIDAY - 4 * DAY)
    else:
        with pytest.raises(refusal):
            check_word(word, FRIDAY, FRIDAY + 3 * DAY, referred_on=FRIDAY - 4 * DAY)


@pytest.mark.article("14(2)")
def test_more_is_said_as_long_as_it_is_late() -> None:
    check_further_word(answered=True, is_over=False)
    with pytest.raises(NotAnsweredYet):
        check_further_word(answered=False, is_over=False)
    with pytest.raises(ActionIsDone):
        check_further_word(answered=True, is_over=True)


@pytest.mark.article("8(6)", "14(2)")
def test_no_word_is_owed_by_or_taken_from_whoever_does_not_hold_the_place() -> None:
    other = uuid4()
    assert is_of_another(other, MEMBER)
    assert not is_of_another(MEMBER, MEMBER)
    assert not is_of_another(None, MEMBER)
    check_speaker(MEMBER, MEMBER)
    with pytest.raises(OfAnotherThatDay):
        check_speaker(other, MEMBER)
