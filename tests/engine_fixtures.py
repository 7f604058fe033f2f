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

SERVERS: list[PrefectServer] = []
"""Of this process: one, from the first test that needs it."""


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("engine"):
        for server in SERVERS:
            server.go_on()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> None:
    """What nobody needs stands still: awake it costs a fortieth of a processor to the end."""
    if nextitem is None or not nextitem.get_closest_marker("engine"):
        for server in SERVERS:
            server.stand_still()


@pytest.fixture(scope="session")
def prefect(postgres: DatabaseProvider) -> Iterator[PrefectServer]:
    """One Prefect server for all tests of this process."""
    assert isinstance(postgres, EmbeddedPostgres), "these tests empty Prefect's database"
    with (
        tempfile.TemporaryDirectory(prefix="tryeza-engine-", ignore_cleanup_errors=True) as folder,
        prefect_server(postgres, Path(folder)) as server,
    ):
        SERVERS.append(server)
        yield server
        SERVERS.clear()


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
