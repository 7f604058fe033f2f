"""How long closed files are kept, which are held back, and how one goes."""

from typing import Final

from models.migrations.written import Later, refuse_if_any

revision = "0052"
down_revision = "0051"

CONTRACTS: Final[dict[str, str]] = {}
"""What it takes away or narrows, each with the released migration that made it needless."""
FILLS: Final[dict[str, str]] = {}
"""Columns that were there before and whose values it changes, by table."""


def upgrade() -> None:
    Later.of(__file__).up()


def downgrade() -> None:
    for table in ("retention_rule", "legal_hold", "erasure", "erased_record"):
        refuse_if_any(table)
    Later.of(__file__).down()
