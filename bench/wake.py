"""What a wake-up costs, beside Prefect's stock process worker: `python -m bench.wake --cases N`.

Both run the same flow with one task per activation on the same server and Postgres, and all CPU
of server, worker and Postgres is counted. The stock worker has Prefect's default settings.
"""

import json
import statistics
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from cyclopts import App, Parameter
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId
from prefect.client.schemas.objects import State
from prefect.settings import PREFECT_API_AUTH_STRING, PREFECT_API_URL, temporary_settings
from prefect.states import Scheduled
from rich.console import Console
from rich.table import Table
from sqlalchemy import func, select

from bench import procedure
from bench.system import AUTH, Measured, measured_system, wait_until
from models.life import AuditEntry, Wakeup
from models.people import Municipality
from models.session import unit_of_work
from runtime.engine import shared_client

WARM = 100  # enough to open every connection: they are not a parked life's
STOCK = 6  # it takes some four seconds of CPU each
ONE_BY_ONE = 40
STOCK_POOL = "stock"
SELDOM = 0.25  # seconds: looking is counted too
NEVER = datetime.min.replace(tzinfo=UTC)
say = Console(stderr=True).print
app = App(help=__doc__)


@app.default
def wake(*, cases: int = 200, json_: Annotated[bool, Parameter(name="--json")] = False) -> None:
    """Measure with so many lives; `--json` prints one object."""
    with measured_system() as system:
        say(f"Server and Postgres are up; beginning {cases} lives …")
        figures = ours(system, cases)
        say("The stock process worker …")
        figures["stock_cpu_s"] = round(stock(system), 3)
    figures["ratio"] = round(figures["stock_cpu_s"] / figures["ours_cpu_s"], 1)
    if json_:
        print(json.dumps(figures))
    else:
        Console().print(table_of(figures))


def ours(system: Measured, cases: int) -> dict[str, float]:
    """CPU, speed, latency and memory of lives on our worker."""
    system.start_worker()
    warm = begin(WARM)
    poke(warm)
    before = system.memory()
    lives = begin(cases)
    grown = system.memory() - before
    cpu, began = system.cpu(), time.monotonic()
    poke(lives)
    took = time.monotonic() - began
    wait_until(inbox_is_empty)
    spent = system.cpu() - cpu
    delays = latencies(lives[:ONE_BY_ONE])
    system.stop("ours")
    return {
        "ours_cpu_s": round(spent / cases, 4),
        "stock_cpu_s": 0.0,
        "ratio": 0.0,
        "wakes_per_s": round(cases / took, 1),
        "latency_p50_s": round(statistics.median(delays), 3),
        "latency_p95_s": round(statistics.quantiles(delays, n=20)[-1], 3),
        "bytes_per_parked_case": max(0, grown // cases),
    }


def stock(system: Measured) -> float:
    """CPU seconds per activation of Prefect's process worker, one Python process each."""
    user_settings = {PREFECT_API_URL: system.api_url, PREFECT_API_AUTH_STRING: AUTH}
    with temporary_settings(user_settings), shared_client() as client:
        runs = stock_runs(client, STOCK + 1)
        command = [sys.executable, "-m", "prefect", "worker", "start"]
        options = ["--pool", STOCK_POOL, "--type", "process", "--name", STOCK_POOL]
        kept = ("PREFECT_API_URL", "PREFECT_API_AUTH_STRING", "PREFECT_HOME", "DO_NOT_TRACK")
        env = {name: system.client_env[name] for name in kept}
        system.spawn("stock", [*command, *options], env)
        activate_by_prefect(client, runs[:1])  # its first one also warms the caches
        before = system.cpu()
        activate_by_prefect(client, runs[1:])
        spent = system.cpu() - before
        system.stop("stock")
    return spent / STOCK


def stock_runs(client: SyncPrefectClient, count: int) -> list[tuple[UUID, UUID]]:
    """Lives that have not begun, with runs that only the stock worker sees."""
    client.create_work_pool(WorkPoolCreate(name=STOCK_POOL, type="process"))
    deployment = client.create_deployment(
        client.create_flow_from_name(procedure.bench.name),
        STOCK_POOL,
        entrypoint="bench.procedure.bench",
        path=".",
        work_pool_name=STOCK_POOL,
        enforce_parameter_schema=False,
    )
    far: State[None] = Scheduled(scheduled_time=datetime(2100, 1, 1, tzinfo=UTC))
    return [
        (
            life,
            client.create_flow_run_from_deployment(
                deployment, parameters={"life_id": str(life)}, state=far
            ).id,
        )
        for life in open_lives(count)
    ]


def activate_by_prefect(client: SyncPrefectClient, runs: Sequence[tuple[UUID, UUID]]) -> None:
    """Wake runs the way Prefect knows, and wait until all are parked again."""
    begun = count("bench begun")
    for _, run in runs:
        client.set_flow_run_state(run, Scheduled(), force=True)
    wait_until(lambda: count("bench begun") == begun + len(runs), look=SELDOM)
    states = partial(states_of, client, [run for _, run in runs])
    wait_until(lambda: states() == {"AwaitingPoke"}, look=SELDOM)


def states_of(client: SyncPrefectClient, runs: Sequence[UUID]) -> set[str | None]:
    wanted = FlowRunFilter(id=FlowRunFilterId(any_=list(runs)))
    return {run.state_name for run in client.read_flow_runs(flow_run_filter=wanted)}


def open_lives(number: int) -> list[UUID]:
    with unit_of_work() as work:
        place = work.session.scalar(select(Municipality).where(Municipality.slug == "bench"))
        if place is None:
            place = Municipality(slug="bench", name_sq="Provë", name_sr="Proba")
            work.session.add(place)
            work.session.flush()
        keys = (f"bench-{time.time_ns()}-{index}" for index in range(number))
        return [procedure.a_life(work, place, key).id for key in keys]


def begin(number: int) -> list[UUID]:
    """Open lives and wait until all of them rest."""
    before = count("bench begun")
    lives = open_lives(number)
    wait_until(lambda: count("bench begun") == before + number, look=SELDOM)
    wait_until(inbox_is_empty, look=SELDOM)
    return lives


def poke(lives: Sequence[UUID]) -> None:
    """Poke every life once, and wait for all answers."""
    before = count("bench answered")
    for life in lives:
        with unit_of_work() as work:
            procedure.poke(work, life)
    wait_until(lambda: count("bench answered") == before + len(lives), look=SELDOM)


def latencies(lives: Sequence[UUID]) -> list[float]:
    """Seconds from a committed act to its step being done, one at a time on an idle system."""
    found = []
    for life in lives:
        wait_until(inbox_is_empty)
        with unit_of_work() as work:
            subject = procedure.poke(work, life)
        committed = datetime.now(UTC)
        wait_until(partial(is_answered, subject))
        found.append((answered_at(subject) - committed).total_seconds())
    return found


def is_answered(subject: UUID) -> bool:
    return answered_at(subject) > NEVER


def answered_at(subject: UUID) -> datetime:
    with unit_of_work(read_only=True) as work:
        answer = select(AuditEntry.at).where(
            AuditEntry.act == "bench answered",
            AuditEntry.detail["subject"].astext == str(subject),
        )
        return work.session.scalar(answer) or NEVER


def count(act: str) -> int:
    with unit_of_work(read_only=True) as work:
        return work.session.scalar(select(func.count()).where(AuditEntry.act == act)) or 0


def inbox_is_empty() -> bool:
    with unit_of_work(read_only=True) as work:
        waiting = select(func.count()).where(Wakeup.taken_at.is_(None))
        return work.session.scalar(waiting) == 0


def table_of(figures: dict[str, Any]) -> Table:
    table = Table("One wake-up with one task", "ours", "stock process worker")
    table.add_row(
        "CPU s (server, worker, Postgres)",
        f"{figures['ours_cpu_s']}",
        f"{figures['stock_cpu_s']}  ({figures['ratio']} times)",
    )
    table.add_row("wake-ups a second, all at once", f"{figures['wakes_per_s']}", "")
    table.add_row(
        "act committed → step done, p50 / p95 s",
        f"{figures['latency_p50_s']} / {figures['latency_p95_s']}",
        "",
    )
    table.add_row("bytes of memory per parked life", f"{figures['bytes_per_parked_case']}", "")
    return table


if __name__ == "__main__":
    app()
