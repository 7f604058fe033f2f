"""Cases for the tests of this folder: each at the end of a scene, as its name says."""

from collections.abc import Callable

import pytest

from core.clock import FrozenClock
from tests.builders import ACase
from tests.database import Cleaner
from tests.scenes import Scenes

At = Callable[[str], ACase]


@pytest.fixture(scope="session")
def scenes(cleaner: Cleaner) -> Scenes:
    return Scenes(cleaner)


@pytest.fixture
def a_case(scenes: Scenes, clock: FrozenClock) -> At:
    """`a_case("invited")`: the case as it stands at the end of that scene."""
    return lambda name: scenes.stop_at(name, clock)


@pytest.fixture
def begun(scenes: Scenes, clock: FrozenClock) -> ACase:
    """Two centres at work, and no case yet."""
    return scenes.begin(clock)
