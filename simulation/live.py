"""The stage of a running system: real engine, real mail, and the demo clock moved from here."""

import time as _time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TypeVar
from uuid import UUID

from sqlalchemy import exists, func, select

from core.clock import REMINDERS, at_local
from models.life import Life, Wakeup
from models.outbox import ON_THE_WAY, Message
from models.session import unit_of_work
from workflow import demo_clock

PATIENCE = timedelta(seconds=180)
_LOOK = 0.05
_SELDOM = 8
"""So many times as long as a look takes, nobody looks: else looking is most of what is done."""
_Found = TypeVar("_Found")


class NotSettled(TimeoutError):
    """The engine did not come to rest; names the lives by id and what they wait for."""


def _nothing_passes(_: BaseException) -> bool:
    return False


@dataclass
class LiveStage:
    """Plays on whatever system this process's settings name.

    `lives`: whose rest is waited for; empty means every life of the system. `passes`: what is
    waited for as well, such as a database that restarts.
    """

    lives: set[UUID] = field(default_factory=set)
    patience: timedelta = PATIENCE
    passes: Callable[[BaseException], bool] = _nothing_passes

    def today(self) -> date:
        return self._patiently(self._today)

    def settle(self) -> None:
        """Wait until nothing is due, no wake-up waits and no message is on its way."""
        until = _time.monotonic() + self.patience.total_seconds()  # real: the demo clock jumps
        asked = _time.monotonic()
        while busy := self._patiently(self._busy):
            if _time.monotonic() > until:
                raise NotSettled("; ".join(busy))
            _time.sleep(max(_LOOK, _SELDOM * (_time.monotonic() - asked)))
            asked = _time.monotonic()

    def move_to(self, day: date, hour: time = REMINDERS) -> None:
        """Move the clock from wake to wake, so that every step is taken on its own day."""
        target = at_local(day, hour)
        self.settle()
        while (wake := self._patiently(self._next_wake)) is not None and wake < target:
            self._turn(wake)
        self._turn(target)

    def _turn(self, moment: datetime) -> None:
        self._patiently(lambda: self._move_clock(moment))
        self.settle()

    def _patiently(self, look: Callable[[], _Found]) -> _Found:
        """What may be asked twice is asked until it is answered, or patience ends."""
        until = _time.monotonic() + self.patience.total_seconds()
        while True:
            try:
                return look()
            except Exception as error:
                if not self.passes(error) or _time.monotonic() > until:
                    raise
            _time.sleep(_LOOK)

    def _move_clock(self, moment: datetime) -> None:
        with unit_of_work() as work:
            demo_clock.move_to(work, moment)

    def _today(self) -> date:
        with unit_of_work(read_only=True) as work:
            return work.clock.today()

    def _next_wake(self) -> datetime | None:
        with unit_of_work(read_only=True) as work:
            query = select(func.min(Life.wake_at)).where(
                Life.ended_at.is_(None), Life.wake_at > work.clock.now()
            )
            return work.session.scalar(query)

    def _busy(self) -> list[str]:
        """The lives that have something to do now, and what they wait for meanwhile."""
        waiting = exists().where(Wakeup.life_id == Life.id, Wakeup.taken_at.is_(None))
        with unit_of_work(read_only=True) as work:
            now = work.clock.now()
            on_its_way = exists().where(
                Message.life_id == Life.id,
                Message.status.in_(ON_THE_WAY),
                Message.not_before <= now,
            )
            due = Life.wake_at <= now
            query = select(Life).where(
                Life.ended_at.is_(None) & (waiting | due | on_its_way)
                | Life.ended_at.is_not(None) & on_its_way
            )
            if self.lives:
                query = query.where(Life.id.in_(self.lives))
            return [f"{life.id} {life.waiting_for}" for life in work.session.scalars(query)]
