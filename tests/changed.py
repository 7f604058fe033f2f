"""Every column that an act changes stands in the table of rights (0149): measured, wherever a test
runs the act, under whichever role.

A column that is missing there is a refusal of the database to a person, in the portal alone, where
perhaps no test does that act.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Engine, event

from models.changed_columns import CHANGED

COMPILED: Final = re.compile(r"UPDATE (\w+) SET (.*?)(?: FROM | WHERE | RETURNING |$)", re.DOTALL)
"""As SQLAlchemy writes it; what a test sends as text has spaces, and is its own."""
COLUMN: Final = re.compile(r"(?:^|, )(\w+)=")

TESTS_THEMSELVES: Final = frozenset(
    {
        *(("account", "role"), ("appointment_day", "was_on"), ("assessment", "risk")),
        *(("cases", "number"), ("cases", "sibling_of_id"), ("contact_change", "old_phone_sealed")),
        *(("departure_seen", "seen_by_id"), ("deputy", "valid_until")),
        *(("misplaced_meeting", "said_on"), ("record_correction", "said_on")),
        *(
            ("alembic_version", "version_num"),
            ("ring_key", "put_back_at"),
            ("ring_key", "retired_at"),
            ("succession", "member_id"),
        ),
    }
)
"""What tests change to see it refused or noticed, and the owner's commands; no act does."""


def _look(_c: object, _cursor: object, statement: str, *_: Any) -> None:
    if not statement.startswith("UPDATE "):
        return
    found = COMPILED.match(statement)
    if found is None:
        return
    table, allowed = found[1], CHANGED.get(found[1], "").split()
    for column in COLUMN.findall(found[2]):
        if column not in allowed and (table, column) not in TESTS_THEMSELVES:
            raise AssertionError(f"{table}.{column} is changed; models/changed_columns.py")


@contextmanager
def measured() -> Iterator[None]:
    event.listen(Engine, "before_cursor_execute", _look)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", _look)
