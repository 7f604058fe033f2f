"""Sealing anew what stands under an older key, while everybody goes on working.

It runs as the owner: what is sealed is kept as it was written by triggers, and the database cannot
tell the same words under another key from other words. A batch takes its rows as a writer does, and
writes a value only where it still is the one that was opened.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Column, Connection, Engine, Table, text

from core.crypto import KeyRing
from core.i18n import N_
from models import Base

BATCH: Final = 200
DATA_KEYS: Final = "data keys"
"""What stands under a child's own key is counted as one: it stays where its key is wrapped anew."""
PAST_TRIGGERS: Final = text("SET LOCAL session_replication_role = replica")
MAY: Final = text("SELECT has_parameter_privilege(current_user, 'session_replication_role', 'SET')")
HIDDEN: Final = text("""
    SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
    AND row_security_active(oid) AND NOT EXISTS (SELECT FROM pg_policies
        WHERE tablename = relname AND permissive = 'PERMISSIVE' AND (qual = 'true'
            OR qual ~ 'tryeza.wall' AND current_setting('tryeza.wall', true) = 'lifted')
        AND roles && ARRAY['public', current_user]::name[] AND cmd IN ('ALL', 'SELECT'))
    ORDER BY relname LIMIT 1
""")
COUNT: Final = """
    SELECT CASE get_byte({column}, 0) WHEN 1 THEN encode(substr({column}, 2, 4), 'escape')
        ELSE 'data keys' END, count(*)
    FROM {table} WHERE {column} IS NOT NULL GROUP BY 1
"""
TAKE: Final = """
    SELECT id, {column} AS was FROM {table}
    WHERE get_byte({column}, 0) = 1 AND substr({column}, 2, 4) <> :front
    LIMIT :most FOR NO KEY UPDATE
"""
PUT: Final = "UPDATE {table} SET {column} = :now WHERE id = :id AND {column} = :was"


class CannotRotate(Exception):
    """The role lacks a right; the message says which and how it is given."""

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message)
        self.message, self.facts = message, facts


@dataclass(frozen=True, slots=True)
class Cell:
    """A column whose values are sealed, and how the place of one is called."""

    table: Table
    column: Column[Any]

    @property
    def names(self) -> dict[str, str]:
        return {"table": self.table.name, "column": self.column.name}

    def place(self, row_id: object) -> str:
        return f"{self.table.name}.{self.column.name.removesuffix('_sealed')}.{row_id}"


def cells() -> Iterator[Cell]:
    """Every sealed column, and the data keys, which are sealed themselves."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if column.name.endswith("_sealed") or column.name == "wrapped":
                yield Cell(table, column)


def check_role(connection: Connection) -> None:
    """Raise `CannotRotate` before anything is done; what is not seen would be taken for none."""
    if not connection.scalar(MAY):
        raise CannotRotate(
            N_(
                "The owner's role may not pass the triggers: as superuser, run"
                " GRANT SET ON PARAMETER session_replication_role TO %(role)s."
            ),
            role=connection.scalar(text("SELECT current_user")),
        )
    hidden = connection.scalar(HIDDEN)
    if hidden is not None:
        message = N_("The owner's role does not see every row of %(table)s.")
        raise CannotRotate(message, table=hidden)


def standing(connection: Connection) -> Counter[str]:
    """How many values stand under which key of the ring, and under data keys."""
    found: Counter[str] = Counter()
    for cell in cells():
        for key, count in connection.execute(text(COUNT.format(**cell.names))):
            found[key] += count
    return found


def seal_anew(engine: Engine, ring: KeyRing) -> int:
    """Put everything under the ring's front key; gives how many values were written anew.

    Stopped half-way, it goes on where it was. What somebody has in hand is left for the end, and
    waited for then.
    """
    done = 0
    for patience in (" SKIP LOCKED", ""):
        for cell in cells():
            while batch := _batch(engine, ring, cell, patience):
                done += batch
    return done


def _batch(engine: Engine, ring: KeyRing, cell: Cell, patience: str) -> int:
    """One transaction: rows are taken, opened and written; 0 where none is left."""
    with engine.begin() as connection:
        connection.execute(PAST_TRIGGERS)
        query = text(TAKE.format(**cell.names) + patience)
        rows = connection.execute(query, {"front": ring.front.encode(), "most": BATCH}).all()
        anew = [
            {"id": row.id, "was": row.was, "now": ring.renew(bytes(row.was), cell.place(row.id))}
            for row in rows
        ]
        if anew:
            connection.execute(text(PUT.format(**cell.names)), anew)
    return len(anew)
