"""`tryeza sending`: after a restore, what had already left, and that sending goes on."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, Literal
from uuid import UUID

from cyclopts import App
from rich.table import Table

from core.clock import ZONE
from core.i18n import N_
from core.settings import prepare
from deployments.account import CannotPrepare
from deployments.terminal import as_json, join_system, out, say, words
from models.copies import RestoredCopy
from models.session import Work, unit_of_work
from notifications import after_restore
from notifications.after_restore import HeldBack, NotPaused, Since

app = App(name="sending", help="After a restore: say what had already left, and go on sending.")

GOES_ON: Final = N_("Sending is not paused.")
SINCE: Final = {
    Since.LEFT: N_("waited when the copy was taken"),
    Since.LATER: N_("was to leave after the system had stopped"),
    Since.ANEW: N_("queued again since the restore"),
    Since.NEW_LINK: N_("queued since the restore, with a new link"),
}
NO_WORKER: Final = N_(
    "No worker was heard of since the restore: start one, and wait until it has looked at every"
    " case. What it queues may have left before."
)
AT_IT: Final = N_("The worker still looks at %(count)s cases: wait until it is through.")
UNDECIDED: Final = N_(
    "%(count)s messages were queued again since the restore. Did they leave before? Give the mail"
    " server's log (--log FILE), or --again sent or --again send for all of them, or --sent NAME"
    " and --send NAME for one."
)
AMBIGUOUS: Final = N_("%(name)s is no message that waits, or more than one.")
Again = Literal["sent", "send"]


@app.default
def status(
    *, stopped_at: datetime | None = None, log: Sequence[Path] = (), json: bool = False
) -> None:
    """List what is held back, and what would become of it; nothing is changed.

    Parameters
    ----------
    stopped_at
        Until when the system ran that is gone; without it the moment of the restore.
    log
        A mail server's log: what is in it has left.
    json
        One JSON document for machines.
    """
    join_system(prepare)
    with unit_of_work(read_only=True) as work:
        copy = after_restore.paused(work)
        if copy is None:
            as_json({"paused": False}) if json else say(GOES_ON)
            return
        found = after_restore.held_back(work, copy, _moment(stopped_at, copy))
        waits = after_restore.still_at_it(work, copy)
    said = after_restore.decided(found, _logged(log), None, {})
    if json:
        lines = [{"name": each.name, "counts": said[each.id], **_plain(each)} for each in found]
        as_json({"paused": True, "copy_of": copy.taken_at, "looked_at": waits, "messages": lines})
        return
    say(N_("Nothing is sent since the restore of the copy of %(moment)s."), moment=_said(copy))
    if found:
        out.print(_table(found, said))
    if waits is None:
        say(NO_WORKER)
    elif waits:
        say(AT_IT, count=waits)
    else:
        say(N_("The worker has looked at every case. Then: tryeza sending resume --stopped-at …"))


@app.command
def resume(
    *,
    stopped_at: datetime,
    log: Sequence[Path] = (),
    again: Again | None = None,
    sent: Sequence[str] = (),
    send: Sequence[str] = (),
    at_once: bool = False,
) -> None:
    """Say what had already left, and go on sending.

    What waited when the copy was taken counts as sent where its time came before the stop; what is
    in the mail server's log too. What carries a link made since leaves in any case.

    Parameters
    ----------
    stopped_at
        Until when the system ran that is gone: 2026-11-29T10:05, in the authority's time.
    log
        Its mail server's log; may be given more than once. What is not in it has not left.
    again
        What was queued again since the restore: `sent` if it had left, `send` if not.
    sent
        The first letters of the name of one that had left; may be given more than once.
    send
        The same of one that had not.
    at_once
        Do not wait until the worker has looked at every case.
    """
    join_system(prepare)
    is_sent = None if again is None else again == "sent"
    with unit_of_work() as work:
        copy = after_restore.paused(work)
        if copy is None:
            raise CannotPrepare(GOES_ON)
        if not at_once:
            _is_through(work, copy)
        moment = _moment(stopped_at, copy)
        found = after_restore.held_back(work, copy, moment)
        said = {_named(found, name): True for name in sent}
        said |= {_named(found, name): False for name in send}
        counts = after_restore.decided(found, _logged(log), is_sent, said)
        left, leave = _carried_out(work, counts, moment)
    say(
        N_("%(count)s messages count as sent, %(leave)s leave now. Sending goes on."),
        count=left,
        leave=leave,
    )


def _carried_out(
    work: Work, counts: Mapping[UUID, bool | None], stopped_at: datetime
) -> tuple[int, int]:
    """How many count as sent, and how many leave."""
    if undecided := sum(counted is None for counted in counts.values()):
        raise CannotPrepare(UNDECIDED, count=undecided)
    left = [message for message, counted in counts.items() if counted]
    try:
        return len(left), after_restore.resume(work, left, stopped_at=stopped_at)
    except NotPaused:
        raise CannotPrepare(GOES_ON) from None


def _is_through(work: Work, copy: RestoredCopy) -> None:
    waits = after_restore.still_at_it(work, copy)
    if waits is None:
        raise CannotPrepare(NO_WORKER)
    if waits:
        raise CannotPrepare(AT_IT, count=waits)


def _moment(said: datetime | None, copy: RestoredCopy) -> datetime:
    """Not before the copy was taken, and not after it was put back."""
    if said is None:
        return copy.restored_at
    moment = said if said.tzinfo else said.replace(tzinfo=ZONE)
    if copy.taken_at - timedelta(minutes=1) < moment < copy.taken_at:
        return copy.taken_at  # people say minutes
    if not copy.taken_at <= moment <= copy.restored_at:
        raise CannotPrepare(
            N_("The system stopped between the copy (%(taken)s) and the restore (%(restored)s)."),
            taken=_local(copy.taken_at),
            restored=_local(copy.restored_at),
        )
    return moment


def _logged(files: Sequence[Path]) -> str | None:
    return "\n".join(each.read_text(errors="replace") for each in files) if files else None


def _named(found: Sequence[HeldBack], name: str) -> UUID:
    known = [each.id for each in found if each.name.startswith(name)]
    if len(known) != 1:
        raise CannotPrepare(AMBIGUOUS, name=name)
    return known[0]


def _table(found: Sequence[HeldBack], counts: dict[UUID, bool | None]) -> Table:
    tell = words().gettext
    table = Table(box=None, header_style="bold")
    for title in (N_("Name"), N_("Case"), N_("What"), N_("Queued"), "", N_("Then")):
        table.add_column(tell(title) if title else "", overflow="fold")
    then = {True: N_("counts as sent"), False: N_("leaves"), None: N_("to be said")}
    for each in found:
        line = (each.name[:8], each.life or "", each.template, _local(each.queued_at))
        table.add_row(*line, tell(SINCE[each.since]), tell(then[counts[each.id]]))
    return table


def _plain(each: HeldBack) -> dict[str, object]:
    return {
        "case": each.life,
        "template": each.template,
        "channel": each.channel,
        "queued_at": each.queued_at,
        "since": each.since,
    }


def _said(copy: RestoredCopy) -> str:
    return _local(copy.taken_at)


def _local(moment: datetime) -> str:
    return f"{moment.astimezone(ZONE):%d.%m.%Y %H:%M}"
