"""Pages that came back from paper: filed, or waiting for a person."""

from typing import Final

from models.migrations.written import Later, refuse_if_any

revision = "0016"
down_revision = "0015"

CONTRACTS: Final[dict[str, str]] = {}
"""What it takes away or narrows, each with the released migration that made it needless."""
FILLS: Final[dict[str, str]] = {}
"""Columns that were there before and whose values it changes, by table."""


def upgrade() -> None:
    Later.of(__file__).up()


def downgrade() -> None:
    for table in ("filed_page", "waiting_page"):
        refuse_if_any(table)
    Later.of(__file__).down()
