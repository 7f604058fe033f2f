"""A member's page says what waits at their other tables, and which contact waits for their word."""

from typing import Final

from models.migrations.written import Later

revision = "0048"
down_revision = "0047"

CONTRACTS: Final[dict[str, str]] = {}
"""What it takes away or narrows, each with the released migration that made it needless."""
FILLS: Final[dict[str, str]] = {}
"""Columns that were there before and whose values it changes, by table."""


def upgrade() -> None:
    Later.of(__file__).up()


def downgrade() -> None:
    Later.of(__file__).down()
