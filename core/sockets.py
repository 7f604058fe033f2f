"""A listening socket that whoever started this process holds for it."""

import os
import socket
from typing import Final
from urllib.parse import urlsplit

USUAL: Final = 8321
VARIABLE = "TRYEZA_SOCKET"
SYSTEMD = ("LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES")
FIRST = 3
"""Where systemd puts the first of its sockets: sd_listen_fds(3)."""


def port_of(base_url: str, said: str = "") -> int:
    """Where the portal listens on its machine: where it is told (TRYEZA_PORTAL_PORT), else where
    people reach it without anybody between. An `https` address is a proxy's, port and all."""
    address = urlsplit(base_url)
    reached = address.port if address.scheme == "http" else None
    return int(said) if said else reached or USUAL


def handed_over() -> list[socket.socket] | None:
    """The socket we were given to listen on; None where we are to take a port ourselves.

    A port that is held cannot be taken by another program, neither before we listen nor while we
    are started again: whoever comes meanwhile waits in it.
    """
    number = os.environ.pop(VARIABLE, "") or _of_systemd()  # nobody we start takes it
    return [socket.socket(fileno=int(number))] if number else None


def _of_systemd() -> str:
    whose, count, _ = (os.environ.pop(name, "") for name in SYSTEMD)
    return str(FIRST) if whose == str(os.getpid()) and count == "1" else ""
