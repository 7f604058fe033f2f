"""What the digital signatures of a PDF say of themselves; nobody here validates one: 0195."""

import json
import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from itertools import chain
from threading import BoundedSemaphore
from typing import Final

from documents import signature_reader
from documents.bounded import process_of
from rules.refusals import NotPossible

logger = logging.getLogger(__name__)

AT_ONCE: Final = BoundedSemaphore(2)
PATIENCE: Final = 30
SECONDS: Final = 10
MEGABYTES: Final = 500
MOMENT: Final = re.compile(
    r"D:(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?(?:(Z)|([+-])(\d{2})'?(\d{2})'?)?"
)


@dataclass(frozen=True, slots=True)
class SignatureClaim:
    """One signature in a PDF, by its own words."""

    name: str
    """Of the signer, as the PDF has it; else as the certificate has it."""
    at: datetime | None
    """When, by the clock of whoever signed."""
    reason: str
    issuer: str
    """Who issued the certificate, as it says."""
    is_whole: bool
    """It is over the whole file: nothing was added after it."""


class NoSignedPdf(NotPossible):
    reason = "This file is no PDF that can be opened."
    way_out = "Send the PDF as it was signed, without a password."


class NothingSigned(NotPossible):
    reason = "There is no digital signature in this PDF."
    way_out = "If it was signed by hand, send it as a scan. If not, attach it to the case."


class ReadersBusy(NotPossible):
    reason = "Other PDFs are being read just now."
    way_out = "Wait a minute, then look again."


def read(content: Iterable[bytes]) -> list[SignatureClaim]:
    """What a PDF claims. Raises `NotPossible`."""
    if not AT_ONCE.acquire(timeout=PATIENCE):
        raise ReadersBusy
    try:
        return [_claim(each) for each in json.loads(_answer(content))]
    finally:
        AT_ONCE.release()


def _answer(content: Iterable[bytes]) -> bytes:
    with process_of(signature_reader, SECONDS) as one:
        bounds = b'{"seconds": %d, "megabytes": %d}\n' % (SECONDS, MEGABYTES)
        one.tell(chain([bounds], content))
        answer = one.answer.read()
        ended = one.ended()
    if ended == 0:
        return answer
    logger.warning("A signed PDF was not read: its reader ended with %s", ended)
    raise NothingSigned if ended == signature_reader.NO_SIGNATURE else NoSignedPdf


def _claim(said: dict[str, str]) -> SignatureClaim:
    return SignatureClaim(
        said["name"] or said["subject"],
        moment(said["at"]),
        said["reason"],
        said["issuer"],
        bool(said["is_whole"]),
    )


def moment(words: str) -> datetime | None:
    """As a PDF writes it (ISO 32000, 7.9.4); None for what is none."""
    found = MOMENT.match(words)
    if found is None:
        return None
    *until, second, _, sign, hours, minutes = found.groups()
    year, month, day, hour, minute = map(int, until)
    ahead = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    zone = timezone(-ahead if sign == "-" else ahead)
    try:
        return datetime(year, month, day, hour, minute, int(second or 0), tzinfo=zone)
    except ValueError:
        return None
