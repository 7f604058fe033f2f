"""Are signed texts and sealed files still what was signed and sealed: Art. 10(1), 17(5)."""

from collections.abc import Iterator
from datetime import date
from typing import Final, TypeVar
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from casework.case.seal import seal_of
from casework.table.signing import digest_of_letters
from core.sealed import KeyDestroyed, SealBroken
from models import file_store
from models.case import Case
from models.meeting import SignedText
from models.stored_file import FileRemoval, StoredFile
from models.supervision import SignedMonth
from models.supplement import Supplement
from queries import words_as_given
from queries.trail_faults import Fault, TrailFinding

Signed = TypeVar("Signed", SignedText, Supplement, SignedMonth)
WEEK: Final = 7
LAID_OTHERWISE: Final = text("""
    SELECT paper.id FROM (
        SELECT id, digest FROM minutes UNION ALL SELECT id, digest FROM closure
    ) AS paper
    WHERE digest IS NOT NULL AND digest IS DISTINCT FROM (
        SELECT laid.digest FROM signed_text AS laid
        WHERE laid.paper_id = paper.id ORDER BY version DESC LIMIT 1
    )
""")
SIGNED_NOTHING: Final = text("""
    SELECT DISTINCT paper_id FROM signature AS word
    WHERE digest IS NOT NULL AND NOT EXISTS (
        SELECT FROM signed_text AS laid
        WHERE laid.paper_id = word.paper_id AND laid.digest = word.digest
    )
""")
SEALS: Final = text("""
    SELECT coalesce(entry.life_id, cases.id) FROM cases FULL JOIN (
        SELECT life_id, detail ->> 'seal' AS seal FROM audit WHERE act = 'file sealed'
    ) AS entry ON entry.life_id = cases.id
    WHERE (entry.life_id IS NOT NULL OR cases.sealed_at IS NOT NULL OR cases.seal IS NOT NULL)
        AND encode(cases.seal, 'hex') IS DISTINCT FROM entry.seal
""")
"""The entry of the seal carries it: a file cannot be opened again, nor sealed anew."""
OTHER_TRAIL: Final = text("""
    SELECT cases.id FROM cases LEFT JOIN audit_seal AS seal
        ON seal.life_id = cases.id AND seal.life_place = cases.trail_entries
    WHERE cases.trail_end IS NOT NULL AND seal.life_chain IS DISTINCT FROM cases.trail_end
""")


def check(session: Session, today: date) -> Iterator[TrailFinding]:
    """Every signed text, and of the sealed files a seventh each day: opening one takes long."""
    yield from _changed(session, SignedText)
    yield from _changed(session, Supplement)
    yield from _changed(session, SignedMonth)
    yield from words_as_given.check(session)
    for query in (LAID_OTHERWISE, SIGNED_NOTHING):
        yield from (TrailFinding(Fault.PAPER, paper=paper) for paper in session.scalars(query))
    for query in (OTHER_TRAIL, SEALS):
        yield from (TrailFinding(Fault.FILE, life_id=case) for case in session.scalars(query))
    sealed = session.execute(select(Case.id, Case.seal).where(Case.sealed_at.is_not(None))).all()
    for case_id, seal in sealed:
        due = case_id.int % WEEK == today.toordinal() % WEEK
        if due and not is_as_sealed(session, case_id, seal):
            yield TrailFinding(Fault.FILE, life_id=case_id)
        session.expunge_all()  # a night's files do not fit into memory at once


def _changed(session: Session, kind: type[Signed]) -> Iterator[TrailFinding]:
    for row in session.scalars(select(kind), execution_options={"yield_per": 500}):
        if not is_as_signed(row):
            yield TrailFinding(Fault.PAPER, paper=row.id)


def is_as_signed(row: SignedText | Supplement | SignedMonth) -> bool:
    """The letters that are there are those that the digest was taken over."""
    try:
        return digest_of_letters(row.text or "") == row.digest
    except KeyDestroyed:
        return True  # erased, and its proof stands: 0259
    except SealBroken:
        return False


def is_as_sealed(session: Session, case_id: UUID, seal: bytes | None) -> bool:
    """The rows of a closed file say what its seal was taken over, and every byte of what was
    brought is there: Art. 17(5)."""
    try:
        return seal_of(session, case_id) == seal and _has_its_files(session, case_id)
    except KeyDestroyed:
        return True
    except SealBroken:
        return False


def _has_its_files(session: Session, case_id: UUID) -> bool:
    removed = select(FileRemoval.file_id)
    brought = select(StoredFile).where(
        StoredFile.life_id == case_id,
        StoredFile.id.not_in(removed),
        StoredFile.copy_of_id.is_(None) | StoredFile.copy_of_id.not_in(removed),
    )
    return all(file_store.is_whole(session, each) for each in session.scalars(brought).all())
