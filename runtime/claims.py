"""Which lives are due, and running them in the threads of this process.

What is due is known from our own rows: an unanswered wake-up, or a moment that has come.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from typing import Any, Final
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.objects import FlowRun
from prefect.exceptions import ObjectNotFound
from prometheus_client import Histogram
from sqlalchemy import Row, text

from core.logs import describe
from core.metrics import REGISTRY
from flows.kinds import LifeFlow
from models.session import Work, unit_of_work
from runtime.engine import activate, run_as_is
from runtime.register import Registry, register
from runtime.runs import OpenLife, known_run, make_run
from workflow.lock import lock_of

logger = logging.getLogger(__name__)

LOOK = 5.0  # seconds between looks when nobody notifies: a colleague may have died
ACTIVATION: Final = Histogram(
    "tryeza_activation_seconds", "Seconds of one activation of a life, by how it ended",
    ["ended"], registry=REGISTRY, buckets=(0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300),
)  # fmt: skip
COOL_DOWN = (1.0, 2.0, 5.0, 10.0)  # after an activation that could not park its life
DUE = text("""
    SELECT life.id, life.kind, life.key, life.flow_run_id FROM life JOIN (
        SELECT life_id, min(created_at) AS since FROM wakeup WHERE taken_at IS NULL
            GROUP BY life_id
        UNION ALL
        SELECT id, wake_at FROM life
            WHERE ended_at IS NULL AND stalled_at IS NULL AND wake_at <= :now
    ) AS due ON due.life_id = life.id
    WHERE NOT life.id = ANY(:busy)
    GROUP BY life.id ORDER BY min(due.since) LIMIT :most
""")


class Claims:
    """The claim loop: finds due lives, runs each one's activation in a thread."""

    def __init__(self, client: SyncPrefectClient, registry: Registry, threads: int) -> None:
        self.client, self.registry, self.threads = client, registry, threads
        self.stop = threading.Event()
        self._look = threading.Event()
        self._busy: dict[UUID, Future[Any]] = {}
        self._failures: dict[UUID, tuple[int, float]] = {}
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="activation")

    def look_now(self) -> None:
        """Look again at once: somebody acted, the clock moved, an activation ended."""
        self._look.set()

    def drop_back_off(self) -> None:
        """Try again at once what could not be parked: Prefect is back."""
        self._failures.clear()
        self._look.set()

    def finish(self) -> None:
        """Claim nothing more; what runs may end."""
        self.stop.set()
        self._look.set()

    def run(self) -> None:
        while not self.stop.is_set():
            self._look.clear()  # before the look: what is committed during it sets it again
            try:
                self._claim()
            except Exception as error:
                logger.error("Looking for due lives failed: %s", describe(error))
                self.stop.wait(1.0)
            self._look.wait(LOOK)

    def drained(self, patience: float) -> bool:
        """Wait for the activations in hand; False if one is still running."""
        until = time.monotonic() + patience
        while self._busy and time.monotonic() < until:
            self._look.wait(0.1)
            self._look.clear()
        self._pool.shutdown(wait=False, cancel_futures=True)
        return not self._busy

    def run_as_is(self, flow: LifeFlow, run: FlowRun) -> None:
        """Run what is no life's: the scheduler's own run that opens a quarter."""
        future = self._pool.submit(copy_context().run, run_as_is, flow, run)
        self._busy[run.id] = future
        future.add_done_callback(self._whenever_done(run.id))

    def _claim(self) -> None:
        free = self.threads - len(self._busy)
        if free <= 0:
            return
        for row in self._due(free):
            life = OpenLife(row.id, row.kind, row.key, row.flow_run_id)
            # A copy for each: two threads cannot be in one context (Python docs, contextvars).
            future = self._pool.submit(copy_context().run, self._run, life)
            # Entered before the callback, which runs at once here where the future is done already.
            self._busy[life.id] = future
            future.add_done_callback(self._whenever_done(life.id))

    def _due(self, most: int) -> Sequence[Row[tuple[UUID, str, str, UUID | None]]]:
        with unit_of_work(read_only=True) as work:
            return due(work, most, [*self._busy, *self._cooling()])

    def _cooling(self) -> list[UUID]:
        now = time.monotonic()
        # From a copy: the threads of the pool change the dictionary meanwhile.
        return [life_id for life_id, (_, until) in list(self._failures.items()) if until > now]

    def _whenever_done(self, key: UUID) -> Callable[[Future[Any]], None]:
        def done(_: Future[Any]) -> None:
            self._busy.pop(key, None)
            self._look.set()

        return done

    def _run(self, life: OpenLife) -> None:
        """One activation, if nobody else is at the life."""
        try:
            # Other workers see the same rows; the lock decides, and whoever loses cools down.
            with lock_of(life.id) as ours:
                settled = self._measured(life) if ours else False
        except Exception as error:
            logger.error("Life %s could not be activated: %s", life.id, describe(error))
            settled = False
        if settled:
            self._failures.pop(life.id, None)
            return
        failures = self._failures.get(life.id, (0, 0.0))[0] + 1
        pause = COOL_DOWN[min(failures, len(COOL_DOWN)) - 1]
        self._failures[life.id] = (failures, time.monotonic() + pause)

    def _measured(self, life: OpenLife) -> bool:
        began, ended = time.perf_counter(), "failed"
        try:
            settled = self._activate(life)
            ended = "settled" if settled else "left"
        finally:
            ACTIVATION.labels(ended).observe(time.perf_counter() - began)
        return settled

    def _activate(self, life: OpenLife) -> bool:
        try:
            return activate(known_run(self.client, self.registry, life))
        except ObjectNotFound:  # Prefect has lost the run, or its whole database
            self.registry.update(register(self.client))
            make_run(self.client, self.registry, life.id)
            return False  # and the next look activates it


def due(
    work: Work, most: int, busy: Sequence[UUID] = ()
) -> Sequence[Row[tuple[UUID, str, str, UUID | None]]]:
    """The lives that should be activated now, those that have waited longest first."""
    parameters = {"now": work.clock.now(), "busy": list(busy), "most": most}
    return work.session.execute(DUE, parameters).all()
