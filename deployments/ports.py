"""The ports of the local system, held from the first moment on.

What is chosen now and listened on later may be another program's by then: so the port is taken
when it is chosen, and the process that serves it gets the socket.
"""

import errno
import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field

from core import sockets
from core.i18n import N_
from deployments.account import CannotPrepare
from deployments.prefect_settings import LOOPBACK
from deployments.processes import Say, silence

USUAL = {"portal": sockets.USUAL, "mailbox": 8325, "prefect": 8330}


def prefects_address(given: Mapping[str, str]) -> str:
    """Where Prefect is asked: as it is said, else on this machine as its unit starts it."""
    usual = f"http://{LOOPBACK}:{USUAL['prefect']}/api"
    return given.get("PREFECT_API_URL", "").rstrip("/") or usual


TRIES = 200
BACKLOG = 128


@dataclass
class Ports:
    """One listening socket for each part that is ours.

    `asked` is the portal's port: None is the usual one or the next free one, 0 any for each part.
    """

    asked: int | None = None
    say: Say = silence
    _held: dict[str, socket.socket] = field(default_factory=dict)

    def hold(self, part: str) -> int:
        """Take the part's port, or the next free one and say so; gives its number."""
        usual = USUAL[part]
        if self.asked == 0:
            self._held[part] = _listening(0)
        elif self.asked is not None and part == "portal":
            self._held[part] = self._the_asked(self.asked)
        else:
            self._held[part] = _next_free(usual)
            if self.number(part) != usual:
                self.say(
                    N_("Port %(usual)s is taken by another program; the %(part)s is on %(port)s."),
                    usual=usual,
                    part=part,
                    port=self.number(part),
                )
        return self.number(part)

    def number(self, part: str) -> int:
        return int(self._held[part].getsockname()[1])

    def descriptor(self, part: str) -> int | None:
        """What the part's process inherits."""
        return self._held[part].fileno() if part in self._held else None

    def close(self) -> None:
        for held in self._held.values():
            held.close()
        self._held.clear()

    def _the_asked(self, port: int) -> socket.socket:
        try:
            return _listening(port)
        except OverflowError:
            raise CannotPrepare(
                N_("%(port)s is no port: choose a --port from 1 to 65535."), port=port
            ) from None
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise CannotPrepare(
                    N_("Port %(port)s is taken: choose another --port."), port=port
                ) from None
            raise CannotPrepare(
                N_("Port %(port)s is not for us (%(why)s): choose another --port."),
                port=port,
                why=os.strerror(error.errno or 0),
            ) from None


def _next_free(usual: int) -> socket.socket:
    for port in range(usual, usual + TRIES):
        try:
            return _listening(port)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
    return _listening(0)


def _listening(port: int) -> socket.socket:
    held = socket.socket()
    try:
        # For connections of the last run that linger on the port. Two sockets may bind it like this
        # until one of them listens (socket(7), SO_REUSEADDR): so we listen at once.
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind((LOOPBACK, port))
        held.listen(BACKLOG)
    except BaseException:
        held.close()
        raise
    return held
