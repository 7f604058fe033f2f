"""Whether this record was put back from a copy a short while ago: decision 0161."""

from datetime import datetime, timedelta

from sqlalchemy import select

from models.copies import RestoredCopy
from models.session import Work
from rules.defaults import DEFAULTS


def put_back(work: Work, now: datetime) -> RestoredCopy | None:
    """The last time, while officers are told of it; `now` is real time, as the row's."""
    since = now - timedelta(days=DEFAULTS.PUT_BACK.days)
    query = select(RestoredCopy).where(RestoredCopy.restored_at > since)
    return work.session.scalars(query.order_by(RestoredCopy.restored_at.desc()).limit(1)).first()
