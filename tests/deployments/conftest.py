"""The command line in this very process: on the tests' record, which is a demo's."""

from collections.abc import Iterator

import pytest

from models import pool
from tests.told import told


@pytest.fixture(autouse=True)
def on_a_demo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What it stands as is forgotten with the test."""
    monkeypatch.setattr(pool, "_stands_as", {})
    with told({"TRYEZA_MODE": "demo"}):
        yield
