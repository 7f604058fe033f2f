"""The number of a case in the protocol book of a centre's office; who was called by SMS."""

from typing import Final

from models.migrations.written import Later, refuse_if_any

revision = "0011"
down_revision = "0010"

CONTRACTS: Final[dict[str, str]] = {}
"""What it takes away or narrows, each with the released migration that made it needless."""
FILLS: Final[dict[str, str]] = {}
"""Columns that were there before and whose values it changes, by table."""


def upgrade() -> None:
    Later.of(__file__).up()


def downgrade() -> None:
    refuse_if_any("office_number")
    Later.of(__file__).down()
