"""A mail as it goes over the wire: one letter to one recipient."""

from binascii import b2a_qp
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.policy import Compat32
from email.utils import format_datetime, formataddr, parseaddr
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final, NamedTuple

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


class _Wire(Compat32):
    """Seven bits only: no server needs to know 8BITMIME, and no line grows too long on the way.

    The library's newer policy takes each header apart into a tree of tokens and puts it together
    again, at ten times the cost of a mail without; and in folding it leaves a blank between two
    encoded words, where readers drop it: RFC 2047, 6.2; python/cpython issues 92081 and 144156.
    `Header` puts it into one of them.
    """

    mangle_from_ = False  # that is for files of mailboxes

    def header_store_parse(self, name: str, value: Any) -> tuple[str, Any]:
        """As the newer policy does: nothing that stands in a header begins another one."""
        said = value if isinstance(value, str) else "".join(value)
        if "".join(said.splitlines()) != said:
            raise ValueError(name)
        return name, value

    def fold_binary(self, name: str, value: str | Named) -> bytes:
        if isinstance(value, str) and _stands_for_itself(value) and len(value) < LINE - len(name):
            return f"{name}: {value}\r\n".encode("ascii")
        return _folded(name, value)


_WIRE: Final = _Wire(linesep="\r\n", cte_type="7bit", max_line_length=LINE)


def _stands_for_itself(words: str) -> bool:
    """Nobody who reads it takes it for something encoded."""
    return words.isascii() and "=?" not in words


@lru_cache(maxsize=512)
def _folded(header: str, value: str | Named) -> bytes:
    """Kept, for all at a table have the same subject, from the same centre."""
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
    whose: Any = Named(letter.sender, sender)  # our policy writes it, and nobody reads it back
    message = MIMEMultipart("alternative", _boundary(message_id), policy=_WIRE)
    message["From"] = whose
    message["To"] = to
    if letter.reply_to:
        message["Reply-To"] = letter.reply_to
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(date)
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"  # asks for no out-of-office answer: RFC 3834, 5
    message["Content-Language"] = letter.language
    message.attach(_part("plain", letter.text))
    message.attach(_part("html", letter.html))
    if letter.entry:  # last, as the richest: RFC 2046, 5.1.4; beside the text, no file: 0171
        message.attach(_part("calendar", letter.entry.text, method=letter.entry.method.value))
    return Envelope(sender, to, message.as_bytes(), message_id)


def _boundary(message_id: str) -> str:
    """The same whenever a mail is repeated. `=_` stands in no text that is quoted-printable, and so
    in none of its parts: RFC 2045, 6.7."""
    return f"=_{sha256(message_id.encode()).hexdigest()[:32]}"


def _part(kind: str, text: str, **params: str) -> MIMENonMultipart:
    """The library writes quoted-printable sign by sign, and its own C function all at once."""
    part = MIMENonMultipart("text", kind, policy=_WIRE, charset="utf-8", **params)
    part["Content-Transfer-Encoding"] = "quoted-printable"
    lines = b"\n".join(text.encode().splitlines()) + b"\n"
    part.set_payload(b2a_qp(lines).decode("ascii"))
    return part
