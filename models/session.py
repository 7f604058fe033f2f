"""The unit of work: one session, one clock, one actor, and the only commit."""

import json
import os
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Engine, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from core import crypto
from core.clock import Clock, FrozenClock, SystemClock
from core.database_roles import NOWHERE, PORTAL, SIGN_IN, WrongRole
from core.i18n import language_or, translator
from core.ids import new_id
from core.mode import check_ways
from core.refused import REFUSED, StartRefused
from core.settings import Settings, prepare, settings
from models import bearer, edition, erasures, mode, ring
from models.life import WAKE_CHANNEL, ActorKind, DemoClock
from models.pool import engine_for, stand_as, stands_here


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a member of staff, a roundtable member by their link, or the system itself."""

    kind: ActorKind
    id: UUID | None = None


SYSTEM = Actor(ActorKind.SYSTEM)
WRITE_TRAIL = text("SELECT audit_write(CAST(:entries AS jsonb))")
LEAVE_AND_TELL = text(
    "WITH left_there AS (INSERT INTO wakeup (id, life_id, reason, created_at)"
    " SELECT id, life_id, :reason, :at"
    " FROM unnest(CAST(:ids AS uuid[]), CAST(:lives AS uuid[])) AS each (id, life_id))"
    " SELECT pg_notify(:channel, CAST(life AS text)) FROM unnest(CAST(:lives AS uuid[])) AS life"
)
"""Into the inboxes, and word of it to the keepers at commit."""


class NestedWork(RuntimeError):
    """A unit of work was opened inside another: a programming error, wherever it happens.

    It would take a second connection while the first is held: as many of them at once as the pool
    has connections, and everybody waits for a connection that nobody gives back.
    """


@dataclass(slots=True)
class Work:
    """One transaction in progress."""

    session: Session
    clock: Clock
    actor: Actor = SYSTEM
    locked: set[UUID] = field(default_factory=set)
    """Lives whose rows this transaction holds."""
    rights: dict[UUID, list[Callable[[], object]]] = field(default_factory=dict)
    """What is asked anew once a life is held: each raises where the actor may no more."""
    trail: list[dict[str, object]] = field(default_factory=list)
    """What is noted so far, in the words of the database's `audit_write`."""
    as_deputy: UUID | None = None
    """The appointment by which the actor takes an act of the head; every entry then says it."""
    read_out: UUID | None = None
    """How the member who acts was recognised, where a code that was read out has let them in; every
    entry then says it."""
    reads: bool = False
    """A page that is asked for, and no act: all that an emergency opens."""
    emergency: UUID | None = None
    """By which the officer reads a case that is not theirs; every entry then says it."""
    at_the_terminal: bool = False
    """The actor is whom the command line names: nobody signed in, and no entry says they did."""

    def record(
        self, act: str, article: str | None = None, *, life: Any = None, **detail: Any
    ) -> None:
        """Note one audit entry, written with the commit; `detail` holds ids, dates and numbers."""
        if self.as_deputy is not None:
            detail = {"deputy_for_the_head": self.as_deputy, **detail}
        if self.read_out is not None:
            detail = {"let_in_by_read_out": self.read_out, **detail}
        if self.emergency is not None:
            detail = {"in_emergency": self.emergency, **detail}
        actor = self.actor
        if self.at_the_terminal:
            actor, detail = SYSTEM, {"in_the_name_of": actor.id, **detail}
        self.trail.append(
            {
                "at": self.clock.now(),
                "life": getattr(life, "id", None),
                "kind": actor.kind,
                "actor": actor.id,
                "act": act,
                "article": article,
                "detail": {
                    key: value if isinstance(value, int) else str(value)
                    for key, value in detail.items()
                },
            }
        )

    def record_refused(self, asked: UUID | str) -> None:
        """Somebody looked for what is not theirs: by the life, or the number, that they asked for.

        The database finds the case of a number; what is none stays unsaid, as it was typed.
        """
        self.record("look refused", "18(1)")
        self.trail[-1]["life" if isinstance(asked, UUID) else "number"] = asked

    def ask_anew(self, life_id: UUID, right: Callable[[], object]) -> None:
        """A right was asked before the life was held, by which time it may be somebody else's."""
        if life_id not in self.locked:
            self.rights.setdefault(life_id, []).append(right)

    def write_trail(self) -> None:
        """All entries in one statement, the last before the commit, and nobody waits for it: 0153.

        A lane of the trail is held until the commit; the shorter, the fewer lanes there are.
        """
        self.session.flush()
        if self.trail:
            said = json.dumps(self.trail, default=str)
            self.session.execute(WRITE_TRAIL, {"entries": said})
            self.trail.clear()

    def wake(self, life_id: UUID, reason: str) -> None:
        """Put a wake-up into the life's inbox and tell the keepers at commit."""
        self.wake_all([life_id], reason)

    def wake_all(self, life_ids: Collection[UUID], reason: str) -> None:
        """The same for many lives; one statement for however many they are."""
        found = sorted(set(life_ids))
        if not found:
            return
        self.session.flush()  # a life may be as new as what wakes it
        asked = {"ids": [new_id() for _ in found], "lives": found, "reason": reason}
        said = {"at": self.clock.now(), "channel": WAKE_CHANNEL}
        self.session.execute(LEAVE_AND_TELL, asked | said)


class SignInWork(Work):
    """One under the role that alone reads and writes what opens an account: 0154."""


def engine() -> Engine:
    return engine_for(settings().database_url.get_secret_value())


def sign_in_engine() -> Engine:
    return engine_for(_sign_in_url())


def _sign_in_url() -> str:
    url = settings().sign_in_database_url
    if url is None:
        raise WrongRole(NOWHERE, role=PORTAL, wanted=SIGN_IN)
    return url.get_secret_value()


_proven: set[str] = set()


def prove_keys() -> None:
    """Once a process and database, before anything is read or written; of one that stands here
    under a role, also whether it is a demo's: tests and tools read of both.

    Raises `StartRefused`; of it `ErasedLives` where a copy was put back and nobody erased anew.
    """
    url = settings().database_url.get_secret_value()
    if url not in _proven:
        with engine().begin() as connection:
            edition.check(connection)
            ring.check(connection, crypto.ring())
            erasures.check(connection, crypto.ring(), erasures.beside(settings().keys_file))
            if stands_here(url):
                mode.check(connection, settings().mode)
        _proven.add(url)


def begin_or_leave(role: str) -> Settings:
    """The first line of a process that serves: one sentence says why it ends where it is refused.
    What time may mend is waited for: a database that is away, or not migrated yet."""
    try:
        current = prepare()
        check_ways(current.lacks)
        with suppress(edition.AnotherEdition):  # asked again before every transaction
            begin_as(role)
    except StartRefused as wrong:
        say = translator(language_or(os.environ.get("TRYEZA_LANGUAGE"), "sq")).gettext
        sys.stderr.write(say(wrong.message, **wrong.facts) + "\n")
        sys.exit(REFUSED)
    return current


def begin_as(role: str) -> None:
    """The first thing of a process that works on the record. Raises `StartRefused`."""
    stand_as(role, settings().database_url.get_secret_value())
    if role == PORTAL:
        stand_as(SIGN_IN, _sign_in_url())
    with suppress(OperationalError):  # away: whoever comes first asks
        prove_keys()


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


_under_way: ContextVar[bool] = ContextVar("under_way", default=False)


@contextmanager
def unit_of_work(
    actor: Actor = SYSTEM, *, read_only: bool = False, bare: bool = False
) -> Iterator[Work]:
    """One transaction at one moment: committed when the block ends well, else rolled back.

    All that is written carries the same time, so that an act and what it queued belong together.
    A bare one says nothing of whose the request is, and sees of a person's cases nothing.
    Raises `NestedWork` inside another one.
    """
    with _transaction(engine, Work, actor, read_only=read_only, bare=bare) as work:
        yield work


@contextmanager
def sign_in_work(
    actor: Actor = SYSTEM, *, read_only: bool = False, bare: bool = True
) -> Iterator[SignInWork]:
    """The same for a sign-in, of a process that is told the address of its role; of an officer's it
    sees what opens any account, of a member's what hangs on the link that came."""
    with _transaction(sign_in_engine, SignInWork, actor, read_only=read_only, bare=bare) as work:
        yield work


W = TypeVar("W", bound=Work)


@contextmanager
def _transaction(
    pool: Callable[[], Engine], kind: type[W], actor: Actor, *, read_only: bool, bare: bool
) -> Iterator[W]:
    if _under_way.get():
        raise NestedWork
    token = _under_way.set(True)
    try:
        prove_keys()
        with Session(pool(), expire_on_commit=False) as session, session.begin():
            bearer.say(session.connection(), read_only=read_only, bare=bare)
            work = kind(session, FrozenClock(_clock(session).now()), actor)
            yield work
            work.write_trail()
    finally:
        _under_way.reset(token)
