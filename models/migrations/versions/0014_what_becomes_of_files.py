"""What becomes of a file: put before a meeting, opened as it came, removed."""

from typing import Final

from models.migrations.written import Later, refuse_if_any

revision = "0014"
down_revision = "0013"

CONTRACTS: Final[dict[str, str]] = {}
"""What it takes away or narrows, each with the released migration that made it needless."""
FILLS: Final[dict[str, str]] = {}
"""Columns that were there before and whose values it changes, by table."""


def upgrade() -> None:
    Later.of(__file__).up()


def downgrade() -> None:
    for table in ("file_removal", "file_before_meeting", "original_opening"):
        refuse_if_any(table)
    Later.of(__file__).down()
