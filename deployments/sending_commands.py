"""`tryeza sending`: after a restore, what had already left, and that sending goes on."""

from collections.abc import Mapping, Sequence
from datetime import datetime
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
from models.session import unit_of_work
from notifications import after_restore, resuming
from notifications.after_restore import HeldBack, NotPaused, Since
from notifications.resuming import (
    LogOfOthers,
    NoSuchMessage,
    NotYetResumed,
    NoWorkerSince,
    OutsideTheGap,
    StillLooking,
    UndecidedMessages,
    WordOfStop,
)

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
OUTSIDE: Final = N_(
    "%(said)s, as the clocks here show it, is not between the copy (%(taken)s) and the restore"
    " (%(restored)s), when the system stopped. Z behind a moment says that it is UTC, as in many"
    " logs."
)
NOT_OURS: Final = N_(
    "The log holds no mail of this system, neither one that waits nor one of before: give the"
    " mail server's log of the days between copy and loss, or leave it out and say --again sent or"
    " --again send."
)
NOT_YET: Final[Mapping[type[NotYetResumed], str]] = {
    NoWorkerSince: NO_WORKER,
    StillLooking: AT_IT,
    UndecidedMessages: UNDECIDED,
    NoSuchMessage: AMBIGUOUS,
    OutsideTheGap: OUTSIDE,
    LogOfOthers: NOT_OURS,
}
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
        waits, logged = after_restore.still_at_it(work, copy), _logged(log)
        try:
            resuming.check_logged(work, logged)
        except LogOfOthers:
            raise CannotPrepare(NOT_OURS) from None
    said = after_restore.decided(found, logged, None, {})
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
    how = WordOfStop(
        _local_moment(stopped_at),
        None if again is None else again == "sent",
        sent,
        send,
        _logged(log),
    )
    left, leave = _carry_out(how, at_once=at_once)
    say(
        N_("%(count)s messages count as sent, %(leave)s leave now. Sending goes on."),
        count=left,
        leave=leave,
    )


def _carry_out(how: WordOfStop, *, at_once: bool) -> tuple[int, int]:
    try:
        with unit_of_work() as work:
            copy = after_restore.paused(work)
            if copy is None:
                raise NotPaused
            return resuming.carry_out(work, copy, how, at_once=at_once)
    except NotPaused:
        raise CannotPrepare(GOES_ON) from None
    except NotYetResumed as refused:
        raise CannotPrepare(NOT_YET[type(refused)], **_spelled(refused.facts)) from None


def _local_moment(said: datetime) -> datetime:
    return said if said.tzinfo else said.replace(tzinfo=ZONE)


def _moment(said: datetime | None, copy: RestoredCopy) -> datetime:
    if said is None:
        return copy.restored_at
    try:
        return resuming.moment_of(_local_moment(said), copy)
    except OutsideTheGap as refused:
        raise CannotPrepare(NOT_YET[OutsideTheGap], **_spelled(refused.facts)) from None


def _spelled(facts: Mapping[str, object]) -> dict[str, object]:
    """Moments in the authority's time."""
    return {
        name: _local(fact) if isinstance(fact, datetime) else fact for name, fact in facts.items()
    }


def _logged(files: Sequence[Path]) -> str | None:
    return "\n".join(each.read_text(errors="replace") for each in files) if files else None


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
    return f"{moment.astimezone(ZONE):%d.%m.%Y %H:%M:%S}"
