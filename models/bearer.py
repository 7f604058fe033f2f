"""What came with a request and proves whose it is: the tokens, said once a transaction (0149).

The database finds by them whose session lives and which seat a link is of. A process that nobody
reaches from outside bears none.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import Connection, text

SAY: Final = text(
    "SELECT set_config('tryeza.staff', :staff, true), set_config('tryeza.link', :link, true),"
    " set_config('tryeza.change', :change, true), set_config('tryeza.seats', :seats, true),"
    " set_config('tryeza.acts', :acts, true), set_config('tryeza.app', :app, true),"
    " set_config('tryeza.superior', :superior, true),"
    " set_config('tryeza.calendar', :calendar, true),"
    " set_config('transaction_read_only', :read_only, true)"
)
"""One statement, also where nothing is to be written."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """The tokens of one request; an empty one opens nothing."""

    staff: str = ""
    """Of an officer's session."""
    link: str = ""
    """Of a mailed link to a seat."""
    change: str = ""
    """Of a mailed link to somebody's new contact."""
    app: str = ""
    """Of a one-time link to set up a member's app for codes."""
    calendar: str = ""
    """Of an address at which somebody's calendar reads."""
    superior: str = ""
    """Of a mailed link to a notice to somebody's superior."""
    seats: Sequence[str] = ()
    """Of sessions that a member's code has begun in this browser."""
    acts: bool = False
    """The link takes an act by itself."""


_borne: ContextVar[Bearer | None] = ContextVar("borne", default=None)


def bear(bearer: Bearer) -> None:
    """From here on every transaction of this request says so: also in the threads that it asks."""
    _borne.set(bearer)


def bear_seat(token: str) -> None:
    """A session that this request has begun counts for what it goes on to do."""
    found = _borne.get()
    if found is not None:
        _borne.set(replace(found, seats=(*found.seats, token)))


def say(connection: Connection, *, read_only: bool, bare: bool = False) -> None:
    """The first statement of a transaction, where anything came with the request."""
    found = None if bare else _borne.get()
    if found is not None:
        said = {
            "staff": found.staff,
            "link": found.link,
            "change": found.change,
            "app": found.app,
            "superior": found.superior,
            "calendar": found.calendar,
            "seats": " ".join(found.seats),
            "acts": (found.link or found.superior) if found.acts else "",
            "read_only": "on" if read_only else "off",
        }
        connection.execute(SAY, said)
    elif read_only:
        connection.execute(text("SET TRANSACTION READ ONLY"))


def say_whose_session(connection: Connection, token: str) -> None:
    """In a transaction that said nothing so far: nobody keeps another's session awake."""
    connection.execute(text("SELECT set_config('tryeza.staff', :token, true)"), {"token": token})


@contextmanager
def acting_at_the_door() -> Iterator[None]:
    """For the few acts that a mailed link takes without a code: their transactions see the life
    that they are about, and show nothing of it."""
    found = _borne.get()
    before = _borne.set(replace(found, acts=True) if found else None)
    try:
        yield
    finally:
        _borne.reset(before)
