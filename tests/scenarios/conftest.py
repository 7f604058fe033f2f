"""A complete running system for the scenarios that need one: real server, worker, mail."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core import settings
from deployments.local import LocalSystem
from models import session
from tests.told import told


@contextmanager
def acting_on(system: LocalSystem) -> Iterator[None]:
    """This process's settings, keys and database become the system's, and go back afterwards."""
    with told(system.env):
        settings.prepare()
        session.use_clock(None)
        yield
        session.engine().dispose()


@pytest.fixture(scope="module")
def system(own_environment: dict[str, str]) -> Iterator[LocalSystem]:
    """Everything `make run` starts, on free ports and in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="tz-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)
        with (
            LocalSystem(
                Path(folder), port=0, temporary=True, environment=own_environment
            ) as running,
            acting_on(running),
        ):
            yield running
