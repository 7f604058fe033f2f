"""The sealer's one pass: what was committed since goes into the chains, and their end is signed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, bindparam, insert, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from core.ids import new_id
from core.trail import Head, TrailKeys, link
from models.session import engine
from models.trail import AuditHead, AuditSeal

# Advisory lock: one sealer at a time, in whichever process; beside the keeper's in that space.
SEALER: Final = 0x7365616C
AT_ONCE: Final = 2000
"""Entries held in memory at once."""

Link = tuple[int, bytes]


class TrailLost(Exception):
    """What this sealer had signed is not in the database any more, or is another."""


def seal(session: Session, keys: TrailKeys, known: Head | None = None) -> Head | None:
    """Seal what no pass has sealed yet; gives the new head, or None where there was nothing to do.

    `known` is a head that was signed before: where it is not on record the trail was put back or
    rewritten, and nothing is signed on top of that: raises `TrailLost`.
    """
    if not session.scalar(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": SEALER}):
        return None
    last = session.scalars(select(AuditHead).order_by(AuditHead.position.desc()).limit(1)).first()
    _check_known(session, last, known)
    before = last.head if last else Head(0, b"", _now(session), {})
    head = before
    while entries := _unsealed(session, head.lanes):
        links = list(_links(entries, head, _ends(session, {each.life_id for each in entries})))
        session.execute(insert(AuditSeal), links)
        head = Head(
            head.position + len(entries),
            links[-1]["chain"],
            _now(session),
            {**head.lanes, **{str(each.lane): each.place for each in entries}},
        )
    if head is before:
        return None
    session.add(
        AuditHead(
            position=head.position,
            chain=head.chain,
            sealed_at=head.sealed_at,
            lanes=head.lanes,
            key=keys.name,
            signature=keys.sign(head),
        )
    )
    session.flush()
    return head


def _now(session: Session) -> datetime:
    moment: datetime = session.execute(text("SELECT clock_timestamp()")).scalar_one()
    return moment


def _check_known(session: Session, last: AuditHead | None, known: Head | None) -> None:
    if known is None:
        return
    if last is None or last.position != known.position:
        at = AuditHead.position == known.position
        last = session.scalars(select(AuditHead).where(at)).first()
    if last is None or last.chain != known.chain:
        raise TrailLost(f"the head of position {known.position} is not on record")


UNSEALED: Final = text("""
    SELECT entry.number, entry.lane, entry.place, entry.life_id, entry.digest
    FROM audit_lane CROSS JOIN LATERAL (
        SELECT number, lane, place, life_id, digest FROM audit
        WHERE lane = audit_lane.lane
            AND place > coalesce((:sealed ->> audit_lane.lane::text)::bigint, 0)
        ORDER BY place LIMIT :most
    ) AS entry
    ORDER BY entry.number LIMIT :most
""").bindparams(bindparam("sealed", type_=JSONB), most=AT_ONCE)


def _unsealed(session: Session, sealed: Mapping[str, int]) -> Sequence[Row[Any]]:
    """Beyond where each lane was sealed: it is committed in the order of its places, so that
    nothing can come to light behind (numbers are given in another order than they are committed).
    """
    return session.execute(UNSEALED, {"sealed": dict(sealed)}).all()


ENDS: Final = text("""
    SELECT life.id, last.life_place, last.life_chain
    FROM unnest(CAST(:lives AS uuid[])) AS life (id) CROSS JOIN LATERAL (
        SELECT life_place, life_chain FROM audit_seal
        WHERE life_id = life.id ORDER BY life_place DESC LIMIT 1
    ) AS last
""")


def _ends(session: Session, lives: set[UUID | None]) -> dict[UUID, Link]:
    """Where the chains of these lives end now."""
    found = session.execute(ENDS, {"lives": [life for life in lives if life]})
    return {life_id: (place, chain) for life_id, place, chain in found}


def _links(
    entries: Iterable[Row[Any]], before: Head, ends: dict[UUID, Link]
) -> Iterator[dict[str, Any]]:
    chain = before.chain
    for position, entry in enumerate(entries, before.position + 1):
        chain = link(chain, entry.digest)
        place: int | None = None
        of_life: bytes | None = None
        if entry.life_id is not None:
            last, so_far = ends.get(entry.life_id, (0, b""))
            place, of_life = last + 1, link(so_far, entry.digest)
            ends[entry.life_id] = (place, of_life)
        yield {
            "id": new_id(),
            "position": position,
            "number": entry.number,
            "digest": entry.digest,
            "chain": chain,
            "life_id": entry.life_id,
            "life_place": place,
            "life_chain": of_life,
        }


def end_of(session: Session, life_id: UUID) -> tuple[int, bytes] | None:
    """How many entries of a life are sealed, and the end of its chain."""
    return _ends(session, {life_id}).get(life_id)


@contextmanager
def one_snapshot() -> Iterator[Session]:
    """The whole record as of one moment, for reading: what is sealed meanwhile is not seen."""
    snapshot = engine().execution_options(isolation_level="REPEATABLE READ")
    with Session(snapshot) as session:
        yield session
