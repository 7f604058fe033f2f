"""What every test may ask for: a database, a clock, a key ring."""

import gc
import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Protocol

import hypothesis
import pytest

from casework.bootstrap import bootstrap
from core import crypto, settings
from core.clock import FrozenClock
from core.trail import TrailKeys
from deployments import record
from deployments.account import database_account
from deployments.folders import temporary_folder
from deployments.postgres import DatabaseProvider, EmbeddedPostgres
from tests import changed, told, written
from tests import database as databases
from tests.builders import ACase
from tests.clocks import running_by
from tests.lent import Lent, said_first
from tests.scenes import Scenes

# How long an example takes says nothing: machines are slow and shared.
hypothesis.settings.register_profile("tryeza", deadline=None)
hypothesis.settings.load_profile("tryeza")


class At(Protocol):
    """The end of a scene; or of what a test lets happen `then`, played once as a scene is."""

    def __call__(self, name: str, then: Callable[[ACase], None] | None = None) -> ACase: ...


pytest_plugins = ("tests.short",)
START = date(2026, 9, 7)  # a Monday
LONGEST = ("whole-life", "engine", "local", "units", "test_accessible", "bad-input")
"""Groups and modules that take more than half a minute, the longest first."""


def pytest_configure() -> None:
    """Nothing that is collected is rubbish, and thousands of tests are looked through in vain."""
    gc.disable()


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def _bootstrapped() -> None:
    """As every process begins."""
    bootstrap()


@pytest.fixture(scope="session", autouse=True)
def _changes_are_measured() -> Iterator[None]:
    with changed.measured():
        yield


@pytest.fixture(scope="session")
def postgres(worker_id: str) -> Iterator[DatabaseProvider]:
    """A running server; databases and roles as in production."""
    count = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    with databases.provider(count) as server:
        yield server


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder for all processes of this run, and none of another."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def configured(postgres: DatabaseProvider, shared: Path) -> Iterator[settings.Settings]:
    """The settings and keys of a process that works on the prepared test database: the same keys
    for all processes of a run, which lend each other what is sealed by them."""
    with (
        tempfile.TemporaryDirectory(prefix="tryeza-state-") as state,
        pytest.MonkeyPatch.context() as patch,
    ):
        keys = Path(state, "keys")
        ring, trail_key = lambda: crypto.KeyRing.generate().dump(), TrailKeys.generate
        keys.write_text(said_first(shared / "keys", ring))
        Path(state, "trail-key").write_text(said_first(shared / "trail-key", trail_key))
        record.prepare(postgres.url("tryeza_owner"), keys)
        patch.setenv("DATABASE_URL", postgres.url("tryeza_worker"))
        patch.setenv("SIGN_IN_DATABASE_URL", postgres.url("tryeza_sign_in"))
        patch.setenv("TRYEZA_KEYS_FILE", str(keys))
        patch.setenv("TRYEZA_STATE_DIR", state)
        settings.settings.cache_clear()
        with databases.roles_of(postgres):
            yield settings.prepare()
    settings.settings.cache_clear()


@pytest.fixture(scope="session")
def cleaner(
    configured: settings.Settings, postgres: DatabaseProvider
) -> Iterator[databases.Cleaner]:
    """Empties the database between tests, as the only user of the superuser there."""
    embedded = isinstance(postgres, EmbeddedPostgres)
    keeper = databases.Cleaner(postgres.url("postgres" if embedded else "tryeza_owner"))
    yield keeper
    keeper.close()


@pytest.fixture(autouse=True)
def same_keys() -> Iterator[None]:
    """A test that takes other keys gives them back: the next one opens what was sealed before."""
    before = told.keys()
    yield
    assert before in (None, told.keys()), "this test left other keys behind"


@pytest.fixture
def clock() -> Iterator[FrozenClock]:
    """The clock of every unit of work of this test: 8 o'clock on a Monday until it is moved."""
    with running_by(FrozenClock.on(START)) as frozen:
        yield frozen


@pytest.fixture
def database(cleaner: databases.Cleaner, clock: FrozenClock) -> FrozenClock:
    """The migrated database with nothing of another test in it; gives the clock it runs by."""
    cleaner.clean()
    return clock


@pytest.fixture(scope="session")
def lent(cleaner: databases.Cleaner, shared: Path, worker_id: str) -> Lent:
    """What the processes of this run have of each other."""
    return Lent(cleaner, None if worker_id == "master" else shared)


@pytest.fixture(scope="session")
def scenes(cleaner: databases.Cleaner, lent: Lent) -> Scenes:
    """One for the whole process: what is kept of a scene lies in the one database."""
    return Scenes(cleaner, lent)


@pytest.fixture
def a_case(scenes: Scenes, clock: FrozenClock) -> Iterator[At]:
    """`a_case("invited")`: the case as it stands at the end of that scene.

    Whatever the test did to it: what is written down is what the rules say. A test that only read
    is not asked: the scene was, when it was played.
    """
    left: list[object] = []

    def stop_at(name: str, then: Callable[[ACase], None] | None = None) -> ACase:
        case = scenes.stop_after(name, then, clock) if then else scenes.stop_at(name, clock)
        left[:] = clock.moment, scenes.cleaner.transactions()
        return case

    yield stop_at
    if left != [clock.moment, scenes.cleaner.transactions()]:
        written.check_now()


@pytest.fixture
def begun(scenes: Scenes, clock: FrozenClock) -> Iterator[ACase]:
    """Two centres at work, and no case yet."""
    yield scenes.begin(clock)
    written.check_now()


@pytest.fixture(scope="session")
def own_environment() -> dict[str, str]:
    """What a complete system of its own starts from: nothing of this process told itself."""
    ours = ("DATABASE_URL", "OWNER_", "PREFECT_", "SIGN_IN_", "SMTP_", "TRYEZA_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


@pytest.fixture
def open_directory() -> Iterator[Path]:
    """A short temporary folder that other users of the machine may pass through, as /var/lib is."""
    with temporary_folder(database_account(), "tz-") as path:
        yield path


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that need the Prefect server run in one process: it is slow to start.

    What takes long comes first, so that no process is left alone with it at the end.
    """
    for item in items:
        if item.get_closest_marker("engine") and not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group("engine"))
    items.sort(key=turn)


def turn(item: pytest.Item) -> int:
    """When this test's turn is: by its group, else by its module."""
    group = item.get_closest_marker("xdist_group")
    name = group.args[0] if group else item.path.stem
    return LONGEST.index(name) if name in LONGEST else len(LONGEST)
