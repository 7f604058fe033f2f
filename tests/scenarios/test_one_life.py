"""The whole life of the demo's case, without the engine: rules, acts and record only."""

import pytest

from core.clock import FrozenClock
from models.case import Case
from models.life import Life
from models.session import unit_of_work
from simulation.life import CaseStory
from simulation.seed import seed
from simulation.stage import InlineStage


@pytest.fixture
def story(database: None, clock: FrozenClock) -> CaseStory:
    seed(cases=False, quick=True)
    return CaseStory(InlineStage(clock))


@pytest.mark.article("11(1)")
def test_the_case_ends_closed_and_sealed(story: CaseStory) -> None:
    case_id = story.play()
    with unit_of_work() as work:
        case, life = work.session.get_one(Case, case_id), work.session.get_one(Life, case_id)
    assert case.phase == "closed"
    assert life.ended_at is not None
    assert life.wake_at is None
    assert case.seal
