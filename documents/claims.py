"""What the digital signatures of a PDF say of themselves; nobody here validates one: 0195."""

import json
import logging
import re
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from threading import BoundedSemaphore
from typing import Final

from documents import signature_reader
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
    process = subprocess.Popen(  # noqa: S603 - the command is ours
        [sys.executable, "-I", "-B", "-m", signature_reader.__name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # its words may hold what is in the file: nobody reads them
        env={"OMP_NUM_THREADS": "1"},
        cwd="/",
    )
    with process:
        assert process.stdin is not None
        try:
            with suppress(BrokenPipeError):  # it has ended: how it did says why
                process.stdin.write(b'{"seconds": %d, "megabytes": %d}\n' % (SECONDS, MEGABYTES))
                for some in content:
                    process.stdin.write(some)
            answer, _ = process.communicate(timeout=2 * SECONDS + 10)
        except subprocess.TimeoutExpired:
            process.kill()
            raise NoSignedPdf from None
    if process.returncode == 0:
        return answer
    logger.warning("A signed PDF was not read: its reader ended with %s", process.returncode)
    nothing = process.returncode == signature_reader.NO_SIGNATURE
    raise NothingSigned if nothing else NoSignedPdf


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
