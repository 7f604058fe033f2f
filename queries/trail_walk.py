"""Along the chain over all, link by link, past every signed head."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row

from core.trail import Head, TrailKeys, link
from models.trail import AuditHead
from queries.trail_faults import COMMITTED, Fault, TrailFinding

JITTER: Final = timedelta(seconds=1)
"""By which a clock is set right all the time."""
NOTHING: Final = Head(0, b"", datetime.min.replace(tzinfo=UTC), {})


class Walk:
    """One pass; what was wrong is found once, and the walk goes on from what is there."""

    def __init__(self, heads: Iterator[AuditHead], keys: TrailKeys, *, staged: bool) -> None:
        self.before = NOTHING
        """The last head that was passed."""
        self._heads, self._keys, self._staged = heads, keys, staged
        self._head = next(heads, None)
        self._found: list[TrailFinding] = []
        self._position, self._chain, self._number = 0, b"", 0
        self._ends: dict[UUID, tuple[int, bytes]] = {}

    def take(self, row: Row[Any], faults: Sequence[TrailFinding]) -> None:
        """One link, with what its entry says of itself."""
        self._found += faults
        self._pass_heads(row.position - 1)
        if not self._follows(row):
            self._add(Fault.CHAIN, row)
        self._position, self._chain, self._number = row.position, row.chain, row.sealed_number
        if row.sealed_life is not None:
            self._ends[row.sealed_life] = (row.life_place, row.life_chain)
        if row.number is not None and self._is_backdated(row):
            self._add(Fault.BACKDATED, row)
        self._pass_heads(row.position)

    def end(self) -> list[TrailFinding]:
        """What was found, and what is behind the last link."""
        while self._head is not None:
            self._found.append(
                TrailFinding(Fault.DROPPED, self._number, position=self._head.position)
            )
            self._next()
        if self._position > self.before.position:
            self._found.append(TrailFinding(Fault.HEAD, self._number, position=self._position))
        return self._found

    def _add(self, fault: Fault, row: Row[Any]) -> None:
        self._found.append(TrailFinding(fault, row.sealed_number, row.sealed_life, row.position))

    def _follows(self, row: Row[Any]) -> bool:
        follows = (row.position, row.chain) == (
            self._position + 1,
            link(self._chain, row.sealed),
        )
        if row.sealed_life is None:
            return follows
        place, chain = self._ends.get(row.sealed_life, (0, b""))
        of_life = (place + 1, link(chain, row.sealed))
        return follows and (row.life_place, row.life_chain) == of_life

    def _is_backdated(self, row: Row[Any]) -> bool:
        """Not there when the trail was sealed before, and said to be older than that."""
        if row.at != row.recorded_at and not self._staged:
            return True
        if self._head is None or self._runs_back(self._head):
            return False
        early = (
            row.recorded_at < self.before.sealed_at - COMMITTED if self.before.position else False
        )
        return early or row.recorded_at > self._head.sealed_at + JITTER

    def _runs_back(self, head: AuditHead) -> bool:
        return head.sealed_at + JITTER < self.before.sealed_at

    def _pass_heads(self, position: int) -> None:
        while self._head is not None and self._head.position <= position:
            self._judge(self._head)
            self._next()

    def _judge(self, head: AuditHead) -> None:
        if self._runs_back(head):
            self._found.append(TrailFinding(Fault.CLOCK, self._number, None, head.position))
        fits = (head.position, head.chain) == (self._position, self._chain)
        if not fits or not self._keys.signed(head.head, head.key, head.signature):
            self._found.append(TrailFinding(Fault.HEAD, self._number, None, head.position))

    def _next(self) -> None:
        if self._head is not None and self._head.position <= self._position:
            self.before = self._head.head
        self._head = next(self._heads, None)
