"""What was put again to a member counts from then, and so do its reminders: decision 0126."""

from collections.abc import Sequence
from datetime import date

from casework.record.report_rows import Asked, Sent
from core.clock import local_day
from models.case import Member
from models.plan import Reminder, ReportRequest
from rules.ladder import counts
from rules.put_again import had_an_answer
from rules.seats import was_shut_out


def owes_on(member: Member, day: date) -> bool:
    """A report, by its last day: nothing barred them, and a door was open for it: 8(9), 10(2)."""
    return member.owed_on(day) and not was_shut_out(day, member.barred)


def put_again_on(request: Asked) -> date | None:
    return local_day(request.put_again_at) if request.put_again_at else None


def was_answered(request: ReportRequest) -> bool:
    """It was put again because what was on record as the answer was none, and not a conflict."""
    again = put_again_on(request)
    return again is not None and had_an_answer(request.due_on, again)


def asked_on(request: ReportRequest) -> date:
    """The day on which it was asked by the day that counts now."""
    again = put_again_on(request)
    return request.asked_on if again is None or was_answered(request) else again


def reminded_on(request: Asked) -> tuple[date, ...]:
    """The days on which the reminders that count left."""
    return tuple(local_day(each.counted_at) for each in reminders_of(request) if each.counted_at)


def reminders_of(request: Asked) -> Sequence[Reminder | Sent]:
    """Those that count: of the day that counts, and taken by a server in time; the others stay to
    be read."""
    return [each for each in _queued(request) if _counts(request, each)]


def _counts(request: Asked, sent: Reminder | Sent) -> bool:
    if sent.counted_at is None:
        return False
    ahead = request.meeting_id is not None and request.put_again_at is None
    return counts(local_day(sent.counted_at), request.due_on, ahead=ahead)


def _queued(request: Asked) -> Sequence[Reminder | Sent]:
    again = request.put_again_at
    return [each for each in request.reminders if again is None or each.sent_at >= again]


def sent_before(request: Asked) -> int:
    """How many had been sent when it was put again; the numbers go on from there."""
    earlier = request.reminders[: len(request.reminders) - len(_queued(request))]
    return max((each.number for each in earlier), default=0)
