"""The dead man's switch: somebody outside is asked while the keeper is well, and misses us if not.

In a thread of its own, so that an address that hangs holds up nobody; never in a demo.
"""

import logging
from collections.abc import Callable
from threading import Event
from typing import Final

import httpx

from core.logs import describe
from core.settings import settings

logger = logging.getLogger(__name__)

EVERY: Final = 180.0
"""Seconds; who watches calls us silent after two or three of them."""
PATIENCE: Final = 10.0


class Beacon:
    """Of one worker; the one whose keeper leads asks."""

    def __init__(self, stop: Event, is_well: Callable[[], bool], *, every: float = EVERY) -> None:
        self._stop, self._is_well, self._every = stop, is_well, every

    def run(self) -> None:
        own = settings()
        url = own.alive_url.get_secret_value()
        if own.demo or not url:
            return
        while not self._stop.is_set():
            if self._is_well():
                _ask(url)
            self._stop.wait(self._every)


def _ask(url: str) -> None:
    """The address is a secret of its own, and is not logged."""
    try:
        said = httpx.get(url, timeout=PATIENCE)
        if not said.is_success:
            logger.warning("TRYEZA_ALIVE_URL answered %s", said.status_code)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        logger.warning("TRYEZA_ALIVE_URL does not answer: %s", describe(error))
