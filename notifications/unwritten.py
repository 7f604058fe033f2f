"""Answers that the database did not take: it was away, or its disk was full.

What a server has said is said, and the mail may be in its hands: the answer is kept until it can
be written down, so that nothing leaves twice that need not.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from typing import Final
from uuid import UUID

from sqlalchemy.exc import DBAPIError

from notifications import answered
from notifications.answered import Answer

PAUSES: Final = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds; with the send itself they stay within a lease."""

logger = logging.getLogger(__name__)
_kept: dict[UUID, Answer] = {}
_keeping = threading.Lock()


def record(
    answers: Sequence[Answer], pause: Callable[[float], object], *, was_lost: bool = False
) -> frozenset[UUID]:
    """Write answers down, patiently; raises `DBAPIError` where the database stays away, and keeps
    them for the next that delivers in this process."""
    for seconds in PAUSES:
        try:
            return answered.record(answers, was_lost=was_lost)
        except DBAPIError:
            for leased, _ in answers:
                logger.warning("Message %s: the answer cannot be written down yet", leased.message)
            pause(seconds)
    with _keeping:
        _kept.update({leased.message: (leased, reply) for leased, reply in answers})
    return _written(answers)


def write_down() -> None:
    """What is kept, before anything is taken in hand anew; raises `DBAPIError`."""
    with _keeping:
        waiting = list(_kept.values())
    if waiting:
        _written(waiting)


def _written(answers: Sequence[Answer]) -> frozenset[UUID]:
    found = answered.record(answers)
    with _keeping:
        for leased, _ in answers:
            _kept.pop(leased.message, None)
    return found
