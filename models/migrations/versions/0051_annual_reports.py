"""The municipal tables' annual reports, and who was handed them."""

from typing import Final

from models.migrations.written import Later, refuse_if_any

revision = "0051"
down_revision = "0048"

CONTRACTS: Final[dict[str, str]] = {}
"""What it takes away or narrows, each with the released migration that made it needless."""
FILLS: Final[dict[str, str]] = {}
"""Columns that were there before and whose values it changes, by table."""


def upgrade() -> None:
    Later.of(__file__).up()


def downgrade() -> None:
    refuse_if_any("annual_report")
    Later.of(__file__).down()
