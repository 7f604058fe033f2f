"""What an SMS gateway reports of a text that it took: delivered, never, or still on its way.

No two gateways say it alike: which text is meant, and what became of it, are patterns of the
settings, tried on what stands behind the `?` and in the body.
"""

import base64
import binascii
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Final
from urllib.parse import unquote_plus

from core.sms_settings import SmsSettings

SECRET_HEADER: Final = "x-tryeza-secret"  # noqa: S105 - a name
SIGNATURE_HEADER: Final = "x-tryeza-signature"


class TextState(StrEnum):
    """How far a text has come, as the network says."""

    DELIVERED = "delivered"
    """The telephone has it."""
    FAILED = "failed"
    """It never will."""
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class SmsReport:
    """One report; `of` is the gateway's id of a text, or ours."""

    of: str
    delivery: TextState


def understood(asked: SmsSettings, query: bytes, body: bytes) -> SmsReport | None:
    """None where it names no text."""
    raw = b"\n".join((query, body)).decode("utf-8", "replace")
    said = unquote_plus(raw)
    found = re.search(asked.sms_report_id, said)
    if found is None or not found[1]:
        return None
    return SmsReport(found[1], _delivery(asked, said))


def _delivery(asked: SmsSettings, said: str) -> TextState:
    if asked.sms_report_delivered and re.search(asked.sms_report_delivered, said):
        return TextState.DELIVERED
    if asked.sms_report_failed and re.search(asked.sms_report_failed, said):
        return TextState.FAILED
    return TextState.PENDING


def is_the_gateways(
    asked: SmsSettings, headers: Mapping[str, str], query: bytes, body: bytes
) -> bool:
    """By the secret in a header, as the password of Basic (RFC 7617), or by an HMAC-SHA256 of what
    was sent; each is compared in constant time, and nobody reports where no secret is set."""
    secret = asked.sms_report_secret.get_secret_value().encode()
    if not secret:
        return False
    signed = hmac.new(secret, query + b"\n" + body, sha256).hexdigest()
    proofs = (
        (headers.get(SECRET_HEADER, "").encode(), secret),
        (_password(headers.get("authorization", "")), secret),
        (headers.get(SIGNATURE_HEADER, "").lower().encode(), signed.encode()),
    )
    return any([hmac.compare_digest(given, wanted) for given, wanted in proofs])  # noqa: C419 - all


def _password(header: str) -> bytes:
    kind, _, packed = header.partition(" ")
    if kind.lower() != "basic":
        return b""
    try:
        return base64.b64decode(packed, validate=True).partition(b":")[2]
    except (binascii.Error, ValueError):
        return b""
