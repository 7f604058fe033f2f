"""When a message in hand may leave: by day, unless it cannot wait (DEFAULTS.HOURS, DAYS_OFF).

Asked as it is about to leave, so that a server that comes back at night wakes nobody either.
"""

from datetime import datetime

from core.clock import at_local, local_day, local_time
from core.settings import settings
from core.working_days import around
from notifications.notices.base import Notice
from rules.hours import leaves_from
from rules.mornings import LOOKED_AT_AGAIN, READ_AFTER_ACTS


def waits_until(notice: Notice, now: datetime) -> datetime | None:
    """The moment from which it leaves; None where that is now."""
    if settings().demo:  # nobody sleeps there, and whoever looks at it at night sees its mails
        return None
    day = local_day(now)
    last, holidays = notice.as_of(day).last_lawful, around(day)
    found = leaves_from(notice.leaves, day, local_time(now), last=last, holidays=holidays)
    return at_local(*found) if found else _until_this_mornings(notice, now)


def _until_this_mornings(notice: Notice, now: datetime) -> datetime | None:
    """A mail of an earlier morning that was held up waits for that of this one, which takes it
    along or says all of it: else whoever comes back from an outage gets two."""
    if notice.followed_after is None or notice.followed_after >= local_day(now):
        return None
    written = at_local(local_day(now)) + READ_AFTER_ACTS + LOOKED_AT_AGAIN
    return written if now < written else None
