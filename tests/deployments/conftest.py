"""The command line in this very process, on the tests' demo; and one backup of it."""

import os
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from core import crypto
from core.clock import FrozenClock
from core.database_roles import OWNER
from core.trail import TrailKeys
from deployments import backup_commands
from deployments.postgres import EmbeddedPostgres
from models import erasures, pool
from models.case import Case
from models.copies import Backup
from models.erasures import Erasure
from models.people import MemberLink
from models.session import unit_of_work
from tests import sealed_trail
from tests.clocks import running_by
from tests.conftest import START
from tests.deployments.copied import (
    NOW,
    OURS,
    THE_TRAILS,
    Copied,
    an_empty_one,
    more,
    rows,
    send_some,
    somebody_at_work,
    to_open,
    undone,
)
from tests.scenes import Scenes
from tests.told import told


@pytest.fixture(autouse=True)
def on_a_demo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What it stands as is forgotten with the test."""
    monkeypatch.setattr(pool, "_stands_as", {})
    with told({"TRYEZA_MODE": "demo"}):
        yield


@pytest.fixture(scope="session")
def copied(
    scenes: Scenes, postgres: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory
) -> Copied:
    """Made by the command, as an operator would, of a record with three cases, while it is used."""
    place = tmp_path_factory.mktemp("copied")
    for each in ("backups", "elsewhere"):
        (place / each).mkdir()
    with running_by(FrozenClock.on(START)) as clock:
        case = scenes.stop_after("one_silent", more, clock)
        sealed_trail.sealed(by=TrailKeys.parse(THE_TRAILS))
        keys, (identity, recipient) = place / "keys", to_open(place)
        keys.write_text(crypto.ring().dump())
        (place / "trail-key").write_text(THE_TRAILS)
        with unit_of_work() as work:
            living = select(MemberLink).where(MemberLink.revoked_at.is_(None)).limit(1)
            token = work.session.scalars(living).one().token
            lives = list(work.session.scalars(select(Case.id).order_by(Case.number)))
        assert token is not None
        said = OURS | {
            "TRYEZA_KEYS_FILE": str(keys),
            "OWNER_DATABASE_URL": postgres.url(OWNER),
            "TRYEZA_BACKUP_DIR": f"{place}/backups, {place}/elsewhere",
            "TRYEZA_BACKUP_RECIPIENT": recipient,
        }
        before = rows(postgres.url(OWNER))
        with told(said), somebody_at_work():
            backup_commands.write()
        (file,) = (place / "backups").glob("*.age")
        with unit_of_work() as work:
            noted = work.session.scalars(select(Backup)).one()
            assert (noted.file, noted.places, noted.apart) == (file.name, 2, None)
            assert noted.verified_at is not None
        left = send_some()
    return Copied(file, identity, keys, token, case.case, lives, before, clock.moment, left)


@pytest.fixture(scope="session")
def put_back(
    copied: Copied, postgres: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """By the command too; after the backup one of the cases was erased."""
    later = copied.file.parent / "tryeza-ferizaj.erased"
    with undone(postgres) as connection:
        erasures.erase(connection, crypto.ring(), later, Erasure(copied.lives[1], NOW))
    keys = copied.keys_for(tmp_path_factory.mktemp("another machine"))
    with an_empty_one(postgres, f"put_back_{os.getpid()}") as addresses:
        on_it = addresses | copied.told(keys) | OURS
        with told(on_it):
            backup_commands.restore(copied.file, identity=copied.identity)
        yield on_it
    later.write_text("")


@pytest.fixture
def empty(postgres: EmbeddedPostgres) -> Iterator[str]:
    """The owner's address of a database with nothing in it."""
    with an_empty_one(postgres, f"empty_{os.getpid()}") as addresses:
        yield addresses["OWNER_DATABASE_URL"]
