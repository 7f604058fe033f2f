"""What others commit is heard as they do: a life to wake, a clock that moved, mail to send."""

import logging
from collections.abc import Callable, Mapping
from threading import Event
from typing import Final

import psycopg
from sqlalchemy import make_url

from core.logs import describe
from core.settings import settings

logger = logging.getLogger(__name__)

PATIENCE: Final = 1.0  # seconds between looks whether to leave, and until a lost connection


class Listener:
    """One connection of a worker for all that its parts wait to hear."""

    def __init__(self, stop: Event, heard: Mapping[str, Callable[[str], object]]) -> None:
        """`heard`: what to do, by channel, with the word that came; without one, as listening
        begins: of what was committed before, nobody hears."""
        self._stop, self._heard = stop, heard

    def run(self) -> None:
        """Until the worker leaves; a lost connection is made again."""
        while not self._stop.is_set():
            try:
                self._hear()
            except psycopg.Error as error:
                logger.warning("Not listening: %s", describe(error))
                self._stop.wait(PATIENCE)

    def _hear(self) -> None:
        url = make_url(settings().database_url.get_secret_value())
        address = url.set(drivername="postgresql").render_as_string(hide_password=False)
        # Autocommit: LISTEN takes effect at commit, and inside a transaction nothing is heard
        # (PostgreSQL docs, LISTEN and NOTIFY).
        with psycopg.connect(address, autocommit=True) as connection:
            for channel in self._heard:
                connection.execute(f"LISTEN {channel}")
            for look in self._heard.values():
                look("")
            while not self._stop.is_set():
                for told in connection.notifies(timeout=PATIENCE, stop_after=1):
                    self._heard[told.channel](told.payload)
