"""Actions of the plan for which nobody answers any more: Art. 13(2.2), 14(1)."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from rules.action_facts import LeftActionFacts
from rules.breaches import passed
from rules.case_life import duties
from rules.defaults import DEFAULTS
from rules.duties import Duty
from rules.ladder import as_long_as_owed
from rules.reminders import article_of, owed_since
from rules.roles import Owner
from tests.rules.known import MEETS, MEMBER, PLAN, a_closure, in_implementation

LEFT = LeftActionFacts(uuid4(), MEMBER, MEETS + timedelta(days=5))
EARLIER = LeftActionFacts(uuid4(), uuid4(), MEETS + timedelta(days=2))


@pytest.mark.article("13(2.2)")
def test_the_manager_has_two_weeks_from_the_day_on_which_it_was_known() -> None:
    facts = in_implementation(left_actions=(LEFT, replace(LEFT, id=uuid4()), EARLIER))
    (duty,) = [each for each in duties(facts) if each.duty is Duty.HAND_ON_ACTIONS]
    due = EARLIER.known_on + timedelta(days=14)
    assert (duty.actor, duty.due, duty.basis) == (Owner.MANAGER, due, DEFAULTS.HAND_ON)
    assert (duty.subject_id, duty.count) == (PLAN, 3)
    assert duty.members == (MEMBER, EARLIER.member_id)
    assert list(passed([duty], due + timedelta(days=1))) == []  # late, and no breach of the text


@pytest.mark.article("13(2.2)")
@pytest.mark.parametrize(
    "ended",
    [{"died": True}, {"closure": a_closure(decided_on=MEETS)}, {"left_actions": ()}],
    ids=["death", "closed", "handed over"],
)
def test_nobody_owes_it_any_more(ended: dict[str, object]) -> None:
    facts = in_implementation(**{"left_actions": (LEFT,)} | ended)
    assert Duty.HAND_ON_ACTIONS not in {duty.duty for duty in duties(facts)}


@pytest.mark.article("13(2.2)")
def test_the_manager_is_reminded_on_the_third_day_and_then_each_week() -> None:
    since = owed_since(Duty.HAND_ON_ACTIONS, LEFT.known_on + timedelta(days=14))
    assert since == LEFT.known_on
    assert article_of(Duty.HAND_ON_ACTIONS) == "13(2.2)"
    assert not as_long_as_owed(since).is_due(None, since + timedelta(days=2))
    assert as_long_as_owed(since).is_due(None, since + timedelta(days=3))
    assert owed_since(Duty.CHAIR_DECLARES, MEETS) == MEETS


@pytest.mark.article("8(6)", "13(2.2)")
def test_who_has_come_and_not_declared_yet_leaves_nobody_to_look_for() -> None:
    come = replace(EARLIER, succeeded=True)
    facts = in_implementation(left_actions=(LEFT, come))
    (duty,) = [each for each in duties(facts) if each.duty is Duty.HAND_ON_ACTIONS]
    assert (duty.count, duty.members) == (1, (LEFT.member_id,))
    alone = in_implementation(left_actions=(replace(come, due=MEETS),))
    assert Duty.HAND_ON_ACTIONS not in {each.duty for each in duties(alone)}
    assert Duty.LEFT_ACTION in {each.duty for each in duties(alone)}
