"""What the pages of a PDF hold as text, read in a process of its own, within bounds: 0197."""

import json
import logging
import re
from collections.abc import Iterable, Sequence
from itertools import chain
from threading import BoundedSemaphore
from typing import Final

from documents import text_reader
from documents.bounded import process_of

logger = logging.getLogger(__name__)

AT_ONCE: Final = BoundedSemaphore(2)
PATIENCE: Final = 10
SECONDS: Final = 5
MEGABYTES: Final = 500
DIVIDED: Final = re.compile(r"[\x02\ufffe\u00ad]\s*")
"""A word that goes on in the next line."""


def of_pdf(content: Iterable[bytes]) -> Sequence[str] | None:
    """Page by page; None where it could not be read."""
    if not AT_ONCE.acquire(timeout=PATIENCE):
        return None
    try:
        return _answer(content)
    finally:
        AT_ONCE.release()


def _answer(content: Iterable[bytes]) -> Sequence[str] | None:
    with process_of(text_reader, SECONDS) as one:
        bounds = b'{"seconds": %d, "megabytes": %d}\n' % (SECONDS, MEGABYTES)
        one.tell(chain([bounds], content))
        answer = one.answer.read()
        ended = one.ended()
    if ended != 0:
        logger.warning("The text of a PDF was not read: its reader ended with %s", ended)
        return None
    return [DIVIDED.sub("", each) for each in json.loads(answer)]
