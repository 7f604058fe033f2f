"""The keeper: one leader among the workers' keepers, who turns drift back into wake-ups.

Every worker listens for wake-ups and claims by itself; the leader alone asks Prefect, slowly.
"""

import logging
import time
from contextlib import suppress
from datetime import UTC, datetime
from threading import Event
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.objects import FlowRun, State
from prefect.exceptions import ObjectNotFound
from prefect.states import Cancelled
from sqlalchemy import Connection, delete, text
from sqlalchemy.dialects.postgresql import insert

from casework.municipality import standing
from core.ids import new_id
from core.logs import describe
from core.service_status import ServiceStatus
from models.life import Heartbeat
from models.session import engine, unit_of_work
from runtime import repairs, resuming
from runtime.claims import Claims
from runtime.engine import life_parameter
from runtime.register import WORK_POOL, register
from runtime.waits import waits_for
from workflow import demo_clock

logger = logging.getLogger(__name__)

# Advisory lock: one keeper at a time. Lives are locked in the same key space, under 63 bits of a
# digest each (workflow/lock.py): so small a number is none of theirs.
LEADER = 0x6B656570
POLL = 10.0  # seconds between looks at what an operator did in Prefect's dashboard
PASS = 30.0  # seconds between repairs
PATIENCE = 1.0
WELL_FOR = 120.0  # seconds since a whole round; a pass over everything may take a while


class Keeper:
    """The keeper of one worker process."""

    def __init__(self, client: SyncPrefectClient, claims: Claims, name: str) -> None:
        self.client, self.claims, self.name = client, claims, name
        self._leadership: Connection | None = None
        self._cursor: UUID | None = None
        self._next_pass = 0.0
        self._led_well_at = float("-inf")
        self._all_are_found = False
        self.status = ServiceStatus()
        self.is_known = False
        """Registered with Postgres and Prefect: from then on there may be something in hand."""
        self.gone = Event()
        """Set once our name is out of every list."""

    def introduce(self) -> bool:
        """Wait for Postgres and Prefect, register with both; False if told to stop meanwhile."""
        while not self.claims.stop.is_set():
            try:
                self.claims.registry.update(register(self.client))
                self._beat()
            except Exception as error:
                self.status.tell(waits_for(error, str(self.client.api_url)))
                self.claims.stop.wait(PATIENCE)
            else:
                self.is_known = True
                return True
        return False

    def run(self) -> None:
        """Look and repair until the worker leaves."""
        well = True
        while not self.claims.stop.is_set():
            try:
                self._turn()
                if not well:
                    self.claims.drop_back_off()
                well = True
            except Exception as error:
                well = False
                logger.warning("The keeper's round was cut short: %s", describe(error))
            self.claims.stop.wait(POLL if well else PATIENCE)
        self.leave()

    def hear(self, word: str) -> None:
        """A life was woken, or the demo's clock moved."""
        if word == demo_clock.MOVED:
            self._open_what_is_due()
        self.claims.look_now()

    def _turn(self) -> None:
        self._beat()
        if not self.lead():
            return
        self._beat("keeper")
        with unit_of_work() as work:
            resuming.look(work)
        if time.monotonic() >= self._next_pass:
            self.repair()
            self._next_pass = time.monotonic() + PASS
        try:
            self._poll()
        except ObjectNotFound:  # no work pool: Prefect's database is a new one
            self._next_pass = 0.0
            raise
        self._led_well_at = time.monotonic()

    def is_well(self) -> bool:
        """We lead, and a whole round came to its end lately."""
        return time.monotonic() - self._led_well_at < WELL_FOR

    def repair(self) -> None:
        """One pass over everything that may have drifted."""
        self._open_what_is_due()
        before = dict(self.claims.registry)
        self.claims.registry.update(register(self.client))
        states = (*repairs.AT_WORK, *repairs.ASTRAY)
        astray = list(repairs.runs_of(self.client, self.claims.registry, states))
        with unit_of_work() as work:
            repairs.wake_what_went_astray(work, astray)
        self._cursor = repairs.audit(self.client, self.claims.registry, self._cursor)
        while self._cursor and before != self.claims.registry:  # Prefect's database is a new one
            self._cursor = repairs.audit(self.client, self.claims.registry, self._cursor)

    def _open_what_is_due(self) -> None:
        """Lives that exist without anybody's act, and lives that nothing would wake."""
        if self._leadership is None:
            return
        with unit_of_work() as work:
            repairs.forget_the_dead(work)
            repairs.forget_drafts(work)
            standing.ensure(work)
            repairs.withdraw_what_is_over(work)
            repairs.wake_the_forgotten(work)
            if not self._all_are_found:
                self._all_are_found = repairs.make_children_found(work) == 0

    def _poll(self) -> None:
        """What Prefect holds for due: an operator's Retry, a schedule, a moment that has come."""
        entries = self.client.get_scheduled_flow_runs_for_work_pool(
            WORK_POOL, scheduled_before=datetime.now(UTC)
        )
        if not entries:
            return
        with unit_of_work() as work:
            strangers = repairs.answer_the_dashboard(work, [entry.flow_run for entry in entries])
        for run in strangers:
            self._adopt(run)

    def _adopt(self, run: FlowRun) -> None:
        """Run what the scheduler made; a second run for a life that has one is cancelled."""
        known = {entry.flow_id: entry.flow for entry in self.claims.registry.values()}
        flow = known.get(run.flow_id)
        if flow is not None and not run.parameters.get(life_parameter(flow)):
            self.claims.run_as_is(flow, run)
            return
        # Cancelled at once: Cancelling waits for a process that ends the run, and none is there
        # (PrefectHQ/prefect#12582).
        refusal: State[None] = Cancelled(message="A life has one run; this one is not it.")
        self.client.set_flow_run_state(run.id, refusal, force=True)

    def lead(self) -> bool:
        """Whether we are the one; leadership dies with its connection."""
        try:
            if self._leadership is not None and self._holds(self._leadership):
                return True
            self.resign()
            # A session's lock needs no transaction, and an open one would hold up vacuum for as
            # long as we lead.
            found = engine().connect().execution_options(isolation_level="AUTOCOMMIT")
            if found.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": LEADER}):
                self._leadership = found
                return True
            found.close()
        except Exception:
            self.resign()
            raise
        return False

    def _holds(self, connection: Connection) -> bool:
        # Of a bigint `classid` is the upper half, `objid` the lower (PostgreSQL docs, pg_locks).
        mine = text(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = :key"
            " AND classid = 0 AND pid = pg_backend_pid()"
        )
        return bool(connection.scalar(mine, {"key": LEADER}))

    def resign(self) -> None:
        if self._leadership is not None:
            with suppress(Exception):  # a closed connection lets go as well, only a little later
                self._leadership.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": LEADER})
            with suppress(Exception):
                # Never back into the pool: a lock that was not given up would live on with it.
                self._leadership.invalidate()
                self._leadership.close()
            self._leadership = None

    def leave(self) -> None:
        """Go in order: nobody looks for us, and another keeper leads."""
        self.sign_off()
        self.resign()
        with suppress(Exception):
            place = {"work_pool_name": WORK_POOL, "name": self.name}
            self.client.request(
                "DELETE", "/work_pools/{work_pool_name}/workers/{name}", path_params=place
            )
        self.gone.set()

    def sign_off(self) -> None:
        """Take our names out of the heartbeats: only who died is silent."""
        names = [f"worker {self.name}", *(["keeper"] if self._leadership is not None else [])]
        with suppress(Exception), unit_of_work() as work:
            work.session.execute(delete(Heartbeat).where(Heartbeat.name.in_(names)))

    def _beat(self, name: str | None = None) -> None:
        """Say that we live: to our own table, and as a worker to Prefect."""
        now = datetime.now(UTC)
        row = insert(Heartbeat).values(
            id=new_id(), name=name or f"worker {self.name}", beat_at=now, detail={}
        )
        with unit_of_work() as work:
            work.session.execute(
                row.on_conflict_do_update(index_elements=["name"], set_={"beat_at": now})
            )
        if name is None:
            self.client.send_worker_heartbeat(WORK_POOL, self.name, PASS)
