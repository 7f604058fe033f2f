"""What pages cost where the whole country is on record: `python -m bench.wide --cases N`.

One centre of three hundred open cases, of which the manager who looks has thirty; the other centres
fill up around it, first to a thousand cases and then to N. A page that grows between the two grows
with other people's cases, which is the worst that it can do (decision 0159). Then each page is
asked by turns with the second wall and without.
"""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Annotated, Any, Final
from uuid import UUID

import psycopg
from cyclopts import App, Parameter
from psycopg import sql
from rich.console import Console
from rich.table import Table

from bench.copies import Elsewhere, copy_case
from bench.pages import OWN, Subject, get, other_places, portal_on_cases, say, signed_in
from bench.statements import timed_statements
from bench.walls import by_turns
from simulation.life import HEAD, MANAGER

ADMIN: Final = "sanije.musliu@tryeza.example"
CENTRE: Final = 300
FEW: Final = 1000
TRIES: Final = 7
ROUNDS: Final = 3
OF_A_CASE: Final = (
    *("", "/meeting", "/table", "/declarations", "/plan", "/reports", "/log", "/known", "/signals"),
    *("/information", "/inquiries", "/closure", "/supervision", "/visits", "/form", "/breaches"),
    *("/ahead", "/trail", "/chronology"),
)
OF_AN_OFFICER: Final = (
    "/",
    "/cases",
    "/cases?group=late",
    "/supervision",
    "/eighteen",
    "/calendar",
    "/breaches",
)
OF_AN_ADMINISTRATOR: Final = ("/", "/stalled", "/accounts", "/centres")
Figures = dict[str, dict[str, float]]
Ask = Callable[[], object]
app = App(help=__doc__)


@app.default
def wide(*, cases: int = 10_000, json_: Annotated[bool, Parameter(name="--json")] = False) -> None:
    """Measure with so many cases in the country; `--json` prints one object."""
    with portal_on_cases() as (connection, subject, address):
        own_centre(connection, subject)
        spread = Elsewhere(other_places())
        fill(connection, subject, CENTRE, FEW, spread)
        with (
            signed_in(address, MANAGER) as manager,
            signed_in(address, HEAD) as head,
            signed_in(address, ADMIN) as admin,
        ):
            asked = questions(subject, manager, head, admin)
            few = {name: measured(ask) for name, ask in asked.items()}
            again = {name: measured(ask) for name, ask in asked.items()}
            fill(connection, subject, FEW, cases, spread)
            many = {name: measured(ask) for name, ask in asked.items()}
            say("With the wall and without, by turns …")
            walls = {name: by_turns(connection, ask, ROUNDS) for name, ask in asked.items()}
    figures = {name: compared(few[name], again[name], many[name], walls[name]) for name in asked}
    if json_:
        print(json.dumps(figures))
    else:
        Console(width=140).print(table_of(figures, cases))


def own_centre(connection: psycopg.Connection[Any], subject: Subject) -> None:
    """Thirty cases of the manager who looks, the others of the other managers of the centre."""
    # nothing here sends mail, and a record of half a million that wait is no country's
    connection.execute(
        "UPDATE message SET status = 'sent', accepted_at = coalesce(accepted_at, queued_at)"
        " WHERE status = 'queued'"
    )
    copy_case(connection, subject.case, 1, CENTRE - 1)
    others = connection.execute(
        "SELECT id FROM account WHERE role = 'manager' AND (municipality_id, id) IN (SELECT"
        " account.municipality_id, account.id FROM account JOIN cases USING (municipality_id)"
        " WHERE cases.id = %(case)s AND account.id <> cases.manager_id)",
        {"case": subject.case},
    ).fetchall()
    share_cases(connection, subject.case, OWN, CENTRE - 1, [UUID(str(each[0])) for each in others])


def share_cases(
    connection: psycopg.Connection[Any], life: UUID, first: int, last: int, managers: Sequence[UUID]
) -> None:
    """Copies number `first` to `last` are managed by these officers, in turn."""
    for table, column, of_case in (
        ("cases", "manager_id", "id"),
        ("appointment", "account_id", "case_id"),
    ):
        connection.execute(
            sql.SQL(
                "UPDATE {} SET {} = (%(managers)s::uuid[])[1 + n %% %(each)s]"
                " FROM generate_series(%(first)s::int, %(last)s::int) AS n"
                " WHERE {} = md5(%(life)s::text || n)::uuid"
            ).format(*map(sql.Identifier, (table, column, of_case))),
            {
                "managers": list(managers),
                "each": len(managers),
                "life": life,
                "first": first,
                "last": last,
            },
        )


def fill(
    connection: psycopg.Connection[Any], subject: Subject, first: int, last: int, spread: Elsewhere
) -> None:
    say(f"{last} cases in all …")
    copy_case(connection, subject.case, first, last - 1, spread)
    connection.execute("VACUUM ANALYZE")


def questions(subject: Subject, manager: Any, head: Any, admin: Any) -> Mapping[str, Ask]:
    """What is there to be opened; what answers that it is not there is left out."""
    case = f"/cases/{subject.number}"
    wanted = [
        *((who, name, path) for who, name in ((manager, "manager"), (head, "head"))
          for path in OF_AN_OFFICER),
        *((manager, "manager", case + path) for path in OF_A_CASE),
        (head, "head", case),
        *((admin, "administrator", path) for path in OF_AN_ADMINISTRATOR),
    ]  # fmt: skip
    return {
        f"{name}: {path.replace(case, '/cases/N')}": partial(get, who, path)
        for who, name, path in wanted
        if who.get(path).is_success
    }


def measured(ask: Ask) -> dict[str, float]:
    """The best of some tries, with the statements of that one."""
    ask()
    best: dict[str, float] = {}
    for _ in range(TRIES):
        began = time.perf_counter()
        with timed_statements() as seen:
            ask()
        took = (time.perf_counter() - began) * 1000
        if not best or took < best["ms"]:
            spent = [ms for ms, _ in seen] or [0.0]
            best = {"ms": took, "statements": len(seen), "db": sum(spent), "slowest": max(spent)}
    return best


def compared(
    few: dict[str, float], again: dict[str, float], many: dict[str, float], walls: dict[str, float]
) -> dict[str, float]:
    """Few beside many, and few beside themselves: a ratio within that is noise."""
    return {
        "few_ms": round(few["ms"], 1),
        "many_ms": round(many["ms"], 1),
        "grows": round(many["ms"] / few["ms"], 2),
        "noise": round(again["ms"] / few["ms"], 2),
        "statements": many["statements"],
        "grew_by": many["statements"] - few["statements"],
        "database_ms": round(many["db"], 1),
        "slowest_ms": round(many["slowest"], 1),
        "wall_ratio": walls["ratio"],
        "wall_noise": walls["noise"],
    }


def table_of(figures: Figures, cases: int) -> Table:
    heads = (
        f"ms, {FEW} cases",
        f"ms, {cases} cases",
        "grows",
        "noise",
        "statements",
        "more of them",
    )
    table = Table("", *heads, "database ms", "slowest", "with/without wall", "noise")
    for name, each in sorted(figures.items(), key=lambda item: -item[1]["many_ms"]):
        table.add_row(name, *map(str, each.values()))
    return table


if __name__ == "__main__":
    app()
