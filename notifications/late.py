"""What a server says late is written down when it does, in nobody's way: `channels.slow`."""

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextvars import copy_context
from functools import partial

from sqlalchemy.exc import DBAPIError

from notifications.answered import Answer, Leased
from notifications.channels import Reply

Written = Callable[[Sequence[Leased], Sequence[Reply]], object]

logger = logging.getLogger(__name__)


def see_to(answers: Sequence[Answer], written: Written) -> None:
    """A thread for each mail that is awaited; of several rows in one mail it is one."""
    for later in dict.fromkeys(reply.later for _, reply in answers):
        if later is not None:
            hand = [leased for leased, reply in answers if reply.later is later]
            run = partial(copy_context().run, _written_late, hand, later, written)
            threading.Thread(target=run, name="late", daemon=True).start()


def _written_late(hand: Sequence[Leased], later: Future[Reply], written: Written) -> None:
    reply = later.result()
    try:
        written(hand, [reply] * len(hand))
    except DBAPIError:  # it is kept: `unwritten`
        logger.warning("Message %s: a late answer is not written down yet", hand[0].message)
