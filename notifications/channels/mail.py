"""A mail as it goes over the wire: one letter to one recipient."""

from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.header import Header
from email.headerregistry import Address, HeaderRegistry
from email.message import EmailMessage
from email.utils import parseaddr
from functools import cache, lru_cache
from typing import Any, Final, TypeVar

from core import reach
from core.settings import settings
from notifications.channels import Letter

T = TypeVar("T")


ALIKE: Final = {
    "auto-submitted", "content-language", "content-transfer-encoding", "mime-version"
}  # fmt: skip


class _Headers(HeaderRegistry):
    """The library makes a class for every header that it reads; one for each name does."""

    @cache  # noqa: B019 - there is one of it, for as long as the process
    def __getitem__(self, name: str) -> type:
        return super().__getitem__(name)

    def __call__(self, name: str, value: Any) -> Any:
        """What every mail has alike is read once."""
        is_alike = name.lower() in ALIKE and type(value) is str
        return self._read(name, value) if is_alike else super().__call__(name, value)

    @lru_cache(maxsize=64)  # noqa: B019 - as above
    def _read(self, name: str, value: str) -> Any:
        return super().__call__(name, value)


class _Wire(policy.EmailPolicy):
    """Seven bits only: no server needs to know 8BITMIME, and no line grows too long on the way.

    The library's own folding leaves a blank between two encoded words, where readers drop it:
    RFC 2047, 6.2; python/cpython issues 92081 and 144156. `Header` puts it into one of them.
    """

    def fold_binary(self, name: str, value: Any) -> bytes:
        said = value.addresses[0].display_name if name == "From" else str(value)
        if said.isascii():
            return super().fold_binary(name, value)
        words = Header(said, "utf-8", header_name=name).encode(linesep="\r\n")
        behind = f"\r\n <{value.addresses[0].addr_spec}>" if name == "From" else ""
        return f"{name}: {words}{behind}\r\n".encode("ascii")


_WIRE: Final = _Wire(linesep="\r\n", cte_type="7bit", max_line_length=76, header_factory=_Headers())


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
    message = EmailMessage(policy=_WIRE)
    message["From"] = Address(letter.sender, addr_spec=sender)
    message["To"] = Address(addr_spec=to)
    if letter.reply_to:
        message["Reply-To"] = Address(addr_spec=letter.reply_to)
    message["Subject"] = letter.subject
    message["Date"] = date
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"  # asks for no out-of-office answer: RFC 3834, 5
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    if letter.entry:  # last, as the richest: RFC 2046, 5.1.4; beside the text, no file: 0171
        method = {"method": letter.entry.method.value}
        message.add_alternative(letter.entry.text, subtype="calendar", params=method)
    message["Content-Language"] = letter.language  # any earlier and it moves into the first part
    return Envelope(sender, to, message.as_bytes(), message_id)
