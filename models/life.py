"""A long life: what the engine parks and wakes. It does not know what the life is about."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    BindParameter,
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, EnumText, listed

WAKE_CHANNEL = "tryeza_wake"


class LifeKind(StrEnum):
    """The kinds of life that Tryeza runs; the engine takes any that is registered with it."""

    CASE = "case"
    """One child's: Art. 11."""
    QUARTERLY = "quarterly"
    """One municipality's meeting of one quarter: Art. 8(2)."""
    REMINDERS = "reminders"
    """One municipality's, which reminds whoever owes a report: Art. 8(9)."""
    ANNUAL = "annual"
    """The report of one municipality's table on one year: Art. 5(1.6)."""


class Life(Base):
    """One long-running flow: a case, a quarterly meeting, a municipality's reminders or report."""

    __tablename__ = "life"
    __table_args__ = (
        UniqueConstraint("kind", "key", name="one_life_per_key"),
        CheckConstraint("language IN ('sq', 'sr')", name="language"),
        Index(
            "open_lives_by_wake_at",
            "wake_at",
            postgresql_where=text("ended_at IS NULL AND stalled_at IS NULL"),
        ),
        Index(
            "open_lives_by_municipality",
            "municipality_id",
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("lives_by_municipality", "municipality_id"),
        Index("lives_by_flow_run", "flow_run_id"),
        Index(
            "lives_by_gate",
            text("(ARRAY[id, municipality_id])"),
            postgresql_using="gin",
            postgresql_with={"fastupdate": "off"},
        ),  # as the policies ask: 0149, 0159
    )

    kind: Mapped[str]
    """`LifeKind`, or the name of a kind that somebody adds."""
    key: Mapped[str]
    """What makes this life the only one of its kind: a case number, `prishtina:2026-Q4`."""
    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("municipality.id"))
    language: Mapped[str] = mapped_column(default="sq")
    """In which language its record is kept, whoever reads the page in which."""
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    flow_run_id: Mapped[UUID | None]
    activations: Mapped[int] = mapped_column(default=0)
    last_look: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    """What the rules found due when it was last settled, and on which day: `workflow.last_look`."""

    wake_at: Mapped[datetime | None]
    """When the next step falls due by itself; NULL while only a person's act can wake it."""
    waiting_for: Mapped[str] = mapped_column(default="Start")
    """The name of the parked state, as the flow dashboard shows it: `AwaitingReports`."""

    stalled_at: Mapped[datetime | None]
    stalled_step: Mapped[str | None]
    stalled_reference: Mapped[str | None]

    hidden_at: Mapped[datetime | None]
    """Since when nobody sees it, nor anything beneath it: on its way to be erased, 0259."""


def as_said(moment: datetime) -> str:
    """As it stands in `last_look`: UTC sorts as text does."""
    return moment.astimezone(UTC).isoformat()


def says_by(moment: datetime | BindParameter[str]) -> ColumnElement[bool]:
    """Lives of which the rules have something else to say by then."""
    said: ColumnElement[str] = Life.last_look["until"].astext
    return said <= (as_said(moment) if isinstance(moment, datetime) else moment)


class WakeReason(StrEnum):
    """The machine's own reasons to wake a life; a person's act gives its own name."""

    RETRY = "retry"
    """Somebody asks for another try at what has stalled."""
    MAIL = "messages tried again"
    STARTED = "started by Prefect"
    """A start for which nobody had left a reason."""
    KEEPER = "keeper"
    DASHBOARD = "dashboard"
    ELSEWHERE = "changed elsewhere"
    """Behind a link that sees no other life, a fact of this one changed: decision 0155."""


class Wakeup(Base):
    """The inbox of a life: somebody acted, or a retry was asked for."""

    __tablename__ = "wakeup"
    __table_args__ = (
        Index("waiting_wakeups_by_life", "life_id", postgresql_where=text("taken_at IS NULL")),
        Index("wakeups_by_life", "life_id", "created_at"),
    )

    life_id: Mapped[UUID] = mapped_column(ForeignKey("life.id", ondelete="CASCADE"))
    reason: Mapped[str]
    """An act's name, never its content: `meeting agreed`, `retry`."""
    created_at: Mapped[datetime]
    taken_at: Mapped[datetime | None]


class AttemptOutcome(StrEnum):
    """What came of one try at a step."""

    RUNNING = "running"
    DONE = "done"
    RETRYING = "retrying"
    """It failed, and is tried again by itself."""
    INTERRUPTED = "interrupted"
    """Its process did not survive it."""
    STALLED = "stalled"
    """It failed, and somebody has to ask for a retry."""


class StepAttempt(Base):
    """One try at one step: what an administrator reads when it went wrong."""

    __tablename__ = "step_attempt"
    __table_args__ = (
        listed("outcome", AttemptOutcome),
        Index("step_attempts_by_life", "life_id", "started_at"),
        Index("running_attempts_by_life", "life_id", postgresql_where=text("outcome = 'running'")),
    )

    life_id: Mapped[UUID] = mapped_column(ForeignKey("life.id", ondelete="CASCADE"))
    step: Mapped[str]
    article: Mapped[str]
    subject_id: Mapped[UUID | None]
    number: Mapped[int] = mapped_column(default=1)
    """The how-manieth try of this step in a row."""
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[AttemptOutcome] = mapped_column(
        EnumText(AttemptOutcome), default=AttemptOutcome.RUNNING
    )
    error: Mapped[str | None]
    """The class of the exception and where it was raised; never its text."""
    reference: Mapped[str | None]


SENDING: Final = "sending"
"""The beat of the keeper that keeps what waits, while nothing is sent after a restore (0161)."""
WATCH: Final = "watch "
"""How the beats begin of whoever looks at the machine, and keeps what it found in `detail`."""


class Heartbeat(Base):
    """When a part of the system was last known to live: the keeper, a worker; when it was looked at
    by whom (`WATCH` and the machine's name)."""

    __tablename__ = "heartbeat"
    __table_args__ = (UniqueConstraint("name", name="one_heartbeat_per_name"),)

    name: Mapped[str]
    beat_at: Mapped[datetime]
    """Real time, also where the demo clock is ahead."""
    detail: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)


class DemoClock(Base):
    """How far the demo clock is ahead of real time: one row, absent in production."""

    __tablename__ = "demo_clock"
    __table_args__ = (
        UniqueConstraint("single", name="one_demo_clock"),
        CheckConstraint("single", name="single"),
        CheckConstraint("offset_seconds >= 0", name="never_backwards"),
    )

    single: Mapped[bool] = mapped_column(default=True)
    offset_seconds: Mapped[int] = mapped_column(BigInteger, default=0)


class ActorKind(StrEnum):
    """Who acts."""

    STAFF = "staff"
    """With an account."""
    MEMBER = "member"
    """Of a roundtable, by their link."""
    SYSTEM = "system"


class AuditEntry(Base):
    """Who did what under which article; written by the database's `audit_write` alone (0153)."""

    __tablename__ = "audit"
    __table_args__ = (
        UniqueConstraint("number", name="audit_number"),
        UniqueConstraint("lane", "place", name="one_entry_per_place"),
        listed("actor_kind", ActorKind),
        Index("audit_by_life", "life_id", "number"),
        Index(
            "emergencies_asked_for",
            "actor_id",
            "at",
            postgresql_where=text("act = 'emergency asked for'"),
        ),
    )

    number: Mapped[int] = mapped_column(BigInteger)
    """In the order of the acts; what was rolled back leaves a gap that says nothing."""
    lane: Mapped[int]
    place: Mapped[int] = mapped_column(BigInteger)
    """Within the lane, where a gap is an entry that was deleted."""
    at: Mapped[datetime]
    """By the clock that the case runs by, which a demo moves on."""
    recorded_at: Mapped[datetime]
    """By the database's own."""
    process: Mapped[str]
    """The role of the database that wrote it: what nobody asked for, this process did by itself. Of
    the portal also where a mailed link alone was borne: no act that takes a code is among those."""
    life_id: Mapped[UUID | None]
    municipality_id: Mapped[UUID | None]
    actor_kind: Mapped[ActorKind] = mapped_column(EnumText(ActorKind))
    actor_id: Mapped[UUID | None]
    act: Mapped[str]
    article: Mapped[str | None]
    detail: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    """Ids, dates and numbers only."""
    digest: Mapped[bytes]
    """SHA-256 over all of the above: `core.trail`."""
