"""`tryeza erase`: what the heads of the centres have decided is carried out."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from core.i18n import N_
from deployments import backup, backup_places, backup_sources, retention
from deployments.account import CannotPrepare
from deployments.backup_commands import MISSED
from deployments.backup_places import Places
from deployments.terminal import as_json, say
from models import erasures


def erase(*, json: bool = False) -> None:
    """Destroy the keys of the closed files whose erasure was decided, and prove it.

    What is held, and what was decided before a copy of the record was put back, is left. A copy of
    the list of erasures goes beside the backups, where TRYEZA_BACKUP_DIR says; exit code 3 where a
    folder took none.

    Parameters
    ----------
    json
        One JSON document for machines.
    """
    places = Places.of(os.environ) if os.environ.get(backup_places.FOLDER) else None
    with backup_sources.sources(os.environ) as sources:
        found = retention.carry_out(sources.owner_url, sources.keys, datetime.now(UTC))
        listed = erasures.beside(sources.keys)
        missed = list(_beside_the_backups(listed, places)) if places else []
    if json:
        as_json({"erased": found.erased, "left": found.left})
    else:
        say(N_("Files that are gone: %(count)s."), count=found.erased)
        if found.left:
            say(
                N_("Left, for they are held or were decided before a restore: %(count)s."),
                count=found.left,
            )
    for path, why in missed:
        say(MISSED, path=path, why=why)
    if missed:
        raise SystemExit(3)


def _beside_the_backups(listed: Path, places: Places) -> Iterator[tuple[Path, str]]:
    """Which folder took none, and why; the next backup brings it there."""
    for folder in places.folders:
        try:
            with backup_places.held(folder):
                backup.keep_list(listed, places, folder)
        except (OSError, CannotPrepare) as error:
            yield folder, getattr(error, "strerror", None) or str(error)
