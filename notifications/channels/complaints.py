"""A report that a reader pressed "this is spam": RFC 5965, as mailbox providers send them.

It is found by the Message-ID alone: Microsoft leaves out who complained, Yahoo returns the whole
mail, Google tells sums and no single report. Nothing of its text is kept: decision 0170.
"""

from email import message_from_bytes
from email.message import Message
from typing import Final

from notifications.channels.came_back import MOST, of_original

UNWANTED: Final = frozenset({"abuse", "opt-out", "opt-out-list"})
"""What a person pressed. Fraud and virus are found by machines; `not-spam` takes one back."""


def complained(raw: bytes) -> frozenset[str]:
    """The Message-IDs of ours that one report names; none of everything that is no complaint."""
    try:
        mail = message_from_bytes(raw[:MOST])
        return _complained(mail)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError):
        return frozenset()  # the parser of the library does not take everything that can be sent


def _complained(mail: Message) -> frozenset[str]:
    kind = str(mail.get_param("report-type", "")).lower()
    if mail.get_content_type() != "multipart/report" or kind != "feedback-report":
        return frozenset()
    parts = [part for part in mail.get_payload() if isinstance(part, Message)]
    report = next((each for each in parts if _is_report(each)), None)
    if report is None or _feedback(report) not in UNWANTED:
        return frozenset()
    return frozenset(f"<{found}>" for found in of_original(parts))


def _is_report(part: Message) -> bool:
    return part.get_content_type() == "message/feedback-report"


def _feedback(report: Message) -> str:
    """The library reads any `message/…` as a mail whose headers are the fields."""
    body = report.get_payload()
    fields = body[0] if isinstance(body, list) and body else message_from_bytes(_bytes(report))
    said = fields.get("Feedback-Type", "") if isinstance(fields, Message) else ""
    return str(said).strip().lower()


def _bytes(report: Message) -> bytes:
    found = report.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""
