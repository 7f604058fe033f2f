"""A mail that says of another one that it was not delivered: RFC 3464, with the codes of RFC 3463.

Anybody can write such a mail. What it says is believed only of a mail whose Message-ID it names,
and nothing of its text is kept: decision 0170.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from typing import Final

from notifications.channels.answers import ABOUT_THE_ADDRESS, knows_nobody

MOST: Final = 1_000_000
"""Bytes that are read of one mail; what a server adds of the original is of no use."""
NOBODY_THERE: Final = 351
"""X.1.351 of Exchange Online: the next server knows no such recipient (its list of NDRs)."""
SUCCESS: Final = 2
_ID: Final = re.compile(r"[0-9a-f]{32}(?:\.\d{1,4})?@[A-Za-z0-9.-]{1,255}")
_STATUS: Final = re.compile(r"\s*([245])\.(\d{1,3})\.(\d{1,3})(?!\S)")
_DIAGNOSTIC: Final = re.compile(
    r"\s*smtp\s*;\s*\d{3}[ -]#?([245]\.\d{1,3}\.\d{1,3})\b", re.IGNORECASE
)
_TYPED: Final = re.compile(r"\s*(?:rfc822|utf-8)\s*;\s*<?([^<>\s]{3,320})>?\s*", re.IGNORECASE)
_XTEXT: Final = re.compile(r"\+([0-9A-F]{2})")
Enhanced = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class CameBack:
    """What one report says: of which mail, to which addresses, and why."""

    ids: frozenset[str]
    """Message-IDs as the outbox has them; none where the report names nothing of ours."""
    addresses: frozenset[str]
    enhanced: Enhanced
    knows_nobody: bool = False
    """The server that was asked rejects the recipient, by a code of another meaning."""

    @property
    def code(self) -> str:
        return ".".join(map(str, self.enhanced))

    @property
    def is_about_the_address(self) -> bool:
        """As in the dialogue, where its codes say so: RFC 3463, 3.2."""
        kind, subject, detail = self.enhanced
        says_so = kind == 5 and subject == 1 and detail in ABOUT_THE_ADDRESS | {NOBODY_THERE}
        return says_so or self.knows_nobody

    @property
    def is_of_a_full_mailbox(self) -> bool:
        """X.2.2: RFC 3463, 3.3."""
        return self.enhanced[1:] == (2, 2)


def understood(raw: bytes) -> CameBack | None:
    """None of everything that is no report of a failure: delays, answers by machines (RFC 3834),
    receipts, what people write, and what cannot be read."""
    try:
        return _understood(message_from_bytes(raw[:MOST]))
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError):
        return None  # the parser of the library does not take everything that can be sent


def _understood(mail: Message) -> CameBack | None:
    kind = str(mail.get_param("report-type", "")).lower()
    if mail.get_content_type() != "multipart/report" or kind != "delivery-status":
        return None
    parts = [part for part in mail.get_payload() if isinstance(part, Message)]
    report = next((part for part in parts if _type(part) in _REPORTS), None)
    if report is None:
        return None
    about, *each = (block for block in report.get_payload() if isinstance(block, Message))
    failed = [block for block in each if _has_failed(block)]
    if not failed:
        return None
    enhanced = _enhanced(failed[0]) or (5, 0, 0)
    ids = {*_ids(_said(about, "Original-Envelope-Id"), xtext=True), *of_original(parts)}
    return CameBack(
        ids=frozenset(f"<{found}>" for found in ids),
        addresses=frozenset(found for block in failed for found in _addresses(block)),
        enhanced=enhanced,
        knows_nobody=knows_nobody(enhanced, _diagnostic(failed[0])),
    )


_REPORTS: Final = frozenset({"message/delivery-status", "message/global-delivery-status"})
_HEADERS: Final = frozenset({"text/rfc822-headers", "message/global-headers"})
_ORIGINALS: Final = frozenset({"message/rfc822", "message/global"})


def _type(part: Message) -> str:
    return part.get_content_type()


def _said(block: Message, name: str) -> str:
    return str(block.get(name, ""))


def _has_failed(block: Message) -> bool:
    """The action decides: `delayed` and `delivered` change nothing, whatever their code; one that
    was given up after days is `failed` with a code of 4. Without one, a code of 5 does. What calls
    itself failed with a code of success, 2.x.x, has arrived: RFC 3463, 3.1."""
    action, found = _said(block, "Action").strip().lower(), _enhanced(block)
    if action:
        return action == "failed" and (found is None or found[0] != SUCCESS)
    return found is not None and found[0] == 5


def _enhanced(block: Message) -> Enhanced | None:
    """Of the status; where that says nothing more than that it failed (5.0.0, as Exim and Postfix
    write it for an answer without a code of its own), of the answer it repeats."""
    said = _STATUS.match(_said(block, "Status").split("(")[0])
    repeated = _DIAGNOSTIC.match(_diagnostic(block))
    if repeated and (said is None or said[2] == "0"):
        said = _STATUS.match(repeated[1])
    return (int(said[1]), int(said[2]), int(said[3])) if said else None


def _diagnostic(block: Message) -> str:
    return " ".join(_said(block, "Diagnostic-Code").split())


def _addresses(block: Message) -> Iterator[str]:
    for name in ("Original-Recipient", "Final-Recipient"):
        found = _TYPED.fullmatch(_said(block, name))
        if found is not None:
            yield _plain(found[1]).casefold()


def _plain(text: str) -> str:
    """Without the `+2B` of RFC 3461, 4; an address with a `+` of its own stays what it is."""
    return _XTEXT.sub(lambda found: chr(int(found[1], 16)), text)


def _ids(text: str, *, xtext: bool = False) -> Iterator[str]:
    yield from _ID.findall(_plain(text) if xtext else text)


def of_original(parts: list[Message]) -> Iterator[str]:
    """From what the server gives back of the mail: all of it, or its headers."""
    for part in parts:
        if _type(part) in _ORIGINALS:
            for original in part.get_payload():
                if isinstance(original, Message):
                    yield from _ids(_said(original, "Message-ID"))
        elif _type(part) in _HEADERS:
            body = part.get_payload(decode=True)
            if isinstance(body, bytes):
                yield from _ids(_said(message_from_bytes(body), "Message-ID"))
