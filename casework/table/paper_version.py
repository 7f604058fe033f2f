"""Which version of a text somebody has signed on paper: Art. 10(1), 17(5)."""

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from casework.table import signing
from casework.table.signing import MinutesText
from core.clock import local_day
from models.meeting import SignedText
from rules.signing import SignedPaper, VersionOnPaper, version_signed


def digest_on(session: Session, paper_id: UUID, on: date | None, *, met_on: date) -> bytes | None:
    """Of the version that a paper of that day has; None for the text in force.

    Raises `SignedBeforeItMet` for a day before the meeting of which the paper is.
    """
    if on is None:
        return None
    rows = signing.versions(session, paper_id)
    number = version_signed(on, list(_versions(rows, met_on)))
    return next(row.digest for row in rows if row.version == number)


def _versions(rows: Sequence[SignedText], met_on: date) -> Iterator[VersionOnPaper]:
    approved_on: date | None = None
    for row in rows:
        since, former = local_day(row.laid_at), approved_on
        if row.paper == SignedPaper.MINUTES:
            approved_on = MinutesText.model_validate_json(row.text or "").approved_on
        if row.version == rows[0].version:
            since = met_on
        elif approved_on is not None and approved_on != former:
            since = min(since, approved_on)  # in that meeting it was on paper before it was typed
        yield VersionOnPaper(row.version, since)
