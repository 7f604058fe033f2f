"""When a report, or a word on an action, can have come: Art. 8(9), 14(2)."""

from datetime import date

from rules.days import check_happened
from rules.refusals import NotPossible


class ReportedBeforeReferral(NotPossible):
    reason = "The child was referred on {day}: nobody reported on the case before."
    way_out = "Write the day on which it came; what was known before is information."


def check_came(on: date | None, today: date, *, referred_on: date) -> date:
    """The day on which it came, today where none is said."""
    on = check_happened(on, today)
    if on < referred_on:
        raise ReportedBeforeReferral(day=referred_on)
    return on
