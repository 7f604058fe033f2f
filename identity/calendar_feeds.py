"""A person's own address of their meetings: made, renewed, ended; shown once: decision 0181."""

from uuid import UUID

from sqlalchemy import func, select, update

from core.ids import digest, new_token
from models.calendar_feed import CalendarFeed
from models.session import Work
from rules.defaults import DEFAULTS


class ReadTooOften(Exception):
    """A program that asks more often than it need is told to wait."""


def standing(work: Work, **of: UUID) -> CalendarFeed | None:
    """`account_id` or `professional_id`; it may lead nowhere, where a link was cut since."""
    query = select(CalendarFeed).filter_by(**of).where(CalendarFeed.ended_at.is_(None))
    return work.session.scalars(query).first()


def make(work: Work, **of: UUID) -> str:
    """A new one, whatever stood before, which opens nothing any more; gives its token."""
    _end(work, **of)
    token = new_token()
    work.session.add(CalendarFeed(token_digest=digest(token), made_at=work.clock.now(), **of))
    work.record("calendar made", "18(1)", **of)
    return token


def end(work: Work, **of: UUID) -> None:
    if _end(work, **of):
        work.record("calendar ended", "18(1)", **of)


def _end(work: Work, **of: UUID) -> bool:
    ended = work.session.execute(
        update(CalendarFeed)
        .filter_by(**of)
        .where(CalendarFeed.ended_at.is_(None))
        .values(ended_at=work.clock.now())
        .returning(CalendarFeed.id)
    )
    return ended.first() is not None


def note_reading(work: Work) -> bool:
    """By the address that came with the request; false where it leads nowhere. Raises
    `ReadTooOften`."""
    count = work.session.scalar(select(func.calendar_read()))
    if count is not None and count > DEFAULTS.CALENDAR_READS.count:
        raise ReadTooOften
    return count is not None
