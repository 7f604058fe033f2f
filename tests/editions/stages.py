"""At which stages a release keeps its record: every scene of a case and of a quarter, and what runs
beside them: a case on paper, one that has come back."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from core.clock import FrozenClock
from rules.paper_sections import SectionAnswer
from tests import again, on_paper
from tests.builders import ACase
from tests.quarters import QUARTERS
from tests.scenes import NAMES, Scenes

Then = Callable[[ACase], None]


def on_paper_still(case: ACase) -> None:
    """Entered in part: family, table, declarations and a meeting."""
    came = on_paper.begun(case)
    on_paper.at_the_table(case, came)
    on_paper.met(case, came + timedelta(days=28))


def on_paper_before(case: ACase) -> None:
    """All is entered; from here on it runs as any other."""
    came = on_paper.begun(case)
    on_paper.at_the_table(case, came)
    on_paper.met(case, came + timedelta(days=28))
    on_paper.planned(case, case.working_day(60))
    on_paper.answer(case, promises=SectionAnswer.NONE)
    on_paper.finish(case)


def come_back(case: ACase) -> None:
    """The child comes back after the file was sealed; both cases are linked."""
    earlier = case.case
    new = again.come_back(case)
    again.link(new, earlier)
    case.case_id = new.case
    case.stage.settle()


BESIDE: Final[dict[str, tuple[str, Then]]] = {
    "on_paper_still": (Scenes.START, on_paper_still),
    "on_paper_before": (Scenes.START, on_paper_before),
    "come_back": ("closed", come_back),
}
STAGES: Final = (*NAMES, *(scene.__name__ for scene in QUARTERS), *BESIDE)
FEW: Final = ("prepared", "overdue", "quarter_met", "on_paper_still", "closed")
"""Where a release is not cut yet: of each kind one."""


def bring(scenes: Scenes, stage: str, clock: FrozenClock) -> ACase:
    """The case as it stands there."""
    if stage not in BESIDE:
        return scenes.stop_at(stage, clock)
    scene, then = BESIDE[stage]
    if scene != Scenes.START:
        return scenes.stop_after(scene, then, clock)
    case = scenes.begin(clock)
    case.begins = case.stage.today()
    then(case)
    return case
