"""The binder of one worker process: archives, and records that are handed out, are made in it,
apart from any page: 0196, 0197."""

import logging
from collections.abc import Callable
from threading import Event
from typing import Final

from core.logs import describe
from portal.archive import binder
from portal.export import maker

logger = logging.getLogger(__name__)

EVERY: Final = 5.0
"""Seconds between two looks for an archive that was asked for."""


class Binder:
    """Whichever process comes first makes the next archive; the others skip it."""

    def __init__(self, stop: Event) -> None:
        self._stop = stop

    def run(self) -> None:
        while not self._stop.wait(EVERY):
            for turn in (binder.turn, maker.turn):
                self._all_of(turn)

    def _all_of(self, turn: Callable[[], bool]) -> None:
        try:
            while turn() and not self._stop.is_set():
                pass
        except Exception as error:  # the database is away: the next look finds it again
            logger.warning("No archive was made: %s", describe(error))
