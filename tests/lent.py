"""What one process of a test run has played, for the others: a kept moment as files."""

import os
import pickle
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from psycopg import sql

from tests.database import Cleaner

BESIDE: Final = "beside"
"""The file with what is no row; without it nothing is there."""

KEPT: Final = "INSERT INTO kept.moment VALUES (%s, %s)"

COUNTED: Final = """
SELECT sequence.oid::regclass::text, owner.oid::regclass::text, attname
FROM pg_depend
JOIN pg_class sequence ON sequence.oid = objid AND sequence.relkind = 'S'
JOIN pg_class owner ON owner.oid = refobjid AND owner.relnamespace = 'public'::regnamespace
JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
WHERE deptype = 'a'
"""

PAST_WHAT_IS_THERE: Final = """
SELECT setval({sequence}, greatest(
  (SELECT last_value FROM {name}), (SELECT max({column}) FROM {table} WHERE _moment = {moment})
))
"""


@dataclass(frozen=True)
class Lent:
    """The folder is one for all processes of a run; None where there is one process alone.

    Nobody waits for another: what two play at once, both have, and the second has it for nothing
    where what follows is lent too.
    """

    cleaner: Cleaner
    folder: Path | None

    def give(self, name: str, beside: Any) -> bool:
        """What the cleaner keeps under this name, and what the others need to know beside it; False
        where another one was first, whose rows have other ids."""
        if self.folder is None:
            return True
        into = Path(tempfile.mkdtemp(dir=self.folder))
        for table in self.cleaner.filled(name):
            rows = sql.SQL("COPY (SELECT * FROM {} WHERE _moment = {}) TO STDOUT (FORMAT binary)")
            there = rows.format(sql.Identifier("kept", table), name)
            with (
                open(into / f"{table}.rows", "wb") as file,
                self.cleaner.connection.cursor().copy(there) as copied,
            ):
                for some in copied:
                    file.write(some)
        (into / BESIDE).write_bytes(pickle.dumps(beside))
        try:
            into.rename(self.folder / name)
        except OSError:
            return False
        return True

    def take(self, name: str) -> Any:
        """Keep here what another process has kept, and give what it said beside it; else None."""
        if self.folder is None or not (self.folder / name / BESIDE).exists():
            return None
        rows = {file.stem: file for file in (self.folder / name).glob("*.rows")}
        with self.cleaner.connection.transaction():
            self.cleaner.forget(name)
            for table, file in rows.items():
                into = sql.SQL("COPY {} FROM STDIN (FORMAT binary)")
                there = into.format(sql.Identifier("kept", table))
                with self.cleaner.connection.cursor().copy(there) as copied:
                    copied.write(file.read_bytes())
            self.cleaner.connection.execute(KEPT, [name, list(rows)])
        self._count_on(name, rows)
        return pickle.loads((self.folder / name / BESIDE).read_bytes())

    def _count_on(self, name: str, there: dict[str, Path]) -> None:
        """Numbers that are given here come after those that were given there."""
        for sequence, table, column in self.cleaner.connection.execute(COUNTED).fetchall():
            if table in there:
                self.cleaner.connection.execute(
                    sql.SQL(PAST_WHAT_IS_THERE).format(
                        sequence=sequence,
                        name=sql.Identifier(sequence),
                        column=sql.Identifier(column),
                        table=sql.Identifier("kept", table),
                        moment=name,
                    )
                )


def said_first(path: Path, make: Callable[[], str]) -> str:
    """What the first process of this run wrote there."""
    if not path.exists():
        own = path.with_name(f"{path.name}.{os.getpid()}")
        own.write_text(make())
        with suppress(FileExistsError):
            path.hardlink_to(own)
    return path.read_text()
