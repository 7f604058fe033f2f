"""Answers that the database did not take: it was away, or its disk was full.

What a server has said is said, and the mail may be in its hands: the answer is kept until it can
be written down, so that nothing leaves twice that need not.
"""

import logging
import threading
from collections.abc import Callable
from typing import Final
from uuid import UUID

from sqlalchemy.exc import DBAPIError

from notifications import answered
from notifications.answered import Leased
from notifications.channels import Reply

PAUSES: Final = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds; with the send itself they stay within a lease."""

logger = logging.getLogger(__name__)
_kept: dict[UUID, tuple[Leased, Reply]] = {}
_keeping = threading.Lock()


def record(leased: Leased, reply: Reply, pause: Callable[[float], object]) -> frozenset[UUID]:
    """Write an answer down, patiently; raises `DBAPIError` where the database stays away, and
    keeps it for the next that delivers in this process."""
    for seconds in PAUSES:
        try:
            return answered.record(leased, reply)
        except DBAPIError:
            logger.warning("Message %s: the answer cannot be written down yet", leased.message)
            pause(seconds)
    with _keeping:
        _kept[leased.message] = leased, reply
    return _written(leased.message, leased, reply)


def write_down() -> None:
    """What is kept, before anything is taken in hand anew; raises `DBAPIError`."""
    with _keeping:
        waiting = list(_kept.items())
    for message, (leased, reply) in waiting:
        _written(message, leased, reply)


def _written(message: UUID, leased: Leased, reply: Reply) -> frozenset[UUID]:
    found = answered.record(leased, reply)
    with _keeping:
        _kept.pop(message, None)
    return found
