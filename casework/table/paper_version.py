"""Which version of a text somebody has signed on paper: Art. 10(1), 17(5)."""

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from casework.record.known import answers, child_person
from casework.table import signing
from casework.table.signing import MinutesText
from core.clock import local_day
from models.closure import Closure
from models.meeting import SignedText
from rules.known import FactName, uncorrected
from rules.signing import SignedPaper, VersionOnPaper, version_signed


def digest_on(
    session: Session, paper_id: UUID, on: date | None, *, met_on: date, in_force: bytes
) -> bytes | None:
    """Of the version that a paper of that day has, or of the text in force where no day is said.

    None for a day on which nobody could have written yet what the first version says: the paper
    alone has the words of that day. Raises `SignedBeforeItMet` for one before the meeting.
    """
    if on is None:
        return in_force
    rows = signing.versions(session, paper_id)
    paper = SignedPaper(rows[0].paper)
    number = version_signed(on, paper, list(_versions(session, rows, met_on)), met_on=met_on)
    return next((row.digest for row in rows if row.version == number), None)


def _versions(
    session: Session, rows: Sequence[SignedText], met_on: date
) -> Iterator[VersionOnPaper]:
    approved_on: date | None = None
    for row in rows:
        since, former = local_day(row.laid_at), approved_on
        if row.paper == SignedPaper.MINUTES:
            approved_on = MinutesText.model_validate_json(row.text or "").approved_on
        if row.version == rows[0].version:
            since = max([met_on, *_learned(session, row)])
        elif approved_on is not None and approved_on != former:
            since = min(since, approved_on)  # in that meeting it was on paper before it was typed
        yield VersionOnPaper(row.version, since)


def _learned(session: Session, row: SignedText) -> Iterator[date]:
    """On which days it was said or found out what a first version says beside what was said in the
    meeting: minutes that the table corrected as it approved them, a death that came to be known.

    A slip of the record that was put right is none: the paper in the room had it right.
    """
    if row.paper == SignedPaper.MINUTES:
        words = MinutesText.model_validate_json(row.text or "")
        if words.corrections and words.approved_on is not None:
            yield words.approved_on
        return
    closure = session.get_one(Closure, row.paper_id)
    child = child_person(session, closure.case_id)
    if child.died:
        rows = answers(session, child.id, FactName.DEATH)
        known = uncorrected([each for each in rows if each.recorded_at <= row.laid_at])
        yield from (each.known_on for each in known[-1:])
