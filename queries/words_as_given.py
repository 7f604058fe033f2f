"""Is each signature still what its own entry in the trail says of it: Art. 10(1), 17(5), 18(2)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Row, select, text
from sqlalchemy.orm import Session

from core.database_roles import PORTAL
from core.sealed import KeyDestroyed, SealBroken
from models.base import Base
from models.given import SAID, digest_of_row
from models.life import ActorKind
from models.meeting import Signature
from queries.trail_faults import Fault, TrailFinding

WORDS: Final = """
    SELECT word.*, entry.*, EXISTS (SELECT FROM demo_clock) AS staged
    FROM {table} AS word FULL JOIN (
        SELECT detail ->> '{table}' AS of_word, number, life_id AS of_life, actor_id, actor_kind,
            recorded_at, process, detail ->> 'given' AS given,
            count(*) OVER (PARTITION BY detail ->> '{table}') AS times
        FROM audit WHERE detail ?& ARRAY['{table}', 'given']
    ) AS entry ON entry.of_word = word.id::text
"""
"""Each beside the entry of the act by which it was given; one of the two may be missing."""
ENDED: Final = text("""
    SELECT word.paper_id, entry.number, entry.life_id FROM signature AS word FULL JOIN (
        SELECT DISTINCT ON (detail ->> 'signature') detail ->> 'signature' AS id, number, life_id
        FROM audit WHERE act = 'signature corrected' ORDER BY detail ->> 'signature', number
    ) AS entry ON entry.id = word.id::text
    WHERE (word.ended_by_id IS NULL) <> (entry.id IS NULL)
""")
APART: Final = timedelta(minutes=5)
"""Between the program's clock, which a signature has, and the database's, which its entry has."""


def check(session: Session) -> Iterator[TrailFinding]:
    """Signatures that are not as the trail has them, or that it has not or has twice; that somebody
    else gave; that stand no more though nobody ended them, or the other way round; whose reason
    opens no more."""
    for kind in SAID:
        query = text(WORDS.format(table=kind.__tablename__))
        for row in session.execute(query, execution_options={"yield_per": 500}):
            if not _is_as_given(kind, row):
                paper = getattr(row, "paper_id", row.id)
                yield TrailFinding(Fault.WORD, row.number, row.of_life, paper=paper)
    for row in session.execute(ENDED):
        yield TrailFinding(Fault.WORD, row.number, row.life_id, paper=row.paper_id)
    with_reason = select(Signature).where(Signature.__table__.c.reason_sealed.is_not(None))
    for said in session.scalars(with_reason, execution_options={"yield_per": 500}):
        if not _opens(said):
            yield TrailFinding(Fault.WORD, paper=said.paper_id)


def _is_as_given(kind: type[Base], row: Row[Any]) -> bool:
    if row.id is None or row.times != 1 or digest_of_row(kind, row) != row.given:
        return False
    return _is_by_whose_it_is(row) and (row.staged or _is_of_then(row))


def _is_by_whose_it_is(row: Row[Any]) -> bool:
    """Who acted is whose word it is, or who typed it."""
    member_id, typed_by = getattr(row, "member_id", None), getattr(row, "entered_by_id", None)
    if member_id is not None and typed_by is None:
        return bool((row.actor_kind, row.actor_id) == (ActorKind.MEMBER, member_id))
    own = getattr(row, "signed_by_id", None) or getattr(row, "account_id", None)
    return bool((row.actor_kind, row.actor_id) == (ActorKind.STAFF, typed_by or own))


def _is_of_then(row: Row[Any]) -> bool:
    """Outside a demo nobody acts for people but the portal, and its entry is of that moment."""
    return bool(row.process == PORTAL and abs(row.recorded_at - row.signed_at) < APART)


def _opens(said: Signature) -> bool:
    try:
        return bool(said.reason)
    except KeyDestroyed:
        return True  # erased with all that was about the child
    except SealBroken:
        return False
