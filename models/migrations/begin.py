"""Begin a migration: `python -m models.migrations.begin NAME` writes its three files.

What it may do stands in docs/operations.md ("A change of the tables") and is held by
tests/editions.
"""

import re
import sys
from typing import Final

from models.migrations import files
from models.migrations.files import VERSIONS

PROGRAM: Final = '''\
"""%(title)s."""

from typing import Final

from models.migrations.written import Later

revision = "%(number)s"
down_revision = "%(before)s"

CONTRACTS: Final[dict[str, str]] = {}
"""What it takes away or narrows, each with the released migration that made it needless."""
FILLS: Final[dict[str, str]] = {}
"""Columns that were there before and whose values it changes, by table."""


def upgrade() -> None:
    Later.of(__file__).up()


def downgrade() -> None:
    Later.of(__file__).down()
'''


def begin(name: str) -> list[str]:
    """Raises `ValueError`, or `NothingAtWork` where one is begun that nobody has released."""
    if not re.fullmatch(r"[a-z]+(_[a-z]+)*", name):
        raise ValueError("a name in small letters, as 0001_the_first_record has: the_second_change")
    head = files.head()
    if head not in files.editions():
        raise files.NothingAtWork(f"{head} is at work still: change that one")
    number = f"{int(head) + 1:04}"
    title = name.replace("_", " ").capitalize()
    texts = {
        f"{number}_{name}.py": PROGRAM % {"title": title, "number": number, "before": head},
        f"{number}_{name}.sql": f"-- {title}.\n",
        f"{number}_{name}_back.sql": "-- The way back.\n",
    }
    for file, text in texts.items():
        (VERSIONS / file).write_text(text, encoding="utf-8")
    return list(texts)


if __name__ == "__main__":
    sys.stdout.write("\n".join(begin(*sys.argv[1:])) + "\n")
