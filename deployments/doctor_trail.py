"""What `tryeza doctor` says of the audit trail: its key, last night's check, where its end goes."""

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import psycopg

from core.i18n import N_
from core.settings import readers
from core.trail import TrailKeys, kept_ends
from deployments.checks import Check, others_read

OLD: Final = timedelta(hours=26)
"""A night and what a check may take."""
CLOCK: Final = "clock"  # `Fault.CLOCK`: noticed, and by itself no forgery


def key(env: Mapping[str, str]) -> Check:
    """The key that signs the ends of the trail."""
    ring = Path(env.get("TRYEZA_KEYS_FILE", "keys"))
    path = Path(env.get("TRYEZA_TRAIL_KEY_FILE") or ring.with_name("trail-key"))
    try:
        TrailKeys.load(path)
    except (OSError, ValueError):
        message = N_("The trail's key %(path)s cannot be read: bring it back from its copy.")
        return Check("trail key", False, message, {"path": path})
    if others_read(path, env):
        message = N_("Others can read the trail's key: run `chmod 600 %(path)s`.")
        return Check("trail key", False, message, {"path": path})
    return Check("trail key", True, N_("The key that signs the trail is in order."))


def last_check(connection: psycopg.Connection[Any]) -> Check:
    """What the last check found, and when it was."""
    row = connection.execute(
        "SELECT checked_at, findings, told FROM audit_check ORDER BY checked_at DESC LIMIT 1"
    ).fetchone()
    if row is not None:
        return _said(*row)
    began = connection.execute("SELECT min(recorded_at) FROM audit").fetchone()
    if began is None or began[0] is None or datetime.now(UTC) - began[0] < OLD:
        return Check("trail", True, N_("The trail is checked tonight for the first time."))
    return Check("trail", False, N_("The trail was never checked: run `tryeza audit verify`."))


def wrong(found: Sequence[Mapping[str, object]]) -> int:
    """What is an alarm: not the clock by itself, and not what somebody looked into."""
    return sum(each["fault"] != CLOCK and not each.get("known") for each in found)


def _said(
    checked_at: datetime, found: Sequence[Mapping[str, object]], told: Mapping[str, bool]
) -> Check:
    known = sum(bool(each.get("known")) for each in found)
    alarms = wrong(found)
    missed = ", ".join(name for name, reached in told.items() if not reached)
    if alarms:
        message = N_(
            "The trail or a signed paper is not as it was written (%(count)s places):"
            " run `tryeza audit verify`."
        )
    elif datetime.now(UTC) - checked_at > OLD:
        message = N_("The trail was last checked on %(day)s: is a worker running?")
    elif missed:
        message = N_("The end of the trail did not reach: %(missed)s.")
    elif known:
        message = N_("The trail is as it was written, but for %(count)s places that are known.")
        return Check("trail", True, message, {"count": known})
    elif found:
        message = N_("The trail is as it was written; the database's clock was set back once.")
        return Check("trail", True, message)
    else:
        return Check("trail", True, N_("The trail is as it was written."))
    facts = {"count": alarms, "day": f"{checked_at:%d.%m.%Y}", "missed": missed}
    return Check("trail", False, message, facts)


def elsewhere(env: Mapping[str, str], *, production: bool) -> Check:
    """Where the end goes that nobody here can change; required of a real system."""
    problem = _witness(env)
    if problem is not None:
        return problem
    people = readers(env.get("TRYEZA_TRAIL_MAIL", ""))
    if len(people) >= 2 or env.get("TRYEZA_TRAIL_WITNESS") or env.get("TRYEZA_TRAIL_URL"):
        return Check("trail elsewhere", True, N_("The end of the trail is kept elsewhere too."))
    message = N_(
        "Nobody else keeps the end of the trail: set TRYEZA_TRAIL_MAIL to two people's addresses,"
        " TRYEZA_TRAIL_WITNESS or TRYEZA_TRAIL_URL."
    )
    return Check("trail elsewhere", not production, message, warns=not production)


def _witness(env: Mapping[str, str]) -> Check | None:
    """What is wrong with the file that another user keeps; None where nothing is, or is set."""
    said = env.get("TRYEZA_TRAIL_WITNESS")
    if not said:
        return None
    path = Path(said)
    try:
        kept_ends(path)
        written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, ValueError):
        message = N_("The file %(path)s of kept ends cannot be read.")
        return Check("trail elsewhere", False, message, {"path": path})
    if is_ours(path):
        message = N_("%(path)s can be changed by this user: it proves nothing.")
        return Check("trail elsewhere", False, message, {"path": path})
    if datetime.now(UTC) - written > OLD:
        message = N_("The last end in %(path)s is old: does its timer run?")
        return Check("trail elsewhere", False, message, {"path": path})
    return None


def is_ours(path: Path) -> bool:
    """Whether this user can write the file, or put another in its place; root always can."""
    return any(
        each.stat().st_uid == os.geteuid() or (os.geteuid() and os.access(each, os.W_OK))
        for each in (path, path.parent)
    )
