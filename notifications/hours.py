"""When a message in hand may leave: by day, unless it cannot wait (DEFAULTS.HOURS).

Asked as it is about to leave, so that a server that comes back at night wakes nobody either.
"""

from datetime import datetime

from core.clock import at_local, local_day, local_time
from core.settings import settings
from notifications.notices.base import Notice
from rules.hours import leaves_from


def waits_until(notice: Notice, now: datetime) -> datetime | None:
    """The moment from which it leaves; None where that is now."""
    if settings().demo:  # nobody sleeps there, and whoever looks at it at night sees its mails
        return None
    found = leaves_from(notice.leaves, local_day(now), local_time(now), last=notice.last_lawful)
    return at_local(*found) if found else None
