"""What a process tells whoever started it: one line of its log, and systemd's status line.

`sd_notify(3)` by hand: a datagram to the socket that systemd names, where it names one.
"""

import logging
import os
import socket
from contextlib import suppress

logger = logging.getLogger(__name__)


class ServiceStatus:
    """Says what a process waits for, once for as long as it is the same."""

    def __init__(self) -> None:
        self._said = ""

    def tell(self, words: str) -> None:
        if words != self._said:
            self._said = words
            logger.info("%s", words)
            _notify(f"STATUS={words}")


def _notify(message: str) -> None:
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    if address.startswith("@"):  # an abstract one
        address = "\0" + address[1:]
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.connect(address)
        line.sendall(message.encode())
