"""A listening socket that whoever started this process holds for it."""

import os
import socket

VARIABLE = "TRYEZA_SOCKET"


def handed_over() -> list[socket.socket] | None:
    """The socket we were given to listen on; None where we are to take a port ourselves.

    A port that is held cannot be taken by another program, neither before we listen nor while we
    are started again.
    """
    number = os.environ.pop(VARIABLE, "")  # no process of ours may take it for its own
    return [socket.socket(fileno=int(number))] if number else None
