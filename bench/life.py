"""What one case costs from referral to seal, by process: `python -m bench.life`.

The demo's case is played on the real engine, the quarter's meeting beside it: Prefect's server, one
worker and Postgres; a mail server takes what leaves. People act from this process, through the
functions that the portal calls. Beside it stands, in the same run, the least that could take such
an act: FastAPI over psycopg with as many statements and a page of the same size, without any law.
A human event is what the act costs, and the activations of its own life that it asks for.
"""

import json
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from datetime import time as hour_of
from pathlib import Path
from typing import Annotated, Any, Final
from uuid import UUID

import httpx
import psutil
from cyclopts import App, Parameter
from fastapi import FastAPI, Response
from prometheus_client.parser import text_string_to_metric_families
from psycopg_pool import ConnectionPool
from rich.console import Console
from rich.table import Table

from bench.morning import listening
from bench.pages import say, served
from bench.statements import counted
from bench.system import Measured, cpu_of, measured_system
from core.clock import REMINDERS
from deployments.postgres import EmbeddedPostgres
from deployments.state import free_port
from models.life import ActorKind
from models.session import unit_of_work
from simulation.chronicle import Chronicle
from simulation.life import CaseStory
from simulation.live import LiveStage
from simulation.quarter import QuarterStory
from simulation.seed import seed
from workflow import demo_clock

PAGE: Final = 32_000
"""Bytes of a case's page (`bench.growth`)."""
BARE_ACTS: Final = 300
READ_FOR_ONE_WRITTEN: Final = 4
app = App(help=__doc__)


@app.default
def life(*, json_: Annotated[bool, Parameter(name="--json")] = False) -> None:
    """Play one case; `--json` prints one object."""
    # A demo's clock can be moved. Its mail is taken: what nobody takes is tried again and again.
    metrics = f"127.0.0.1:{free_port(0, set())}"
    os.environ |= {"TRYEZA_MODE": "demo", "TRYEZA_METRICS": metrics}
    with (
        tempfile.TemporaryDirectory(prefix="tryeza-bench-") as folder,
        listening(Path(folder, "taken")),
        measured_system() as system,
    ):
        with unit_of_work() as work:
            demo_clock.begin(work)
        seed(cases=False, quick=True)
        system.start_worker()
        figures = played(system, metrics)
        system.stop("ours")
        system.stop("server")
        figures |= bare(system.postgres, max(1, round(figures["statements_per_act"])))
    spent, least = figures["cpu_s_per_human_event"], figures["bare_act_cpu_s"]
    figures["ratio_to_bare_act"] = round(spent / least, 1)
    if json_:
        print(json.dumps(figures))
    else:
        Console().print(table_of(figures))


@dataclass
class Waiting(LiveStage):
    """The stage, which knows what this process spent on watching the engine instead of acting."""

    cpu: float = 0.0
    statements: int = 0
    _depth: int = field(default=0, repr=False)

    def settle(self) -> None:
        with self._apart():
            super().settle()

    def move_to(self, day: date, hour: hour_of = REMINDERS) -> None:
        with self._apart():
            super().move_to(day, hour)

    def today(self) -> date:
        with self._apart():
            return super().today()

    @contextmanager
    def _apart(self) -> Iterator[None]:
        self._depth += 1
        before = time.process_time()
        try:
            if self._depth > 1:
                yield
            else:
                with counted() as seen:
                    yield
                self.cpu += time.process_time() - before
                self.statements += len(seen)
        finally:
            self._depth -= 1


def played(system: Measured, metrics: str) -> dict[str, Any]:
    """Two lives to their end; CPU seconds by process, and what they are spent on."""
    stage = Waiting()
    stage.settle()
    before, begun = by_process(system), activations(metrics)
    people, watching, asked = time.process_time(), stage.cpu, stage.statements
    say("A case is played from referral to seal …")
    with counted() as seen:
        chronicle = Chronicle(stage)
        quarter = QuarterStory(chronicle).begin()
        case = CaseStory(chronicle).play()
        chronicle.finish()
    acting = time.process_time() - people - (stage.cpu - watching)
    after, ended = by_process(system), activations(metrics)
    spent = {name: round(after[name] - before[name], 2) for name in before}
    spent["people (this process, without watching)"] = round(acting, 2)
    acts, woken = acts_of_people(system.postgres), woken_by_people(system.postgres, [case, quarter])
    engine = (sum(spent.values()) - acting) / max(1, ended - begun)
    return {
        "activations": ended - begun,
        "human_events": acts,
        "activations_by_them": woken,
        "cpu_s_per_activation": round(engine, 4),
        "cpu_s_per_human_event": round((acting + engine * woken) / max(1, acts), 4),
        "statements_per_act": round((len(seen) - (stage.statements - asked)) / max(1, acts), 1),
        "cpu_s_by_process": spent,
    }


def by_process(system: Measured) -> dict[str, float]:
    names = {"server": "Prefect's server", "ours": "worker"}
    roots = {names[name]: each.pid for name, each in system.processes.items()}
    roots["Postgres"] = system.postgres.postmaster.pid() or 0
    found = {name: psutil.Process(pid) for name, pid in roots.items()}
    return {
        name: sum(map(cpu_of, (process, *process.children(recursive=True))))
        for name, process in found.items()
    }


def activations(metrics: str) -> int:
    """So many has the worker brought to an end, however they ended."""
    text = httpx.get(f"http://{metrics}/metrics").text
    return int(
        sum(
            sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
            if sample.name == "tryeza_activation_seconds_count"
        )
    )


def acts_of_people(postgres: EmbeddedPostgres) -> int:
    """Transactions in which somebody did something; each writes its entries of the trail."""
    with postgres.superuser("tryeza") as connection:
        row = connection.execute(
            "SELECT count(DISTINCT xmin::text) FROM audit WHERE actor_kind = ANY(%s)",
            [[ActorKind.STAFF, ActorKind.MEMBER]],
        ).fetchone()
    return int(str(row[0])) if row else 0


def woken_by_people(postgres: EmbeddedPostgres, lives: Sequence[UUID]) -> int:
    """Activations of these lives that somebody's act asked for; all others a moment has begun: the
    story passes through a year of mornings of the whole country."""
    with postgres.superuser("tryeza") as connection:
        row = connection.execute(
            "SELECT count(DISTINCT (life_id, taken_at)) FROM wakeup WHERE life_id = ANY(%s)"
            " AND taken_at IS NOT NULL",
            [list(lives)],
        ).fetchone()
    return int(str(row[0])) if row else 0


def bare(postgres: EmbeddedPostgres, statements: int) -> dict[str, float]:
    """An act without law: so many statements in one transaction, one in five of them written."""
    # The record's owner: neither walls nor triggers stand on this table.
    with (
        ConnectionPool(postgres.url("tryeza_owner").replace("+psycopg", "")) as pool,
        served(bare_app(pool, statements)) as address,
        httpx.Client(base_url=address, timeout=60) as client,
    ):
        with pool.connection() as connection:
            connection.execute("CREATE TABLE bare_act (id int PRIMARY KEY, said text)")
            connection.execute(
                "INSERT INTO bare_act SELECT n, repeat('x', 200) FROM generate_series(1, 1000) AS n"
            )
        for _ in range(20):
            client.post("/1").raise_for_status()
        before = _bare_cpu(postgres)
        for number in range(BARE_ACTS):
            client.post(f"/{1 + number % 900}").raise_for_status()
        spent = _bare_cpu(postgres) - before
    return {"bare_act_cpu_s": round(spent / BARE_ACTS, 4), "bare_act_statements": statements}


def _bare_cpu(postgres: EmbeddedPostgres) -> float:
    server = psutil.Process(postgres.postmaster.pid() or 0)
    return sum(map(cpu_of, (psutil.Process(), server, *server.children())))


def bare_app(pool: ConnectionPool[Any], statements: int) -> FastAPI:
    bare_ = FastAPI()

    @bare_.post("/{number}")
    def act(number: int) -> Response:
        with pool.connection() as connection:
            for turn in range(statements):
                if turn % (READ_FOR_ONE_WRITTEN + 1):
                    connection.execute("SELECT said FROM bare_act WHERE id = %s", [number + turn])
                else:
                    connection.execute(
                        "UPDATE bare_act SET said = repeat('y', 200) WHERE id = %s", [number + turn]
                    )
        return Response("x" * PAGE, media_type="text/html")

    return bare_


def table_of(figures: dict[str, Any]) -> Table:
    table = Table("", "")
    for name, value in figures.items():
        table.add_row(name.replace("_", " "), str(value))
    return table


if __name__ == "__main__":
    app()
