"""What each action is for, and a plan that forgets the family: Art. 5(1.4)."""

import pytest

from rules.aims import Aim, misses_family
from rules.basis import Article
from rules.defaults import DEFAULTS


@pytest.mark.article("5(1.4)")
def test_a_plan_that_supports_no_family_is_warned_of_as_ours() -> None:
    others = [aim for aim in Aim if aim is not Aim.FAMILY_SUPPORT]
    assert misses_family([*others, None]) is DEFAULTS.AIM
    assert misses_family([None]) is DEFAULTS.AIM
    assert misses_family([Aim.PROTECTION]) is DEFAULTS.AIM
    assert DEFAULTS.AIM.beside == Article(5, "1.4")


@pytest.mark.article("5(1.4)")
def test_one_action_for_the_family_is_enough_and_no_plan_misses_nothing() -> None:
    assert misses_family([Aim.PROTECTION, Aim.FAMILY_SUPPORT]) is None
    assert misses_family([]) is None
