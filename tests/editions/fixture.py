"""The record of a release, kept: rows at every stage as Postgres copies them, and their keys.

The tables come from the migrations of that release, which never change again; so only rows are
kept, one archive for all stages, whose equal rows cost nothing.
"""

import io
import json
import lzma
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import psycopg
from psycopg import sql

from core.clock import FrozenClock
from tests.builders import ACase
from tests.database import WITHOUT_TRIGGERS

FOLDER: Final = Path(__file__).parent / "releases"
ARCHIVE, KEYS, TRAIL_KEY = "record.tar.xz", "keys", "trail-key.pem"
BESIDE: Final = "stage.json"
LARGEST: Final = 1_000_000
"""Letters of an archive: it stands in the repository for good."""
WINDOW: Final = [{"id": lzma.FILTER_LZMA2, "preset": 9, "dict_size": 1 << 26}]
NOT_KEPT: Final = "alembic_version"

Rows = Mapping[str, bytes]

TABLES: Final = """
SELECT relname, array_agg(attname::text ORDER BY attnum) FROM pg_class
JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
    AND attgenerated = ''
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace GROUP BY 1 ORDER BY 1
"""
SEQUENCES: Final = """
SELECT sequencename, last_value FROM pg_sequences
WHERE schemaname = 'public' AND last_value IS NOT NULL ORDER BY 1
"""

Connection = psycopg.Connection[tuple[Any, ...]]


@dataclass(frozen=True)
class Kept:
    """One stage: its rows, and what a test needs to know beside them."""

    stage: str
    moment: datetime
    begins: date
    case_id: UUID | None
    seen: UUID | None
    sequences: Mapping[str, int]
    rows: Rows

    def case(self, clock: FrozenClock) -> ACase:
        """As the people of the case have it; its stage is for whoever works on that record."""
        return ACase(self.case_id, begins=self.begins)

    def beside(self) -> str:
        said = {
            "moment": self.moment.isoformat(),
            "begins": self.begins.isoformat(),
            "case_id": self.case_id and str(self.case_id),
            "seen": self.seen and str(self.seen),
            "sequences": dict(self.sequences),
        }
        return json.dumps(said, indent=1, sort_keys=True)


def taken(connection: Connection, stage: str, case: ACase) -> Kept:
    """What every table holds now."""
    return Kept(
        stage,
        case.clock.moment,
        case.begins,
        case.case_id,
        case.stage.seen,
        dict(connection.execute(SEQUENCES).fetchall()),
        rows(connection),
    )


def rows(connection: Connection, of: Mapping[str, list[str]] | None = None) -> Rows:
    """Each table's rows in one order; of other tables than its own where that is said, to compare
    what a later edition made of them."""
    found = {}
    for table, columns in (of or columns_of(connection)).items():
        names = sql.SQL(", ").join(map(sql.Identifier, columns))
        asked = sql.SQL(
            'COPY (SELECT {} FROM {} AS a ORDER BY ({})::text COLLATE "C") TO STDOUT (HEADER)'
        )
        copied = connection.cursor().copy(
            asked.format(names, sql.Identifier(table), sql.SQL("ROW({})").format(names))
        )
        with copied as lines:
            found[table] = b"".join(map(bytes, lines))
    return {name: text for name, text in found.items() if text.count(b"\n") > 1}


def columns_of(connection: Connection) -> dict[str, list[str]]:
    there = connection.execute(TABLES).fetchall()
    return {name: columns for name, columns in there if name != NOT_KEPT}


def put_in(connection: Connection, kept: Kept) -> None:
    """Into empty tables of the same edition, as the superuser."""
    connection.execute(WITHOUT_TRIGGERS)
    for (name,) in connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    ).fetchall():
        if name != NOT_KEPT:
            connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))
    for table, text in kept.rows.items():
        names = text[: text.index(b"\n")].decode().split("\t")
        into = sql.SQL("COPY {} ({}) FROM STDIN (HEADER MATCH)").format(
            sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, names))
        )
        with connection.cursor().copy(into) as copied:
            copied.write(text)
    for sequence, value in kept.sequences.items():
        connection.execute("SELECT setval(%s::text::regclass, %s)", (sequence, value))
    connection.execute("SET session_replication_role = origin")


def packed(stages: Iterable[Kept]) -> bytes:
    """The same bytes for the same rows."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for kept in stages:
            files = {BESIDE: kept.beside().encode(), **kept.rows}
            for name, content in files.items():
                about = tarfile.TarInfo(f"{kept.stage}/{name}")
                about.size = len(content)
                archive.addfile(about, io.BytesIO(content))
    return lzma.compress(out.getvalue(), filters=WINDOW)


def unpacked(content: bytes) -> Iterator[Kept]:
    found: dict[str, dict[str, bytes]] = {}
    with tarfile.open(fileobj=io.BytesIO(lzma.decompress(content))) as archive:
        for about in archive:
            stage, name = about.name.split("/")
            file = archive.extractfile(about)
            assert file is not None
            found.setdefault(stage, {})[name] = file.read()
    for stage, files in found.items():
        said = json.loads(files.pop(BESIDE))
        yield Kept(
            stage,
            datetime.fromisoformat(said["moment"]),
            date.fromisoformat(said["begins"]),
            said["case_id"] and UUID(said["case_id"]),
            said["seen"] and UUID(said["seen"]),
            said["sequences"],
            files,
        )


def releases() -> list[str]:
    """The editions of which a record is kept."""
    return sorted(path.parent.name for path in FOLDER.glob(f"*/{ARCHIVE}"))


def of(edition: str) -> dict[str, Kept]:
    content = (FOLDER / edition / ARCHIVE).read_bytes()
    return {kept.stage: kept for kept in unpacked(content)}
