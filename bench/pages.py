"""What the first pages cost beside a few cases and beside many: `python -m bench.pages --cases N`.

The reader's own centre stays as it is, thirty cases of one manager; the others fill up around it.
With `--own` they fill up the reader's own centre instead, all of one manager.
Each page is asked over a socket from the portal as it runs; statements are those of Postgres.
"""

import json
import os
import re
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import httpx
import pyotp
import uvicorn
from cyclopts import App, Parameter
from rich.console import Console
from rich.table import Table
from sqlalchemy import select

from bench.copies import Elsewhere, copy_case
from bench.statements import counted
from casework.bootstrap import bootstrap
from core import crypto, settings
from core.clock import FrozenClock
from core.mode import Mode
from deployments.postgres import EmbeddedPostgres
from deployments.record import prepare as prepare_record
from models import session
from models.life import Life
from models.people import Municipality
from models.session import unit_of_work
from portal.app import create_app
from simulation.life import HEAD, MANAGER, CaseStory
from simulation.people import PASSWORD, authenticator_of
from simulation.seed import seed
from simulation.stage import InlineStage

FEW = 100
OWN = 30
TIMES = 30
BEGINS = date(2026, 9, 7)
Figures = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Subject:
    """The case that is looked at; the others are copies of it."""

    case: UUID
    number: str
    life: Life


say = Console(stderr=True).print
app = App(help=__doc__)


@app.default
def pages(
    *,
    cases: int = 1000,
    own: bool = False,
    json_: Annotated[bool, Parameter(name="--json")] = False,
) -> None:
    """Measure beside so many cases, or in the `--own` centre; `--json` prints one object."""
    with portal_on_cases() as (connection, subject, address):
        say(f"{OWN} cases of one manager, {FEW} in all …")
        copy_case(connection, subject.case, 1, OWN - 1)
        spread = Elsewhere(other_places())
        copy_case(connection, subject.case, OWN, FEW - 1, spread)
        connection.execute("VACUUM ANALYZE")
        few, again = measured(subject, address), measured(subject, address)
        say(f"{cases} in all …")
        copy_case(connection, subject.case, FEW, cases - 1, None if own else spread)
        connection.execute("VACUUM ANALYZE")
        figures = compared(few, again, measured(subject, address))
        entries = connection.execute("SELECT count(*) FROM audit").fetchone()
    if json_:
        print(json.dumps(figures))
    else:
        Console().print(table_of(figures, cases, int(entries[0]) if entries else 0))


@contextmanager
def on_record() -> Iterator[EmbeddedPostgres]:
    """A Postgres with an empty record, and this process as the worker on it."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tryeza-bench-")))
        folder.chmod(0o711)
        postgres = EmbeddedPostgres(folder / "db")
        stack.callback(postgres.remove)
        postgres.start()
        (folder / "keys").write_text(crypto.KeyRing.generate().dump())
        prepare_record(postgres.url("tryeza_owner"), folder / "keys")
        os.environ |= {
            "DATABASE_URL": postgres.url("tryeza_worker"),
            "SIGN_IN_DATABASE_URL": postgres.url("tryeza_sign_in"),
            "TRYEZA_KEYS_FILE": str(folder / "keys"),
            "TRYEZA_STATE_DIR": str(folder),
        }
        settings.settings.cache_clear()
        settings.prepare()
        bootstrap()
        stack.callback(lambda: session.engine().dispose())
        yield postgres


@contextmanager
def portal_on_cases() -> Iterator[tuple[Any, Subject, str]]:
    """A Postgres with one case whose members have just been reminded, and the portal on it."""
    with ExitStack() as stack:
        postgres = stack.enter_context(on_record())
        subject = a_case()
        # From here on as the portal: behind the walls of the database.
        os.environ["DATABASE_URL"] = postgres.url("tryeza_portal")
        settings.settings.cache_clear()
        own = settings.prepare()
        portal = create_app(
            own.model_copy(update={"mode": Mode.DEMO, "base_url": "http://127.0.0.1"})
        )
        address = stack.enter_context(served(portal))
        yield stack.enter_context(postgres.superuser("tryeza")), subject, address


def a_case() -> Subject:
    seed(cases=False, quick=True)
    story = CaseStory(InlineStage(FrozenClock.on(BEGINS)))
    story.refer()
    story.prepare()
    story.first_meeting()
    story.convene_review()
    story.wait(7)
    number = story.number()
    with unit_of_work(read_only=True) as work:
        return Subject(story.case, number, work.session.get_one(Life, story.case))


@contextmanager
def served(portal: Any) -> Iterator[str]:
    # Said to be TCP, or asyncio leaves Nagle's algorithm on: 40 ms before every body.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    config = uvicorn.Config(portal, log_config=None, access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)


def other_places() -> list[UUID]:
    with unit_of_work(read_only=True) as work:
        return list(
            work.session.scalars(select(Municipality.id).where(Municipality.slug != "ferizaj"))
        )


def measured(subject: Subject, address: str) -> Figures:
    """Milliseconds, the best of many tries, and statements of each page."""
    with signed_in(address, MANAGER) as manager, signed_in(address, HEAD) as head:
        asked: Mapping[str, Callable[[], object]] = {
            "manager's Today": lambda: get(manager, "/"),
            "head's Today": lambda: get(head, "/"),
            "list of cases": lambda: get(head, "/cases"),
            "manager's cases": lambda: get(manager, "/cases"),
            "case page": lambda: get(manager, f"/cases/{subject.number}"),
            "reports of a case": lambda: get(manager, f"/cases/{subject.number}/reports"),
            "audit entry of a case": lambda: record(subject.life),
            "audit entry of no case": lambda: record(None),
        }
        return {name: timed(ask) for name, ask in asked.items()}


@contextmanager
def signed_in(address: str, email: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=120) as client:
        found = re.search(r'name="csrf" value="(\w+)"', client.get("/sign-in").text)
        typed = {"email": email, "password": PASSWORD, "csrf": found[1] if found else ""}
        answer = client.post("/sign-in", data=typed, headers={"sec-fetch-site": "same-origin"})
        code = {"code": pyotp.TOTP(authenticator_of(email)).now(), "csrf": typed["csrf"]}
        answer = client.post("/sign-in/code", data=code, headers={"sec-fetch-site": "same-origin"})
        if not answer.is_redirect:
            raise RuntimeError(f"sign-in answers {answer.status_code}")
        yield client


def get(client: httpx.Client, path: str) -> httpx.Response:
    return client.get(path).raise_for_status()


def record(life: Life | None) -> None:
    with unit_of_work() as work:
        work.record("measured", life=life)


def timed(ask: Callable[[], object]) -> dict[str, float]:
    for _ in range(3):
        ask()
    with counted() as statements:
        ask()
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        ask()
        took.append((time.perf_counter() - began) * 1000)
    return {"ms": round(min(took), 1), "statements": len(statements)}


def compared(few: Figures, again: Figures, many: Figures) -> Figures:
    """Few beside many, and few beside themselves: a ratio within that is noise."""
    return {
        name: {
            "few_ms": few[name]["ms"],
            "many_ms": many[name]["ms"],
            "ratio": round(many[name]["ms"] / few[name]["ms"], 2),
            "noise": round(again[name]["ms"] / few[name]["ms"], 2),
            "few_statements": few[name]["statements"],
            "many_statements": many[name]["statements"],
        }
        for name in few
    }


def table_of(figures: Figures, cases: int, entries: int) -> Table:
    heads = (f"ms, {FEW} cases", f"ms, {cases} cases", "ratio", "noise", "statements")
    table = Table("", *heads, title=f"Best of {TIMES}; {entries} entries in the trail")
    for name, each in figures.items():
        counts = f"{each['few_statements']:.0f} → {each['many_statements']:.0f}"
        cells = (each["few_ms"], each["many_ms"], each["ratio"], each["noise"], counts)
        table.add_row(name, *map(str, cells))
    return table


if __name__ == "__main__":
    app()
