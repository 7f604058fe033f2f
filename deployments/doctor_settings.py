"""Whether what a machine of units is told lies open: the keys and words in /etc/tryeza."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from core.i18n import N_
from deployments.checks import Check

ETC: Final = Path("/etc/tryeza")
SHUT: Final = (
    *("owner.env", "worker.env", "portal.env", "prefect.env", "metrics.env", "reach.env"),
    *("ring/keys", "ring/keys.retired", "trail-key"),
)
"""What root alone reads: systemd hands each process its own. The other files hold no secret."""


def shut(folder: Path = ETC) -> Iterator[Check]:
    """Nothing on a machine without such a folder. A unit's process sees a copy of each key, so
    that only the file itself tells who may read it."""
    if not folder.is_dir():
        return
    if found := [name for name in SHUT if _is_open(folder / name)]:
        message = N_("Others than root can read %(names)s in %(folder)s: run chmod 600 on each.")
        facts = {"names": ", ".join(found), "folder": folder}
        yield Check("settings shut", False, message, facts)
        return
    message = N_("Keys and passwords in %(folder)s are read by root alone.")
    yield Check("settings shut", True, message, {"folder": folder})


def _is_open(path: Path) -> bool:
    try:
        return bool(path.stat().st_mode & 0o077) or (os.geteuid() != 0 and os.access(path, os.R_OK))
    except OSError:
        return False  # behind a folder that is shut, or not there
