"""Whose turn an order is: its lock dies with the process that makes it; the next takes it up."""

from collections.abc import Callable, Iterable
from uuid import UUID

from workflow.lock import lock_of


def first_free(orders: Iterable[UUID], makes: Callable[[UUID], bool]) -> bool:
    """Make the first one that no other process is at; False where nothing was made."""
    for order_id in orders:
        with lock_of(order_id) as is_mine:
            if is_mine and makes(order_id):
                return True
    return False
