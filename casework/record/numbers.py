"""Numbers from 1 that people call a thing by: the third visit, inquiry 5."""

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute

from models.session import Work


def next_of(work: Work, number: InstrumentedAttribute[int], *among: ColumnElement[bool]) -> int:
    """The next free place; whoever asks holds the lock of what is counted."""
    return (work.session.scalar(select(func.max(number)).where(*among)) or 0) + 1
