"""What `tryeza doctor` says of copies, and of a record that was put back."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url

from core.clock import FrozenClock
from core.database_roles import WORKER
from core.ids import new_id
from deployments import doctor_backup
from deployments.checks import Check
from deployments.postgres import EmbeddedPostgres
from models.copies import Backup, RestoredCopy
from tests.database import past_the_rights


@pytest.fixture
def connection(
    database: FrozenClock, postgres: EmbeddedPostgres
) -> Iterator[psycopg.Connection[Any]]:
    """As doctor stands: the worker's role, which sees no folder of another user's."""
    address = make_url(postgres.url(WORKER)).set(drivername="postgresql")
    with psycopg.connect(address.render_as_string(hide_password=False), autocommit=True) as found:
        yield found


def one(hours: float, **but: Any) -> None:
    at = datetime.now(UTC) - timedelta(hours=hours)
    values = {"verified_at": at, "places": 2, "apart": True} | but
    with past_the_rights() as work:
        work.session.add(
            Backup(file=f"tryeza-{new_id()}.age", taken_at=at, written_at=at, bytes=1, **values)
        )


def said(connection: psycopg.Connection[Any], **env: str) -> dict[str, Check]:
    return {each.part: each for each in doctor_backup.newest(connection, env)}


def test_no_copy_is_red_and_so_is_an_old_one_or_one_that_nobody_tried(
    connection: psycopg.Connection[Any],
) -> None:
    found = said(connection, TRYEZA_BACKUP_DIR="/nowhere/backups")
    assert "run `tryeza backup`" in found["backup"].message
    assert "/nowhere/backups" in str(found["backup folder"].facts)  # a disk that is not mounted
    assert not said(connection)["backup"].works
    one(1, verified_at=None)
    assert not said(connection)["backup"].works
    one(27)
    old = said(connection)["backup"]
    assert not old.works
    assert old.facts["hours"] == 27
    one(25)
    found = said(connection)
    assert found["backup"].works
    assert not found["backup disk"].warns


@pytest.mark.parametrize(("apart", "places", "warns"), [(False, 2, True), (None, 1, True)])
def test_a_copy_on_the_disk_of_the_data_alone_is_a_warning(
    connection: psycopg.Connection[Any], apart: bool | None, places: int, warns: bool
) -> None:
    one(1, apart=apart, places=places)
    disk = said(connection)["backup disk"]
    assert (disk.works, disk.warns) == (True, warns)
    assert "Warning" in disk.message


def test_a_folder_that_is_gone_is_red(connection: psycopg.Connection[Any], tmp_path: Path) -> None:
    one(1)
    gone = tmp_path / "not mounted"
    found = said(connection, TRYEZA_BACKUP_DIR=f"{tmp_path}, {gone}")
    assert found["backup folder"].facts == {"path": gone}
    assert "backup folder" not in said(connection, TRYEZA_BACKUP_DIR=str(tmp_path))


def paused() -> None:
    now = datetime.now(UTC)
    with past_the_rights() as work:
        work.session.add(RestoredCopy(file="x", taken_at=now, restored_at=now, waiting=[]))


def test_a_record_that_was_put_back_is_red_until_somebody_has_said_what_left(
    connection: psycopg.Connection[Any],
) -> None:
    assert doctor_backup.sending(connection).works
    paused()
    assert not doctor_backup.sending(connection).works
    assert "tryeza sending" in doctor_backup.sending(connection).message
