"""Last chances, late actions, letters, calls and replies: Art. 14(3.2), 14(3.3)."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from uuid import uuid4

import pytest

from rules import reports
from rules.action_facts import LateActionFacts
from rules.beginning import DoneBeforeTheReferral
from rules.days import StillToCome
from rules.duties import Duty
from rules.facts import Instruction
from rules.planning import ActionStatus
from rules.reports import ActionIsDone, answers_question, check_notice
from rules.superior import (
    LetterNotFound,
    NothingShowsIt,
    ReplyWithoutWords,
    SuperiorIncomplete,
    SuperiorMeans,
    SuperiorNotNotified,
    ToldSuperior,
    WhatTheyDid,
    check_reply,
    check_superior_named,
    check_told,
    has_lost_its_word,
    last_chance_until,
)
from tests.rules.known import MEMBER, a_report, in_implementation

FRIDAY = date(2026, 10, 16)
TODAY = date(2026, 10, 20)


@pytest.mark.article("14(3.2)")
@pytest.mark.parametrize(
    ("given_on", "days", "holidays", "until"),
    [
        (FRIDAY, 1, (), date(2026, 10, 19)),
        (FRIDAY, 2, (), date(2026, 10, 19)),
        (FRIDAY, 2, (date(2026, 10, 19),), date(2026, 10, 20)),
        (FRIDAY, 3, (), date(2026, 10, 19)),
        (date(2026, 10, 19), 1, (), date(2026, 10, 20)),
    ],
)
def test_a_last_chance_is_never_only_days_off(
    given_on: date, days: int, holidays: tuple[date, ...], until: date
) -> None:
    assert last_chance_until(given_on, days, holidays) == until


@pytest.mark.article("14(3.2)")
def test_what_was_begun_on_a_word_taken_back_has_lost_it() -> None:
    begun = a_report(reminders=2, last_chance_on=TODAY)
    assert has_lost_its_word(begun, None)
    assert has_lost_its_word(begun, Instruction(3, 2))
    assert not has_lost_its_word(begun, Instruction(2, 2))
    assert not has_lost_its_word(replace(begun, confirmed=True), None)
    assert not has_lost_its_word(replace(begun, last_chance_on=None), None)


@pytest.mark.article("14(3.3)", "14(3.2)")
def test_an_action_is_asked_about_on_the_day_after_its_own() -> None:
    action = LateActionFacts(uuid4(), MEMBER, FRIDAY, asked=False)
    facts = in_implementation(actions=(action,))
    asked = [step for step in reports.steps(facts) if step.act == "ask_about_action"]
    assert [(step.subject_id, step.on) for step in asked] == [
        (action.id, FRIDAY + timedelta(days=1))
    ]
    again = in_implementation(actions=(replace(action, asked=True),))
    assert [step for step in reports.steps(again) if step.act == "ask_about_action"] == []


@pytest.mark.article("14(3.2)")
def test_a_word_on_an_action_keeps_the_superior_out_unless_the_manager_says() -> None:
    late = a_report(meeting_id=None, action_id=uuid4(), reminders=3)
    word = Instruction(3, 2)
    acts = [
        step.act for step in reports.steps(in_implementation(reports=(late,), instruction=word))
    ]
    assert acts == ["give_last_chance"]
    answered = replace(late, received=True)
    facts = in_implementation(reports=(answered,), instruction=word)
    assert list(reports.steps(facts)) == []
    check_notice(answered, late.due + timedelta(days=1))
    said = in_implementation(reports=(replace(answered, confirmed=True),))
    assert [step.act for step in reports.steps(said)] == ["give_last_chance"]
    done = replace(late, done=True)
    with pytest.raises(ActionIsDone):
        check_notice(done, late.due + timedelta(days=1))
    assert list(reports.duties(in_implementation(reports=(done,)))) == []
    assert Duty.ANSWER_ACTION in {
        each.duty for each in reports.duties(in_implementation(reports=(late,)))
    }


@pytest.mark.article("14(3.3)", "14(2)")
@pytest.mark.parametrize(
    ("status", "days", "answers"),
    [
        (ActionStatus.COMPLETED, -1, True),
        (ActionStatus.IN_PROCESS, 0, False),
        (ActionStatus.UNCOMPLETED, 0, False),
        (ActionStatus.UNCOMPLETED, 1, True),
        (ActionStatus.IN_PROCESS, 1, True),
    ],
)
def test_any_report_that_says_what_became_of_a_late_action_answers_the_question(
    status: ActionStatus, days: int, answers: bool
) -> None:
    assert answers_question(status, FRIDAY + timedelta(days=days), FRIDAY) is answers


@pytest.mark.article("14(3.2)")
def test_a_letter_or_a_call_names_a_number_or_a_witness() -> None:
    letter = ToldSuperior(TODAY, SuperiorMeans.LETTER, number="14/2026", place="paper file")
    check_told(letter, TODAY)
    check_told(ToldSuperior(TODAY, SuperiorMeans.CALL, number="038 200 100"), TODAY)
    check_told(ToldSuperior(TODAY, SuperiorMeans.CALL, not_stated=True), TODAY)
    for said, refusal in (
        (replace(letter, place=""), LetterNotFound),
        (ToldSuperior(TODAY, SuperiorMeans.CALL), NothingShowsIt),
        (replace(letter, on=TODAY + timedelta(days=1)), StillToCome),
    ):
        with pytest.raises(refusal):
            check_told(said, TODAY)


@pytest.mark.article("14(3.2)")
def test_a_reply_has_its_day_and_words_or_none_came() -> None:
    day = timedelta(days=1)
    check = partial(check_reply, notified=True, referred_on=TODAY - day, today=TODAY)
    check(came_on=TODAY, words="It will be done.", did=WhatTheyDid(on=TODAY - day))
    check(came_on=None, words="")
    with pytest.raises(ReplyWithoutWords):
        check(came_on=TODAY, words=" ")
    with pytest.raises(SuperiorNotNotified):
        check(notified=False, came_on=TODAY, words="Yes")
    for came, did in ((TODAY - 2 * day, None), (TODAY, TODAY - 2 * day)):
        with pytest.raises(DoneBeforeTheReferral):
            check(came_on=came, words="Yes", did=WhatTheyDid(on=did))
    for came, did in ((TODAY + day, None), (TODAY, TODAY + day)):
        with pytest.raises(StillToCome):
            check(came_on=came, words="Yes", did=WhatTheyDid(on=did))
    with pytest.raises(SuperiorIncomplete):
        check_superior_named("Somebody", " ")
