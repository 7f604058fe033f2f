"""What a scan holds, page by page: read in a process of its own, within bounds."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from threading import BoundedSemaphore
from typing import Final

from documents import code, scanner
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


def read(scan: bytes, bounds: ScanBounds = ScanBounds()) -> list[ScannedSheet]:
    """Every page of a scan, in its order. Raises `ScanNotRead`."""
    if not AT_ONCE.acquire(timeout=PATIENCE):
        raise ScannerBusy
    try:
        return list(_sheets(_answer(scan, bounds)))
    finally:
        AT_ONCE.release()


def _answer(scan: bytes, bounds: ScanBounds) -> bytes:
    command = [sys.executable, "-I", "-B", "-m", scanner.__name__]
    try:
        done = subprocess.run(  # noqa: S603 - the command is ours
            command,
            input=json.dumps(asdict(bounds)).encode() + b"\n" + scan,
            capture_output=True,
            timeout=bounds.seconds + 10,
            env={},
            cwd="/",
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ScanTakesTooMuch from None
    if done.returncode == 0:
        return done.stdout
    logger.warning("A scan was not read: its scanner ended with %s", done.returncode)
    if done.returncode == scanner.TOO_MANY_PAGES:
        raise ScanTooLong(pages=bounds.pages)
    raise ScanNotRead if done.returncode == scanner.UNREADABLE else ScanTakesTooMuch


def _sheets(answer: bytes) -> Iterator[ScannedSheet]:
    at = 0
    while at < len(answer):
        line = answer.index(b"\n", at)
        said = json.loads(answer[at:line])
        at = line + 1 + said["bytes"]
        codes = [each for words in said["codes"] if (each := code.read(words))]
        yield ScannedSheet(codes, answer[line + 1 : at])
