"""`tryeza demo`: the whole life on the real engine, without a browser."""

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Any
from uuid import UUID

from rich.table import Table
from sqlalchemy import select

from casework.bootstrap import bootstrap
from core.i18n import N_
from core.settings import prepare, settings
from deployments.account import CannotPrepare, database_account
from deployments.faults import checked, is_away
from deployments.folders import temporary_folder
from deployments.local import LocalSystem
from deployments.state import State, state_directory
from deployments.terminal import as_json, err, out, say, stand_as_the_system, step, words
from models.outbox import Channel, Message, MessageStatus
from models.session import unit_of_work
from notifications import mailbox
from runtime.ending import AskedToEnd, Ending
from simulation import duties, timeline
from simulation.chronicle import Chronicle
from simulation.life import CaseStory
from simulation.live import LiveStage, NotSettled
from simulation.quarter import QuarterStory
from simulation.timeline import TimelineEvent

SCENES = {
    "referral": N_("A child is referred"),
    "preparation": N_("Assessment, table and date are prepared"),
    "first meeting": N_("The table meets"),
    "first monthly review": N_("The first month: one report is missing"),
    "second monthly review": N_("The second month"),
    "closure": N_("The case is closed"),
}

INTERRUPTED = 130  # as the shell has it for Ctrl-C
NOT_SETTLED = N_("The engine did not come to rest in time: `tryeza doctor` says what is wrong.")


def demo(*, json: bool = False) -> None:
    """Play a case from referral to closure, and a quarterly meeting beside it.

    On the system that runs here, else on a complete one of its own that is gone afterwards.

    Parameters
    ----------
    json
        One JSON object on standard output; progress goes to standard error.
    """
    began = time.monotonic()
    ending = Ending()
    ending.listen()
    try:
        with _system(ending), ending.interruptible():
            prepare()
            bootstrap()
            events, case, lacking = _told()
    except AskedToEnd:
        say(N_("Stopped before the end of the story."))
        raise SystemExit(INTERRUPTED) from None
    except NotSettled:
        raise CannotPrepare(NOT_SETTLED) from None
    seconds = round(time.monotonic() - began, 1)
    if json:
        as_json({"events": [event.as_json() for event in events], "case": case, "seconds": seconds})
    else:
        _print(events, case, seconds)
    for each in lacking:
        say(N_("Missing: %(what)s"), what=each)
    if lacking or case["phase"] != "closed":
        raise SystemExit(1)


def _told() -> tuple[list[TimelineEvent], dict[str, Any], list[str]]:
    """What happened, how the case ended, and what should have happened and did not."""
    case_id, quarter_id = _play()
    events = timeline.read([case_id, quarter_id])
    lacking = [*duties.missing(events), *_never_arrived([case_id, quarter_id])]
    return events, timeline.summary(case_id), lacking


@contextmanager
def _system(ending: Ending) -> Iterator[None]:
    """The environment of the running system, or of one of our own while the block lasts."""
    if os.environ.get("DATABASE_URL"):
        checked(os.environ["DATABASE_URL"])
        _only_in_a_demo(settings().demo)
        stand_as_the_system()
        yield
        return
    running = State(state_directory(os.environ)).running()
    if running:
        say(N_("Playing on the system that runs at %(url)s"), url=running["base_url"])
        os.environ.update(running["env"])
        _only_in_a_demo(settings().demo)
        yield
        return
    with (
        temporary_folder(database_account(), "tryeza-demo-") as folder,
        LocalSystem(
            folder, port=0, temporary=True, demo=True, step=step, say=say, check=ending.check
        ) as system,
    ):
        os.environ.update(system.env)
        yield


def _only_in_a_demo(demo: bool) -> None:
    if not demo:
        raise CannotPrepare(N_("This system is not a demo: its clock is not for turning."))


def _play() -> tuple[UUID, UUID]:
    """The two stories on one clock; gives the case's life and the quarter's."""
    LiveStage().today()  # who is not there at the beginning is not waited for
    stage = LiveStage(passes=is_away)
    chronicle = Chronicle(stage)
    story = CaseStory(chronicle, told=lambda scene: say(SCENES[scene]))
    with err.status(words().gettext(N_("The engine works; this takes a minute or two"))):
        stage.settle()
        quarter = QuarterStory(chronicle).begin()
        case = story.play()
        chronicle.finish()
    return case, quarter


def _never_arrived(lives: Sequence[UUID]) -> list[str]:
    """Messages that the record calls sent and the mailbox does not hold, or holds twice."""
    with unit_of_work(read_only=True) as work:
        query = select(Message).where(
            Message.life_id.in_(lives),
            Message.channel == Channel.MAIL,
            Message.status == MessageStatus.SENT,
        )
        sent = {row.left_as: row.template for row in work.session.scalars(query)}
    arrived = [mail.message_id for mail in mailbox.read_mails(settings().state_dir)]
    return [
        f"{template}: {arrived.count(message_id)} mails"
        for message_id, template in sent.items()
        if arrived.count(message_id) != 1
    ]


def _print(events: Sequence[TimelineEvent], case: dict[str, Any], seconds: float) -> None:
    tell = words().gettext
    table = Table(title=tell(N_("Case %(number)s"), number=case["number"]), header_style="bold")
    for head in (N_("Day"), N_("Date"), N_("Article"), N_("What happened"), N_("By")):
        table.add_column(tell(head), no_wrap=head in {"Day", "Date", "Article"})
    table.add_column(tell(N_("Who was told")))
    table.add_column(tell(N_("Mail accepted")), no_wrap=True)
    for same in _together(events):
        first = same[0]
        accepted = [event.accepted_at for event in same if event.accepted_at]
        table.add_row(
            str(first.day),
            f"{first.at:%Y-%m-%d}",
            first.article or "",
            first.step if first.life == case["number"] else f"{first.step} ({first.life})",
            _names([event.actor for event in same]),
            _names([who for event in same for who in event.told]),
            f"{max(accepted):%Y-%m-%d %H:%M}" if accepted else "",
        )
    out.print(table)
    done = N_("%(number)s: %(phase)s after %(count)d activations, played in %(seconds)s seconds.")
    facts = {"number": case["number"], "phase": case["phase"], "count": case["activations"]}
    out.print(tell(done, **facts, seconds=seconds))


def _together(events: Sequence[TimelineEvent]) -> Iterator[list[TimelineEvent]]:
    """Events that follow each other and are the same act, as one line."""
    for _, same in groupby(events, key=lambda event: (event.life, event.day, event.step)):
        yield list(same)


def _names(people: Sequence[str]) -> str:
    different = list(dict.fromkeys(people))
    if len(different) <= 2:
        return ", ".join(different)
    return words().ngettext("%(num)d person", "%(num)d people", len(different))
