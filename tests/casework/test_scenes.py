"""The scenes that every test of this folder begins with."""

import pytest

from tests.casework.conftest import At
from tests.scenes import NAMES

PHASES = {
    "referred": "assessment",
    "assessed": "planning",
    "planned": "implementation",
    "review_opened": "review",
    "reviewed": "implementation",
    "closure_approved": "closure",
    "closed": "closed",
}


@pytest.mark.article("11(1)")
def test_the_phases_follow_each_other_as_listed(a_case: At) -> None:
    expected, seen = "", {}
    for name in NAMES:
        expected = PHASES.get(name, expected)
        seen[name] = (a_case(name).row().phase, expected)
    assert all(phase == wanted for phase, wanted in seen.values()), seen


def test_a_scene_comes_back_as_it_was_kept(a_case: At) -> None:
    first, again = a_case("invited"), a_case("invited")
    assert first.trail() == again.trail()
    assert again.clock.today() == first.clock.today()
