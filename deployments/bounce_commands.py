"""`tryeza bounce`: one mail from standard input, which says that another one was not delivered.

A mail server's pipe has a user of its own, with no key and no database: it hands the mail over to a
socket of systemd's, behind which this same command runs as the worker does (decision 0170).
"""

import sys
from pathlib import Path
from socket import AF_UNIX, SHUT_WR
from socket import socket as Socket
from typing import Final

from cyclopts import App

from core.i18n import N_
from core.settings import prepare
from deployments.terminal import join_system, say

app = App(name="bounce", help="Read one mail that came back from standard input.")

TAKEN: Final = 0
LATER: Final = 75
"""EX_TEMPFAIL of sysexits.h: a mail server keeps the mail, and comes again."""
PATIENCE: Final = 60.0
"""Seconds for the other end of the socket: less than a mail server waits for its pipe."""


@app.default
def bounce(*, socket: Path | None = None, answer: bool = False) -> None:
    """Take in one report of a mail server: what it is about is found by its Message-ID.

    Everything that is none of ours is taken too, and changes nothing. Nothing is written of a mail
    but what became of it.

    Parameters
    ----------
    socket
        Hand it over there instead: to a unit that may read the record.
    answer
        Say the exit code on standard output too: for that unit.
    """
    code = _handed_over(socket) if socket else _taken()
    if answer:
        sys.stdout.write(f"{code}\n")
        sys.stdout.flush()
    raise SystemExit(code)


def _taken() -> int:
    """Whatever goes wrong on this machine passes: no mail server is told that a mail is none."""
    from deployments import bounces  # noqa: PLC0415 - who hands over loads no tables

    raw = bounces.read(sys.stdin.buffer)
    try:
        join_system(prepare)
        became = bounces.take(raw)
    except Exception as error:  # of the class alone: its text may repeat what was sent
        say(N_("Not taken in now (%(error)s); it is tried again."), error=type(error).__name__)
        return LATER
    say(N_("A mail about a mail: %(became)s"), became=became)
    return TAKEN


def _handed_over(where: Path) -> int:
    try:
        with Socket(AF_UNIX) as line:
            line.settimeout(PATIENCE)
            line.connect(str(where))
            while part := sys.stdin.buffer.read(65_536):
                line.sendall(part)
            line.shutdown(SHUT_WR)
            said = line.recv(16)
    except OSError:
        return LATER
    return TAKEN if said.strip() == b"0" else LATER
