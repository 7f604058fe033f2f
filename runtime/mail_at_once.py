"""Mail that no life waits for leaves as soon as it is committed: invitations, resets, warnings.

In a thread of its own: a mail server that does not answer holds up no life and no keeper, as it
holds up nobody at a page. Of several workers that hear, one takes it in hand.
"""

import logging
from threading import Event
from typing import Final

from core.logs import describe
from notifications.delivery import deliver
from workflow.life import look_again

logger = logging.getLogger(__name__)

LOOK: Final = 30.0  # seconds between looks when nobody asks: what was put off, a lost word
PATIENCE: Final = 1.0  # after a look that failed


class MailAtOnce:
    """The thread of one worker that sends it."""

    def __init__(self, stop: Event) -> None:
        self._stop, self._asked = stop, Event()
        self._gone = Event()

    def look_now(self, _: str = "") -> None:
        """Somebody has committed one."""
        self._asked.set()

    def run(self) -> None:
        """Until the worker leaves."""
        while not self._stop.is_set():
            self._asked.clear()  # before the look: what is committed during it sets it again
            pause = LOOK if self._has_looked() else PATIENCE
            if not self._stop.is_set():
                self._asked.wait(pause)
        self._gone.set()

    def _has_looked(self) -> bool:
        try:
            for life in sorted(deliver(None).elsewhere):
                look_again(life)
        except Exception as error:
            logger.warning("Mail that leaves at once was not looked for: %s", describe(error))
            return False
        return True

    def is_gone(self, patience: float) -> bool:
        """Told to stop, it finishes or releases what it has in hand: `delivery.stop`."""
        self._asked.set()
        return self._gone.wait(patience)
