"""What a notice to a superior of something that did not come rests on: Art. 14(3.2)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, and_, cast, func, or_

from casework.record.put_again import put_again_on
from casework.record.report_rows import Asked
from core.clock import ZONE, local_day
from models.plan import ReportRequest
from rules.silence import SilenceFacts, silence_holds


def told_on(request: Asked) -> date | None:
    """By mail, letter or call, whichever was first."""
    return min(_told(request), default=None)


def told_last(request: Asked) -> date | None:
    """By whichever was last."""
    return max(_told(request), default=None)


def _told(request: Asked) -> list[date]:
    mailed = local_day(request.notified_at) if request.notified_at else None
    return [day for day in (mailed, request.served_on) if day]


def silence_of(request: Asked) -> SilenceFacts:
    return SilenceFacts(
        due=request.due_on,
        told_on=told_on(request),
        came_on=request.received_on,
        on_the_action=request.action_id is not None and request.confirmed_at is not None,
        put_again_on=put_again_on(request),
        told_so=request.fell_told_on is not None,
    )


def has_fallen(request: Asked) -> bool:
    """Whether a superior was notified of silence that was none."""
    return not silence_holds(silence_of(request))


def is_asked() -> ColumnElement[bool]:
    """Of many at once: a superior was notified, and something came."""
    asked = ReportRequest
    told = or_(asked.notified_at.is_not(None), asked.served_on.is_not(None))
    return and_(told, asked.received_on.is_not(None))


def column() -> ColumnElement[Any]:
    """What the rule asks of one of them, beside the day on which something came."""
    asked = ReportRequest
    return func.jsonb_build_array(
        asked.due_on,
        func.least(_day(asked.notified_at), asked.served_on),  # NULL is neither
        and_(asked.action_id.is_not(None), asked.confirmed_at.is_not(None)),
        _day(asked.put_again_at),
        asked.fell_told_on.is_not(None),
    )


def read(came_on: date, found: Sequence[Any]) -> SilenceFacts:
    due, told_on, on_the_action, again, told_so = found
    return SilenceFacts(
        due=date.fromisoformat(due),
        told_on=date.fromisoformat(told_on),
        came_on=came_on,
        on_the_action=on_the_action,
        put_again_on=date.fromisoformat(again) if again else None,
        told_so=told_so,
    )


def _day(moment: Any) -> ColumnElement[date]:
    return cast(func.timezone(ZONE.key, moment), Date)
