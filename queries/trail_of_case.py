"""One case's part of the trail, with all that tells from outside whether it is whole: 0153.

Of entries of other lives only the digest is given, where it stands between one of this case and
the signed end after it: a hash over ids and moments, from which nothing is read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, func, select, text
from sqlalchemy.orm import Session

from core.trail import FIELDS, TrailKeys, plain
from models.case import Case
from models.life import AuditEntry
from models.trail import AuditHead, AuditSeal

LATER_ACTS: Final = ("file sealed", "supplement entered", "supplement signed")
"""The acts that an archive has to reach to."""

ENTRIES: Final = text(f"""
    SELECT {", ".join(f"audit.{name}" + ("::text" if name == "detail" else "") for name in FIELDS)},
        seal.position, seal.digest, seal.chain, seal.life_place, seal.life_chain
    FROM audit_seal AS seal JOIN audit ON audit.number = seal.number
    WHERE seal.life_id = :life AND seal.life_place <= :through ORDER BY seal.life_place
""")  # noqa: S608 - the names are ours
BEFORE: Final = select(AuditSeal.chain)


class NotInTheChain(Exception):
    """The last act is not in the chain yet: in some seconds it is."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A signed end of the chain over all, and the way to it from the first entry of the case."""

    head: AuditHead
    since: int
    before: bytes
    digests: Sequence[bytes]


def through(session: Session, life_id: UUID) -> int:
    """Up to which place of the case's chain an archive goes. Raises `NotInTheChain`."""
    last = select(func.max(AuditEntry.number)).where(
        AuditEntry.life_id == life_id, AuditEntry.act.in_(LATER_ACTS)
    )
    number = session.scalar(last)
    place = session.scalar(
        select(AuditSeal.life_place).where(AuditSeal.life_id == life_id, AuditSeal.number == number)
    )
    if place is None:
        raise NotInTheChain
    return place


def read(session: Session, case: Case, last: int, keys: TrailKeys) -> dict[str, Any]:
    """The entries up to that place, the links between them, and the signed ends that hold them."""
    rows = session.execute(ENTRIES, {"life": case.id, "through": last}).all()
    anchors = _anchors(session, [row.position for row in rows])
    names = sorted({each.head.key for each in anchors})
    return {
        "life": str(case.id),
        "fields": list(FIELDS),
        "sealed_with": {
            "entries": case.trail_entries,
            "end": case.trail_end.hex() if case.trail_end else None,
        },
        "entries": [_entry(row) for row in rows],
        "anchors": [_anchor(each) for each in anchors],
        "keys": {name: raw.hex() for name in names if (raw := keys.public(name)) is not None},
    }


def _entry(row: Row[Any]) -> dict[str, Any]:
    return {
        "said": [plain(getattr(row, name)) for name in FIELDS],
        "position": row.position,
        "digest": row.digest.hex(),
        "place": row.life_place,
        "chain": row.life_chain.hex(),
    }


def _anchors(session: Session, positions: Sequence[int]) -> list[Anchor]:
    """For each entry the first signed end behind it; several have one."""
    found: list[Anchor] = []
    for position in positions:
        if found and position <= found[-1].head.position:
            continue
        after = select(AuditHead).where(AuditHead.position >= position)
        head = session.scalars(after.order_by(AuditHead.position).limit(1)).one_or_none()
        if head is None:
            raise NotInTheChain
        before = session.scalar(BEFORE.where(AuditSeal.position == position - 1)) or b""
        between = (
            select(AuditSeal.digest)
            .where(AuditSeal.position.between(position, head.position))
            .order_by(AuditSeal.position)
        )
        found.append(Anchor(head, position, before, session.scalars(between).all()))
    return found


def _anchor(of: Anchor) -> dict[str, Any]:
    head = of.head.head
    return {
        "position": head.position,
        "since": of.since,
        "before": of.before.hex(),
        "digests": [each.hex() for each in of.digests],
        "chain": head.chain.hex(),
        "message": head.message.decode(),
        "sealed_at": head.as_json()["sealed_at"],
        "key": of.head.key,
        "signature": of.head.signature.hex(),
    }
