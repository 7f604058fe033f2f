"""Waiting for what a process needs, in whatever order a machine starts its parts."""

from collections.abc import Callable
from threading import Event
from typing import Final

import psycopg

from core.service_status import ServiceStatus
from deployments.faults import checked

PAUSE: Final = 1.0


def wait_for(lacking: Callable[[], str]) -> None:
    """Wait until nothing is lacking; what is, is said once."""
    status, pause = ServiceStatus(), Event()
    while lacks := lacking():
        status.tell(lacks)
        pause.wait(PAUSE)


def database_lacking(url: str) -> str:
    """Empty where the database lets us in."""
    address = checked(url).set(drivername="postgresql").render_as_string(hide_password=False)
    try:
        psycopg.connect(address, connect_timeout=5).close()
    except psycopg.OperationalError as error:
        return f"Waits for the database ({type(error).__name__})"
    return ""
