"""Whether a part of the system gives a sign of life."""

import ssl
from datetime import datetime
from functools import cache

import httpx
import psycopg
from sqlalchemy import make_url

HEARD = "SELECT max(beat_at) FROM heartbeat WHERE name = 'keeper' OR starts_with(name, 'worker ')"


def answers(url: str, auth: str = "") -> bool:
    """One question; every answer but a failure of the server counts."""
    user, _, password = auth.partition(":")
    try:
        reply = httpx.get(url, auth=(user, password) if auth else None, timeout=5, verify=_trust())
    except httpx.HTTPError:
        return False
    return reply.status_code < httpx.codes.INTERNAL_SERVER_ERROR


def status_of(url: str) -> int | None:
    """What it answers; None where nobody does."""
    try:
        return httpx.get(url, timeout=5, verify=_trust()).status_code
    except httpx.HTTPError:
        return None


def lets_in(url: str, auth: str = "") -> bool:
    """Whether it gives something to whoever says this, or nothing, of themselves."""
    user, _, password = auth.partition(":")
    try:
        said = (user, password) if auth else None
        return httpx.get(url, auth=said, timeout=5, verify=_trust()).is_success
    except httpx.HTTPError:
        return False


@cache
def _trust() -> ssl.SSLContext:
    """Read once: httpx reads the list of authorities anew for each question, some 20 ms."""
    return ssl.create_default_context()


def last_heartbeat(database_url: str) -> datetime | None:
    """When a worker or its keeper was last heard of, in real time; raises `psycopg.Error`."""
    url = make_url(database_url).set(drivername="postgresql")
    with psycopg.connect(url.render_as_string(hide_password=False)) as connection:
        row = connection.execute(HEARD).fetchone()
    beat: datetime | None = row[0] if row else None
    return beat
