"""The unit of work: one session, one clock, one actor, and the only commit."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Engine, create_engine, select, text
from sqlalchemy.orm import Session

from core.clock import Clock, FrozenClock, SystemClock
from core.settings import settings
from models.life import WAKE_CHANNEL, AuditEntry, DemoClock, Wakeup

ActorKind = Literal["staff", "member", "system"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a member of staff, a roundtable member by their link, or the system itself."""

    kind: ActorKind
    id: UUID | None = None


SYSTEM = Actor("system")


@dataclass(slots=True)
class Work:
    """One transaction in progress."""

    session: Session
    clock: Clock
    actor: Actor = SYSTEM
    woken: set[UUID] = field(default_factory=set)

    def record(
        self, act: str, article: str | None = None, *, life: Any = None, **detail: Any
    ) -> None:
        """Write one audit entry; `detail` holds ids, dates and numbers only."""
        self.session.add(
            AuditEntry(
                at=self.clock.now(),
                life_id=getattr(life, "id", None),
                municipality_id=getattr(life, "municipality_id", None),
                actor_kind=self.actor.kind,
                actor_id=self.actor.id,
                act=act,
                article=article,
                detail={
                    key: value if isinstance(value, int) else str(value)
                    for key, value in detail.items()
                },
            )
        )

    def wake(self, life_id: UUID, reason: str) -> None:
        """Put a wake-up into the life's inbox and tell the keepers at commit."""
        self.session.add(Wakeup(life_id=life_id, reason=reason, created_at=self.clock.now()))
        if life_id not in self.woken:
            self.woken.add(life_id)
            self.session.execute(
                text("SELECT pg_notify(:channel, :life)"),
                {"channel": WAKE_CHANNEL, "life": str(life_id)},
            )


@lru_cache(maxsize=4)
def engine_for(url: str) -> Engine:
    """One pool per database of this process; dead connections are noticed before use."""
    return create_engine(url, pool_pre_ping=True, pool_size=8, max_overflow=8, hide_parameters=True)


def engine() -> Engine:
    return engine_for(settings().database_url.get_secret_value())


_test_clock: list[Clock] = []


def use_clock(clock: Clock | None) -> None:
    """Let every later unit of work of this process run by `clock`: for tests."""
    _test_clock[:] = [] if clock is None else [clock]


def _clock(session: Session) -> Clock:
    if _test_clock:
        return _test_clock[0]
    if not settings().demo:
        return SystemClock()
    seconds = session.scalar(select(DemoClock.offset_seconds))
    return SystemClock(timedelta(seconds=seconds or 0))


@contextmanager
def unit_of_work(actor: Actor = SYSTEM, *, read_only: bool = False) -> Iterator[Work]:
    """One transaction at one moment: committed when the block ends well, else rolled back.

    All that is written carries the same time, so that an act and what it queued belong together.
    """
    with Session(engine(), expire_on_commit=False) as session, session.begin():
        if read_only:
            session.execute(text("SET TRANSACTION READ ONLY"))
        yield Work(session, FrozenClock(_clock(session).now()), actor)
