"""The proof that a file is gone: which, when, by whose decision, how many rows; no name: 0259."""

from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, TextClause, text

from core.clock import local_day
from core.ids import new_id
from models.base import Base
from models.whose_key import LIFE
from rules.retention import RecordType

FILE: Final = text(
    "SELECT number, municipality_id, sealed_at, seal FROM cases WHERE id = :life"
    " AND NOT EXISTS (SELECT FROM erased_record WHERE life_id = :life)"
)
"""A closed file without a proof; none of what is no case, or was never sealed."""
PROVE: Final = text(
    "INSERT INTO erased_record (id, life_id, municipality_id, number, record_type, sealed_on,"
    " erased_at, decided_by_id, counted, digest) VALUES (:id, :life, :place, :number, :type,"
    " :sealed_on, :at, (SELECT decided_by_id FROM erasure WHERE life_id = :life"
    " AND ended_at IS NULL AND decided_at IS NOT NULL), :counted, :digest)"
)


def prove(connection: Connection, life_id: UUID, at: datetime) -> None:
    """Once for each; by the owner alone."""
    found = connection.execute(FILE, {"life": life_id}).one_or_none()
    if found is None or found.sealed_at is None:
        return
    rows = connection.execute(_counting(), {"life": life_id}).all()
    said = "".join(f"{name} {many}\n" for name, many in rows)
    digest = sha256(f"{life_id}\n{said}".encode() + (found.seal or b"")).digest()
    proof = {"id": new_id(), "life": life_id, "place": found.municipality_id, "at": at}
    proof |= {"number": found.number, "type": RecordType.CASE.value, "digest": digest}
    proof |= {"sealed_on": local_day(found.sealed_at), "counted": sum(many for _, many in rows)}
    connection.execute(PROVE, proof)


@cache
def _counting() -> TextClause:
    """Of every table that names the life outright, how many of its rows do; the trail, which stays,
    is none of them."""
    asked = [
        f"SELECT '{table.name}', count(*) FROM {table.name} WHERE {column} = :life"  # noqa: S608
        for table in sorted(Base.metadata.tables.values(), key=lambda each: each.name)
        for column in (("id",) if table.name in {"cases", "life"} else LIFE)
        if column in table.columns and not table.name.startswith(("audit", "erase", "legal_hold"))
    ]
    return text(" UNION ALL ".join(asked) + " ORDER BY 1")
