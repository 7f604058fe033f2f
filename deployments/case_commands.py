"""`tryeza case list|show|retry`: numbers, dates and steps; never a person."""

from collections.abc import Sequence
from datetime import date, datetime

from cyclopts import App
from rich.table import Table

from casework import operations
from core.clock import ZONE
from core.i18n import N_
from core.lines import one_line
from core.settings import prepare
from deployments.account import CannotPrepare
from deployments.terminal import as_json, join_system, out, say, words
from models.session import unit_of_work
from queries import operators
from rules.retry import NothingStalled

app = App(name="case", help="Look at cases, and retry what is stalled.")
UNKNOWN = N_("There is no case %(number)s.")


@app.command(name="list")
def list_cases(*, stalled: bool = False, json: bool = False) -> None:
    """List the cases, the soonest time limit first.

    Parameters
    ----------
    stalled
        Only cases with a step that failed for good.
    json
        One JSON document for machines.
    """
    join_system(prepare)
    with unit_of_work(read_only=True) as work:
        found = operators.cases(work, stalled_only=stalled)
    if json:
        as_json(found)
    elif found:
        out.print(_table(found))
    else:
        say(N_("There is no such case."))


@app.command
def show(number: str, *, json: bool = False) -> None:
    """Show one case: where it stands, what happened, what failed."""
    join_system(prepare)
    with unit_of_work() as work:
        view = operators.case(work, number)
    if view is None:
        raise CannotPrepare(UNKNOWN, number=number)
    if json:
        as_json(view)
        return
    out.print(_table([view.line]))
    out.print(_trail(view))
    if view.tries:
        out.print(_tries(view))


@app.command
def retry(number: str, *, json: bool = False) -> None:
    """Try the stalled steps of a case once more."""
    from casework.bootstrap import bootstrap  # noqa: PLC0415 - the other commands need no acts

    join_system(prepare)
    bootstrap()
    try:
        with unit_of_work() as work:
            known = operations.retry_case(work, number)
    except NothingStalled as refused:
        raise CannotPrepare(refused.reason) from None
    if not known:
        raise CannotPrepare(UNKNOWN, number=number)
    if json:
        as_json({"number": number, "retry": True})
    else:
        say(N_("The stalled steps of %(number)s are tried again now."), number=number)


def _table(found: Sequence[operators.CaseStatus]) -> Table:
    tell = words().gettext
    table = Table(box=None, header_style="bold")
    titles = (
        N_("Case"),
        N_("Municipality"),
        N_("Phase"),
        N_("Waiting for"),
        N_("By"),
        N_("Article"),
    )
    for title in (*titles, N_("Stalled step")):
        table.add_column(tell(title), overflow="fold")
    for line in found:
        due = _day(line.next_due_on)
        stalled = " · ".join(filter(None, (line.stalled_step, line.stalled_reference)))
        table.add_row(
            line.number,
            line.municipality,
            line.phase,
            line.waiting_for,
            due,
            line.next_article or "",
            stalled,
        )
    return table


def _trail(view: operators.CaseView) -> Table:
    table = Table(box=None, show_header=False)
    for event in view.events:
        said = (event.article or "", event.act, event.actor)
        table.add_row(_moment(event.at), *map(one_line, said))
    return table


def _tries(view: operators.CaseView) -> Table:
    table = Table(box=None, title=words().gettext(N_("Tries that failed")), title_justify="left")
    for row in view.tries:
        table.add_row(
            _moment(row.at),
            row.article,
            row.step,
            f"{row.number}.",
            row.outcome,
            row.error or "",
            row.reference or "",
        )
    return table


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(ZONE):%d.%m.%Y %H:%M}"
