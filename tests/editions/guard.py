"""What a migration takes away or narrows, asked of the database before and after it.

Whoever still runs the program of before reads and writes the record while it is migrated and until
they are restarted. So an edition adds (expand), fills (backfill), and takes away only what an
edition that was released before it has made needless (contract).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Final

import psycopg

from models.migrations import files

COLUMNS: Final = """
SELECT relname, attname, format_type(atttypid, atttypmod), attnotnull,
    atthasdef OR attidentity <> '' OR attgenerated <> ''
FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped
    AND relname <> 'alembic_version'
"""
RULES: Final = """
SELECT relname, conname, contype::text, pg_get_constraintdef(pg_constraint.oid),
    ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = conrelid AND attnum = ANY(conkey))
FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'f', 'p', 'u', 'x')
UNION ALL
SELECT relname, indexrelid::regclass::text, 'u', pg_get_indexdef(indexrelid),
    ARRAY(SELECT attname::text FROM pg_attribute
        WHERE attrelid = indrelid AND attnum = ANY(indkey::int2[]))
FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
WHERE indisunique AND relnamespace = 'public'::regnamespace AND NOT EXISTS (
    SELECT FROM pg_constraint WHERE conindid = indexrelid AND conrelid = indrelid)
"""
FUNCTIONS: Final = """
SELECT proname || '(' || pg_get_function_identity_arguments(oid) || ') '
    || pg_get_function_result(oid)
FROM pg_proc WHERE pronamespace = 'public'::regnamespace
"""
LEADING: Final = """
WITH RECURSIVE leads (id) AS (
    SELECT unnest(ARRAY['life', 'cases', 'professional']::regclass[])::oid
    UNION SELECT conrelid FROM pg_constraint JOIN leads ON confrelid = leads.id
        WHERE contype = 'f' AND conrelid::regclass::text <> ALL (%s)
)
SELECT relname FROM leads JOIN pg_class ON pg_class.oid = leads.id
WHERE NOT relrowsecurity OR NOT relforcerowsecurity
    OR NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = leads.id)
"""
WORDS: Final = re.compile(r"'([^']*)'")

Connection = psycopg.Connection[tuple[Any, ...]]


@dataclass(frozen=True)
class Tables:
    """What a program meets: columns, what a row must be, and the functions that it calls."""

    columns: Mapping[tuple[str, str], tuple[str, bool, bool]]
    """Type, whether it must be said, and whether something is said for whoever does not."""
    rules: Mapping[tuple[str, str], tuple[str, str, frozenset[str]]]
    functions: frozenset[str]

    @classmethod
    def of(cls, connection: Connection) -> "Tables":
        columns = connection.execute(COLUMNS).fetchall()
        rules = connection.execute(RULES).fetchall()
        return cls(
            {(table, name): (kind, must, said) for table, name, kind, must, said in columns},
            {(table, name): (kind, text, frozenset(on)) for table, name, kind, text, on in rules},
            frozenset(name for (name,) in connection.execute(FUNCTIONS).fetchall()),
        )

    @property
    def names(self) -> set[str]:
        return {table for table, _ in self.columns}


def narrowed(before: Tables, after: Tables) -> set[str]:
    """All that the program of before would miss, or be refused."""
    return {
        *_gone(before, after),
        *_columns(before, after),
        *_rules(before, after),
        *(f"function {each} is gone" for each in before.functions - after.functions),
    }


def _gone(before: Tables, after: Tables) -> Iterator[str]:
    for table in before.names - after.names:
        yield f"table {table} is gone"
    for table, column in before.columns.keys() - after.columns.keys():
        if table in after.names:
            yield f"column {table}.{column} is gone"


def _columns(before: Tables, after: Tables) -> Iterator[str]:
    for (table, column), (kind, must, said) in after.columns.items():
        if table not in before.names:
            continue
        was = before.columns.get((table, column))
        if was is None:
            if must and not said:
                yield f"column {table}.{column} is new and must be said"
            continue
        if was[0] != kind:
            yield f"column {table}.{column} is of another type"
        if (must and not was[1]) or (was[2] and not said):
            yield f"column {table}.{column} must be said"


def _rules(before: Tables, after: Tables) -> Iterator[str]:
    for (table, name), (kind, text, on) in after.rules.items():
        if table not in before.names or (table, name, text) in _texts(before):
            continue
        new = {column for column in on if (table, column) not in before.columns}
        was = before.rules.get((table, name))
        if (kind in "cf" and new) or (was and _takes_more(was[1], text)):
            continue  # the program of before leaves the new column empty
        if was and kind == "u" and _tells_more_apart(was, text, on):
            continue
        yield f"rule {table}.{name} refuses more"


def _texts(tables: Tables) -> set[tuple[str, str, str]]:
    return {(table, name, text) for (table, name), (_, text, _) in tables.rules.items()}


def _takes_more(was: str, now: str) -> bool:
    """The same list with words added: how a column of words learns another."""
    before, after = set(WORDS.findall(was)), set(WORDS.findall(now))
    return before <= after and _without_words(was) == _without_words(now)


def _tells_more_apart(was: tuple[str, str, frozenset[str]], text: str, on: frozenset[str]) -> bool:
    """The same rule over more columns: what was alike in fewer may differ now."""
    return was[2] < on and was[1].partition("(")[0] == text.partition("(")[0]


def _without_words(rule: str) -> str:
    return re.sub(r"::[a-z ]+(\[\])?|[\s,()]", "", WORDS.sub("", rule))


def unwalled(connection: Connection, of_nobodys_case: frozenset[str]) -> set[str]:
    """Tables that lead to a child, by whatever key, and stand behind no policy."""
    return {name for (name,) in connection.execute(LEADING, [sorted(of_nobodys_case)]).fetchall()}


def unnamed(migration: ModuleType, found: set[str], released: list[str] | None = None) -> set[str]:
    """What a migration narrows and does not say, or says without an edition that was released
    before it; and what it says and does not do."""
    named: Mapping[str, str] = getattr(migration, "CONTRACTS", {})
    known = files.editions() if released is None else released
    own = str(migration.revision)
    since = {what for what, by in named.items() if by not in known or by >= own}
    return (found - named.keys()) | since | (named.keys() - found)
