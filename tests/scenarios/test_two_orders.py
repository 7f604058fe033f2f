"""The same dated facts, typed in two orders, leave the same: breaches, duties, steps to come.

A limit runs from what happened (8(3), 14(3), 17), not from when it was typed. What each order took
is compared only where both took the same: what one refuses was not lawful to type in that order.
"""

import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any, Final, TypeVar

import pytest
from hypothesis import Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RULE_MARKER

from core.clock import FrozenClock
from identity.access import NotThere
from rules import case_life
from rules.refusals import ProcedureRefused
from tests.onrecord import NothingYet
from tests.scenarios import found
from tests.scenarios.a_life import BEGINNINGS
from tests.scenarios.days import NoSuchDay
from tests.scenarios.moves import Moves
from tests.scenarios.moves_between_meetings import MovesBetweenMeetings
from tests.scenarios.people import Stranger
from tests.scenes import Scenes

T = TypeVar("T")
EVERYTHING: Final = [str(article) for article in range(1, 21)]
DAYS: Final = range(1, 25)
"""How many days ago each happened; no two on one day, of which what is typed last may correct."""
POOL: Final = 12
"""So many are tried in a life; what is taken of them is typed once more, in another order."""


@dataclass(frozen=True)
class Dated:
    """One move, and the day on which it happened."""

    move: str
    said: dict[str, Any]


class Typing(Moves, MovesBetweenMeetings):
    """Somebody who types what happened, a minute after the other, and sees what is taken."""

    def attempt(self, act: Callable[..., Any], *args: Any, **more: Any) -> None:
        try:
            act(*args, **more)
            self.taken.append("taken")
        except (ProcedureRefused, NotThere, NothingYet, NoSuchDay, Stranger) as refusal:
            self.taken.append(type(refusal).__name__)
        self.settle()

    def type_in(self, facts: Sequence[Dated]) -> None:
        """One after the other; `took` are those that left something on record."""
        self.took: list[Dated] = []
        self.answers: dict[str, list[str]] = {}
        for fact in facts:
            self.case.clock.moment += timedelta(minutes=1)
            self.taken: list[str] = []
            getattr(self, fact.move)(**fact.said)
            self.answers[fact.move] = self.taken
            if "taken" in self.taken:  # a move may be more than one act
                self.took.append(fact)

    def left(self) -> dict[str, Counter[str]]:
        """What stands at the end, in the words of the timelines."""
        self.settle()
        return {
            "breaches": _counted(found.breaches(self.play, EVERYTHING)),
            "duties": _counted(found.duties(self.play, EVERYTHING)),
            "steps": _counted((each.act, each.on) for each in case_life.steps(self.case.facts())),
        }


def _counted(lines: Any) -> Counter[str]:
    return Counter(map(str, lines))


MOVES: Final = {
    name: getattr(move, RULE_MARKER).arguments
    for name, move in vars(Moves).items() | vars(MovesBetweenMeetings).items()
    if "late" in getattr(getattr(move, RULE_MARKER, None), "arguments", ())
}


def drawn(what: st.SearchStrategy[T], number: int) -> T:
    """One value, always the same of one number; the first ones that are tried are the plainest."""
    values: list[T] = []

    @seed(number)
    @settings(max_examples=9, database=None, phases=[Phase.generate])
    @given(what)
    def keep(value: T) -> None:
        values.append(value)

    keep()
    return values[-1]


def dated(chance: Random) -> list[Dated]:
    """Moves of different kinds, each of a day of its own."""
    moves = chance.sample(sorted(MOVES), POOL)
    each = st.fixed_dictionaries({move: st.fixed_dictionaries(MOVES[move]) for move in moves})
    said = drawn(each, chance.randrange(2**32))
    days = chance.sample(DAYS, POOL)
    return [
        Dated(move, said[move] | {"late": late}) for move, late in zip(moves, days, strict=True)
    ]


def means_another(took: Sequence[Dated]) -> bool:
    """A letter to a superior is about the newest that somebody was asked: typed before the inquiry,
    it is about the report, and after it about the inquiry. These are not the same facts."""
    said = {each.move: each.said for each in took}
    inquired, told = said.get("inquire"), said.get("superior_by_letter")
    return inquired is not None and told is not None and inquired["of"] == told["about"]


@pytest.fixture
def typed(scenes: Scenes, clock: FrozenClock) -> Callable[[str, Sequence[Dated]], Typing]:
    class Here(Typing):
        begin = staticmethod(lambda scene: scenes.stop_at(scene, clock))

    def play(scene: str, facts: Sequence[Dated]) -> Typing:
        life = Here()
        life.start(scene=scene)
        life.type_in(facts)
        return life

    return play


@pytest.mark.article("8(3)", "14(3.1)", "16(1)")
@pytest.mark.parametrize("number", range(int(os.environ.get("TRYEZA_LIVES", "2"))))
def test_the_same_facts_in_another_order_leave_the_same(
    typed: Callable[[str, Sequence[Dated]], Typing], number: int
) -> None:
    chance = Random(f"{os.environ.get('TRYEZA_SEED', '1')}-{number}")
    scene = chance.choice(BEGINNINGS)
    one = typed(scene, dated(chance))
    left = one.left()
    other = typed(scene, chance.sample(one.took, len(one.took)))
    same = other.answers == {each.move: one.answers[each.move] for each in one.took}
    if same and not means_another(one.took):
        assert left == other.left(), (scene, one.took, [each.move for each in other.took])


@pytest.mark.article("14(3.1)")
def test_another_day_leaves_something_else(
    typed: Callable[[str, Sequence[Dated]], Typing],
) -> None:
    in_time, late = (Dated("report_on_paper", {"who": "police", "late": days}) for days in (1, 0))
    left = typed("overdue", [in_time]).left()
    assert left != typed("overdue", [late]).left()
