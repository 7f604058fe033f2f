"""Fixtures of the tests that need Prefect; `tests/flows`, `runtime` and `faults` take them in."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from deployments.postgres import DatabaseProvider, EmbeddedPostgres
from tests.database import Cleaner
from tests.engine import Bench, PrefectServer, Process, prefect_server
from tests.nursery import Nursery
from tests.told import told


@pytest.fixture(scope="session")
def prefect(postgres: DatabaseProvider) -> Iterator[PrefectServer]:
    """One Prefect server for all tests of this process."""
    assert isinstance(postgres, EmbeddedPostgres), "these tests empty Prefect's database"
    with (
        tempfile.TemporaryDirectory(prefix="tryeza-engine-", ignore_cleanup_errors=True) as folder,
        prefect_server(postgres, Path(folder)) as server,
    ):
        yield server


@pytest.fixture(scope="session")
def nursery(prefect: PrefectServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    """Where all workers of this process come from."""
    found = Nursery(prefect.client_env, tmp_path_factory.mktemp("nursery") / "log")
    yield found
    found.close()


@pytest.fixture(scope="module")
def resident(
    cleaner: Cleaner,
    prefect: PrefectServer,
    nursery: Nursery,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Process]:
    """One healthy worker for all tests of a module."""
    cleaner.clean()
    with Bench(prefect, nursery, tmp_path_factory.mktemp("resident")) as system:
        yield system.add_worker(TRYEZA_MODE="demo")


@pytest.fixture
def bench(
    cleaner: Cleaner, prefect: PrefectServer, nursery: Nursery, tmp_path: Path
) -> Iterator[Bench]:
    """A clean database, the server, and no worker yet; runs on the demo clock."""
    with told({"TRYEZA_MODE": "demo"}):
        cleaner.clean()
        with Bench(prefect, nursery, tmp_path) as system:
            yield system
