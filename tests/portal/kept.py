"""The demo's story with every beginning played once a run, and brought back after that."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from uuid import UUID

from core.clock import FrozenClock
from simulation.life import CaseStory
from simulation.seed import seed
from simulation.stage import InlineStage
from tests.database import Cleaner
from tests.lent import Lent

Path = tuple[str, ...]
"""The steps that were taken since the story began, and nothing beside them."""


def schema_of(path: Path) -> str:
    """The same in every process."""
    return f"story_{hashlib.sha256(repr(path).encode()).hexdigest()[:16]}"


@dataclass(frozen=True)
class Kept:
    """What is no row of the database when a step is over."""

    schema: str
    at: datetime
    looked_on: date | None
    taken: tuple[tuple[date, str], ...]
    case_id: UUID | None


@dataclass
class Shelf:
    """One for the whole process: what is kept of a story lies in the one database."""

    cleaner: Cleaner
    lent: Lent
    kept: dict[Path, Kept] = field(default_factory=dict)

    def story(self, clock: FrozenClock) -> "KeptStory":
        """The demo's people, and the case not yet begun."""
        story = KeptStory(InlineStage(clock), shelf=self)
        if not story.bring_back(()):
            self.cleaner.clean()
            seed(cases=False, quick=True)
            story.keep(())
        return story


@dataclass
class KeptStory(CaseStory):
    """Plays a step only where the same steps were not taken before in this process."""

    stage: InlineStage
    shelf: Shelf = None  # type: ignore[assignment]  # a story without one is not made
    path: Path = ()
    left: tuple[datetime, int] | None = None
    """When, and at which transaction, the last step of the path was over."""

    def refer(self) -> None:
        self.once("refer", super().refer)

    def prepare(self) -> None:
        self.once("prepare", super().prepare)

    def meet(self) -> None:
        self.once("meet", super().meet)

    def first_meeting(self) -> None:
        self.once("first meeting", super().first_meeting)

    def convene_review(self) -> None:
        self.once("convene review", super().convene_review)

    def report(self, *, silent: str | None = None) -> None:
        self.once(f"report without {silent}", partial(super().report, silent=silent))

    def once(self, name: str, play: Callable[[], None]) -> None:
        """Bring the end of this step back, or play it: always that where the test did anything
        before, an act, a press, an hour that passed.
        """
        path = (*self.path, name)
        if not self._is_untouched():
            play()
        elif not self.bring_back(path):
            play()
            self.keep(path)

    def _is_untouched(self) -> bool:
        """Nothing was written and no time passed since the last step that is kept."""
        return self.left == self._now()

    def bring_back(self, path: Path) -> bool:
        """Where the database, the clock and the story stood after these steps, if they are kept."""
        found = self.shelf.kept.get(path) or self.shelf.lent.take(schema_of(path))
        if found is None:
            return False
        self.shelf.kept[path] = found
        self.shelf.cleaner.clean(found.schema)
        self.stage.clock.moment = found.at
        self.stage.looked_on, self.stage.taken = found.looked_on, list(found.taken)
        self.case_id = found.case_id
        self.path, self.left = path, self._now()
        return True

    def keep(self, path: Path) -> None:
        stage, schema = self.stage, schema_of(path)
        self.shelf.cleaner.keep(schema)
        kept = Kept(schema, stage.clock.moment, stage.looked_on, tuple(stage.taken), self.case_id)
        if self.shelf.lent.give(schema, kept):
            self.shelf.kept[path] = kept
            self.path, self.left = path, self._now()
        else:  # what follows is lent with the ids of who was first: a test has read them by then
            assert self.bring_back(path)

    def _now(self) -> tuple[datetime, int]:
        return self.stage.clock.moment, self.shelf.cleaner.transactions()
