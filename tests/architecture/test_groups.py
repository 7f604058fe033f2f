"""What is slow to start is started once: tests of one group run in one process."""

import os
import re
from pathlib import Path

import pytest

from tests.conftest import LONGEST, turn


@pytest.mark.xdist_group("a-group")
def test_the_groups_are_kept(request: pytest.FixtureRequest) -> None:
    """xdist names the group in the id of the test; where it cannot, every process starts it all."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        assert request.node.nodeid.endswith("@a-group")


def test_what_comes_first_exists() -> None:
    tests = list(Path(__file__).parents[1].rglob("test_*.py"))
    text = "".join(test.read_text(encoding="utf-8") for test in tests)
    groups = {"engine", *re.findall(r'xdist_group\("([\w-]+)"\)', text)}
    assert set(LONGEST) <= groups | {test.stem for test in tests}


def test_what_takes_long_comes_first(request: pytest.FixtureRequest) -> None:
    turns = [turn(item) for item in request.session.items]
    assert turns == sorted(turns)
