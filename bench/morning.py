"""What a national morning costs beside a bare loop: `python -m bench.morning`.

38 centres, ten thousand open cases; at eight o'clock some two thousand reports of fifteen hundred
people are asked for again, three hundred cases send their invitations, and every officer has the
mail of the morning. The rounds are the reminders of the centres, the acts what cases do by
themselves. The steps are those of the engine, taken one after the other in this process,
without Prefect (`bench.wake` measures that); the mail goes over SMTP to a server beside. Counted is
the CPU of this process and of Postgres, and not the server's.
"""

import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Final, NamedTuple
from uuid import UUID

import aiosmtplib
import psutil
import psycopg
from cyclopts import App, Parameter
from rich.console import Console
from rich.table import Table
from sqlalchemy import select

from bench.country import Morning, evening
from bench.pages import on_record, say
from bench.spent import shares
from bench.statements import counted
from bench.system import cpu_of
from core import settings
from core.clock import at_local
from deployments.postgres import EmbeddedPostgres
from deployments.state import free_port
from models.life import Life, LifeKind
from models.outbox import Message
from models.session import unit_of_work
from workflow.life import deliver, due_steps, perform

ROOT: Final = Path(__file__).parents[1]
app = App(help=__doc__)


@app.default
def morning(
    *,
    cases: int = 10_000,
    reporting: int = 340,
    inviting: int = 300,
    json_: Annotated[bool, Parameter(name="--json")] = False,
) -> None:
    """Measure with so many cases, of which so many have reports due and so many invitations;
    `--json` prints one object."""
    with tempfile.TemporaryDirectory(prefix="tryeza-bench-") as folder:
        taken = Path(folder, "taken")
        with on_record() as postgres, postgres.superuser("tryeza") as connection:
            day = evening(connection, cases=cases, reporting=reporting, inviting=inviting)
            with sink(taken) as port:
                figures = measured(postgres, day)
                figures |= bare(postgres, connection, port, int(figures["messages"]))
        figures |= lost_and_doubled(taken, figures.pop("ids"))
    figures["ratio"] = round(figures["cpu_ms_per_message"] / figures["bare_cpu_ms_per_message"], 2)
    if json_:
        print(json.dumps(figures))
    else:
        Console().print(table_of(figures))


@contextmanager
def sink(file: Path) -> Iterator[int]:
    """What this process sends goes there."""
    with listening(file) as port:
        settings.settings.cache_clear()
        settings.prepare()
        yield port


@contextmanager
def listening(file: Path) -> Iterator[int]:
    """What is started from now on sends its mail there."""
    port = free_port(0, set())
    process = subprocess.Popen([sys.executable, "-m", "bench.sink", str(port), str(file)], cwd=ROOT)
    os.environ |= {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(port), "SMTP_TLS": "none"}
    try:
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def cpu(postgres: EmbeddedPostgres) -> float:
    """Seconds of this process and of Postgres so far."""
    server = psutil.Process(postgres.postmaster.pid() or 0)
    processes: list[psutil.Process] = [psutil.Process(), server, *server.children()]
    return sum(cpu_of(each) for each in processes)


def memory() -> int:
    """Megabytes that this process holds."""
    return int(psutil.Process().memory_info().rss) >> 20


def measured(postgres: EmbeddedPostgres, day: Morning) -> dict[str, Any]:
    say(f"The morning of {day.day} …")
    day.begin()
    with unit_of_work(read_only=True) as work:
        due = select(Life.id, Life.kind).where(
            Life.ended_at.is_(None), Life.wake_at <= work.clock.now()
        )
        lives = work.session.execute(due.order_by(Life.kind, Life.key)).all()
    # A round waits for what its centre's cases do by themselves that morning: 0175.
    acts = _performed(postgres, [id for id, kind in lives if kind != LifeKind.REMINDERS])
    rounds = _performed(postgres, [id for id, kind in lives if kind == LifeKind.REMINDERS])
    with unit_of_work(read_only=True) as work:
        fresh = Message.queued_at >= at_local(day.day)
        rows = work.session.execute(
            select(Message.message_id, Message.life_id, Message.template).where(fresh)
        ).all()
    before, began, held = cpu(postgres), time.monotonic(), memory()
    with counted() as sent, shares() as spent:
        for life in dict.fromkeys(row.life_id for row in rows):
            deliver(life)
    sending, took = cpu(postgres) - before, time.monotonic() - began
    say(Counter(row.template for row in rows).most_common())
    return {
        "ids": [row.message_id for row in rows],
        "messages": len(rows),
        "lives": len(lives),
        "rounds_cpu_s": round(rounds.cpu, 2),
        "rounds_statements": rounds.statements,
        "acts_cpu_s": round(acts.cpu, 2),
        "acts_statements": acts.statements,
        "seconds": round(rounds.seconds + acts.seconds + took, 1),
        "sending_seconds": round(took, 1),
        "sending_statements": round(len(sent) / max(1, len(rows)), 2),
        "cpu_ms_per_message": round(1000 * sending / max(1, len(rows)), 2),
        "own_time_by_share": spent,
        "memory_mb": [held, memory()],
    }


class Performed(NamedTuple):
    cpu: float
    seconds: float
    statements: int


def _performed(postgres: EmbeddedPostgres, lives: Sequence[UUID]) -> Performed:
    """Every step that is due in these lives, one after the other."""
    before, began = cpu(postgres), time.monotonic()
    with counted() as asked:
        for life in lives:
            for step in due_steps(life):
                perform(step.act, life, step.subject_id)
    return Performed(cpu(postgres) - before, time.monotonic() - began, len(asked))


def bare(
    postgres: EmbeddedPostgres, connection: psycopg.Connection[Any], port: int, count: int
) -> dict[str, Any]:
    """As many mails of the same size, taken one by one from a table of their own, sent over one
    connection and marked: the least that keeps them through a crash."""
    connection.execute("CREATE TABLE bare (id int PRIMARY KEY, body bytea, sent bool)")
    body = mail_of_middling_size()
    connection.execute(
        "INSERT INTO bare SELECT n, %s, false FROM generate_series(1, %s) AS n", [body, count]
    )
    before = cpu(postgres)
    asyncio.run(_bare(postgres, port))
    return {"bare_cpu_ms_per_message": round(1000 * (cpu(postgres) - before) / count, 2)}


def mail_of_middling_size() -> bytes:
    head = b"From: a@b.example\r\nTo: c@d.example\r\nSubject: bare\r\nMessage-ID: <bare>\r\n\r\n"
    return head + (b"x" * 70 + b"\r\n") * 110


async def _bare(postgres: EmbeddedPostgres, port: int) -> None:
    client = aiosmtplib.SMTP(hostname="127.0.0.1", port=port, start_tls=False, use_tls=False)
    await client.connect()
    with postgres.superuser("tryeza") as connection:
        connection.autocommit = False
        while True:
            row: Any = connection.execute(
                "SELECT id, body FROM bare WHERE NOT sent ORDER BY id LIMIT 1"
                " FOR UPDATE SKIP LOCKED"
            ).fetchone()
            if row is None:
                break
            await client.sendmail("a@b.example", ["c@d.example"], bytes(row[1]))
            connection.execute("UPDATE bare SET sent = true WHERE id = %s", [row[0]])
            connection.commit()
    await client.quit()


def lost_and_doubled(taken: Path, ids: list[str]) -> dict[str, int]:
    found = Counter(taken.read_text().split())
    return {
        "lost": sum(found[each] == 0 for each in ids),
        "doubled": sum(found[each] > 1 for each in ids),
    }


def table_of(figures: dict[str, Any]) -> Table:
    table = Table("", "")
    for name, value in figures.items():
        table.add_row(name.replace("_", " "), str(value))
    return table


if __name__ == "__main__":
    app()
