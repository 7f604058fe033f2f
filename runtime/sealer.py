"""The sealer: puts what was committed into the chains of the trail, and signs their end: 0153."""

import json
import logging
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Final

from core import one_step
from core.logs import describe
from core.settings import settings
from core.trail import Head, TrailKeys
from models.sealing import TrailLost, seal
from models.session import unit_of_work

logger = logging.getLogger(__name__)

EVERY: Final = 2.0
"""Seconds between two looks: for so long an entry lies unsealed."""
KEPT: Final = "trail-head.json"
"""In the state folder, which the database's owner cannot write: the last head that was signed."""


class Sealer:
    """The sealer of one worker process; whichever comes first seals, the others find nothing."""

    def __init__(self, stop: Event) -> None:
        self._stop = stop
        self._said: str | None = None
        self._kept = settings().state_dir / KEPT

    def run(self) -> None:
        while not self._stop.wait(EVERY):
            self.turn()

    def turn(self) -> None:
        """One look; what is wrong is logged once, for as long as it is the same."""
        said = None
        try:
            self._seal()
        except TrailLost as lost:
            said = f"The trail is not what was sealed, and nothing is sealed on top: {lost}"
        except (OSError, ValueError) as error:
            said = f"The trail's key cannot be used: {describe(error)}"
        except Exception as error:
            said = f"The trail was not sealed: {describe(error)}"
        if said not in (None, self._said):
            logger.error(said)
        self._said = said

    def _seal(self) -> None:
        keys = TrailKeys.load(settings().trail_keys)
        known = read_head(self._kept)
        with unit_of_work() as work:
            head = seal(work.session, keys, known)
        if head is not None:
            write_head(self._kept, head)


def read_head(path: Path) -> Head | None:
    """The head that was kept there; None before the first one. Raises `ValueError`."""
    try:
        kept = json.loads(path.read_text())
    except FileNotFoundError:
        return None
    return Head(
        int(kept["position"]),
        bytes.fromhex(kept["chain"]),
        datetime.fromisoformat(kept["sealed_at"]),
        {},
    )


def write_head(path: Path, head: Head) -> None:
    one_step.write(path, json.dumps(head.as_json()))
