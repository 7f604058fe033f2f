"""Cut a release: `python -m tests.editions.release`, once, when the edition is given to anybody.

Plays a case to every stage, keeps its rows under `releases/NUMBER`, and writes down what the
migrations' files were. From then on they never change: the next change of a table is a migration of
its own (`python -m models.migrations.begin NAME`). Everybody in it is invented, and what is random
elsewhere is counted here, so that the same program writes the same bytes.
"""

import hashlib
import itertools
import os
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, LiteralString

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from casework.bootstrap import bootstrap
from core import settings
from core.clock import FrozenClock
from core.crypto import KeyRing
from core.database_roles import OWNER, SIGN_IN, WORKER
from core.sealed import KEY_BYTES
from core.trail import TrailKeys
from deployments import record
from deployments.postgres import SUPERUSER, EmbeddedPostgres
from models import rights, walls
from models.migrations import files
from queries import undecided
from tests import database, sealed_trail
from tests.clocks import running_by
from tests.conftest import START
from tests.editions import fixture
from tests.editions.fixture import ARCHIVE, KEYS, LARGEST, TRAIL_KEY, Kept
from tests.editions.stages import STAGES, bring
from tests.lent import Lent
from tests.scenes import Scenes
from tests.told import told

GIVEN_BY_THE_DATABASE: Final[tuple[LiteralString, ...]] = (
    "UPDATE demo_clock SET id = md5('clock')::uuid",
    "UPDATE ring_key SET known_at = '2026-09-07'",
    "UPDATE data_key SET made_at = '2026-09-07'",
    "UPDATE audit_lane SET id = md5('lane ' || lane)::uuid",
    "UPDATE audit SET id = md5('entry ' || number)::uuid,"
    " recorded_at = at + number * interval '1 microsecond'",
    "UPDATE wakeup SET id = md5(concat_ws(' ', life_id, created_at, reason, taken_at,"
    " wakeup.ctid))::uuid WHERE reason = 'changed elsewhere'",
)
"""What it counts, draws and dates by itself, as no two runs have it; the trail is sealed after."""
SEALED_THEN: Final = "UPDATE audit_head SET sealed_at = (SELECT max(recorded_at) FROM audit)"


class NotToBeCut(SystemExit):
    """Why there is no release."""


@contextmanager
def nothing_is_random(seed: str) -> Iterator[Callable[[int], bytes]]:
    numbers = itertools.count()

    def counted(size: int) -> bytes:
        return hashlib.shake_256(f"{seed} {next(numbers)}".encode()).digest(size)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "urandom", counted)
        patch.setattr(random, "_urandom", counted)
        yield counted


def cut(edition: str, stages: tuple[str, ...] = STAGES) -> tuple[bytes, str, str]:
    """The archive, the key ring and the trail's key, of the program as it is."""
    with (
        database.provider(1) as postgres,
        tempfile.TemporaryDirectory(prefix="tryeza-edition-") as state,
        nothing_is_random(edition) as counted,
    ):
        assert isinstance(postgres, EmbeddedPostgres), "a release is cut on a Postgres of its own"
        ring = KeyRing((("test", counted(KEY_BYTES)),), counted(KEY_BYTES)).dump()
        key = Ed25519PrivateKey.from_private_bytes(counted(KEY_BYTES))
        trail_key = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
        keys = Path(state, "keys")
        keys.write_text(ring)
        Path(state, "trail-key").write_text(trail_key)
        record.prepare(postgres.url(OWNER), keys)
        says = {
            "DATABASE_URL": postgres.url(WORKER),
            "SIGN_IN_DATABASE_URL": postgres.url(SIGN_IN),
            "TRYEZA_KEYS_FILE": str(keys),
            "TRYEZA_STATE_DIR": state,
        }
        with told(says), database.roles_of(postgres):
            settings.prepare()
            bootstrap()
            played = list(_played(postgres.url(SUPERUSER), TrailKeys.parse(trail_key), stages))
    return fixture.packed(played), ring, trail_key


def _played(url: str, trail_keys: TrailKeys, stages: tuple[str, ...]) -> Iterator[Kept]:
    cleaner = database.Cleaner(url)
    scenes = Scenes(cleaner, Lent(cleaner, None))
    with running_by(FrozenClock.on(START)) as clock:
        for stage in stages:
            case = bring(scenes, stage, clock)
            for statement in GIVEN_BY_THE_DATABASE:
                cleaner.tamper(statement)
            sealed_trail.rehash(cleaner)
            sealed_trail.sealed(by=trail_keys)
            cleaner.tamper(SEALED_THEN)
            sealed_trail.sign(cleaner, trail_keys)
            yield fixture.taken(cleaner.connection, stage, case)
            sys.stdout.write(f"{stage}\n")
    cleaner.close()


def check_the_files(edition: str) -> None:
    """Raises `NotToBeCut` where something would be kept that is not what it is to be."""
    if edition in files.editions():
        raise NotToBeCut(f"{edition} is released: python -m models.migrations.begin NAME")
    if broken := files.changed():
        raise NotToBeCut(f"released files were changed: {', '.join(broken)}")
    for module, kind, script in (
        ("models.rights", rights.KIND, rights.script()),
        ("models.walls", walls.KIND, walls.script()),
        ("queries.undecided", undecided.KIND, undecided.script()),
    ):
        if files.newest(kind).read_text(encoding="utf-8") != script:
            raise NotToBeCut(f"first: python -m {module}")


def main() -> None:
    edition = files.head()
    check_the_files(edition)
    content, ring, trail_key = cut(edition)
    if len(content) > LARGEST:
        raise NotToBeCut(f"{len(content)} letters are too many for the repository: {LARGEST}")
    folder = fixture.FOLDER / edition
    folder.mkdir(parents=True)
    (folder / ARCHIVE).write_bytes(content)
    (folder / KEYS).write_text(ring)
    (folder / TRAIL_KEY).write_text(trail_key)
    files.release()
    sys.stdout.write(f"{edition} is released: {len(content)} letters in {folder / ARCHIVE}\n")


if __name__ == "__main__":
    main()
