"""Mail that came back: what it closes, and how it is found."""

from typing import Final

from models.migrations.written import Later, refuse_if_any

revision = "0002"
down_revision = "0001"

CONTRACTS: Final[dict[str, str]] = {}
"""What it takes away or narrows, each with the released migration that made it needless."""
FILLS: Final[dict[str, str]] = {}
"""Columns that were there before and whose values it changes, by table."""


def upgrade() -> None:
    Later.of(__file__).up()


def downgrade() -> None:
    refuse_if_any("member_link", "closed_by = 'returned'")
    refuse_if_any("message", "cause = 'returned'")
    Later.of(__file__).down()
