"""`tryeza audit verify|search|heads`: is the trail as it was written, who did what, its end."""

import getpass
import json
import os
import re
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final

import psycopg
from cyclopts import App
from rich.table import Table

from core.clock import ZONE
from core.i18n import N_
from core.lines import one_line
from core.settings import prepare, settings
from deployments.account import CannotPrepare
from deployments.faults import checked as checked_address
from deployments.terminal import as_json, join_system, out, say, words
from models.session import unit_of_work
from queries.trail_faults import FAULTS, TrailFinding
from queries.trail_search import NobodyKnown, TrailEntry, TrailQuestion, search
from runtime.known_findings import LookedInto

app = App(name="audit", help="The audit trail: verify it, search it, keep its end elsewhere.")

UNUSABLE: Final = N_("The trail's key %(path)s cannot be read: bring it back from its copy.")
UNKNOWN: Final = N_("The record knows no such case or person.")
LOST: Final = N_(
    "The end kept in %(path)s is not on record any more: the trail was put back or rewritten."
)
NO_END: Final = N_("Nothing of the trail is sealed yet: is a worker running?")
NOT_SAID: Final = N_(
    "Say which finding (the letters before it in `tryeza audit verify`) and with --why what it was."
)
NO_FINDING: Final = N_("`tryeza audit verify` finds nothing of this name: nothing was kept.")
HASH: Final = re.compile("[0-9a-fA-F]{64}")
BAD_END: Final = N_("An end is NUMBER:HASH, as a mail or a kept file says it.")


@app.command
def verify(*, end: Sequence[str] = (), json: bool = False) -> None:
    """Count the trail and the signed papers anew; exit code 1 where something is not as written.

    Parameters
    ----------
    end
        An end that was kept elsewhere, POSITION:CHAIN; may be given more than once.
    json
        One JSON document for machines.
    """
    from runtime import auditor  # noqa: PLC0415 - the other commands need no mail

    ends = [_end(each) for each in end]
    join_system(prepare)
    try:
        checked = auditor.check(ends)
    except (OSError, ValueError):
        raise CannotPrepare(UNUSABLE, path=settings().trail_keys) from None
    auditor.record(checked)
    position = checked.head.position if checked.head else 0
    if json:
        as_json({"position": position, "found": checked.as_json()})
    else:
        for each in checked.found:
            out.print(_line(each, checked.known.get(each.name)), markup=False)
        if not checked.alarms:
            say(N_("%(count)s entries are as they were written."), count=position)
    if checked.alarms:
        raise SystemExit(1)


@app.command
def known(*names: str, why: str) -> None:
    """Say of what `verify` found that it was looked into: it stays in the list, and is no alarm.

    Parameters
    ----------
    names
        The eight letters before each finding.
    why
        What it was, and who looked into it; no child's name. It stands in a file of this machine.
    """
    from runtime import auditor  # noqa: PLC0415 - the other commands need no mail

    if not names or not why.strip():
        raise CannotPrepare(NOT_SAID)
    join_system(prepare)
    try:
        checked = auditor.check()
    except (OSError, ValueError):
        raise CannotPrepare(UNUSABLE, path=settings().trail_keys) from None
    if not (found := auditor.know(checked, names, by=getpass.getuser(), why=why.strip())):
        raise CannotPrepare(NO_FINDING)
    for each in found:
        out.print(_line(each), markup=False)
    say(N_("It is known from now on; the next check says so."))


def _end(text: str) -> tuple[int, str]:
    position, _, chain = text.partition(":")
    if not (position.isdecimal() and HASH.fullmatch(chain)):
        raise CannotPrepare(BAD_END)
    return int(position), chain.lower()


def _line(finding: TrailFinding, known: LookedInto | None = None) -> str:
    where = {
        N_("entry"): finding.number,
        N_("case"): finding.life_id,
        N_("position"): finding.position,
        N_("paper"): finding.paper,
    }
    tell = words().gettext
    place = ", ".join(f"{tell(name)} {value}" for name, value in where.items() if value is not None)
    line = f"{finding.name}  {tell(FAULTS[finding.fault])} {place}".rstrip()
    if known is None:
        return line
    since = N_("known since %(day)s (%(who)s): %(why)s")
    return f"{line} · {tell(since, day=known.on, who=known.by, why=known.why)}"


@app.command(name="search")
def find(
    *,
    case: str | None = None,
    person: str | None = None,
    act: str | None = None,
    since: date | None = None,
    until: date | None = None,
    most: int = 1000,
    json: bool = False,
) -> None:
    """Say who did or read what, and when; the search is on record too.

    Parameters
    ----------
    case
        The number of a case.
    person
        An officer's mail address, or the id that entries name.
    act
        A part of the act's name.
    since
        The first day.
    until
        The last day.
    most
        No more than so many, the newest.
    json
        One JSON document for machines.
    """
    join_system(prepare)
    try:
        with unit_of_work() as work:
            found = search(work, TrailQuestion(case, person, act, since, until, most))
    except NobodyKnown:
        raise CannotPrepare(UNKNOWN) from None
    if json:
        as_json(found)
    elif found:
        out.print(_table(found))
    else:
        say(N_("Nothing of this is on record."))


def _table(found: Sequence[TrailEntry]) -> Table:
    tell = words().gettext
    table = Table(box=None, header_style="bold")
    for title in (N_("Entry"), N_("When"), N_("Case"), N_("Who"), N_("What"), N_("Article"), ""):
        table.add_column(tell(title) if title else "", overflow="fold")
    for line in found:
        who = f"{line.actor_kind} {line.actor or ''}".rstrip()
        more = " ".join(f"{name}={value}" for name, value in line.detail.items())
        said = (line.life or "", who, line.act, line.article or "", more)
        table.add_row(str(line.number), _moment(line.at), *map(one_line, said))
    return table


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(ZONE):%d.%m.%Y %H:%M:%S}"


@app.command
def heads(*, append: Path | None = None) -> None:
    """Print the newest signed end of the trail; needs to read `audit_head` and `audit_seal` only.

    Parameters
    ----------
    append
        A file of yours that gets it as its next line. Before that, its last line must still be on
        record: exit code 1 where it is not.
    """
    url = os.environ.get("DATABASE_URL")
    if not url:
        join_system(lambda: None)
        url = os.environ["DATABASE_URL"]
    address = checked_address(url).set(drivername="postgresql")
    with psycopg.connect(address.render_as_string(hide_password=False)) as connection:
        newest = connection.execute(
            "SELECT position, encode(chain, 'hex'), sealed_at FROM audit_head"
            " ORDER BY position DESC LIMIT 1"
        ).fetchone()
        if append is not None and (last := _last(append)) is not None:
            kept = connection.execute(
                "SELECT encode(chain, 'hex') FROM audit_seal WHERE position = %s",
                (last["position"],),
            ).fetchone()
            if kept is None or kept[0] != last["chain"]:
                raise CannotPrepare(LOST, path=append)
    if newest is None:
        raise CannotPrepare(NO_END)
    end = dict(zip(("position", "chain", "sealed_at"), newest, strict=True))
    end["sealed_at"] = end["sealed_at"].isoformat()
    if append is None:
        out.print_json(json.dumps(end))
        return
    with open(os.open(append, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644), "a") as file:
        file.write(json.dumps(end) + "\n")


def _last(path: Path) -> dict[str, object] | None:
    """The last line of a file of ends."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    found: dict[str, object] | None = json.loads(lines[-1]) if lines else None
    return found
