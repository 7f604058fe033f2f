"""The mutants that `make soak` tries are what they say: each breaks one line of today's law."""

import ast
from collections import Counter

import pytest

from tests.architecture.test_procedure import PROVISIONS
from tests.mutants import Mutant, mutants

ENOUGH = 60
ALL = mutants()


def test_there_are_enough_of_them_over_the_whole_procedure() -> None:
    assert len(ALL) >= ENOUGH
    assert {each.article for each in ALL} <= {row["article"] for row in PROVISIONS}
    assert [each for each, times in Counter(ALL).items() if times > 1] == []


@pytest.mark.parametrize("mutant", ALL, ids=str)
def test_a_mutant_changes_one_place_and_can_be_read(mutant: Mutant) -> None:
    assert mutant.file.startswith(("rules/", "casework/"))
    assert mutant.text.count(mutant.was) == 1
    assert mutant.broken != mutant.text
    ast.parse(mutant.broken)
