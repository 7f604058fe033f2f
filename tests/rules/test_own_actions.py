"""What of the plan the manager or the centre answers for: Art. 4(1), 13(2.2), 14."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from rules import own_actions, reports
from rules.action_facts import LateActionFacts
from rules.breaches import passed
from rules.case_life import duties
from rules.death import ENDED_DUTIES
from rules.defaults import DEFAULTS
from rules.duties import Duty
from rules.own_actions import NotTheCentres, OfTheCentre, OwnActionIsOver, check_progress
from rules.roles import Owner
from tests.rules.known import MEMBER, in_implementation

FRIDAY = date(2026, 10, 16)
OWN = LateActionFacts(uuid4(), None, FRIDAY, asked=False)


@pytest.mark.article("14(1)", "14(2)")
def test_the_manager_owes_what_the_plan_gives_the_centre_by_its_day() -> None:
    facts = in_implementation(actions=(OWN, replace(OWN, id=uuid4(), member_id=MEMBER)))
    (duty,) = own_actions.duties(facts)
    assert (duty.duty, duty.actor, duty.due) == (Duty.CARRY_OUT, Owner.MANAGER, FRIDAY)
    assert (duty.subject_id, duty.basis) == (OWN.id, DEFAULTS.OWN_ACTION)
    assert duty in duties(facts)
    assert not duty.is_missed(FRIDAY)
    assert duty.is_missed(FRIDAY + timedelta(days=1))
    assert list(passed([duty], FRIDAY + timedelta(days=1))) == []  # late, and no breach of the text
    assert Duty.CARRY_OUT in ENDED_DUTIES


@pytest.mark.article("14(3.2)", "14(3.3)")
def test_nobody_is_asked_for_a_report_on_it() -> None:
    facts = in_implementation(actions=(OWN,))
    assert [step for step in reports.steps(facts) if step.subject_id == OWN.id] == []
    member = in_implementation(actions=(replace(OWN, member_id=MEMBER),))
    assert [step.act for step in reports.steps(member)] == ["ask_about_action"]


@pytest.mark.article("4(1)", "14(2)")
def test_a_word_is_taken_on_what_the_centre_answers_for_and_is_open() -> None:
    for answers in OfTheCentre:
        check_progress(answers, is_open=True)
        with pytest.raises(OwnActionIsOver):
            check_progress(answers, is_open=False)
    with pytest.raises(NotTheCentres):
        check_progress(None, is_open=True)
