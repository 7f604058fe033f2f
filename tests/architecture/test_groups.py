"""What is slow to start is started once: tests of one group run in one process."""

import os

import pytest


@pytest.mark.xdist_group("a-group")
def test_the_groups_are_kept(request: pytest.FixtureRequest) -> None:
    """xdist names the group in the id of the test; where it cannot, every process starts it all."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        assert request.node.nodeid.endswith("@a-group")
