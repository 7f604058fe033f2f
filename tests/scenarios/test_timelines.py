"""Every timeline of the law, played: tests/scenarios/README.md.

In short (`make test`) those in which every kind of thing is shown: `tests/scenarios/each_kind.py`.
"""

from pathlib import Path

import pytest

from core.clock import FrozenClock
from tests.builders import ACase
from tests.scenarios import each_kind
from tests.scenarios.each_kind import FILES, IN_SHORT
from tests.scenarios.player import Differs, Player
from tests.scenarios.timeline_file import WITHOUT_A_CASE, Timeline, read
from tests.scenarios.written_down import Written
from tests.scenes import Scenes

PLAYED = each_kind.chosen() if IN_SHORT else FILES


def begin(timeline: Timeline, scenes: Scenes, clock: FrozenClock) -> ACase:
    if timeline.begins == WITHOUT_A_CASE:
        return scenes.begin(clock)
    return scenes.stop_at(timeline.begins, clock)


def judge(written: Written, timeline: Timeline, case: ACase) -> None:
    """It holds; or it is marked, and fails at the very entry that is marked."""
    finding = _finding(written, timeline, case)
    if timeline.not_yet is None:
        if finding is not None:
            raise finding
        return
    marked = next(n for n, entry in enumerate(timeline.story) if entry.wrong_here)
    if finding is None:
        line = written.line(("not_yet",))
        pytest.fail(f"{written.path.name}:{line}: it holds now: take `not_yet` away", False)
    if finding.entry != marked:
        line = written.line(("story", marked, "wrong_here"))
        pytest.fail(f"{written.path.name}:{line}: not wrong here, but:\n{finding}", False)


def _finding(written: Written, timeline: Timeline, case: ACase) -> Differs | None:
    try:
        Player.of(written, timeline, case).run()
    except Differs as finding:
        return finding
    return None


@pytest.mark.parametrize("path", PLAYED, ids=lambda path: path.stem)
def test_timeline(path: Path, scenes: Scenes, clock: FrozenClock) -> None:
    written, timeline = read(path)
    judge(written, timeline, begin(timeline, scenes, clock))


def test_there_are_timelines() -> None:
    assert len(FILES) >= 12


def test_also_in_short_every_kind_of_thing_is_shown() -> None:
    """Else name a timeline that shows it: `python -m tests.scenarios.each_kind`."""
    assert each_kind.missing(each_kind.chosen()) == {}
