"""When two meetings are at one hour, of which the text knows nothing: ours, beside Art. 8(3)."""

from datetime import datetime, timedelta
from typing import Final

from rules.defaults import DEFAULTS

LASTS: Final = timedelta(hours=DEFAULTS.AT_ONE_HOUR.count)


def around_hour(starts_at: datetime) -> tuple[datetime, datetime]:
    """Whatever begins between these two is at the same hour: neither is over when the other begins.

    The text gives a meeting a day and no length: `DEFAULTS.AT_ONE_HOUR`. It is asked about, and
    holds nothing up: who is wanted at two tables may send somebody to one, or come late.
    """
    return starts_at - LASTS, starts_at + LASTS
