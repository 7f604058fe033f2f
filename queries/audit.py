"""Is the trail still as it was written: every digest, link and signature counted anew, here.

Nothing is asked of a function of the database: whoever owns it could have put another there.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from core.trail import FIELDS, Head, TrailKeys, link
from models.trail import AuditHead, AuditSeal
from queries.trail_faults import COMMITTED, WAITS, Fault, TrailFinding, faults_of
from queries.trail_walk import Walk

STREAMED: Final = {"yield_per": 2000}
OF_ENTRY: Final = ", ".join(
    f"entry.{name}::text AS detail" if name == "detail" else f"entry.{name}" for name in FIELDS
)
SEALED: Final = f"""
    SELECT seal.position, seal.number AS sealed_number, seal.digest AS sealed, seal.chain,
        seal.life_id AS sealed_life, seal.life_place, seal.life_chain, entry.digest, {OF_ENTRY}
    FROM audit_seal AS seal LEFT JOIN audit AS entry ON entry.number = seal.number
"""  # noqa: S608 - names of columns of ours
WHOLE: Final = text(f"{SEALED} ORDER BY seal.position")
OF_LIFE: Final = text(f"{SEALED} WHERE seal.life_id = :life ORDER BY seal.life_place")
UNSEALED: Final = f"""
    SELECT entry.digest, {OF_ENTRY} FROM audit AS entry
    WHERE NOT EXISTS (SELECT FROM audit_seal AS seal WHERE seal.number = entry.number)
"""  # noqa: S608 - as above
WAITING: Final = text(f"{UNSEALED} ORDER BY entry.number")
WAITING_OF_LIFE: Final = text(f"{UNSEALED} AND entry.life_id = :life ORDER BY entry.number")
HOLES: Final = text("""
    SELECT number, life_id FROM (
        SELECT number, life_id, place,
            lag(place, 1, 0::bigint) OVER (PARTITION BY lane ORDER BY place) AS before FROM audit
    ) AS entry WHERE place <> before + 1
""")
LANES: Final = text("""
    SELECT lane.lane::text, lane.kept, coalesce(last.place, 0) AS place, last.number
    FROM audit_lane AS lane LEFT JOIN LATERAL (
        SELECT place, number FROM audit WHERE audit.lane = lane.lane ORDER BY place DESC LIMIT 1
    ) AS last ON true
""")
STAGED: Final = text("SELECT EXISTS (SELECT FROM demo_clock)")


def verify(session: Session, life_id: UUID) -> list[TrailFinding]:
    """What is wrong with the trail of one life; whether anything is gone, `verify_all` sees."""
    found: list[TrailFinding] = []
    place, chain = 0, b""
    for row in session.execute(OF_LIFE, {"life": life_id}):
        place, chain = place + 1, link(chain, row.sealed)
        found += faults_of(row)
        if (row.life_place, row.life_chain) != (place, chain):
            found.append(TrailFinding(Fault.CHAIN, row.sealed_number, life_id, row.position))
            place, chain = row.life_place, row.life_chain
    for row in session.execute(WAITING_OF_LIFE, {"life": life_id}):
        found += faults_of(row)
    return found


def verify_all(
    session: Session, keys: TrailKeys, *, elsewhere: Iterable[tuple[int, str]] = ()
) -> list[TrailFinding]:
    """What is wrong with the whole trail, once along the chain over all.

    `elsewhere` are ends that were kept outside: position, and chain in hexadecimal digits.
    """
    staged = bool(session.scalar(STAGED))
    heads = select(AuditHead).order_by(AuditHead.position)
    walk = Walk(iter(session.scalars(heads, execution_options=STREAMED)), keys, staged=staged)
    for row in session.execute(WHOLE, execution_options=STREAMED):
        walk.take(row, faults_of(row))
    return [
        *walk.end(),
        *_waiting(session, walk.before, staged=staged),
        *_gone(session, walk.before.lanes),
        *_lost(session, dict(elsewhere)),
    ]


def _waiting(session: Session, last: Head, *, staged: bool) -> Iterator[TrailFinding]:
    """What is not sealed yet: it was written after the last head, and a moment ago."""
    now: datetime = session.execute(text("SELECT now()")).scalar_one()
    for row in session.execute(WAITING, execution_options=STREAMED):
        yield from faults_of(row)
        early = bool(last.position) and row.recorded_at < last.sealed_at - COMMITTED
        if early or (row.at != row.recorded_at and not staged):
            yield TrailFinding(Fault.BACKDATED, row.number, row.life_id)
        if row.recorded_at < now - WAITS:
            yield TrailFinding(Fault.UNSEALED, row.number, row.life_id)


def _gone(session: Session, sealed: Mapping[str, int]) -> Iterator[TrailFinding]:
    """What was counted in a lane and is not there: the entry behind it is named."""
    for number, life_id in session.execute(HOLES):
        yield TrailFinding(Fault.DROPPED, number, life_id)
    lanes = {row.lane: row for row in session.execute(LANES)}
    for row in lanes.values():
        if row.kept != row.place:
            yield TrailFinding(Fault.DROPPED, row.number)
    for lane, place in sealed.items():
        if lane not in lanes or lanes[lane].kept < place:
            yield TrailFinding(Fault.DROPPED)


def _lost(session: Session, elsewhere: Mapping[int, str]) -> Iterator[TrailFinding]:
    """Where an end that was kept outside was, and what is before it, is another now."""
    here = AuditSeal.position.in_(elsewhere)
    query = select(AuditSeal.position, AuditSeal.chain, AuditSeal.number).where(here)
    known = {position: (chain.hex(), number) for position, chain, number in session.execute(query)}
    for position, chain in sorted(elsewhere.items()):
        kept, number = known.get(position, (None, None))
        if kept != chain:
            yield TrailFinding(Fault.LOST, number, position=position)


def head(session: Session) -> Head | None:
    """The newest signed end of the trail: what to keep outside the database."""
    query = select(AuditHead).order_by(AuditHead.position.desc()).limit(1)
    last = session.scalars(query).first()
    return last.head if last else None
