"""After a restore: what an administrator asked for on the page, carried out by the keeper (0161).

The portal may neither see all that waits nor change it (0149). So the page writes down what the
administrator says, as an act on the trail, and shows what the keeper found; the keeper, who sees
the whole record, does what the command on the machine does.
"""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert

from casework.resuming import ASKED
from core.ids import new_id
from models.copies import RestoredCopy
from models.life import SENDING, ActorKind, AuditEntry, Heartbeat
from models.people import Account
from models.session import Work
from notifications import after_restore, resuming
from notifications.after_restore import NotPaused, Since
from notifications.resuming import NotYetResumed, WordOfStop
from rules.roles import Role

SHOWN: Final = 200
"""Messages of which one by one is said whether they left; who has more uses the command."""


def look(work: Work) -> None:
    """One look of the keeper while sending is paused; of a record that was never put back, none."""
    copy = after_restore.paused(work)
    if copy is None:
        work.session.execute(delete(Heartbeat).where(Heartbeat.name == SENDING))
        return
    asked, refused = _asked_since(work, copy), None
    if asked is not None:
        try:
            resuming.carry_out(work, copy, _said(asked.detail))
        except NotPaused:
            return
        except NotYetResumed as why:
            refused = {"why": why.why, "facts": {key: str(each) for key, each in why.facts.items()}}
        else:
            work.session.execute(delete(Heartbeat).where(Heartbeat.name == SENDING))
            return
    _tell(work, _found(work, copy, asked) | {"refused": refused})


def _asked_since(work: Work, copy: RestoredCopy) -> AuditEntry | None:
    """The last word of an administrator; of before the restore it is about another one."""
    query = (
        select(AuditEntry)
        .join(Account, Account.id == AuditEntry.actor_id)
        .where(AuditEntry.act == ASKED, AuditEntry.actor_kind == ActorKind.STAFF)
        .where(Account.role == Role.ADMIN, AuditEntry.recorded_at > copy.restored_at)
        .order_by(AuditEntry.recorded_at.desc())
    )
    return work.session.scalars(query.limit(1)).first()


def _said(detail: dict[str, Any]) -> WordOfStop:
    anew, but = bool(detail["anew"]), detail["but"].split()
    return WordOfStop(
        datetime.fromisoformat(detail["stopped_at"]),
        anew,
        sent=() if anew else but,
        unsent=but if anew else (),
    )


def _found(work: Work, copy: RestoredCopy, asked: AuditEntry | None) -> dict[str, Any]:
    """As of the moment that was said, else of the restore."""
    moment = copy.restored_at
    if asked is not None:
        moment = min(max(_said(asked.detail).stopped_at, copy.taken_at), copy.restored_at)
    held = after_restore.held_back(work, copy, moment)
    open_ones = [each for each in held if each.since is Since.ANEW]
    return {
        "waits": after_restore.still_at_it(work, copy),
        "counts": {since: sum(each.since is since for each in held) for since in Since},
        "anew": [
            [each.name, each.life, each.template, each.channel, each.queued_at.isoformat()]
            for each in open_ones[:SHOWN]
        ],
        "asked": asked is not None,
    }


def _tell(work: Work, found: dict[str, Any]) -> None:
    now = func.clock_timestamp()
    row = insert(Heartbeat).values(id=new_id(), name=SENDING, beat_at=now, detail=found)
    work.session.execute(
        row.on_conflict_do_update(index_elements=["name"], set_={"beat_at": now, "detail": found})
    )
