"""What a notice to a superior of something that did not come rests on: Art. 14(3.2)."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, and_, cast, func, or_

from casework.record.put_again import put_again_on
from core.clock import ZONE, local_day
from models.plan import ReportRequest
from rules.silence import SilenceFacts, silence_holds


def told_on(request: ReportRequest) -> date | None:
    """By mail, letter or call, whichever was first."""
    return min(_told(request), default=None)


def told_last(request: ReportRequest) -> date | None:
    """By whichever was last."""
    return max(_told(request), default=None)


def _told(request: ReportRequest) -> list[date]:
    mailed = local_day(request.notified_at) if request.notified_at else None
    return [day for day in (mailed, request.served_on) if day]


def silence_of(request: ReportRequest) -> SilenceFacts:
    return SilenceFacts(
        due=request.due_on,
        told_on=told_on(request),
        came_on=request.received_on,
        on_the_action=request.action_id is not None and request.confirmed_at is not None,
        put_again_on=put_again_on(request),
        told_so=request.fell_told_on is not None,
    )


def has_fallen(request: ReportRequest) -> bool:
    """Whether a superior was notified of silence that was none."""
    return not silence_holds(silence_of(request))


def fallen() -> ColumnElement[bool]:
    """The same of many at once, where the superior has not been told so."""
    asked = ReportRequest
    told = func.least(_day(asked.notified_at), asked.served_on)  # NULL is neither
    return and_(
        asked.fell_told_on.is_(None),
        asked.received_on <= asked.due_on,
        or_(asked.received_on < told, _day(asked.put_again_at) >= told),
        or_(asked.action_id.is_(None), asked.confirmed_at.is_(None)),
    )


def _day(moment: Any) -> ColumnElement[date]:
    return cast(func.timezone(ZONE.key, moment), Date)
