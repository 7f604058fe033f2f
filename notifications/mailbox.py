"""What the demo's mail server and telephone took in, kept as files; the mailbox page reads them."""

import itertools
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final

from core.clock import SystemClock
from core.lines import one_line

MAIL_FOLDER: Final = "mails"
SMS_FOLDER: Final = "sms"
ACCEPTED: Final = "X-Accepted-At"
SENDER: Final = "X-Envelope-From"
RECIPIENTS: Final = "X-Envelope-To"

_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class CapturedMail:
    """One mail as it was accepted; the same Message-ID may come twice."""

    name: str
    """Of its file: real time, then a running number."""
    accepted_at: datetime
    """Real time."""
    sender: str
    recipients: tuple[str, ...]
    message_id: str
    subject: str
    sent_at: datetime | None
    """Its Date header: the clock the case runs by."""
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class CapturedText:
    """One SMS of the console channel."""

    name: str
    to: str
    words: str
    parts: int
    sent_at: datetime


def stamp() -> str:
    """A file name's beginning that sorts by real time, also within one process and second."""
    return f"{SystemClock().now():%Y-%m-%dT%H%M%S.%f}Z-{next(_numbers):06}"


def write_once(folder: Path, name: str, content: bytes) -> None:
    """Write a file that is there as a whole or not at all, readable by its owner only."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = folder / f".{name}"
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(folder / name)  # in one step: whoever lists the folder sees no half of it
    except OSError:  # a full disk is not filled further
        draft.unlink(missing_ok=True)
        raise


def store(folder: Path, sender: str, recipients: Sequence[str], content: bytes) -> None:
    """Keep an accepted mail, with its envelope in front."""
    head = {
        ACCEPTED: SystemClock().now().isoformat(),
        SENDER: one_line(sender),
        RECIPIENTS: one_line(", ".join(recipients)),
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    write_once(folder, f"{stamp()}.eml", lines.encode() + content)


def read_mails(state_dir: Path, last: int = 0) -> list[CapturedMail]:
    """Every mail accepted so far, or the `last` ones; oldest first."""
    return [_mail(path) for path in _files(state_dir / MAIL_FOLDER, ".eml")[-last:]]


def read_texts(state_dir: Path, last: int = 0) -> list[CapturedText]:
    """Every SMS sent so far, or the `last` ones; oldest first."""
    return [_sms(path) for path in _files(state_dir / SMS_FOLDER, ".json")[-last:]]


def find_mail(state_dir: Path, name: str) -> CapturedMail | None:
    """One mail by its name; a name is never made into a path."""
    found = (path for path in _files(state_dir / MAIL_FOLDER, ".eml") if path.stem == name)
    return next(map(_mail, found), None)


def _files(folder: Path, suffix: str) -> list[Path]:
    return sorted(path for path in folder.glob(f"[!.]*{suffix}"))


def _mail(path: Path) -> CapturedMail:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    date = message["Date"]
    return CapturedMail(
        name=path.stem,
        accepted_at=datetime.fromisoformat(str(message[ACCEPTED])),
        sender=str(message[SENDER] or ""),
        recipients=tuple(str(message[RECIPIENTS] or "").split(", ")),
        message_id=str(message["Message-ID"] or ""),
        subject=str(message["Subject"] or ""),
        sent_at=parsedate_to_datetime(str(date)) if date else None,
        text=_body(message, "plain"),
        html=_body(message, "html"),
    )


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part else ""


def _sms(path: Path) -> CapturedText:
    stored = json.loads(path.read_bytes())
    at = datetime.fromisoformat(stored["at"])
    return CapturedText(path.stem, stored["to"], stored["words"], stored["parts"], at)
