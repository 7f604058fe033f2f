"""Are signed texts and sealed files still what was signed and sealed: Art. 10(1), 17(5)."""

from collections.abc import Iterator
from datetime import date
from typing import Final, TypeVar
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from casework.case.seal import seal_of
from casework.table.signing import digest_of_letters
from core.sealed import SealBroken
from models.base import Base
from models.case import Case
from models.given import SAID, digest_of_row
from models.meeting import SignedText
from models.supervision import SignedMonth
from models.supplement import Supplement
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
    WHERE digest IS NOT NULL AND paper IN ('minutes', 'closure') AND NOT EXISTS (
        SELECT FROM signed_text AS laid
        WHERE laid.paper_id = word.paper_id AND laid.digest = word.digest
    )
""")
WORDS: Final = """
    SELECT word.*, entry.number, entry.life_id AS of_life, entry.detail ->> 'given' AS given
    FROM {table} AS word FULL JOIN (
        SELECT DISTINCT ON (detail ->> '{table}') number, life_id, detail FROM audit
        WHERE detail ?& ARRAY['{table}', 'given'] ORDER BY detail ->> '{table}', number
    ) AS entry ON entry.detail ->> '{table}' = word.id::text
"""
"""Each beside the entry of the act by which it was given; one of the two may be missing."""
ENDED: Final = text("""
    SELECT word.paper_id, entry.number, entry.life_id FROM signature AS word FULL JOIN (
        SELECT detail ->> 'signature' AS id, min(number) AS number, min(life_id::text) AS life_id
        FROM audit WHERE act = 'signature corrected' GROUP BY 1
    ) AS entry ON entry.id = word.id::text
    WHERE (word.ended_by_id IS NULL) <> (entry.id IS NULL)
""")
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
    yield from words_otherwise(session)
    for query in (LAID_OTHERWISE, SIGNED_NOTHING):
        yield from (TrailFinding(Fault.PAPER, paper=paper) for paper in session.scalars(query))
    yield from (TrailFinding(Fault.FILE, life_id=case) for case in session.scalars(OTHER_TRAIL))
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


def words_otherwise(session: Session) -> Iterator[TrailFinding]:
    """Signatures that are not as the trail has them, and that stand no more though nobody ended
    them, or the other way round."""
    for each in SAID:
        yield from _given_otherwise(session, each)
    for row in session.execute(ENDED):
        life_id = UUID(row.life_id) if row.life_id else None
        yield TrailFinding(Fault.WORD, row.number, life_id, paper=row.paper_id)


def _given_otherwise(session: Session, kind: type[Base]) -> Iterator[TrailFinding]:
    """What is not as the trail has it, what it has not, and what it has and is not there."""
    query = text(WORDS.format(table=kind.__tablename__))
    for row in session.execute(query, execution_options={"yield_per": 500}):
        if row.id is None or digest_of_row(kind, row) != row.given:
            paper = getattr(row, "paper_id", row.id)
            yield TrailFinding(Fault.WORD, row.number, row.of_life, paper=paper)


def is_as_signed(row: SignedText | Supplement | SignedMonth) -> bool:
    """The letters that are there are those that the digest was taken over."""
    try:
        return digest_of_letters(row.text or "") == row.digest
    except SealBroken:
        return False


def is_as_sealed(session: Session, case_id: UUID, seal: bytes | None) -> bool:
    """The rows of a closed file say what its seal was taken over: Art. 17(5)."""
    try:
        return seal_of(session, case_id) == seal
    except SealBroken:
        return False
