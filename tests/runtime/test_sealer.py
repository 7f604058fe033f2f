"""The sealer of a worker: seals within seconds, and signs nothing on top of what was put back."""

import logging
from pathlib import Path
from threading import Event

import pytest

from core.clock import FrozenClock
from core.settings import Settings
from core.trail import TrailKeys
from models.session import unit_of_work
from queries import audit
from runtime.sealer import KEPT, Sealer, read_head
from tests.database import Cleaner
from tests.told import told

pytestmark = pytest.mark.article("18(1)")


@pytest.fixture
def sealer(database: FrozenClock, configured: Settings, tmp_path: Path) -> Sealer:
    """With a state folder of its own, beside the key of this process."""
    with told({"TRYEZA_STATE_DIR": str(tmp_path)}):
        return Sealer(Event())


def record(act: str) -> None:
    with unit_of_work() as work:
        work.record(act)


def test_what_is_committed_is_sealed_and_its_head_kept(
    sealer: Sealer, configured: Settings, tmp_path: Path
) -> None:
    for position in (1, 2):
        record("something happened")
        sealer.turn()
        with unit_of_work() as work:
            head = audit.head(work.session)
            assert audit.verify_all(work.session, TrailKeys.load(configured.trail_keys)) == []
        kept = read_head(tmp_path / KEPT)
        assert head is not None
        assert kept is not None
        assert (kept.position, kept.chain) == (position, head.chain)
    assert (tmp_path / KEPT).stat().st_mode & 0o777 == 0o600


def test_a_trail_that_was_put_back_is_not_signed_again(
    sealer: Sealer, cleaner: Cleaner, caplog: pytest.LogCaptureFixture
) -> None:
    record("one")
    sealer.turn()
    cleaner.tamper("DELETE FROM audit_seal; DELETE FROM audit_head")
    with caplog.at_level(logging.ERROR):
        sealer.turn()
        sealer.turn()
    assert [each.getMessage() for each in caplog.records] == [
        "The trail is not what was sealed, and nothing is sealed on top:"
        " the head of position 1 is not on record"
    ]
    with unit_of_work() as work:
        assert audit.head(work.session) is None


@pytest.mark.parametrize(
    "letters", ["", "no key", "-----BEGIN " + "PRIVATE KEY-----\n-----END " + "PRIVATE KEY-----"]
)
def test_without_its_key_nothing_is_sealed(
    sealer: Sealer, tmp_path: Path, letters: str, caplog: pytest.LogCaptureFixture
) -> None:
    record("one")
    for each in (tmp_path / "absent", tmp_path / "key"):
        (tmp_path / "key").write_text(letters)
        with told({"TRYEZA_TRAIL_KEY_FILE": str(each)}):
            sealer.turn()
        assert "key cannot be used" in caplog.text
        assert letters not in caplog.text or not letters
    with unit_of_work() as work:
        assert audit.head(work.session) is None


def test_a_key_that_was_replaced_still_tells_its_signatures(
    sealer: Sealer, configured: Settings, tmp_path: Path
) -> None:
    record("one")
    sealer.turn()
    both = tmp_path / "both"
    both.write_text(TrailKeys.generate() + configured.trail_keys.read_text())
    record("two")
    with told({"TRYEZA_TRAIL_KEY_FILE": str(both)}):
        sealer.turn()
    with unit_of_work() as work:
        assert audit.verify_all(work.session, TrailKeys.load(both)) == []
        alone = audit.verify_all(work.session, TrailKeys.load(configured.trail_keys))
    assert [(each.fault, each.position) for each in alone] == [("head", 2)]
