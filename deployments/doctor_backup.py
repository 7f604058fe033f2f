"""What `tryeza doctor` says of copies: the newest that was tried, and that sending is paused."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import psycopg

from core.clock import ZONE
from core.i18n import N_
from core.settings import readers
from deployments.backup_places import FOLDER
from deployments.checks import Check
from rules.defaults import DEFAULTS

OLD: Final = timedelta(days=DEFAULTS.FRESH_BACKUP.days, hours=2)
"""A night, and what making one may take."""


def sending(connection: psycopg.Connection[Any]) -> Check:
    """Red as long as nobody has said, after a restore, what had already left."""
    row = connection.execute(
        "SELECT restored_at FROM restored_copy WHERE resumed_at IS NULL"
    ).fetchone()
    if row is not None:
        message = N_(
            "Nothing is sent since the restore of %(moment)s: say what had already left, with"
            " `tryeza sending`."
        )
        return Check("sending", False, message, {"moment": _said(row[0])})
    return Check("sending", True, N_("Sending is not paused."))


def newest(connection: psycopg.Connection[Any], env: Mapping[str, str]) -> Iterator[Check]:
    """As the record knows it, whoever may look into the folders."""
    row = connection.execute(
        "SELECT taken_at, places, apart FROM backup WHERE verified_at IS NOT NULL"
        " ORDER BY taken_at DESC LIMIT 1"
    ).fetchone()
    if row is None:
        message = N_(
            "No backup was made yet: run `tryeza backup`, which says what it lacks, and then every"
            " day."
        )
        yield Check("backup", False, message)
        yield from _folders(env)
        return
    taken_at, places, apart = row
    age = datetime.now(UTC) - taken_at
    facts = {"moment": _said(taken_at), "hours": int(age.total_seconds() // 3600)}
    if age > OLD:
        message = N_(
            "The newest backup is of %(moment)s (%(hours)s hours ago): look at `tryeza backup`."
        )
        yield Check("backup", False, message, facts)
    else:
        message = N_("The newest backup is of %(moment)s (%(hours)s hours ago), and was tried.")
        yield Check("backup", True, message, facts)
    yield _disk(places, apart)
    yield from _folders(env)


def _disk(places: int, apart: bool | None) -> Check:
    if apart is False:
        message = N_(
            "Warning: backups lie on the disk of the data alone, and are lost with it. Name another"
            " folder, on another disk, in TRYEZA_BACKUP_DIR too, or copy them away every day."
        )
        return Check("backup disk", True, message, warns=True)
    if apart is None and places < 2:
        message = N_(
            "Warning: backups lie in one folder. Whether it is on the disk of the data cannot be"
            " seen from here: have a copy on another machine."
        )
        return Check("backup disk", True, message, warns=True)
    if apart is None:
        message = N_("Backups lie in %(places)s folders.")
        return Check("backup disk", True, message, {"places": places})
    return Check("backup disk", True, N_("Backups lie apart from the data."))


def _folders(env: Mapping[str, str]) -> Iterator[Check]:
    """Where the settings name folders that are gone: a disk that is not mounted."""
    for folder in map(Path, readers(env.get(FOLDER, ""))):
        try:
            folder.stat()
        except PermissionError:
            continue  # another user's: the record knows
        except OSError:
            message = N_("The backup folder %(path)s is not there: is its disk mounted?")
            yield Check("backup folder", False, message, {"path": folder})


def _said(moment: datetime) -> str:
    return f"{moment.astimezone(ZONE):%d.%m.%Y %H:%M}"
