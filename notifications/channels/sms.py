"""SMS: the plain alphabet, so that one message stays one message, and the senders."""

import json
import math
import unicodedata
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Protocol

from models.outbox import MailCause
from notifications.channels import Reply, Verdict
from notifications.mailbox import stamp, write_once

GSM_7: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
TWO_SIGNS: Final = frozenset("^{}\\[~]|€")
ONE_PART, EACH_OF_MANY = 160, 153  # signs; each of many gives seven to its header: 3GPP TS 23.040
_WITHOUT_MARKS: Final = str.maketrans(
    {"đ": "dj", "Đ": "Dj", "–": "-", "—": "-", "’": "'", "‘": "'", "“": '"', "”": '"', "„": '"'}
)


@dataclass(frozen=True, slots=True)
class Sms:
    """One message to one telephone."""

    id: str
    to: str
    words: str
    at: datetime


class SmsSender(Protocol):
    """A way to send a text; it is asked once for each, never again."""

    def send(self, text: Sms) -> Reply:
        """Hand it over; an answer that leaves it open is `unknown`."""
        ...


def plain(text: str) -> str:
    """The text in the GSM alphabet: ë becomes e, ç c, š s, đ dj; anything else a question mark."""
    return "".join(map(_plain_sign, text.translate(_WITHOUT_MARKS)))


def _plain_sign(sign: str) -> str:
    if sign in GSM_7 or sign in TWO_SIGNS:
        return " " if sign in "\r\n" else sign
    parts_of_sign = unicodedata.normalize("NFKD", sign)
    base = "".join(part for part in parts_of_sign if not unicodedata.combining(part))
    if base and GSM_7.issuperset(base):
        return base
    return " " if sign.isspace() or unicodedata.category(sign)[0] in "CZ" else "?"


def parts(text: str) -> int:
    """How many messages the network makes of a plain text."""
    signs = sum(1 + (sign in TWO_SIGNS) for sign in text)
    return 1 if signs <= ONE_PART else math.ceil(signs / EACH_OF_MANY)


class Console:
    """No operator: each text becomes a file that the mailbox page shows."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, text: Sms) -> Reply:
        content = json.dumps(asdict(text) | {"at": text.at.isoformat(), "parts": parts(text.words)})
        try:
            write_once(self.folder, f"{stamp()}-{text.id}.json", content.encode())
        except OSError:  # as a whole or not at all: it stands nowhere
            return Reply(Verdict.DELAYED, "not written", cause=MailCause.OURS)
        return Reply(Verdict.ACCEPTED, "written")
