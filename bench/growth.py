"""What each page and each pass costs at N open cases and as many closed: `python -m bench.growth`.

One centre has three hundred of the open cases, of which the manager who looks has thirty; the
others fill the country. The closed ones lie three years back in the same centres. Run it with a
thousand cases and with ten thousand: what grows between the two grows with other people's work.

Pages are asked over a socket from the portal as it runs; passes are what worker and keeper do by
themselves on our own rows, without what they ask of Prefect (`bench.wake` measures that).
Statements are those that reach Postgres. The trail's nightly check is not among them: it reads all
that there is.
"""

import json
import os
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from datetime import timedelta
from functools import partial
from typing import Annotated, Any, Final
from uuid import UUID

from cyclopts import App, Parameter
from rich.console import Console
from rich.table import Table
from sqlalchemy import select

from bench.copies import Elsewhere, copy_case
from bench.pages import BEGINS, Subject, on_record, other_places, say, served, signed_in
from bench.statements import counted
from bench.wide import ADMIN, CENTRE, fill, own_centre, questions
from casework.municipality import standing
from core import settings
from core.clock import REMINDERS, FrozenClock
from core.mode import Mode
from deployments.postgres import EmbeddedPostgres
from models.life import Life, LifeKind
from models.session import unit_of_work
from portal.app import create_app
from runtime import repairs
from runtime.claims import due
from simulation.life import HEAD, MANAGER, CaseStory
from simulation.seed import seed
from simulation.stage import InlineStage
from workflow.life import due_steps, perform

TRIES: Final = 20
MOST: Final = 50
"""Lives that one look at what is due takes, as a worker with free hands does."""
YEARS: Final = 3
Figures = dict[str, dict[str, float]]
app = App(help=__doc__)


@app.default
def growth(*, cases: int = 1000, json_: Annotated[bool, Parameter(name="--json")] = False) -> None:
    """Measure with so many open cases, at least three hundred; `--json` prints one object."""
    with ExitStack() as stack:
        postgres = stack.enter_context(on_record())
        connection = stack.enter_context(postgres.superuser("tryeza"))
        subject, clock = country(connection, max(cases, CENTRE))
        figures = passes(subject, clock)
        address = stack.enter_context(portal_on(postgres))
        figures |= pages(subject, address)
    if json_:
        print(json.dumps(figures))
    else:
        Console(width=120).print(table_of(figures, cases))


def country(connection: Any, cases: int) -> tuple[Subject, FrozenClock]:
    """Two cases are played, one of them to its seal, and copied; what was to leave has left."""
    seed(cases=False, quick=True)
    clock = FrozenClock.on(BEGINS)
    closed, open_ = CaseStory(InlineStage(clock)), CaseStory(InlineStage(clock))
    say("One case is played to its seal, another one until its members are reminded …")
    closed.play()
    open_.refer()
    open_.prepare()
    open_.first_meeting()
    open_.convene_review()
    open_.wait(7)
    subject = _subject(open_.case, open_.number())
    with unit_of_work() as work:
        standing.ensure(work)
    own_centre(connection, subject)
    spread = Elsewhere(other_places())
    fill(connection, subject, CENTRE, cases, spread)
    say(f"{cases} closed ones …")
    own = min(CENTRE, cases)
    copy_case(connection, closed.case, 1, own - 1)
    copy_case(connection, closed.case, own, cases - 1, spread)
    _lie_back(connection, closed.case)
    # Each has its run at Prefect, as all have that a worker ever saw.
    connection.execute("UPDATE life SET flow_run_id = coalesce(flow_run_id, gen_random_uuid())")
    connection.execute("VACUUM ANALYZE")
    return subject, clock


def _subject(case_id: UUID, number: str) -> Subject:
    with unit_of_work(read_only=True) as work:
        return Subject(case_id, number, work.session.get_one(Life, case_id))


def _lie_back(connection: Any, closed: UUID) -> None:
    """The closed ones ended on the days of three years, not all on one."""
    connection.execute(
        "WITH each AS (SELECT id, row_number() OVER (ORDER BY id) %% %(days)s AS back FROM life"
        " WHERE kind = 'case' AND ended_at IS NOT NULL AND id <> %(closed)s)"
        " UPDATE life SET ended_at = ended_at - each.back * interval '1 day'"
        " FROM each WHERE each.id = life.id",
        {"days": 365 * YEARS, "closed": closed},
    )


def portal_on(postgres: EmbeddedPostgres) -> Any:
    """From here on as the portal: behind the walls of the database."""
    os.environ["DATABASE_URL"] = postgres.url("tryeza_portal")
    settings.settings.cache_clear()
    own = settings.prepare()
    return served(
        create_app(own.model_copy(update={"mode": Mode.DEMO, "base_url": "http://127.0.0.1"}))
    )


def passes(subject: Subject, clock: FrozenClock) -> Figures:
    """What nobody asks for: as a worker, who sees the whole record."""
    say("Passes …")
    asked: Mapping[str, Callable[[], object]] = {
        "pass: what is due": _what_is_due,
        "pass: keeper": _keep,
        "pass: a case looks again": lambda: list(due_steps(subject.case, anew=True)),
    }
    found = {name: measured(ask) for name, ask in asked.items()}
    clock.move_to(clock.today() + timedelta(days=1), REMINDERS)
    with unit_of_work(read_only=True) as work:
        query = select(Life.id).where(Life.kind == LifeKind.REMINDERS, Life.ended_at.is_(None))
        lives = work.session.scalars(query).all()
    for life in lives:  # the first look of all, which opens what stands
        for step in due_steps(life, anew=True):
            perform(step.act, life, step.subject_id)
    clock.move_to(clock.today() + timedelta(days=1), REMINDERS)
    rounds = [partial(perform, "send_reminders", life, None) for life in lives]
    return found | {"pass: a centre's morning": over(rounds)}


def _what_is_due() -> None:
    with unit_of_work(read_only=True) as work:
        due(work, MOST)


def _keep() -> None:
    """What the keeper does on our own rows, pass for pass."""
    with unit_of_work() as work:
        repairs.forget_the_dead(work)
        repairs.forget_drafts(work)
        standing.ensure(work)
        repairs.withdraw_what_is_over(work)
        repairs.wake_the_forgotten(work)


def pages(subject: Subject, address: str) -> Figures:
    say("Pages …")
    with (
        signed_in(address, MANAGER) as manager,
        signed_in(address, HEAD) as head,
        signed_in(address, ADMIN) as admin,
    ):
        asked = questions(subject, manager, head, admin)
        return {name: measured(ask) for name, ask in asked.items()}


def measured(ask: Callable[[], object]) -> dict[str, float]:
    ask()
    return over([ask] * TRIES)


def over(asks: Sequence[Callable[[], object]]) -> dict[str, float]:
    """Milliseconds over all of them; of statements and bytes the most."""
    took, statements, sizes = [], [], []
    for ask in asks:
        began = time.perf_counter()
        with counted() as seen:
            answer = ask()
        took.append((time.perf_counter() - began) * 1000)
        statements.append(len(seen))
        sizes.append(len(getattr(answer, "content", b"")))
    return {
        "statements": max(statements),
        "p50_ms": round(statistics.median(took), 1),
        "p95_ms": round(statistics.quantiles(took, n=20)[-1], 1),
        "bytes": max(sizes),
    }


def table_of(figures: Figures, cases: int) -> Table:
    table = Table("", "statements", "p50 ms", "p95 ms", "bytes", title=f"{cases} open cases")
    for name, each in sorted(figures.items(), key=lambda item: -item[1]["p95_ms"]):
        table.add_row(name, *(f"{value:g}" for value in each.values()))
    return table


if __name__ == "__main__":
    app()
