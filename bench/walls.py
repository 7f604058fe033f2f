"""What the second wall costs: `python -m bench.walls --cases N` asks the same pages of the same
portal with the policies and without, by turns in one run (decision 0149).

The reader's centre has thirty cases, or with `--own` all of them. A page is asked in many short
rounds, with and without, so that a busy machine is as busy for both; noise is what the same
question gives against itself.
"""

import json
import time
from collections.abc import Callable, Mapping
from statistics import median
from typing import Annotated, Any

import psycopg
from cyclopts import App, Parameter
from psycopg import sql
from rich.console import Console
from rich.table import Table

from bench.copies import Elsewhere, copy_case
from bench.pages import OWN, Subject, get, other_places, portal_on_cases, say, signed_in
from models import walls
from simulation.life import HEAD, MANAGER

ROUNDS = 12
TIMES = 5
Figures = dict[str, dict[str, float]]
app = App(help=__doc__)


@app.default
def compare(
    *,
    cases: int = 1000,
    own: bool = False,
    json_: Annotated[bool, Parameter(name="--json")] = False,
) -> None:
    """Measure beside so many cases, or in the `--own` centre; `--json` prints one object."""
    with portal_on_cases() as (connection, subject, address):
        say(f"{OWN} cases of one manager, {cases} in all …")
        copy_case(connection, subject.case, 1, OWN - 1)
        copy_case(
            connection, subject.case, OWN, cases - 1, None if own else Elsewhere(other_places())
        )
        connection.execute("VACUUM ANALYZE")
        with signed_in(address, MANAGER) as manager, signed_in(address, HEAD) as head:
            figures = {
                name: by_turns(connection, ask)
                for name, ask in questions(subject, manager, head).items()
            }
    if json_:
        print(json.dumps(figures))
    else:
        Console().print(table_of(figures, cases))


def questions(subject: Subject, manager: Any, head: Any) -> Mapping[str, Callable[[], object]]:
    case = f"/cases/{subject.number}"
    return {
        "manager's Today": lambda: get(manager, "/"),
        "head's Today": lambda: get(head, "/"),
        "list of cases": lambda: get(head, "/cases"),
        "case page": lambda: get(manager, case),
        "reports of a case": lambda: get(manager, f"{case}/reports"),
        "closing form": lambda: get(manager, f"{case}/closure"),
    }


def by_turns(
    connection: psycopg.Connection[Any], ask: Callable[[], object], rounds: int = ROUNDS
) -> dict[str, float]:
    """Medians of the best of each round, in milliseconds."""
    found: dict[str, list[float]] = {"without": [], "with": [], "again": []}
    for _ in range(rounds):
        for name, times in found.items():
            stand(connection, up=name != "without")
            ask()  # plans are made anew after a change of policies
            times.append(best(ask))
    stand(connection, up=True)
    without, behind, again = (median(found[name]) for name in ("without", "with", "again"))
    return {
        "without_ms": round(without, 1),
        "with_ms": round(behind, 1),
        "ratio": round(behind / without, 3),
        "noise": round(again / behind, 3),
    }


def stand(connection: psycopg.Connection[Any], *, up: bool) -> None:
    for table in walls.walled():
        turn = sql.SQL("ALTER TABLE {} ENABLE ROW LEVEL SECURITY") if up else sql.SQL(
            "ALTER TABLE {} DISABLE ROW LEVEL SECURITY"
        )  # fmt: skip
        connection.execute(turn.format(sql.Identifier(table)))


def best(ask: Callable[[], object]) -> float:
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        ask()
        took.append((time.perf_counter() - began) * 1000)
    return min(took)


def table_of(figures: Figures, cases: int) -> Table:
    table = Table("", "ms without", "ms with", "ratio", "noise", title=f"{cases} cases")
    for name, each in figures.items():
        table.add_row(name, *map(str, each.values()))
    return table


if __name__ == "__main__":
    app()
