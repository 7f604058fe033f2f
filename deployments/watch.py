"""`tryeza watch`: how the machine is, kept where the administrator's page shows it.

A timer asks for it every few minutes. Another process than the keeper, so that somebody says when
there is none.
"""

import os
import socket
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from core import logs
from core.i18n import N_
from core.ids import new_id
from core.settings import prepare, settings
from deployments.checks import Check
from deployments.doctor import look
from deployments.terminal import join_system, say
from models.life import WATCH, Heartbeat
from models.session import unit_of_work
from runtime import silence
from runtime.silence import Silence

UNSEEN: Final = frozenset({"passwords"})
"""Our user never sees it, and the command line does: a warning that always stands says nothing."""


def watch() -> None:
    """Look as `doctor --production` does, keep it for the administrator's page, and write to the
    administrators when no keeper has been heard of."""
    logs.configure()
    join_system(prepare)
    name = WATCH + socket.gethostname()
    with unit_of_work(read_only=True) as work:
        kept = work.session.scalar(select(Heartbeat.detail).where(Heartbeat.name == name)) or {}
        found = silence.look(work, Silence.of_detail(kept.get("silence")))
        to = silence.readers(work, found) if found else []
    if found and to and not settings().demo:
        found = silence.tell(to, found)
        say(N_("The keeper is silent: the administrators are written to."))
    lines = look(os.environ, production=not settings().demo)
    detail = {"lines": [as_line(each) for each in lines]}
    _keep(name, detail | ({"silence": found.as_detail()} if found else {}))
    for each in lines:
        if not each.works:
            say(each.message, **each.facts)


def as_line(check: Check) -> dict[str, Any]:
    """Kept as the message and its facts: whoever reads the page has a language of their own."""
    facts = {
        key: value if isinstance(value, int) else str(value) for key, value in check.facts.items()
    }
    found = {"part": check.part, "works": check.works, "says": check.message, "facts": facts}
    return found | {"warns": check.warns and check.part not in UNSEEN}


def _keep(name: str, detail: Mapping[str, Any]) -> None:
    with unit_of_work() as work:
        now = func.clock_timestamp()
        row = insert(Heartbeat).values(id=new_id(), name=name, beat_at=now, detail=dict(detail))
        work.session.execute(
            row.on_conflict_do_update(
                index_elements=["name"], set_={"beat_at": now, "detail": dict(detail)}
            )
        )
