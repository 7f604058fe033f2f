"""`tryeza erase`: what the heads of the centres have decided is carried out."""

import os
from datetime import UTC, datetime

from core.i18n import N_
from deployments import backup, backup_sources, retention
from deployments.backup_places import Places
from deployments.terminal import as_json, say
from models import erasures


def erase(*, json: bool = False) -> None:
    """Destroy the keys of the closed files whose erasure was decided, and prove it.

    What is held, and what was decided before a copy of the record was put back, is left. A copy of
    the list of erasures goes beside the backups, where TRYEZA_BACKUP_DIR says.

    Parameters
    ----------
    json
        One JSON document for machines.
    """
    with backup_sources.sources(os.environ) as sources:
        found = retention.carry_out(sources.owner_url, sources.keys, datetime.now(UTC))
        if os.environ.get("TRYEZA_BACKUP_DIR"):
            places = Places.of(os.environ)
            for folder in places.folders:
                backup.keep_list(erasures.beside(sources.keys), places, folder)
    if json:
        as_json({"erased": found.erased, "left": found.left})
        return
    say(N_("Files that are gone: %(count)s."), count=found.erased)
    if found.left:
        say(
            N_("Left, for they are held or were decided before a restore: %(count)s."),
            count=found.left,
        )
