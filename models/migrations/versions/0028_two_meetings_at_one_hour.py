"""A member's own other meeting at the hour of one, read through the walls."""

from typing import Final

from models.migrations.written import Later

revision = "0028"
down_revision = "0026"

CONTRACTS: Final[dict[str, str]] = {}
"""What it takes away or narrows, each with the released migration that made it needless."""
FILLS: Final[dict[str, str]] = {"wakeup": "id"}
"""Columns that were there before and whose values it changes, by table."""


def upgrade() -> None:
    Later.of(__file__).up()


def downgrade() -> None:
    Later.of(__file__).down()
