"""What a scan holds, page by page: read in a process of its own, within bounds."""

import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from threading import BoundedSemaphore
from typing import Final

from documents import code, scanner
from documents.bounded import process_of
from documents.code import PageCode
from rules.refusals import NotPossible

logger = logging.getLogger(__name__)

AT_ONCE: Final = BoundedSemaphore(1)
PATIENCE: Final = 60
"""Seconds that a scan waits for its turn."""


@dataclass(frozen=True, slots=True)
class ScanBounds:
    """What the reading of one scan may take."""

    seconds: int = 120
    megabytes: int = 1500
    pages: int = 60


USUAL: Final = ScanBounds()


@dataclass(frozen=True, slots=True)
class ScannedSheet:
    """One page of a scan: the codes on it, and how it looks, drawn anew as JPEG."""

    codes: Sequence[PageCode]
    picture: bytes


class ScanNotRead(NotPossible):
    reason = "This file could not be read as a scan."
    way_out = "Scan or photograph the pages once more, as PDF, JPEG or PNG, without a password."


class ScanTooLong(ScanNotRead):
    reason = "This file has more than {pages} pages."
    way_out = "Scan them in several files."


class ScanTakesTooMuch(ScanNotRead):
    reason = "Reading this file takes longer, or more memory, than one scan may."
    way_out = "Scan fewer pages at once, or with fewer dots an inch: 200 are enough."


class ScannerBusy(ScanNotRead):
    reason = "Other scans are being read just now."
    way_out = "Wait a minute, then send the file once more."


def read(scan: Iterable[bytes], bounds: ScanBounds = USUAL) -> list[ScannedSheet]:
    """Every page of a scan, in its order. Raises `ScanNotRead`."""
    if not AT_ONCE.acquire(timeout=PATIENCE):
        raise ScannerBusy
    try:
        return list(_sheets(_answer(scan, bounds)))
    finally:
        AT_ONCE.release()


def _answer(scan: Iterable[bytes], bounds: ScanBounds) -> bytes:
    with process_of(scanner, bounds.seconds) as one:
        one.tell(chain([json.dumps(asdict(bounds)).encode() + b"\n"], scan))
        answer = one.answer.read()
        ended = one.ended()
    if ended == 0:
        return answer
    logger.warning("A scan was not read: its scanner ended with %s", ended)
    if ended == scanner.TOO_MANY_PAGES:
        raise ScanTooLong(pages=bounds.pages)
    raise ScanNotRead if ended == scanner.UNREADABLE else ScanTakesTooMuch


def _sheets(answer: bytes) -> Iterator[ScannedSheet]:
    at = 0
    while at < len(answer):
        line = answer.index(b"\n", at)
        said = json.loads(answer[at:line])
        at = line + 1 + said["bytes"]
        codes = [each for words in said["codes"] if (each := code.read(words))]
        yield ScannedSheet(codes, answer[line + 1 : at])
