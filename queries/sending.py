"""What an administrator sees of a record that was put back and sends nothing yet: decision 0161."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from identity.access import administrator_of
from models.life import SENDING, Heartbeat
from models.session import Work
from notifications import after_restore
from notifications.after_restore import Since


@dataclass(frozen=True, slots=True)
class HeldMessage:
    """One that was queued again, of which nobody knows whether it left before."""

    name: str
    life: str
    template: str
    channel: str
    queued_at: datetime


@dataclass(frozen=True, slots=True)
class NothingLeaves:
    """As the keeper found it."""

    taken_at: datetime
    restored_at: datetime
    looked_at: datetime | None
    """When the keeper looked; None where none has since."""
    waits: int | None
    """Cases at which nobody looked since the restore; None where no worker was heard of."""
    counts: Mapping[str, int]
    anew: Sequence[HeldMessage]
    is_asked: bool
    refused: tuple[str, Mapping[str, str]] | None
    """Why what was asked was not carried out."""

    @property
    def more(self) -> int:
        """Which are not shown one by one."""
        return self.counts.get(Since.ANEW, 0) - len(self.anew)


def nothing_leaves(work: Work) -> NothingLeaves | None:
    """None where sending is not paused. Raises `NotThere` for anybody but an administrator."""
    administrator_of(work)
    copy = after_restore.paused(work)
    if copy is None:
        return None
    query = select(Heartbeat.beat_at, Heartbeat.detail).where(Heartbeat.name == SENDING)
    row = work.session.execute(query).one_or_none()
    looked_at, said = (row.beat_at, row.detail) if row is not None else (None, {})
    if looked_at is not None and looked_at < copy.restored_at:
        looked_at, said = None, {}  # of the record that was lost
    return _found(copy.taken_at, copy.restored_at, looked_at, said)


def _found(
    taken_at: datetime, restored_at: datetime, looked_at: datetime | None, said: Mapping[str, Any]
) -> NothingLeaves:
    refused = said.get("refused")
    return NothingLeaves(
        taken_at,
        restored_at,
        looked_at,
        said.get("waits"),
        said.get("counts", {}),
        [
            HeldMessage(name, life or "", template, channel, datetime.fromisoformat(queued))
            for name, life, template, channel, queued in said.get("anew", ())
        ],
        bool(said.get("asked")),
        (refused["why"], refused["facts"]) if refused else None,
    )
