"""What `make test` leaves to `make soak`: what is proven twice."""

import os
from typing import Any, Final

import pytest

LEFT: Final = pytest.StashKey[list[pytest.Item]]()
"""What was left out: it is deselected, and counted at the end."""

_left: Final[dict[str, int]] = {}
"""How many each process of this run left out: of one run, the same."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "TRYEZA_SHORT" in os.environ:
        left = config.stash[LEFT] = [item for item in items if item.get_closest_marker("long")]
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if not item.get_closest_marker("long")]


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left"] = len(session.config.stash.get(LEFT, []))


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    _left[node.gateway.id] = getattr(node, "workeroutput", {}).get("left", 0)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if number := max(_left.values(), default=0):
        terminalreporter.write_line(f"{number} that prove something a second time: make soak")
