"""What was put again to a member counts from then, and so do its reminders: decision 0126."""

from collections.abc import Sequence
from datetime import date

from core.clock import local_day
from models.plan import Reminder, ReportRequest


def asked_on(request: ReportRequest) -> date:
    """The day on which it was asked by the day that counts now."""
    again = request.put_again_at
    return request.asked_on if again is None else local_day(again)


def reminders_of(request: ReportRequest) -> Sequence[Reminder]:
    """Those that count; what was sent of another day stays to be read."""
    again = request.put_again_at
    return [each for each in request.reminders if again is None or each.sent_at >= again]


def sent_before(request: ReportRequest) -> int:
    """How many had been sent when it was put again; the numbers go on from there."""
    earlier = request.reminders[: len(request.reminders) - len(reminders_of(request))]
    return max((each.number for each in earlier), default=0)
