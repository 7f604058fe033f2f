"""Guesses at a secret, counted before the secret is looked at: forty at once are forty."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import LargeBinary, case, cast, delete, func, select, text
from sqlalchemy.dialects.postgresql import ARRAY

from core import crypto
from core.clock import Clock
from models.people import SignInAttempt
from models.session import SignInWork
from rules import sign_in_limits
from rules.sign_in_limits import SignInLimit

WINDOW: Final = timedelta(minutes=sign_in_limits.WINDOW)
DAY: Final = timedelta(minutes=sign_in_limits.DAY)

LOCK: Final = text("SELECT pg_advisory_xact_lock(key) FROM unnest(CAST(:keys AS bigint[])) AS key")


class TooManyTries(Exception):
    """Wrong guesses came too fast; time alone heals it, and no more than `wait` of it."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__()
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Allowance:
    """How often somebody may be wrong: a limit, and whose it is."""

    subject: bytes
    limit: SignInLimit

    @classmethod
    def of(cls, what: str, purpose: str, limit: SignInLimit) -> "Allowance":
        """`what` is stored as a keyed fingerprint alone: an account, an address, a browser."""
        return cls(crypto.ring().index(what, purpose), limit)


@dataclass(frozen=True, slots=True)
class Counted:
    """The tries that were written down, and whose allowance this was the last of."""

    tries: Sequence[UUID]
    used_up: Collection[bytes]


def count(work: SignInWork, clock: Clock, allowances: Collection[Allowance]) -> Counted:
    """One more try of each; raises `TooManyTries` where one has had as many as it may.

    Committed before the secret is compared, and taken back where it is right.
    """
    most = {each.subject: each.limit for each in allowances}
    # One order for everybody, so that nobody waits in a circle.
    keys = [int.from_bytes(subject[:8], "big", signed=True) for subject in sorted(most)]
    work.session.execute(LOCK, {"keys": keys})
    now = clock.now()
    recent = func.count(case((SignInAttempt.at > now - WINDOW, 1)))
    query = select(SignInAttempt.subject, recent, func.count()).where(
        SignInAttempt.subject == func.any(cast(sorted(most), ARRAY(LargeBinary))),
        SignInAttempt.at > now - DAY,
    )
    had = {
        row[0]: (row[1], row[2])
        for row in work.session.execute(query.group_by(SignInAttempt.subject))
    }
    left: dict[bytes, int] = {}
    waits: list[timedelta] = []
    for subject, limit in most.items():
        lately, today = had.get(subject, (0, 0))
        left[subject] = min(limit.tries - lately, limit.a_day - today)
        if left[subject] <= 0:
            waits.append(DAY if today >= limit.a_day else WINDOW)
    if waits:
        raise TooManyTries(max(waits))
    tries = [SignInAttempt(subject=subject, at=now) for subject in most]
    work.session.add_all(tries)
    return Counted([each.id for each in tries], {subject for subject in left if left[subject] == 1})


def take_back(work: SignInWork, counted: Counted) -> None:
    """It was right."""
    work.session.execute(delete(SignInAttempt).where(SignInAttempt.id.in_(counted.tries)))
