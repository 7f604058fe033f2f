"""A mail as it goes over the wire: one letter to one recipient.

Put together here: the library makes a tree of objects of it, and writes that line by line. Seven
bits only: no server needs to know 8BITMIME, and no line grows too long on the way.
"""

from binascii import b2a_qp
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.utils import format_datetime, formataddr, parseaddr
from functools import lru_cache
from hashlib import sha256
from typing import Final, NamedTuple

from core import reach
from core.settings import settings
from notifications.channels import Letter

CRLF: Final = "\r\n"
LINE: Final = 76
"""RFC 5322, 2.1.1; RFC 2045, 6.7; RFC 2047, 2: the least of the three."""


class Named(NamedTuple):
    """A name beside an address."""

    name: str
    address: str


def _heads(said: Mapping[str, str | Named]) -> bytes:
    return b"".join(
        (_head if name in ITS_OWN else _shared)(name, value) for name, value in said.items()
    )


ITS_OWN: Final = frozenset({"To", "Message-ID"})
"""What no other mail has."""


@lru_cache(maxsize=512)
def _shared(name: str, value: str | Named) -> bytes:
    """Kept, for all at a table have the same subject, from the same centre."""
    return _head(name, value)


def _head(name: str, value: str | Named) -> bytes:
    """Nothing that stands in it begins another one."""
    words = value if isinstance(value, str) else "".join(value)
    if "".join(words.splitlines()) != words:
        raise ValueError(name)
    if isinstance(value, str) and _stands_for_itself(value) and len(value) < LINE - len(name):
        return f"{name}: {value}\r\n".encode("ascii")
    return _folded(name, value)


def _stands_for_itself(words: str) -> bool:
    """Nobody who reads it takes it for something encoded."""
    return words.isascii() and "=?" not in words


def _folded(header: str, value: str | Named) -> bytes:
    """In folding, the library's newer policy leaves a blank between two encoded words, where
    readers drop it: RFC 2047, 6.2; python/cpython issues 92081 and 144156. `Header` puts it into
    one."""
    words = value.name if isinstance(value, Named) else value
    behind = ""
    if _stands_for_itself(words):
        said = Header(formataddr(value) if isinstance(value, Named) else value, header_name=header)
    else:
        said = Header(words, "utf-8", header_name=header)
        behind = f"{CRLF} <{value.address}>" if isinstance(value, Named) else ""
    return f"{header}: {said.encode(linesep=CRLF, maxlinelen=LINE)}{behind}{CRLF}".encode("ascii")


class BadAddress(Exception):
    """An address that cannot be written on an envelope; the message does not repeat it."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """One message to one recipient, ready for the wire."""

    sender: str
    recipient: str
    content: bytes
    message_id: str

    @property
    def server(self) -> str:
        """Whose mail server it is for."""
        return reach.domain_of(self.recipient)


def envelope(letter: Letter, *, to: str, message_id: str, date: datetime) -> Envelope:
    """Put a letter into its envelope; raises `BadAddress`."""
    try:
        reach.mail_address(to)
    except reach.Unreachable:
        raise BadAddress from None
    sender = parseaddr(settings().smtp_from)[1]
    boundary = _boundary(message_id)
    heads: dict[str, str | Named] = {"From": Named(letter.sender, sender), "To": to}
    if letter.reply_to:
        heads["Reply-To"] = letter.reply_to
    heads |= {
        "Subject": letter.subject,
        "Date": format_datetime(date),
        "Message-ID": message_id,
        "Auto-Submitted": "auto-generated",  # asks for no out-of-office answer: RFC 3834, 5
        "Content-Language": letter.language,
        "MIME-Version": "1.0",
    }
    parts = [_part("plain", letter.text), _part("html", letter.html)]
    if letter.entry:  # last, as the richest: RFC 2046, 5.1.4; beside the text, no file: 0171
        parts.append(_part("calendar", letter.entry.text, f'; method="{letter.entry.method}"'))
    content = b"".join((_heads(heads), *_alternatives(boundary.encode("ascii"), parts)))
    return Envelope(sender, to, content, message_id)


def _alternatives(boundary: bytes, parts: Sequence[bytes]) -> Iterator[bytes]:
    """RFC 2046, 5.1.1."""
    yield b'Content-Type: multipart/alternative;\r\n boundary="%b"\r\n' % boundary
    for part in parts:
        yield b"\r\n--%b\r\n%b" % (boundary, part)
    yield b"\r\n--%b--\r\n" % boundary


def _boundary(message_id: str) -> str:
    """The same whenever a mail is repeated. `=_` stands in no text that is quoted-printable, and so
    in none of its parts: RFC 2045, 6.7."""
    return f"=_{sha256(message_id.encode()).hexdigest()[:32]}"


def _part(kind: str, text: str, more: str = "") -> bytes:
    """The library writes quoted-printable sign by sign, and its own C function all at once."""
    head = (
        f'Content-Type: text/{kind}; charset="utf-8"{more}\r\n'
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    )
    lines = b"\r\n".join(text.encode().splitlines()) + b"\r\n"
    return head.encode("ascii") + b2a_qp(lines)
