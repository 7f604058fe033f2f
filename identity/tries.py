"""Tries at a password, counted before the password is looked at: forty at once are forty."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import delete, func, select

from core.clock import Clock
from models.people import SignInAttempt
from models.session import Work

WINDOW: Final = timedelta(minutes=15)


class TooManyTries(Exception):
    """Wrong passwords came too fast; time alone heals it."""


def count(work: Work, clock: Clock, most: Mapping[bytes, int]) -> Sequence[UUID]:
    """One more try of each subject; raises `TooManyTries` where one has had as many as it may.

    Committed before the password is hashed, and taken back where it is right.
    """
    for subject in sorted(most):  # one order for everybody, so that nobody waits in a circle
        key = int.from_bytes(subject[:8], "big", signed=True)
        work.session.execute(select(func.pg_advisory_xact_lock(key)))
    since = clock.now() - WINDOW
    if any(_had(work, subject, since) >= limit for subject, limit in most.items()):
        raise TooManyTries
    tries = [SignInAttempt(subject=subject, at=clock.now()) for subject in most]
    work.session.add_all(tries)
    return [each.id for each in tries]


def take_back(work: Work, tries: Sequence[UUID]) -> None:
    """The password was right."""
    work.session.execute(delete(SignInAttempt).where(SignInAttempt.id.in_(tries)))


def _had(work: Work, subject: bytes, since: datetime) -> int:
    counted = select(func.count()).where(SignInAttempt.subject == subject, SignInAttempt.at > since)
    return work.session.scalar(counted) or 0
