"""The keys of a machine: made where there are none, and never written over."""

from pathlib import Path
from typing import Final

from core.crypto import KeyRing
from core.i18n import N_
from core.trail import TrailKeys
from deployments import ring_file
from deployments.account import CannotPrepare
from deployments.setup.env_files import SECRET, folder, replace
from deployments.terminal import UNREADABLE_KEYS, say

RING: Final = Path("ring", "keys")
TRAIL: Final = Path("trail-key")
PRIVATE: Final = 0o700

NO_TRAIL_KEY: Final = N_(
    "The trail's key %(path)s cannot be read: bring it back from its copy. Another one would not"
    " know what the first has signed."
)


def make(etc: Path) -> None:
    """Both, and where they are to be copied to. Raises `CannotPrepare` for one that is no key."""
    ring, trail = etc / RING, etc / TRAIL
    folder(ring.parent, PRIVATE)
    made = []
    if not ring.exists():
        ring_file.make(ring, KeyRing.generate())
        made.append(ring)
    if not trail.exists():
        replace(trail, TrailKeys.generate())
        made.append(trail)
    _check(ring, trail)
    for each in (ring, trail):
        if each.stat().st_mode & 0o077:
            each.chmod(SECRET)
    if not made:
        say(N_("The keys are there: %(ring)s and %(trail)s."), ring=ring, trail=trail)
        return
    say(N_("Made: %(paths)s."), paths=", ".join(map(str, made)))
    say(
        N_(
            "Copy %(ring)s, what lies beside it, and %(trail)s to where no copy of the database"
            " goes, and not to the disk of the backups: without them nobody reads a name again."
        ),
        ring=ring,
        trail=trail,
    )


def _check(ring: Path, trail: Path) -> None:
    try:
        KeyRing.load(ring)
    except (OSError, ValueError):
        raise CannotPrepare(UNREADABLE_KEYS, path=ring) from None
    try:
        TrailKeys.load(trail)
    except (OSError, ValueError):
        raise CannotPrepare(NO_TRAIL_KEY, path=trail) from None
