"""What a run begins with, and what `make test` leaves to `make soak`: what is proven twice."""

import importlib
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import pytest

LEFT: Final = pytest.StashKey[list[pytest.Item]]()
"""What was left out: it is deselected, and counted at the end."""

_left: Final[dict[str, int]] = {}
"""How many each process of this run left out: of one run, the same."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """In a new checkout each process translates a share of the tests, and reads the others."""
    given = getattr(session.config, "workerinput", {"workerid": "gw0", "workercount": 1})
    number, count = int(given["workerid"].removeprefix("gw")), given["workercount"]
    asked = [Path(each.partition("::")[0]) for each in session.config.args]
    for path in _tests_in(asked, session.config.rootpath)[number::count]:
        with suppress(BaseException):  # what is wrong with it is said where it is collected
            importlib.import_module(path.with_suffix("").as_posix().replace("/", "."))


def _tests_in(asked: Sequence[Path], root: Path) -> list[Path]:
    """The modules that are collected, from the top."""
    found = (path for each in asked for path in sorted((root / each).rglob("test_*.py")))
    return [path.relative_to(root) for path in found if path.is_relative_to(root)]


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
