"""A complete running system for the scenarios that need one: real server, worker, mail."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core import settings
from deployments.local import LocalSystem
from models import session


@contextmanager
def acting_on(system: LocalSystem) -> Iterator[None]:
    """This process's settings, keys and database become the system's, and go back afterwards."""
    before = settings.settings() if "DATABASE_URL" in os.environ else None
    with pytest.MonkeyPatch.context() as patch:
        for name, value in system.env.items():
            patch.setenv(name, value)
        settings.settings.cache_clear()
        settings.prepare()
        session.use_clock(None)
        yield
        session.engine().dispose()
    settings.settings.cache_clear()
    if before is not None:
        settings.prepare()


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
