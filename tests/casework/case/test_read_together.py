"""Many cases read together say what each says alone, in as many statements: Art. 14(3.2)."""

import pytest
from sqlalchemy import select

from bench.copies import copy_case
from bench.statements import counted
from casework.record import facts
from core.clock import FrozenClock
from models.case import Case
from models.session import unit_of_work
from tests.database import Cleaner
from tests.scenes import NAMES, SCENES, Scenes

SEALED = {"closure_approved", "closure_met", "opinions"}
"""Whose opinion is asked depends on a mark that no copy's row can open."""
BY_CASE = {"closure_approved", "closure_met", "opinions", "decided", "closed"}
"""What a closure asks is read by case."""


@pytest.mark.parametrize("scene", [name for name in NAMES if name not in SEALED])
def test_cases_read_together_say_what_each_says_alone(
    scenes: Scenes, clock: FrozenClock, cleaner: Cleaner, scene: str
) -> None:
    copy_case(cleaner.connection, scenes.stop_at(scene, clock).case, 1, 2)
    assert read_together() == 3


def test_what_only_one_of_them_has_is_not_read_into_another(
    scenes: Scenes, clock: FrozenClock, cleaner: Cleaner
) -> None:
    case = scenes.stop_at("prepared", clock)
    following = SCENES[NAMES.index("prepared") + 1 : NAMES.index("reviewed") + 1]
    for number, scene in enumerate(following, 1):
        copy_case(cleaner.connection, case.case, number, number)
        scene(case)
    assert read_together() == len(following) + 1


@pytest.mark.parametrize("scene", [name for name in NAMES if name not in BY_CASE])
def test_many_are_read_in_as_many_statements_as_two(
    scenes: Scenes, clock: FrozenClock, cleaner: Cleaner, scene: str
) -> None:
    case = scenes.stop_at(scene, clock)

    def asked(first: int, last: int) -> int:
        copy_case(cleaner.connection, case.case, first, last)
        with unit_of_work(read_only=True) as work, counted() as seen:
            facts.of_cases(work.session, work.session.scalars(select(Case.id)).all())
        return len(seen)

    assert asked(1, 1) == asked(2, 9)


def read_together() -> int:
    """How many cases there are; what all of them say together is what each says alone."""
    with unit_of_work(read_only=True) as work:
        cases = work.session.scalars(select(Case.id)).all()
        together = facts.of_cases(work.session, cases)
    for case in cases:
        with unit_of_work(read_only=True) as work:
            assert together[case] == facts.of_case(work.session, case)
    return len(cases)
