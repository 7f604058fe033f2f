"""The pipes: they know the wire, not the words."""

from concurrent.futures import Future
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from models.outbox import MailCause


class Verdict(StrEnum):
    """What the other side made of a message."""

    ACCEPTED = "accepted"
    DELAYED = "delayed"
    """Not now: it is tried again."""
    RELEASED = "released"
    """Broken off by us, because the process leaves: the next one sends it at once."""
    AWAITED = "awaited"
    """All of it is there, and the other side has not answered: who waits for it says so later."""
    REFUSED = "refused"
    """For good: the address is none."""
    UNKNOWN = "unknown"
    """There was no answer, and asking twice would alarm."""


NO_ADDRESS: Final = "no usable address"
"""Our own word, in the place of a server's: nobody was asked."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the other side made of a message: its code and class of answer, never its text."""

    verdict: Verdict
    words: str
    lost: bool = False
    """The connection itself is of no use now."""
    alone: bool = False
    """It may be this connection alone: the server was reached, and ended it. Else no other message
    needs to try one."""
    in_doubt: bool = False
    """All of it, or some, was handed over, and nobody said that it was not taken: RFC 1047."""
    cause: MailCause | None = None
    """Why it was not taken."""
    gateway_id: str | None = None
    """Under which an SMS gateway reports on what it took."""
    later: "Future[Reply] | None" = field(default=None, compare=False, repr=False)
    """What becomes of what is awaited."""


class CalendarMethod(StrEnum):
    """What a calendar is to do: RFC 5546, 3.2."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """The same for the reader's calendar: RFC 6047."""

    method: CalendarMethod
    text: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A notice in words, ready for the mail channel."""

    subject: str
    sender: str
    """The name beside the centre's address."""
    text: str
    html: str
    language: str
    entry: CalendarEntry | None = None
    reply_to: str | None = None
    """Who reads an answer; without one it goes to the sender's address."""
