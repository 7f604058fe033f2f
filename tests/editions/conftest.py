"""The record of a release in a database of its own, at any of its stages."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url

from core import crypto, settings
from core.clock import FrozenClock
from core.database_roles import OWNER, PORTAL, SIGN_IN, WORKER
from deployments.postgres import SUPERUSER, EmbeddedPostgres
from models import data_keys, migrate
from models.migrations import files
from simulation.stage import InlineStage
from tests.builders import ACase
from tests.clocks import running_by
from tests.conftest import START
from tests.editions import fixture
from tests.editions.fixture import KEYS, Kept
from tests.editions.stages import FEW, bring
from tests.scenes import Scenes
from tests.told import told

At = Callable[[str], str]
AT_WORK = "at work"
"""The edition that is not released yet, played anew."""


@dataclass(frozen=True)
class Edition:
    """What is kept of one release, or of what is to become one."""

    number: str
    stages: dict[str, Kept]
    keys: Path


@dataclass(frozen=True)
class Record:
    """One stage in a database of its own."""

    kept: Kept
    edition: Edition
    name: str
    server: EmbeddedPostgres

    @property
    def owner(self) -> str:
        return self.server.url(OWNER, self.name)

    @contextmanager
    def above(self) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
        """As the superuser, who sees all rows."""
        url = make_url(self.server.url(SUPERUSER, self.name)).set(drivername="postgresql")
        with psycopg.connect(
            url.render_as_string(hide_password=False), autocommit=True
        ) as connection:
            yield connection

    @contextmanager
    def in_use(self) -> Iterator[ACase]:
        """This process works on it, at the moment that was kept and with its keys."""
        says = {
            "DATABASE_URL": self.server.url(WORKER, self.name),
            "PORTAL_DATABASE_URL": self.server.url(PORTAL, self.name),
            "SIGN_IN_DATABASE_URL": self.server.url(SIGN_IN, self.name),
            "TRYEZA_KEYS_FILE": str(self.edition.keys),
        }
        clock = FrozenClock(self.kept.moment)
        data_keys.forget()
        with told(says), running_by(clock):
            crypto.install(crypto.KeyRing.load(self.edition.keys))
            settings.settings.cache_clear()
            stage = InlineStage(clock, seen=self.kept.seen)
            yield ACase(self.kept.case_id, stage, self.kept.begins)
        data_keys.forget()


@pytest.fixture(scope="session")
def editions(
    scenes: Scenes, postgres: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Edition]:
    """By number; what is at work is played to a few stages."""
    found: dict[str, Edition] = {}

    def edition(number: str) -> Edition:
        if number not in found:
            found[number] = at_work() if number == AT_WORK else released(number)
        return found[number]

    def released(number: str) -> Edition:
        return Edition(number, fixture.of(number), fixture.FOLDER / number / KEYS)

    def at_work() -> Edition:
        keys = tmp_path_factory.mktemp("edition") / "keys"
        keys.write_text(crypto.ring().dump())
        stages = {}
        with running_by(FrozenClock.on(START)) as clock:
            for stage in FEW:
                case = bring(scenes, stage, clock)
                stages[stage] = fixture.taken(scenes.cleaner.connection, stage, case)
        return Edition(files.head(), stages, keys)

    return edition


@pytest.fixture(scope="session")
def templates(postgres: EmbeddedPostgres) -> Iterator[Callable[[str], str]]:
    """The tables of an edition, made once by its own migrations."""
    made: dict[str, str] = {}

    def template(number: str) -> str:
        if number not in made:
            made[number] = f"edition_{number}_{os.getpid()}"
            postgres.create_database(made[number])
            migrate.upgrade(postgres.url(OWNER, made[number]), number)
        return made[number]

    yield template
    for name in made.values():
        postgres.drop_database(name)


@pytest.fixture
def at(templates: Callable[[str], str], postgres: EmbeddedPostgres) -> Iterator[At]:
    """`at("0001")`: the owner's address of an empty record of this edition."""
    made: list[str] = []

    def record(number: str) -> str:
        made.append(f"at_{len(made)}_{os.getpid()}")
        postgres.create_database(made[-1], template=templates(number))
        return postgres.url(OWNER, made[-1])

    yield record
    for name in made:
        postgres.drop_database(name)


Records = Callable[[str, str], Record]


@pytest.fixture
def records(
    configured: settings.Settings,
    editions: Callable[[str], Edition],
    templates: Callable[[str], str],
    postgres: EmbeddedPostgres,
) -> Iterator[Records]:
    """`records("0001", "overdue")`: that stage, as the release kept it."""
    made: list[str] = []

    def record(number: str, stage: str) -> Record:
        edition = editions(number)
        name = f"record_{len(made)}_{os.getpid()}"
        made.append(name)
        postgres.create_database(name, template=templates(edition.number))
        found = Record(edition.stages[stage], edition, name, postgres)
        with found.above() as connection:
            fixture.put_in(connection, found.kept)
        return found

    yield record
    for name in made:
        postgres.drop_database(name)
