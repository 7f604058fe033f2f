"""One builder for all papers: the same paper gives the same bytes, within bounds."""

import json
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, Final

from documents import press
from documents.bounded import process_of
from documents.fonts import FOLDER, legible
from documents.paper import PrintedPaper
from rules.refusals import NotPossible

logger = logging.getLogger(__name__)

TEMPLATES: Final = Path(__file__).parent / "templates"
OF_ONE_PRINTING: Final = frozenset({"code", "foot", "made_on"})
AT_ONCE: Final = BoundedSemaphore(2)
PATIENCE: Final = 20
"""Seconds that a paper waits for its turn."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the making of one paper may take."""

    seconds: int = 20
    megabytes: int = 1000
    pages: int = 200


@dataclass(frozen=True, slots=True)
class Pressed:
    """A paper that was made."""

    file: bytes
    pages: int


class PaperNotMade(NotPossible):
    reason = "This paper could not be made."
    way_out = "Try once more. If it happens again, tell the administrator which paper it is."


class PaperTooLong(PaperNotMade):
    reason = "This paper would be longer than {pages} pages."
    way_out = "Read it on its page, or ask for a paper on a part of it."


class PaperTakesTooMuch(PaperNotMade):
    reason = "This paper takes longer to make, or more memory, than one paper may."
    way_out = "Read it on its page, or ask for a paper on a part of it."


class PressBusy(PaperNotMade):
    reason = "Other papers are being made just now."
    way_out = "Wait a minute, then ask for it again."


def build(paper: PrintedPaper, bounds: Bounds = Bounds(), templates: Path = TEMPLATES) -> bytes:
    """The paper as PDF/UA-1 and PDF/A-2a. Raises `PaperNotMade`.

    A press of its own sets it: whatever is typed into a field, it costs no more than `bounds`.
    """
    return pressed(paper, bounds, templates).file


def pressed(paper: PrintedPaper, bounds: Bounds = Bounds(), templates: Path = TEMPLATES) -> Pressed:
    """The same, with how many pages it has."""
    if not AT_ONCE.acquire(timeout=PATIENCE):
        raise PressBusy
    try:
        return _made(_order(paper, bounds, templates), bounds)
    finally:
        AT_ONCE.release()


def content(paper: PrintedPaper) -> str:
    """All that is printed; nothing of it is a program."""
    return json.dumps(_printed(asdict(paper)), ensure_ascii=False, sort_keys=True)


def words_of(paper: PrintedPaper) -> bytes:
    """SHA-256 over what it says, without who had it made, when, and under which code."""
    said = {name: each for name, each in asdict(paper).items() if name not in OF_ONE_PRINTING}
    told = json.dumps([paper.template, _printed(said)], ensure_ascii=False, sort_keys=True)
    return sha256(told.encode()).digest()


def _order(paper: PrintedPaper, bounds: Bounds, templates: Path) -> bytes:
    told = asdict(bounds) | {
        "template": paper.template,
        "templates": str(templates),
        "fonts": str(FOLDER),
        "paper": content(paper),
        "code": paper.code.start if paper.code else None,
    }
    return json.dumps(told).encode()


def _made(order: bytes, bounds: Bounds) -> Pressed:
    with process_of(press, bounds.seconds) as one:
        one.tell([order])
        pages, _, file = one.answer.read().partition(b"\n")
        ended = one.ended()
    if ended == 0:
        return Pressed(file, int(pages))
    logger.warning("A paper was not made: its press ended with %s", ended)
    if ended == press.TOO_MANY_PAGES:
        raise PaperTooLong(pages=bounds.pages)
    raise PaperNotMade if ended == press.REFUSED_BY_TYPST else PaperTakesTooMuch


def _printed(value: Any) -> Any:
    """A paper's values as JSON has them, every text legible."""
    if isinstance(value, str):
        return legible(value)
    if isinstance(value, date):
        return [value.year, value.month, value.day]
    if isinstance(value, Mapping):
        return {key: _printed(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_printed(each) for each in value]
    return value
